"""Tokens for applications, which prove with IAM who they are: create."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.application import JWT_BEARER, Application
from ssoadmin_mock.model.sign_in import Authorization, Session, Token
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_oidc import clients, errors
from ssoadmin_mock.services.sso_oidc.applications import check_assigned, check_may_ask, find_application, scopes_of
from ssoadmin_mock.services.sso_oidc.model import API
from ssoadmin_mock.services.sso_oidc.proofs import authorization_of, given, living, redeemed, refreshed
from ssoadmin_mock.services.sso_oidc.rules import errors as error_rules
from ssoadmin_mock.services.sso_oidc.rules import tokens as token_rules
from ssoadmin_mock.services.sso_oidc.rules import tokens_with_iam as rules
from ssoadmin_mock.services.sso_oidc.service import operation
from ssoadmin_mock.wire.partitions import dns_suffix
from ssoadmin_mock.wire.registry import Access

TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token"


@dataclass(frozen=True)
class _Grant:
    """What was found for a proof.

    :param session: the user's session.
    :param issuer: the ARN of the issuer that said who the user is, if one did.
    :param scopes: what the token may at most be for; None for all that the application may.
    """

    session: Session
    issuer: str | None = None
    scopes: tuple[str, ...] | None = None


@operation(
    name="CreateTokenWithIAM",
    access=Access.ANYONE,
    rules=(
        rules.APPLICATION,
        rules.ACTOR_POLICY,
        rules.GRANT_TYPES,
        rules.GRANT,
        rules.ASSERTION,
        rules.SIGNATURE,
        rules.ASSIGNMENT,
        rules.ANSWER,
        rules.SCOPES,
        rules.ACCOUNT_ACCESS,
        rules.ID_TOKEN,
        rules.TOKEN_EXCHANGE,
        rules.OTHER_REGION,
        rules.IDENTITY_CONTEXT,
        token_rules.INVALID_GRANT,
        error_rules.FORM,
        error_rules.VALIDATION,
    ),
    not_simulated="Conditions of actor policies, and looking an issuer's keys up at its URL.",
)
def create_token_with_iam(
    call: Call,
    *,
    client_id: str,
    grant_type: str,
    scope: Sequence[str] = (),
    requested_token_type: str = REFRESH_TOKEN,
    **proof: str,
) -> dict[str, Any]:
    """Give an application the tokens of a user."""
    application = find_application(call, client_id)
    exchange = _GRANTS.get(grant_type)
    if exchange is None:
        raise errors.unsupported_grant_type(rules.GRANT_TYPES)
    grant = check_may_ask(call, application, grant_type)
    granted = exchange(call, application, grant, proof)
    signed_in = sign_in.whose(granted.session, call.caller.region_name)
    if signed_in is None:
        raise errors.invalid_grant()
    check_assigned(call.instance, application, signed_in[1])
    scopes = _scopes(application, scope, granted.scopes)
    if sign_in.ACCOUNT_ACCESS in scope:
        return _for_the_portal(call, application, granted, scopes)
    return _for_the_application(call, application, granted, scopes, requested_token_type)


def _scopes(application: Application, asked: Sequence[str], at_most: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return what a token is for.

    :raises InvalidScopeException: for a scope that the application, or the token to be refreshed, does not have.
    """
    allowed = at_most or scopes_of(application)
    if not set(asked) <= set(allowed):
        raise errors.invalid_scope(rules.SCOPES)
    return tuple(asked) or allowed


def _for_the_portal(call: Call, application: Application, granted: _Grant, scopes: tuple[str, ...]) -> dict[str, Any]:
    token = sign_in.new_access_token(granted.session, application.arn, call.caller.region_name, scopes)
    return _answer(token, scopes) | {"issuedTokenType": ACCESS_TOKEN}


def _for_the_application(
    call: Call, application: Application, granted: _Grant, scopes: tuple[str, ...], requested: str
) -> dict[str, Any]:
    from ssoadmin_mock.services.sso_oidc import identity_tokens

    session, region_name = granted.session, call.caller.region_name
    token = sign_in.new_access_token(session, application.arn, region_name, scopes)
    context = identity_tokens.new_context(session)
    answer = _answer(token, scopes) | {
        "idToken": identity_tokens.id_token(call.instance, application, session, context, granted.issuer),
        "awsAdditionalDetails": {"identityContext": context},
        "issuedTokenType": requested,
    }
    if requested == REFRESH_TOKEN:
        answer["refreshToken"] = sign_in.new_refresh_token(session, application.arn, region_name, scopes).text
    return answer


def _answer(token: Token, scopes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "accessToken": token.text,
        "tokenType": "Bearer",
        "expiresIn": round(token.expires_at - clock.now()),
        "scope": list(scopes),
    }


Exchange = Callable[[Call, Application, Mapping[str, Any], Mapping[str, str]], _Grant]


def _by_assertion(call: Call, _application: Application, grant: Mapping[str, Any], proof: Mapping[str, str]) -> _Grant:
    from ssoadmin_mock.services.sso_oidc import assertions

    assertion = given(proof, "assertion")
    user, issuer = assertions.redeemed(call.instance, grant, assertion, sign_in.sign_ins(call.caller.partition))
    return _Grant(sign_in.begin_session(call.instance, user), issuer.arn)


def _by_code(call: Call, application: Application, _grant: Mapping[str, Any], proof: Mapping[str, str]) -> _Grant:
    _check_region(call, authorization_of(call, application.arn, given(proof, "code")))
    return _Grant(redeemed(call, application.arn, proof))


def _by_refresh_token(
    call: Call, application: Application, _grant: Mapping[str, Any], proof: Mapping[str, str]
) -> _Grant:
    _check_region(call, sign_in.sign_ins(call.caller.partition).refresh_tokens.get(given(proof, "refresh_token")))
    token = refreshed(call, application.arn, proof)
    return _Grant(token.session, scopes=token.scopes)


def _by_exchange(call: Call, application: Application, _grant: Mapping[str, Any], proof: Mapping[str, str]) -> _Grant:
    if given(proof, "subject_token_type") != ACCESS_TOKEN:
        raise errors.invalid_request("The subject token has to be an access token")
    subject = sign_in.sign_ins(call.caller.partition).access_tokens.get(given(proof, "subject_token"))
    _check_region(call, subject)
    token = living(call, subject, rules.TOKEN_EXCHANGE)
    if token.client_id == application.arn or token.session.instance_id != call.instance.id:
        raise errors.invalid_grant(rules.TOKEN_EXCHANGE)
    return _Grant(token.session)


def _check_region(call: Call, proof: Authorization | Token | None) -> None:
    """Check that a proof was given in this Region; whether it is one at all is the grant's to say.

    :raises InvalidRequestRegionException: when it was given in another one.
    """
    if proof is not None and proof.region_name != call.caller.region_name:
        host = f"{API.model.endpoint_prefix}.{proof.region_name}.{dns_suffix(call.caller.partition)}"
        raise errors.other_region(proof.region_name, f"https://{host}")


_GRANTS: dict[str, Exchange] = {
    clients.AUTHORIZATION_CODE: _by_code,
    clients.REFRESH_TOKEN: _by_refresh_token,
    JWT_BEARER: _by_assertion,
    TOKEN_EXCHANGE: _by_exchange,
}
