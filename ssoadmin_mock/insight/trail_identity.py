"""Who a record of CloudTrail is about, and whose trail it is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ssoadmin_mock.effects import callers, iam_principals
from ssoadmin_mock.model.sign_in import Session
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.logging import Logging
from ssoadmin_mock.services.pipeline import Request
from ssoadmin_mock.services.scim import endpoints


class Identity(NamedTuple):
    """Who called.

    :ivar account_id: the account whose trail has the record.
    :ivar element: its ``userIdentity``.
    """

    account_id: str
    element: dict[str, Any]


def identity_of(
    request: Request, logging: Logging, sent: Mapping[str, Any], result: Mapping[str, Any]
) -> Identity | None:
    """Return who called; None when no account knows.

    :param sent: the request's parameters.
    :param result: the answer's members.
    """
    if request.caller.account_id:
        return Identity(request.caller.account_id, signer(request.caller))
    if logging.is_service_event:
        return _of_portal(request)
    return _of_scim(request) if logging.is_scim else _of_oidc(request, sent, result)


def unknown(account_id: str) -> Identity:
    """Return somebody of whom only the account is known."""
    return Identity(account_id, {"type": "Unknown", "accountId": account_id})


def portal_user(account_id: str, user_id: str, store_arn: str, credential_id: str) -> Identity:
    """Return a user of the access portal."""
    on_behalf_of = {"userId": user_id, "identityStoreArn": store_arn}
    element = {
        "type": "IdentityCenterUser",
        "accountId": account_id,
        "onBehalfOf": on_behalf_of,
        "credentialId": credential_id,
    }
    return Identity(account_id, element)


def signer(caller: Caller) -> dict[str, Any]:
    """Return who has signed a request, as ``userIdentity``."""
    principal_id, arn = callers.caller_identity(
        caller.account_id, caller.partition, caller.region_name, caller.access_key
    )
    _, _, name = arn.partition(f":{caller.account_id}:")
    element = {"principalId": principal_id, "arn": arn, "accountId": caller.account_id}
    element["accessKeyId"] = caller.access_key
    kind, _, rest = name.partition("/")
    if kind == "root":
        return {"type": "Root", **element}
    if kind != "assumed-role":
        return {"type": "IAMUser", **element, "userName": rest.rpartition("/")[2]}
    role_name = rest.partition("/")[0]
    role_id, role_arn = iam_principals.role(caller.account_id, caller.partition, role_name) or (
        principal_id.partition(":")[0],
        f"arn:{caller.partition}:iam::{caller.account_id}:role/{role_name}",
    )
    issuer = {
        "type": "Role",
        "principalId": role_id,
        "arn": role_arn,
        "accountId": caller.account_id,
        "userName": role_name,
    }
    acting = sign_in.on_behalf_of(caller.access_key)
    return {
        "type": "AssumedRole",
        **element,
        "sessionContext": {"sessionIssuer": issuer, "attributes": {"mfaAuthenticated": "false"}},
        **({"onBehalfOf": acting} if acting is not None else {}),
    }


def _of_portal(request: Request) -> Identity | None:
    token = sign_in.sign_ins(request.caller.partition).access_tokens.get(request.token or "")
    instance = None if token is None else sign_in.instance_of(token.session)
    if token is None or instance is None:
        return None
    session = token.session
    return portal_user(session.owner_account_id, session.user_id, instance.identity_store_arn, session.id)


def _of_oidc(request: Request, sent: Mapping[str, Any], result: Mapping[str, Any]) -> Identity | None:
    known = sign_in.sign_ins(request.caller.partition)
    issued = known.access_tokens.get(result.get("accessToken", ""))
    waiting = known.authorizations.get(str(sent.get("deviceCode") or sent.get("code") or ""))
    refreshed = known.refresh_tokens.get(str(sent.get("refreshToken") or ""))
    sessions: list[Session] = [token.session for token in (issued, refreshed) if token is not None]
    owners = [session.owner_account_id for session in sessions]
    if waiting is not None:
        owners.append(waiting.owner_account_id)
    return unknown(owners[0]) if owners else None


def _of_scim(request: Request) -> Identity | None:
    instance = endpoints.instance_at(request.bound.get("tenantId"))
    return None if instance is None else unknown(instance.owner_account_id)
