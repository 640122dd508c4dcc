"""Assertions: tokens of trusted issuers, which say who a user is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.identity_store import User
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.issuer import TrustedTokenIssuer
from ssoadmin_mock.model.sign_in import SignIns
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.rules import tokens_with_iam as rules

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "HS256"]


def redeemed(
    instance: Instance, grant: Mapping[str, Any], assertion: str, registered: SignIns
) -> tuple[User, TrustedTokenIssuer]:
    """Return the user whom an assertion is about and the issuer that says so, and use the assertion up.

    :param grant: the grant for assertions of the application.
    :param registered: knows which assertions were used.
    :raises InvalidGrantException: when it is none, used, expired, of an issuer or for an audience that the grant does
        not have, not signed with the issuer's keys, or about nobody.
    """
    claims = _claims(assertion)
    issuer = _issuer(instance, grant["JwtBearer"], claims)
    _check_signature(issuer, assertion)
    expires_at = _checked_expiry(claims)
    digest = blake2b(assertion.encode()).digest()
    if digest in registered.used_assertions:
        raise errors.invalid_grant(rules.ASSERTION)
    user = _mapped_user(instance, issuer, claims)
    registered.used_assertions[digest] = expires_at
    return user, issuer


def _claims(assertion: str) -> Mapping[str, Any]:
    try:
        claims = json.loads(jws.extract_compact(assertion.encode()).payload)
    except (JoseError, ValueError):
        raise errors.invalid_grant(rules.ASSERTION) from None
    if not isinstance(claims, dict):
        raise errors.invalid_grant(rules.ASSERTION)
    return claims


def _issuer(instance: Instance, granted: Mapping[str, Any], claims: Mapping[str, Any]) -> TrustedTokenIssuer:
    url = claims.get("iss")
    issuer = instance.issuers_by_url.get(url) if isinstance(url, str) else None
    audiences = claims.get("aud")
    for authorized in granted.get("AuthorizedTokenIssuers", ()):
        wanted = set(authorized.get("AuthorizedAudiences", ()))
        named = audiences if isinstance(audiences, list) else [audiences]
        if issuer is not None and authorized["TrustedTokenIssuerArn"] == issuer.arn and not wanted.isdisjoint(named):
            return issuer
    raise errors.invalid_grant(rules.ASSERTION)


def _check_signature(issuer: TrustedTokenIssuer, assertion: str) -> None:
    if issuer.keys is None:
        return
    try:
        jwt.decode(assertion, KeySet.import_key_set({"keys": issuer.keys}), algorithms=_ALGORITHMS)
    except (JoseError, ValueError):
        raise errors.invalid_grant(rules.SIGNATURE) from None


def _checked_expiry(claims: Mapping[str, Any]) -> float:
    now = clock.now()
    expires_at, begins_at = claims.get("exp"), claims.get("nbf", 0)
    if not isinstance(expires_at, int | float) or not isinstance(begins_at, int | float):
        raise errors.invalid_grant(rules.ASSERTION)
    if not begins_at <= now < expires_at:
        raise errors.invalid_grant(rules.ASSERTION)
    return expires_at


def _mapped_user(instance: Instance, issuer: TrustedTokenIssuer, claims: Mapping[str, Any]) -> User:
    """Return the user whose attribute has the value of a claim, as the issuer's configuration maps them."""
    value: Any = claims
    for step in issuer.oidc_jwt["ClaimAttributePath"].split("."):
        value = value.get(step) if isinstance(value, dict) else None
    find = _FINDERS.get(issuer.oidc_jwt["IdentityStoreAttributePath"])
    user = find(instance, value) if find is not None and isinstance(value, str) else None
    if user is None:
        raise errors.invalid_grant(rules.ASSERTION)
    return user


def _by_external_id(instance: Instance, value: str) -> User | None:
    users = instance.identity_store.users
    return next((user for user in users if any(each["Id"] == value for each in user.external_ids)), None)


_FINDERS: Mapping[str, Callable[[Instance, str], User | None]] = {
    "emails.value": lambda instance, value: instance.identity_store.user_with_email(value),
    "externalId": _by_external_id,
    "externalIds.id": _by_external_id,
    "userName": lambda instance, value: instance.identity_store.user_named(value),
}
