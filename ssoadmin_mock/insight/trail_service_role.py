"""What CloudTrail records in accounts where Identity Center works: its service-linked role's calls of IAM."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ssoadmin_mock.effects import iam, iam_principals, organizations
from ssoadmin_mock.effects.iam_changes import Change
from ssoadmin_mock.insight.trail_base import Record, base
from ssoadmin_mock.insight.trail_identity import Identity

_SESSION = "AWS-SSO"
# IAM has one endpoint for each partition, in this Region.
_REGIONS = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}


def changes_of(changes: tuple[Change, ...], event_id: str, time: float) -> list[Record]:
    """Return the records of what was done for a call (rule ``trail.service-role``).

    :param event_id: the id of the call's own record.
    :param time: when it was answered, in seconds since the epoch.
    """
    return [_record(change, str(uuid5(NAMESPACE_OID, f"{event_id} {n}")), time) for n, change in enumerate(changes)]


def _record(change: Change, event_id: str, time: float) -> Record:
    region_name = _REGIONS.get(change.partition, _REGIONS["aws"])
    made = base("iam.amazonaws.com", change.operation, region_name, _identity(change), event_id, time)
    made["sourceIPAddress"] = made["userAgent"] = organizations.SERVICE_PRINCIPAL
    made["requestParameters"], made["responseElements"] = change.parameters, change.result
    return made


def _identity(change: Change) -> Identity:
    account_id, name = change.account_id, iam.SERVICE_ROLE_NAME
    arn = f"arn:{change.partition}:iam::{account_id}:role{iam.SERVICE_ROLE_PATH}{name}"
    known = iam_principals.role(account_id, change.partition, name)
    issuer: dict[str, Any] = {"type": "Role", "arn": arn, "accountId": account_id, "userName": name}
    element: dict[str, Any] = {
        "type": "AssumedRole",
        "arn": f"arn:{change.partition}:sts::{account_id}:assumed-role/{name}/{_SESSION}",
        "accountId": account_id,
    }
    if known is not None:
        issuer["principalId"], element["principalId"] = known[0], f"{known[0]}:{_SESSION}"
    element["sessionContext"] = {"sessionIssuer": issuer, "attributes": {"mfaAuthenticated": "false"}}
    return Identity(account_id, {**element, "invokedBy": organizations.SERVICE_PRINCIPAL})
