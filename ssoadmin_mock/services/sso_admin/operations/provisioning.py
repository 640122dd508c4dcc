"""Provisioning: bringing permission sets to accounts, and which set is where and up to date."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import provisioning
from ssoadmin_mock.model.assignment import AccountAssignment, ProvisionedPermissionSet, ProvisioningTarget
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.requests import Request
from ssoadmin_mock.model.table import after_in_all
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations import requests
from ssoadmin_mock.services.sso_admin.rules import assignments as assignment_rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as permission_set_rules
from ssoadmin_mock.services.sso_admin.rules import provisioning as rules
from ssoadmin_mock.services.sso_admin.rules import roles as role_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

WORKFLOW = "permission_set_provisioning"
LATEST = "LATEST_PERMISSION_SET_PROVISIONED"
TARGET_REQUIRED = "TargetId is required when TargetType is AWS_ACCOUNT."
TARGET_NOT_ALLOWED = "TargetId cannot be specified when TargetType is ALL_PROVISIONED_ACCOUNTS."

_FOR_ALL = (permission_set_rules.ACCOUNT_INSTANCE, permission_set_rules.NOT_ENABLED, assignment_rules.WHO)


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        *_FOR_ALL,
        permission_set_rules.NOT_FOUND,
        assignment_rules.MANAGEMENT_ACCOUNT_NOT_PROVISIONED,
        assignment_rules.PROVISIONED_THERE_UNCHANGED,
        assignment_rules.ANSWER,
        assignment_rules.ACCOUNT_MISSING,
        assignment_rules.SUSPENDED,
        rules.TARGET_ID,
        rules.CONFLICT,
        rules.THROTTLED,
        rules.UNASSIGNED,
        rules.UNASSIGNED_REMOVED,
        rules.EVERYWHERE,
        rules.EVERYWHERE_FAILS,
        rules.QUOTA,
        role_rules.UPDATED,
        role_rules.POLICY_MISSING,
        role_rules.POLICY_MALFORMED,
    ),
)
def provision_permission_set(
    call: Call, *, permission_set: PermissionSet, target_type: str, target_id: str | None = None
) -> dict[str, Any]:
    """Provision a permission set to one account, or again to all that have it."""
    target = ProvisioningTarget(permission_set.arn, _checked(target_type, target_id))
    _check_no_conflict(call, target)
    requests.check_not_too_many(call, call.instance.provisionings, "concurrent_provisionings", rules.THROTTLED)
    request = requests.start(
        call, WORKFLOW, call.instance.provisionings, target, _provisioning(call, permission_set, target_id)
    )
    return {"PermissionSetProvisioningStatus": requests.answered(request) | _target(request)}


def _checked(target_type: str, target_id: str | None) -> str | None:
    if target_type == "AWS_ACCOUNT" and target_id is None:
        raise ValidationException(TARGET_REQUIRED, rule=rules.TARGET_ID)
    if target_type != "AWS_ACCOUNT" and target_id is not None:
        raise ValidationException(TARGET_NOT_ALLOWED, rule=rules.TARGET_ID)
    return target_id


def _check_no_conflict(call: Call, target: ProvisioningTarget) -> None:
    def overlaps(subject: AccountAssignment | ProvisioningTarget) -> bool:
        return isinstance(subject, ProvisioningTarget) and target.overlaps(subject)

    requests.check_none_in_progress(call, overlaps, rules.CONFLICT)


def _provisioning(call: Call, permission_set: PermissionSet, account_id: str | None) -> Any:
    instance, must_exist = call.instance, not call.settings.moto_defaults
    if account_id is not None:
        return lambda: provisioning.provision(
            instance, permission_set, account_id, call.settings.quota, must_exist=must_exist
        )
    account_ids = [provisioned.account_id for provisioned in instance.provisioned.of(permission_set.arn)]
    return lambda: provisioning.provision_everywhere(instance, permission_set, account_ids, must_exist=must_exist)


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, assignment_rules.STATUS, assignment_rules.REQUEST_UNKNOWN))
def describe_permission_set_provisioning_status(
    call: Call, *, provision_permission_set_request_id: str
) -> dict[str, Any]:
    """Describe what became of a request to provision a permission set."""
    request = requests.poll(call, call.instance.provisionings, provision_permission_set_request_id)
    return {"PermissionSetProvisioningStatus": requests.described(request) | _target(request)}


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, assignment_rules.STATUS_LIST))
def list_permission_set_provisioning_status(call: Call, *, filter: dict[str, str] | None = None) -> Listing:
    """List the requests to provision permission sets, or those in one status."""
    return requests.listing(call.instance.provisionings, filter)


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, permission_set_rules.NOT_FOUND, rules.DRIFT))
def list_accounts_for_provisioned_permission_set(
    call: Call, *, permission_set: PermissionSet, provisioning_status: str | None = None
) -> Listing:
    """List the accounts that a permission set is provisioned to, or those that are up to date, or not."""
    provisioned = call.instance.provisioned

    def after(cursor: int | None) -> Any:
        if provisioning_status is None:
            return provisioned.of(permission_set.arn).after(cursor)
        return after_in_all(provisioned.by_version(permission_set, provisioning_status == LATEST), cursor)

    return Listing(after, lambda row: row.account_id)


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, rules.DRIFT, rules.EMPTY_LIST))
def list_permission_sets_provisioned_to_account(
    call: Call, *, account_id: str, provisioning_status: str | None = None
) -> Listing:
    """List the permission sets that are provisioned to an account, or those that are up to date, or not."""

    def is_listed(row: ProvisionedPermissionSet) -> bool:
        return provisioning_status is None or row.is_latest == (provisioning_status == LATEST)

    # An account has at most the 500 sets of the quota, so this is not worth an index.
    rows = call.instance.provisioned.in_account(account_id)
    return Listing(
        lambda cursor: (entry for entry in rows.after(cursor) if is_listed(entry[1])),
        lambda row: row.permission_set.arn,
    )


def _target(request: Request[ProvisioningTarget]) -> dict[str, str]:
    target = {"PermissionSetArn": request.subject.permission_set_arn}
    return target if request.subject.account_id is None else target | {"AccountId": request.subject.account_id}
