"""What clients bring for a token."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.sign_in import Authorization, Decision, Session, Token
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.rules import errors as error_rules
from ssoadmin_mock.services.sso_oidc.rules import tokens as rules
from ssoadmin_mock.wire.rules import Rule


def given(proof: Mapping[str, str], name: str) -> str:
    """Return what a grant type cannot do without.

    :raises InvalidRequestException: when the request does not have it.
    """
    if not proof.get(name):
        raise errors.invalid_request(f"Missing parameter {name} for this grant type")
    return proof[name]


def challenge_of(verifier: str) -> str:
    """Return what a client that will prove itself with a verifier shows first (RFC 7636, S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def authorization_of(call: Call, client_id: str, code: str) -> Authorization:
    """Return the request that a client has a code for.

    :raises InvalidGrantException: when the code is not this client's, or was used.
    """
    authorization = sign_in.sign_ins(call.caller.partition).authorizations.get(code)
    if authorization is None or authorization.client.id != client_id or authorization.is_used:
        raise errors.invalid_grant()
    return authorization


def redeemed(call: Call, client_id: str, proof: Mapping[str, str]) -> Session:
    """Return what was begun for an authorization code, if the client proves that it had asked for it, and use it up.

    :raises InvalidGrantException: otherwise.
    """
    code, uri, verifier = (given(proof, name) for name in ("code", "redirect_uri", "code_verifier"))
    authorization = authorization_of(call, client_id, code)
    redirect = authorization.redirect
    if redirect is None or authorization.decision is not Decision.APPROVED or authorization.expires_at <= clock.now():
        raise errors.invalid_grant()
    if redirect.uri != uri or redirect.code_challenge != challenge_of(verifier):
        raise errors.invalid_grant()
    return decided(authorization)


def living(call: Call, token: Token | None, rule: Rule = rules.INVALID_GRANT) -> Token:
    """Return a token that was given in the Region and has not expired.

    :param rule: the rule by which others are refused.
    :raises InvalidGrantException: when it is none.
    """
    if token is None or token.expires_at <= clock.now():
        raise errors.invalid_grant(rule)
    if token.region_name != call.caller.region_name:
        raise errors.invalid_grant(error_rules.REGIONAL)
    return token


def refreshed(call: Call, client_id: str, proof: Mapping[str, str]) -> Token:
    """Return the refresh token that a client brings.

    :raises InvalidGrantException: when it is none, or another client's.
    """
    tokens = sign_in.sign_ins(call.caller.partition).refresh_tokens
    token = living(call, tokens.get(given(proof, "refresh_token")))
    if token.client_id != client_id:
        raise errors.invalid_grant()
    return token


def decided(authorization: Authorization) -> Session:
    """Return what was begun when a person approved a request, and use the code up.

    :raises AccessDeniedException: when the person has denied it.
    :raises AuthorizationPendingException: when nobody has decided yet.
    """
    if authorization.decision is Decision.DENIED:
        raise errors.access_denied()
    if authorization.session is None:
        raise errors.authorization_pending()
    authorization.is_used = True
    return authorization.session
