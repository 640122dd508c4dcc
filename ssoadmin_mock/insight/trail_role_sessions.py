"""What CloudTrail records in an account where somebody gets a role's credentials: AssumeRoleWithSAML of STS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ssoadmin_mock.effects import callers, iam_principals
from ssoadmin_mock.insight.trail_base import Record, base
from ssoadmin_mock.insight.trail_identity import Identity
from ssoadmin_mock.services import sign_in
from ssoadmin_mock.services.pipeline import Request

EVENT_NAME = "AssumeRoleWithSAML"

_GIVES_CREDENTIALS = ("sso", "GetRoleCredentials")


def assumption(
    request: Request, sent: Mapping[str, Any], result: Mapping[str, Any] | None, event_id: str, time: float
) -> Record | None:
    """Return the record of the role's assumption (rule ``trail.assume-role-with-saml``); None for any other call.

    :param sent: the parameters under the model's names.
    :param result: the answer's members; None for an error.
    :param event_id: the id of the call's own record.
    :param time: when it was answered, in seconds since the epoch.
    """
    if (request.service.name, request.operation) != _GIVES_CREDENTIALS or result is None:
        return None
    account_id, partition = sent["accountId"], request.caller.partition
    access_key, region_name = result["roleCredentials"]["accessKeyId"], request.caller.region_name
    role_id, arn = callers.caller_identity(account_id, partition, region_name, access_key)
    _, role_name, user_name = arn.split("/")
    role = iam_principals.role(account_id, partition, role_name)
    provider = _provider_arn(request, account_id)
    if role is None or provider is None:
        # They were deleted since.
        return None
    identity = Identity(
        account_id,
        {
            "type": "SAMLUser",
            "principalId": f"{provider.rpartition('/')[2]}:{user_name}",
            "userName": user_name,
            "identityProvider": provider,
        },
    )
    made = base("sts.amazonaws.com", EVENT_NAME, region_name, identity, str(uuid5(NAMESPACE_OID, event_id)), time)
    made["requestParameters"] = {"principalArn": provider, "roleArn": role[1], "roleSessionName": user_name}
    made["responseElements"] = {
        "credentials": {"accessKeyId": access_key},
        "assumedRoleUser": {"assumedRoleId": role_id, "arn": arn},
        "subject": user_name,
        "subjectType": "persistent",
    }
    made["resources"] = [{"accountId": account_id, "type": "AWS::IAM::Role", "ARN": role[1]}]
    return made


def _provider_arn(request: Request, account_id: str) -> str | None:
    token = sign_in.sign_ins(request.caller.partition).access_tokens.get(request.token or "")
    instance = None if token is None else sign_in.instance_of(token.session)
    if instance is None:
        return None
    provider = instance.provisioned.saml_providers.get(account_id)
    return None if provider is None else f"arn:{instance.partition}:iam::{account_id}:saml-provider/{provider.name}"
