"""Captures the organization, and its users and groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.effects.organization_tree import MANAGEMENT_EMAIL, MANAGEMENT_NAME
from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL
from ssoadmin_mock.services.identity_store.attributes import ENTERPRISE
from ssoadmin_mock.world import entries
from ssoadmin_mock.world.capturing import Capturing
from ssoadmin_mock.world.entries import Entry, entry, labelled, unless
from ssoadmin_mock.world.load_organization import default_email
from ssoadmin_mock.world.names import Names

_CALLS_FOR_A_UNIT = 2


@dataclass(frozen=True)
class _Branch:
    name: str
    accounts: list[dict[str, Any]]
    units: list[_Branch]

    def all_accounts(self) -> Iterator[dict[str, Any]]:
        yield from self.accounts
        for unit in self.units:
            yield from unit.all_accounts()


def organization(capturing: Capturing) -> Entry:
    """Return the section about the organization, and note the names of its accounts."""
    (root,) = capturing.call("organizations", "ListRoots")["Roots"]
    tree = _branch(capturing, root)
    capturing.accounts = Names("an account", ((account["Name"], account["Id"]) for account in tree.all_accounts()))
    management = next(account for account in tree.all_accounts() if account["Id"] == capturing.management)
    details = labelled(management["Name"], MANAGEMENT_NAME, email=unless(management["Email"], MANAGEMENT_EMAIL))
    return entry(management_account=entry(id=management["Id"]) | details, **_entry(capturing, tree))


def _branch(capturing: Capturing, unit: dict[str, Any]) -> _Branch:
    accounts = capturing.call("organizations", "ListAccountsForParent", ParentId=unit["Id"])["Accounts"]
    units = capturing.call("organizations", "ListOrganizationalUnitsForParent", ParentId=unit["Id"])
    capturing.expect(_CALLS_FOR_A_UNIT * len(units["OrganizationalUnits"]))
    return _Branch(unit["Name"], accounts, [_branch(capturing, each) for each in units["OrganizationalUnits"]])


def _entry(capturing: Capturing, branch: _Branch) -> Entry:
    members = [account for account in branch.accounts if account["Id"] != capturing.management]
    return entry(
        accounts={capturing.accounts.name_of(each["Id"]): _account(capturing, each) for each in members},
        organizational_units={unit.name: _entry(capturing, unit) for unit in branch.units},
    )


def _account(capturing: Capturing, account: dict[str, Any]) -> Entry:
    return entry(id=account["Id"]) | labelled(
        account["Name"],
        capturing.accounts.name_of(account["Id"]),
        email=unless(account["Email"], default_email(account["Name"])),
        # An account that is being closed is as good as closed.
        status=None if account["Status"] == "ACTIVE" else "SUSPENDED",
    )


def delegated_administrators(capturing: Capturing) -> list[str]:
    """Return the names of the accounts that administer IAM Identity Center."""
    answer = capturing.call("organizations", "ListDelegatedAdministrators", ServicePrincipal=SERVICE_PRINCIPAL)
    return capturing.accounts.names_of(admin["Id"] for admin in answer["DelegatedAdministrators"])


def users(capturing: Capturing) -> Entry:
    """Return the section about users, and note their names."""
    found = capturing.store("ListUsers", Extensions=[ENTERPRISE])["Users"]
    capturing.users = Names("a user", ((user["UserName"], user["UserId"]) for user in found))
    return {capturing.users.name_of(user["UserId"]): entries.user(user, user["UserId"]) for user in found}


def groups(capturing: Capturing) -> Entry:
    """Return the section about groups and their members, and note their names."""
    found = capturing.store("ListGroups")["Groups"]
    capturing.groups = Names("a group", ((group["DisplayName"], group["GroupId"]) for group in found))
    capturing.expect(len(found))
    return {
        capturing.groups.name_of(group["GroupId"]): entries.group(
            group, group["GroupId"], _members(capturing, group["GroupId"])
        )
        for group in found
    }


def _members(capturing: Capturing, group_id: str) -> list[str]:
    memberships = capturing.store("ListGroupMemberships", GroupId=group_id)["GroupMemberships"]
    user_ids = dict.fromkeys(membership["MemberId"]["UserId"] for membership in memberships)
    return [capturing.users.name_of(user_id) for user_id in user_ids if user_id in capturing.users.by_id()]
