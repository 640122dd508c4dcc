"""A call does as much in a world of 20,000 assignments as in one of 200: counted, not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from types import FrameType
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.effects import identity_store
from ssoadmin_mock.model.assignment import AccountAssignment, ProvisionedPermissionSet, ProvisioningTarget
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import PermissionSet
from tests.conftest import MANAGEMENT

SMALL, BIG = 200, 20_000

Call = Callable[[], object]


def bytecodes(call: Call) -> int:
    """Count the instructions that Python executes for a call."""
    executed = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal executed
        frame.f_trace_opcodes = True
        executed += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return executed


def user_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


class World:
    """An instance with so many assignments, put there without going through the API."""

    def __init__(self, idc: IdentityCenter, sso: Any, instance: Instance, assignments: int, accounts: int) -> None:
        self.idc, self.sso, self.instance = idc, sso, instance
        self.account_ids = [f"{number:012d}" for number in range(1, accounts + 1)]
        self.sets = [self._permission_set(number) for number in range(4)]
        store = identity_store.shared_store(instance)
        users = assignments // (accounts * len(self.sets))
        for number in range(users + 1):
            store.users[user_id(number)] = None  # type: ignore[assignment]
        for account_id, permission_set in product(self.account_ids, self.sets):
            self._provision(permission_set, account_id)
            for number in range(users):
                self._assign(AccountAssignment(account_id, permission_set.arn, "USER", user_id(number)))
        self._assign(AccountAssignment(MANAGEMENT, self.sets[0].arn, "USER", user_id(0)))
        self._provision(self.sets[0], MANAGEMENT)

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

    def assign_once_more(self) -> Call:
        """One more assignment, of a user that has none, where the set is provisioned."""
        newcomer = max(identity_store.shared_store(self.instance).users)
        return lambda: self.sso.create_account_assignment(
            InstanceArn=self.instance.arn,
            TargetId=MANAGEMENT,
            TargetType="AWS_ACCOUNT",
            PermissionSetArn=self.sets[0].arn,
            PrincipalType="USER",
            PrincipalId=newcomer,
        )


def world(idc: IdentityCenter, assignments: int, accounts: int) -> World:
    """Make a world in an organization of its own."""
    sso = idc.session(account_id=MANAGEMENT).client("sso-admin", region_name="us-east-1")
    idc.enable_organization_instance()
    instance = ssoadmin_backends[MANAGEMENT]["aws"].instance
    assert instance is not None
    return World(idc, sso, instance, assignments, accounts)


def counted(idc: IdentityCenter, assignments: int, accounts: int) -> dict[str, int]:
    """What each call executes, the second time: the first one fills caches."""
    made = world(idc, assignments, accounts)
    calls = made.calls()
    for call in calls.values():
        call()
    executed = {title: bytecodes(call) for title, call in calls.items()}
    made.sso.describe_instance(InstanceArn=made.instance.arn)
    return executed | {"one more assignment": bytecodes(made.assign_once_more())}


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
