"""Tokens: create."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.sign_in import Authorization, Client, Session
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import errors
from ssoadmin_mock.services.sso_oidc.clients import (
    AUTHORIZATION_CODE,
    DEVICE_CODE,
    REFRESH_TOKEN,
    authenticated,
    check_may_use,
)
from ssoadmin_mock.services.sso_oidc.proofs import authorization_of, decided, given, redeemed, refreshed
from ssoadmin_mock.services.sso_oidc.rules import authorize as authorize_rules
from ssoadmin_mock.services.sso_oidc.rules import clients as client_rules
from ssoadmin_mock.services.sso_oidc.rules import errors as error_rules
from ssoadmin_mock.services.sso_oidc.rules import tokens as rules
from ssoadmin_mock.services.sso_oidc.service import operation
from ssoadmin_mock.wire.registry import Access


@operation(
    access=Access.ANYONE,
    rules=(
        rules.PENDING,
        rules.DENIED,
        rules.EXPIRED,
        rules.SLOW_DOWN,
        rules.INVALID_GRANT,
        rules.TOKENS,
        rules.REFRESH,
        rules.SCOPE_IGNORED,
        authorize_rules.AUTHORIZE,
        authorize_rules.AUTHORIZE_REFUSED,
        client_rules.GRANT_TYPES,
        client_rules.UNREGISTERED_GRANT,
        error_rules.FORM,
        error_rules.VALIDATION,
        error_rules.INVALID_CLIENT,
        error_rules.REGIONAL,
    ),
)
def create_token(
    call: Call,
    *,
    client_id: str,
    client_secret: str,
    grant_type: str,
    scope: Sequence[str] = (),  # noqa: ARG001  (rule `oidc.scope-ignored`)
    **proof: str,
) -> dict[str, Any]:
    """Give a client the tokens of a person who has signed in."""
    client = authenticated(call, client_id, client_secret)
    exchange = _GRANTS.get(grant_type)
    if exchange is None:
        raise errors.unsupported_grant_type()
    check_may_use(client, grant_type)
    return _issued(call, client, exchange(call, client, proof))


def _issued(call: Call, client: Client, session: Session) -> dict[str, Any]:
    region_name = call.caller.region_name
    if sign_in.whose(session, region_name) is None:
        raise errors.invalid_grant()
    access_token, refresh_token = sign_in.issue(client, session, region_name)
    return {
        "accessToken": access_token.text,
        "tokenType": "Bearer",
        "expiresIn": round(access_token.expires_at - clock.now()),
        "refreshToken": refresh_token and refresh_token.text,
        "idToken": None,
    }


def _by_device(call: Call, client: Client, proof: dict[str, str]) -> Session:
    """Return what was begun for a device code.

    :raises ExpiredTokenException: when nobody has decided in time.
    :raises SlowDownException: when the device asks too often.
    """
    authorization = authorization_of(call, client.id, given(proof, "device_code"))
    if authorization.redirect is not None:
        raise errors.invalid_grant()
    now = clock.now()
    if authorization.expires_at <= now:
        raise errors.expired_token()
    if call.settings.enforce_polling_interval:
        _check_interval(authorization, now)
    return decided(authorization)


def _check_interval(authorization: Authorization, now: float) -> None:
    before, authorization.polled_at = authorization.polled_at, now
    if before is not None and now - before < authorization.interval:
        authorization.interval += sign_in.SLOW_DOWN_SECONDS
        raise errors.slow_down()


def _by_code(call: Call, client: Client, proof: dict[str, str]) -> Session:
    return redeemed(call, client.id, proof)


def _by_refresh_token(call: Call, client: Client, proof: dict[str, str]) -> Session:
    return refreshed(call, client.id, proof).session


_GRANTS: dict[str, Callable[[Call, Client, dict[str, str]], Session]] = {
    AUTHORIZATION_CODE: _by_code,
    DEVICE_CODE: _by_device,
    REFRESH_TOKEN: _by_refresh_token,
}
