"""A call does as much in a world of 20,000 assignments as in one of 200: counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.model.application import Application, ApplicationAssignment
from ssoadmin_mock.model.assignment import AccountAssignment, ProvisionedPermissionSet, ProvisioningTarget
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.services.identity_store import directory
from tests.conftest import MANAGEMENT
from tests.counting import Call, bytecodes

SMALL, BIG = 200, 20_000
PROVIDER = "arn:aws:sso::aws:applicationProvider/custom"


def user_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


class World:
    """An instance with so many assignments, put there without going through the API."""

    def __init__(self, idc: IdentityCenter, sso: Any, instance: Instance, assignments: int, accounts: int) -> None:
        self.idc, self.sso, self.instance = idc, sso, instance
        self.account_ids = [f"{number:012d}" for number in range(1, accounts + 1)]
        self.sets = [self._permission_set(number) for number in range(4)]
        store = instance.identity_store
        users = assignments // (accounts * len(self.sets))
        for number in range(users + 1):
            name = f"user-{number}"
            names = {"GivenName": name, "FamilyName": name}
            directory.add_user(
                store, {"UserName": name, "DisplayName": name, "Name": names}, MANAGEMENT, id=user_id(number)
            )
        for account_id, permission_set in product(self.account_ids, self.sets):
            self._provision(permission_set, account_id)
            for number in range(users):
                self._assign(AccountAssignment(account_id, permission_set.arn, "USER", user_id(number)))
        self._assign(AccountAssignment(MANAGEMENT, self.sets[0].arn, "USER", user_id(0)))
        self._provision(self.sets[0], MANAGEMENT)
        self.applications = [self._application(number) for number in range(assignments // 10)]
        for application, user in product(self.applications, (user_id(0), user_id(1))):
            self._assign_to_application(application, user)
        for number in range(users):
            self._assign_to_application(self.applications[0], user_id(number))

    def _permission_set(self, number: int) -> PermissionSet:
        id = f"ps-{number:016x}"
        arn = f"arn:aws:sso:::permissionSet/{self.instance.id}/{id}"
        permission_set = PermissionSet(id, arn, f"set-{number}", created_date=1_750_000_000.0)
        self.instance.permission_sets.add(permission_set)
        return permission_set

    def _assign(self, assignment: AccountAssignment) -> None:
        self.instance.account_assignments.add(assignment, assignment)
        for kind in (self.instance.assignment_creations, self.instance.assignment_deletions):
            id = f"00000000-0000-4000-8000-{len(kind):012d}"
            kind.open(id, assignment, created_date=1_750_000_000.0)
            kind.settle(id)

    def _provision(self, permission_set: PermissionSet, account_id: str) -> None:
        row = ProvisionedPermissionSet(account_id, permission_set, 1, role_id="", role_name="")
        self.instance.provisioned.add(row.key, row)
        id = f"00000000-0000-4000-8000-{len(self.instance.provisionings):012d}"
        self.instance.provisionings.open(
            id, ProvisioningTarget(permission_set.arn, account_id), created_date=1_750_000_000.0
        )
        self.instance.provisionings.settle(id)

    def _application(self, number: int) -> str:
        arn = f"arn:aws:sso::{MANAGEMENT}:application/{self.instance.id}/apl-{number:016x}"
        row = Application(arn, MANAGEMENT, PROVIDER, f"app-{number}", 1_750_000_000.0, "us-east-1")
        self.instance.applications.add(arn, row)
        return arn

    def _assign_to_application(self, application_arn: str, user: str) -> None:
        assignment = ApplicationAssignment(application_arn, "USER", user)
        self.instance.application_assignments.add(assignment, assignment)

    def list(self, operation: str, **parameters: Any) -> Call:
        return lambda: getattr(self.sso, operation)(InstanceArn=self.instance.arn, MaxResults=10, **parameters)

    def calls(self) -> dict[str, Call]:
        """A page of ten of each list, by title; one of the sets is outdated."""
        one_set = {"PermissionSetArn": self.sets[0].arn}
        account = {"AccountId": self.account_ids[0]}
        user = {"PrincipalId": user_id(0), "PrincipalType": "USER"}
        latest = {"ProvisioningStatus": "LATEST_PERMISSION_SET_PROVISIONED"}
        self.sets[1].version += 1
        outdated = {"ProvisioningStatus": "LATEST_PERMISSION_SET_NOT_PROVISIONED"}
        failed = {"Filter": {"Status": "FAILED"}}
        return {
            "permission sets": self.list("list_permission_sets"),
            "assignments": self.list("list_account_assignments", **account, **one_set),
            "assignments of a user": self.list("list_account_assignments_for_principal", **user),
            "assignments of a user in an account": self.list(
                "list_account_assignments_for_principal", **user, Filter=account
            ),
            "creations": self.list("list_account_assignment_creation_status"),
            "failed creations": self.list("list_account_assignment_creation_status", **failed),
            "deletions": self.list("list_account_assignment_deletion_status"),
            "failed deletions": self.list("list_account_assignment_deletion_status", **failed),
            "provisionings": self.list("list_permission_set_provisioning_status"),
            "failed provisionings": self.list("list_permission_set_provisioning_status", **failed),
            "accounts of a set": self.list("list_accounts_for_provisioned_permission_set", **one_set),
            "up-to-date accounts": self.list("list_accounts_for_provisioned_permission_set", **one_set, **latest),
            "outdated accounts": self.list(
                "list_accounts_for_provisioned_permission_set", PermissionSetArn=self.sets[1].arn, **outdated
            ),
            "no outdated accounts": self.list("list_accounts_for_provisioned_permission_set", **one_set, **outdated),
            "sets of an account": self.list("list_permission_sets_provisioned_to_account", **account),
            "outdated sets of an account": self.list(
                "list_permission_sets_provisioned_to_account", **account, **outdated
            ),
        }

    def calls_about_one(self) -> dict[str, Call]:
        """What reads one thing, by title."""
        arn = self.instance.arn
        creation, deletion, provisioning = (
            next(iter(kind)).id
            for kind in (
                self.instance.assignment_creations,
                self.instance.assignment_deletions,
                self.instance.provisionings,
            )
        )
        return {
            "set": lambda: self.sso.describe_permission_set(InstanceArn=arn, PermissionSetArn=self.sets[0].arn),
            "creation": lambda: self.sso.describe_account_assignment_creation_status(
                InstanceArn=arn, AccountAssignmentCreationRequestId=creation
            ),
            "deletion": lambda: self.sso.describe_account_assignment_deletion_status(
                InstanceArn=arn, AccountAssignmentDeletionRequestId=deletion
            ),
            "provisioning": lambda: self.sso.describe_permission_set_provisioning_status(
                InstanceArn=arn, ProvisionPermissionSetRequestId=provisioning
            ),
            "application": lambda: self.sso.describe_application(ApplicationArn=self.applications[-1]),
            "assignment to an application": lambda: self.sso.describe_application_assignment(
                ApplicationArn=self.applications[-1], PrincipalId=user_id(0), PrincipalType="USER"
            ),
        }

    def lists_of_applications(self) -> dict[str, Call]:
        """A page of each list about applications, by title."""
        user = {"InstanceArn": self.instance.arn, "PrincipalId": user_id(0), "PrincipalType": "USER"}
        mine = {"InstanceArn": self.instance.arn, "Filter": {"ApplicationAccount": MANAGEMENT}}
        return {
            "applications": lambda: self.sso.list_applications(InstanceArn=self.instance.arn, MaxResults=10),
            "applications of an account": lambda: self.sso.list_applications(**mine, MaxResults=10),
            "assignments to an application": lambda: self.sso.list_application_assignments(
                ApplicationArn=self.applications[0], MaxResults=10
            ),
            "applications of a user": lambda: self.sso.list_application_assignments_for_principal(
                **user, MaxResults=10
            ),
        }

    def changes(self) -> Iterator[tuple[str, Call]]:
        """What changes something, by title, each to be called once: an assignment of a user that has none there."""
        newcomer = max(user.id for user in self.instance.identity_store.users)
        one_set = {"InstanceArn": self.instance.arn, "PermissionSetArn": self.sets[0].arn}
        one_account = {"TargetId": MANAGEMENT, "TargetType": "AWS_ACCOUNT"}
        access = one_set | one_account | {"PrincipalType": "USER", "PrincipalId": newcomer}
        application = {
            "ApplicationArn": self.applications[0],
            "PrincipalType": "USER",
            "PrincipalId": newcomer,
        }
        yield "one more assignment", lambda: self.sso.create_account_assignment(**access)
        yield "one assignment less", lambda: self.sso.delete_account_assignment(**access)
        yield "provisioning", lambda: self.sso.provision_permission_set(**one_set, **one_account)
        yield "change of a set", lambda: self.sso.update_permission_set(**one_set, Description="Changed")
        yield "one more set", lambda: self.sso.create_permission_set(InstanceArn=self.instance.arn, Name="new")
        new = max(self.instance.permission_sets, key=lambda each: each.name == "new").arn
        deleted = {"InstanceArn": self.instance.arn, "PermissionSetArn": new}
        yield "one set less", lambda: self.sso.delete_permission_set(**deleted)
        yield "one more user of an application", lambda: self.sso.create_application_assignment(**application)
        yield "one user of an application less", lambda: self.sso.delete_application_assignment(**application)
        yield "one application less", lambda: self.sso.delete_application(ApplicationArn=self.applications[-1])


def world(idc: IdentityCenter, assignments: int, accounts: int) -> World:
    """Make a world in an organization of its own."""
    sso = idc.session(account_id=MANAGEMENT).client("sso-admin", region_name="us-east-1")
    idc.enable_organization_instance()
    instance = ssoadmin_backends[MANAGEMENT]["aws"].instance
    assert instance is not None
    return World(idc, sso, instance, assignments, accounts)


def counted(idc: IdentityCenter, assignments: int, accounts: int) -> dict[str, int]:
    """What each call executes; of those that can be made twice, the second time: the first one fills caches."""
    made = world(idc, assignments, accounts)
    calls = made.calls() | made.calls_about_one() | made.lists_of_applications()
    for call in calls.values():
        call()
    executed = {title: bytecodes(call) for title, call in calls.items()}
    return executed | {title: bytecodes(call) for title, call in made.changes()}


@pytest.mark.parametrize("shape", ["one account", "many accounts"])
def test_what_a_call_executes_does_not_grow_with_the_assignments(shape: str) -> None:
    executed = []
    for assignments in (SMALL, BIG):
        accounts = 1 if shape == "one account" else assignments // 20
        with mock_ssoadmin() as idc:
            executed.append(counted(idc, assignments, accounts))
    small, big = executed
    assert {title: count for title, count in big.items() if count > 1.1 * small[title]} == {}


def test_the_count_would_notice_a_scan() -> None:
    assert bytecodes(lambda: [number + 1 for number in range(BIG)]) > 10 * bytecodes(
        lambda: [number + 1 for number in range(SMALL)]
    )
