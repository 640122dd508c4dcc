"""Account assignments: creating, deleting and listing them, and the status of the requests to do so."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from ssoadmin_mock.effects import provisioning
from ssoadmin_mock.model.assignment import AccountAssignment
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.requests import RequestFailed
from ssoadmin_mock.model.table import after_in_all
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations import requests
from ssoadmin_mock.services.sso_admin.rules import assignments as rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as permission_set_rules
from ssoadmin_mock.services.sso_admin.rules import roles as role_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ConflictException, ResourceNotFoundException, ServiceQuotaExceededException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

WORKFLOW = "account_assignment"
PRINCIPAL_NOT_FOUND = "Could not find {} with id {}"

_FOR_ALL = (permission_set_rules.ACCOUNT_INSTANCE, permission_set_rules.NOT_ENABLED, rules.WHO)
_FOR_REQUESTS = (
    *_FOR_ALL,
    permission_set_rules.NOT_FOUND,
    rules.MANAGEMENT_ACCOUNT_CLOSED,
    rules.PROVISIONED_IN_MANAGEMENT_ACCOUNT,
    rules.PROVISIONED_THERE_UNCHANGED,
    rules.ANSWER,
    rules.CONFLICT,
)


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        *_FOR_REQUESTS,
        rules.SUSPENDED,
        rules.DUPLICATE,
        rules.THROTTLED,
        rules.QUOTAS,
        rules.PRINCIPAL_MISSING,
        rules.ACCOUNT_MISSING,
        rules.ACCOUNT_INSTANCE_TARGET,
        role_rules.CREATED,
        role_rules.POLICY_MISSING,
        role_rules.POLICY_MALFORMED,
    ),
    not_simulated="What the caller's own rights in the management account's IAM are; IAM's quota of roles; that a "
    "principal from an external directory may be unknown until it is used once.",
)
def create_account_assignment(
    call: Call,
    *,
    target_id: str,
    target_type: str,
    permission_set: PermissionSet,
    principal_type: str,
    principal_id: str,
) -> dict[str, Any]:
    """Give a user or group access to an account with a permission set."""
    instance, quota = call.instance, call.settings.quota
    assignment = _free(call, AccountAssignment(target_id, permission_set.arn, principal_type, principal_id))
    requests.check_not_too_many(call, instance.assignment_creations, "outstanding_account_assignments", rules.THROTTLED)
    try:
        provisioning.check_quotas(instance, assignment, quota)
    except RequestFailed as failure:
        raise ServiceQuotaExceededException(failure.reason, rule=rules.QUOTAS) from None
    request = requests.start(
        call,
        WORKFLOW,
        instance.assignment_creations,
        assignment,
        lambda: provisioning.assign(
            instance, permission_set, assignment, quota, must_exist=not call.settings.moto_defaults
        ),
    )
    return {"AccountAssignmentCreationStatus": requests.answered(request) | _target(assignment, target_type)}


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        *_FOR_REQUESTS,
        rules.SUSPENDED_DELETION,
        rules.ASSIGNMENT_MISSING,
        rules.ORPHANED_DELETED,
        role_rules.REMOVED,
    ),
)
def delete_account_assignment(
    call: Call,
    *,
    target_id: str,
    target_type: str,
    permission_set: PermissionSet,
    principal_type: str,
    principal_id: str,
) -> dict[str, Any]:
    """Take a user's or group's access to an account with a permission set away."""
    instance = call.instance
    assignment = _free(call, AccountAssignment(target_id, permission_set.arn, principal_type, principal_id))
    request = requests.start(
        call,
        WORKFLOW,
        instance.assignment_deletions,
        assignment,
        lambda: provisioning.unassign(instance, assignment),
    )
    return {"AccountAssignmentDeletionStatus": requests.answered(request) | _target(assignment, target_type)}


def _free(call: Call, assignment: AccountAssignment) -> AccountAssignment:
    """Return the assignment, of which nothing else may be in the making."""
    if assignment in call.workflows:
        raise ConflictException(requests.CONFLICT, rule=rules.CONFLICT)
    return assignment


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, rules.STATUS, rules.REQUEST_UNKNOWN))
def describe_account_assignment_creation_status(
    call: Call, *, account_assignment_creation_request_id: str
) -> dict[str, Any]:
    """Describe what became of a request to create an assignment."""
    request = requests.poll(call, call.instance.assignment_creations, account_assignment_creation_request_id)
    return {"AccountAssignmentCreationStatus": requests.described(request) | _target(request.subject)}


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, rules.STATUS, rules.REQUEST_UNKNOWN))
def describe_account_assignment_deletion_status(
    call: Call, *, account_assignment_deletion_request_id: str
) -> dict[str, Any]:
    """Describe what became of a request to delete an assignment."""
    request = requests.poll(call, call.instance.assignment_deletions, account_assignment_deletion_request_id)
    return {"AccountAssignmentDeletionStatus": requests.described(request) | _target(request.subject)}


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, rules.STATUS_LIST))
def list_account_assignment_creation_status(call: Call, *, filter: dict[str, str] | None = None) -> Listing:
    """List the requests to create assignments, or those in one status."""
    return requests.listing(call.instance.assignment_creations, filter)


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, rules.STATUS_LIST))
def list_account_assignment_deletion_status(call: Call, *, filter: dict[str, str] | None = None) -> Listing:
    """List the requests to delete assignments, or those in one status."""
    return requests.listing(call.instance.assignment_deletions, filter)


@operation(access=Access.PERMISSION_SETS, rules=(*_FOR_ALL, permission_set_rules.NOT_FOUND, rules.ORPHANED))
def list_account_assignments(call: Call, *, account_id: str, permission_set: PermissionSet) -> Listing:
    """List who has access to an account with a permission set."""
    return Listing(call.instance.account_assignments.of(permission_set.arn, account_id).after, _row)


@operation(
    access=Access.MANAGEMENT_ACCOUNT,
    rules=(
        permission_set_rules.ACCOUNT_INSTANCE,
        rules.FOR_PRINCIPAL_MANAGEMENT_ACCOUNT,
        rules.FOR_PRINCIPAL_GROUPS,
        rules.FOR_PRINCIPAL_MISSING,
    ),
)
def list_account_assignments_for_principal(
    call: Call, *, principal_id: str, principal_type: str, filter: dict[str, str] | None = None
) -> Listing:
    """List the access that a user or group has, a user's through its groups included."""
    instance = call.instance
    if not (call.settings.moto_defaults or instance.identity_store.has(principal_type, principal_id)):
        raise ResourceNotFoundException(
            PRINCIPAL_NOT_FOUND.format(principal_type, principal_id), rule=rules.FOR_PRINCIPAL_MISSING
        )
    principals = instance.identity_store.principals_of(principal_type, principal_id)
    account_id = (filter or {}).get("AccountId")
    if account_id is not None:
        return _listing_in(instance, principals, account_id)
    tables = [instance.account_assignments.of_principal(*principal) for principal in principals]
    return Listing(lambda cursor: after_in_all(tables, cursor), _row)


def _listing_in(instance: Instance, principals: list[tuple[str, str]], account_id: str) -> Listing:
    # A set is provisioned where it is assigned, and an account has at most the 500 sets of the quota: asking for each
    # is cheaper than an index with an entry for nearly every assignment.
    arns = [provisioned.permission_set.arn for provisioned in instance.provisioned.in_account(account_id)]
    rows = sorted(
        (
            found
            for principal in principals
            for found in instance.account_assignments.of_principal_in(*principal, account_id, arns)
        ),
        key=itemgetter(0),
    )
    return Listing.of(rows, _row)


def _target(assignment: AccountAssignment, target_type: str = "AWS_ACCOUNT") -> dict[str, str]:
    return {"TargetId": assignment.account_id, "TargetType": target_type} | _access(assignment)


def _row(assignment: AccountAssignment) -> dict[str, str]:
    return {"AccountId": assignment.account_id} | _access(assignment)


def _access(assignment: AccountAssignment) -> dict[str, str]:
    return {
        "PermissionSetArn": assignment.permission_set_arn,
        "PrincipalType": assignment.principal_type,
        "PrincipalId": assignment.principal_id,
    }
