"""Provisions permission sets to accounts: what the service does with a request after it has accepted it."""

from __future__ import annotations

from collections.abc import Callable

from ssoadmin_mock.effects import iam, organizations
from ssoadmin_mock.model.assignment import AccountAssignment, ProvisionedPermissionSet
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.requests import RequestFailed

PRINCIPAL_MISSING = "Received a 404 status error: the {} assignee {} was not found in directory {}."
ACCOUNT_MISSING = "Received a 404 status error: AWS account {} was not found in the organization."
ACCOUNT_SUSPENDED = (
    "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '{}' "
    "takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support."
)
ASSIGNMENT_MISSING = (
    "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key "
    "EntitlementKey{{accessorId=AccessorId{{value={}}}, resourceId=ResourceId{{value={}}}, "
    "auxiliaryResourceId=AuxiliaryResourceId{{value={}}}, containerId=ContainerId{{value={}}}}}"
)
NO_LONGER_PROVISIONED = "Received a 404 status error: Permission set provision not found in AWS account {}."
TOO_MANY_SETS = "You have exceeded IAM Identity Center quotas. Cannot provision more than {} permission sets to {}"
TOO_MANY_GROUPS = "You have exceeded IAM Identity Center quotas. Cannot assign more than {} groups to {} with {}"

Quota = Callable[[str], int]
"""Gives a quota by its name."""


def assign(
    instance: Instance,
    permission_set: PermissionSet,
    assignment: AccountAssignment,
    quota: Quota,
    must_exist: bool = True,
) -> None:
    """Give a user or group its access; the first access to the account with the set provisions the set there.

    :param must_exist: whether it is checked that the principal and the account exist.
    :raises RequestFailed: when the principal or the account does not exist, or the set cannot be provisioned.
    """
    if must_exist:
        _check_principal(instance, assignment)
        _check_account(instance, assignment.account_id)
    check_quotas(instance, assignment, quota)
    if (permission_set.arn, assignment.account_id) not in instance.provisioned:
        _provision(instance, permission_set, assignment.account_id)
    instance.account_assignments.add(assignment, assignment)


def _check_principal(instance: Instance, assignment: AccountAssignment) -> None:
    if not instance.identity_store.has(assignment.principal_type, assignment.principal_id):
        raise RequestFailed(
            PRINCIPAL_MISSING.format(assignment.principal_type, assignment.principal_id, instance.identity_store_id)
        )


def check_quotas(instance: Instance, assignment: AccountAssignment, quota: Quota) -> None:
    """Check that one more assignment stays within the quotas.

    :raises RequestFailed: when it does not.
    """
    account_id, permission_set_arn = assignment.account_id, assignment.permission_set_arn
    _check_room(instance, permission_set_arn, account_id, quota)
    if assignment.principal_type == "USER" or assignment in instance.account_assignments:
        return
    limit = quota("groups_per_permission_set_and_account")
    if instance.account_assignments.count_of_groups(permission_set_arn, account_id) >= limit:
        raise RequestFailed(TOO_MANY_GROUPS.format(limit, account_id, permission_set_arn))


def _check_room(instance: Instance, permission_set_arn: str, account_id: str, quota: Quota) -> None:
    is_new = (permission_set_arn, account_id) not in instance.provisioned
    limit = quota("provisioned_permission_sets_per_account")
    if is_new and len(instance.provisioned.in_account(account_id)) >= limit:
        raise RequestFailed(TOO_MANY_SETS.format(limit, account_id))


def unassign(instance: Instance, assignment: AccountAssignment) -> None:
    """Take a user's or group's access away; with the last one of the account, the set leaves the account.

    :raises RequestFailed: when there is no such assignment, or the account is suspended.
    """
    account_id, permission_set_arn = assignment.account_id, assignment.permission_set_arn
    if assignment not in instance.account_assignments:
        raise RequestFailed(
            ASSIGNMENT_MISSING.format(assignment.principal_id, account_id, permission_set_arn, instance.arn)
        )
    if _status(instance, account_id) == "SUSPENDED":
        raise RequestFailed(ACCOUNT_SUSPENDED.format(account_id))
    instance.account_assignments.pop(assignment)
    if not instance.account_assignments.of(permission_set_arn, account_id):
        provisioned = instance.provisioned.pop((permission_set_arn, account_id))
        assert provisioned is not None, "a set is provisioned where it is assigned"
        iam.delete_role(instance, provisioned)


def provision(
    instance: Instance, permission_set: PermissionSet, account_id: str, quota: Quota, must_exist: bool = True
) -> None:
    """Provision a permission set to an account that has it already or not.

    :param must_exist: whether it is checked that the account exists.
    :raises RequestFailed: when the account is not there or cannot have the set. Its role is then as it was.
    """
    if must_exist:
        _check_account(instance, account_id)
    _check_room(instance, permission_set.arn, account_id, quota)
    _provision(instance, permission_set, account_id)


def _provision(instance: Instance, permission_set: PermissionSet, account_id: str) -> None:
    iam.check_policies(instance, permission_set, account_id)
    present = instance.provisioned.get((permission_set.arn, account_id))
    role_id, role_name = iam.put_role(instance, permission_set, account_id, present)
    if present is None:
        made = ProvisionedPermissionSet(account_id, permission_set, permission_set.version, role_id, role_name)
        instance.provisioned.add(made.key, made)
    else:
        present.role_id = role_id
        instance.provisioned.make_latest(present)


def provision_everywhere(
    instance: Instance, permission_set: PermissionSet, account_ids: list[str], must_exist: bool = True
) -> None:
    """Bring a permission set up to date in all accounts that had it when that was asked for.

    :param must_exist: whether it is checked that the accounts exist.
    :raises RequestFailed: when one of them fails, with its reason; the others are up to date nevertheless.
    """
    failures = []
    for account_id in account_ids:
        try:
            if (permission_set.arn, account_id) not in instance.provisioned:
                raise RequestFailed(NO_LONGER_PROVISIONED.format(account_id))
            if must_exist:
                _check_account(instance, account_id)
            _provision(instance, permission_set, account_id)
        except RequestFailed as failure:
            failures.append(failure)
    if failures:
        raise failures[0]


def _check_account(instance: Instance, account_id: str) -> None:
    status = _status(instance, account_id)
    if status is None:
        raise RequestFailed(ACCOUNT_MISSING.format(account_id))
    if status == "SUSPENDED":
        raise RequestFailed(ACCOUNT_SUSPENDED.format(account_id))


def _status(instance: Instance, account_id: str) -> str | None:
    if instance.is_organization_instance:
        return organizations.account_status(account_id, instance.owner_account_id, instance.partition)
    return "ACTIVE" if account_id == instance.owner_account_id else None


def leave_account(instance: Instance, account_id: str) -> None:
    """Take what the service made out of an account that is not of the organization any more.

    Its assignments stay, and can be deleted.
    """
    for provisioned in instance.provisioned.in_account(account_id):
        iam.delete_role(instance, provisioned)
    if account_id in instance.provisioned.saml_providers:
        iam.delete_saml_provider(instance, account_id)
    iam.delete_service_role(account_id, instance.partition)


def remove_everything(instance: Instance) -> None:
    """Remove what an instance made in other services: its roles and SAML providers."""
    for provisioned in instance.provisioned:
        iam.delete_role(instance, provisioned)
    for account_id in list(instance.provisioned.saml_providers):
        iam.delete_saml_provider(instance, account_id)
