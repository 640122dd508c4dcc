"""Captures permission sets, who is assigned to them, and the policies that accounts must have for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ssoadmin_mock.model.permission_set import CustomerManagedPolicy
from ssoadmin_mock.world import entries
from ssoadmin_mock.world.capturing import MISSING, Capturing
from ssoadmin_mock.world.entries import Entry, entry, unless

# Of each permission set, without those of its accounts.
_CALLS_FOR_A_SET = 7
_OUTDATED = "LATEST_PERMISSION_SET_NOT_PROVISIONED"


@dataclass
class _Found:
    permission_sets: Entry = field(default_factory=dict)
    access: list[tuple[str, str, str, str]] = field(default_factory=list)
    needed: dict[CustomerManagedPolicy, dict[str, None]] = field(default_factory=dict)


def outline(capturing: Capturing) -> dict[str, list[str]]:
    """Return the accounts of each permission set, by ARN, from which most of a capture's calls follow."""
    arns = capturing.sso("ListPermissionSets")["PermissionSets"]
    capturing.expect((1 + _CALLS_FOR_A_SET) * len(arns))
    accounts = {arn: _account_ids(capturing, arn) for arn in arns}
    capturing.expect(sum(map(len, accounts.values())))
    return accounts


def sections(capturing: Capturing, accounts: dict[str, list[str]]) -> Entry:
    """Return the sections about permission sets, assignments and customer managed policies.

    :param accounts: what `outline` returned.
    """
    found = _Found()
    for arn, account_ids in accounts.items():
        _permission_set(capturing, arn, account_ids, found)
    policies = [
        entry(name=policy.name, path=unless(policy.path, "/"), accounts=_in_order(capturing, account_ids))
        for policy, account_ids in found.needed.items()
    ]
    return {
        "permission_sets": found.permission_sets,
        "assignments": entries.assignments(found.access, list(found.permission_sets), list(capturing.accounts)),
        # What is in them is known in their accounts only.
        "customer_managed_policies": [policy for policy in policies if "accounts" in policy],
    }


def _permission_set(capturing: Capturing, arn: str, account_ids: list[str], found: _Found) -> None:
    described = capturing.sso("DescribePermissionSet", PermissionSetArn=arn)["PermissionSet"]
    references = capturing.sso("ListCustomerManagedPolicyReferencesInPermissionSet", PermissionSetArn=arn)
    policies = [_policy(reference) for reference in references["CustomerManagedPolicyReferences"]]
    boundary = capturing.sso("GetPermissionsBoundaryForPermissionSet", MISSING, PermissionSetArn=arn) or {}
    managed = capturing.sso("ListManagedPoliciesInPermissionSet", PermissionSetArn=arn)["AttachedManagedPolicies"]
    found.permission_sets[described["Name"]] = entries.permission_set(
        described,
        arn.rpartition("/")[2],
        managed_policies=[policy["Arn"] for policy in managed],
        customer_managed_policies=[(policy.name, policy.path) for policy in policies],
        inline_policy=capturing.sso("GetInlinePolicyForPermissionSet", PermissionSetArn=arn).get("InlinePolicy", ""),
        permissions_boundary=boundary.get("PermissionsBoundary"),
        tags=capturing.tags(arn),
        provisioned_to=_in_order(capturing, _assigned(capturing, arn, described["Name"], account_ids, found)),
        outdated_in=_in_order(capturing, _account_ids(capturing, arn, ProvisioningStatus=_OUTDATED)),
    )
    reference = boundary.get("PermissionsBoundary", {}).get("CustomerManagedPolicyReference")
    for policy in [*policies, *([_policy(reference)] if reference else [])]:
        found.needed.setdefault(policy, {}).update(dict.fromkeys(account_ids))


def _policy(reference: dict[str, str]) -> CustomerManagedPolicy:
    return CustomerManagedPolicy(reference.get("Path", "/"), reference["Name"])


def _account_ids(capturing: Capturing, arn: str, **params: Any) -> list[str]:
    answer = capturing.sso("ListAccountsForProvisionedPermissionSet", PermissionSetArn=arn, **params)
    account_ids: list[str] = answer["AccountIds"]
    return account_ids


def _assigned(capturing: Capturing, arn: str, name: str, account_ids: list[str], found: _Found) -> list[str]:
    """Note who is assigned to a permission set, and return the accounts where nobody is."""
    unassigned = []
    for account_id in account_ids:
        answer = capturing.sso("ListAccountAssignments", PermissionSetArn=arn, AccountId=account_id)
        if not answer["AccountAssignments"]:
            unassigned.append(account_id)
        account = capturing.accounts.name_of(account_id)
        for row in answer["AccountAssignments"]:
            found.access.append((name, account, row["PrincipalType"], capturing.principal_name(row)))
    return unassigned


def _in_order(capturing: Capturing, account_ids: Iterable[str]) -> list[str]:
    """Return the names of accounts of the organization, in its order."""
    return capturing.accounts.names_of(account_ids)
