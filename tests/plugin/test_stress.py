"""Thirty-two threads that do everything at once, and what must hold afterwards."""

from __future__ import annotations

import sys
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ssoadmin_mock import ssoadmin_backends
from ssoadmin_mock.model.identity_store import IdentityStore
from ssoadmin_mock.model.indexed_table import IndexedTable
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.table import Table
from ssoadmin_mock.model.unique_table import UniqueTable
from tests.center import Center
from tests.conftest import MANAGEMENT
from tests.plugin.test_threads import at_once

THREADS = 32
CALLS = 40
SEED = 1
CUSTOM = "arn:aws:sso::aws:applicationProvider/custom"
INLINE = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
# What may come of a call when others have been faster.
EXPECTED = {
    "AccountAlreadyClosedException",
    "AccessDeniedException",
    "ConflictException",
    "ResourceNotFoundException",
    "ServiceQuotaExceededException",
    "ValidationException",
}


class Worker:
    """One thread's calls, drawn at random: some about what all threads share, some about what is its own."""

    def __init__(self, number: int, center: Center, shared: dict[str, list[str]]) -> None:
        self.number = number
        self.random = Random(SEED * 1000 + number)
        self.center = center
        self.shared = shared
        self.sso = center.sso
        self.instance = {"InstanceArn": center.arn}
        self.own_account = center.connect(account_id=f"{number + 1:012d}")
        self.own_sets: list[str] = []
        self.own_applications: list[str] = []
        self.own_instances: list[str] = []
        self.accepted: Counter[str] = Counter()

    def run(self) -> Worker:
        calls = [value for name, value in vars(Worker).items() if name.startswith("call_")]
        for _ in range(CALLS):
            try:
                self.random.choice(calls)(self)
            except ClientError as error:
                if error.response["Error"]["Code"] not in EXPECTED:
                    raise
        return self

    def any(self, kind: str) -> str:
        return self.random.choice(self.shared[kind])

    def access(self) -> dict[str, str]:
        kind = self.random.choice(["USER", "GROUP"])
        return self.center.access(self.any("sets"), self.any("accounts"), self.any(kind), kind)

    # --- what all share --------------------------------------------------------------------------------------------

    def call_assign(self) -> None:
        self.sso.create_account_assignment(**self.access())
        self.accepted["creations"] += 1

    def call_unassign(self) -> None:
        self.sso.delete_account_assignment(**self.access())
        self.accepted["deletions"] += 1

    def call_provision(self) -> None:
        self.sso.provision_permission_set(
            **self.instance, PermissionSetArn=self.any("sets"), TargetType="ALL_PROVISIONED_ACCOUNTS"
        )
        self.accepted["provisionings"] += 1

    def call_change(self) -> None:
        self.sso.put_inline_policy_to_permission_set(
            **self.instance, PermissionSetArn=self.any("sets"), InlinePolicy=INLINE
        )

    def call_list_and_describe(self) -> None:
        pages = self.sso.get_paginator("list_permission_sets").paginate(
            **self.instance, PaginationConfig={"PageSize": 3}
        )
        arns = [arn for page in pages for arn in page["PermissionSets"]]
        assert len(arns) == len(set(arns))
        self.sso.describe_permission_set(**self.instance, PermissionSetArn=self.random.choice(arns))

    def call_list_assignments(self) -> None:
        self.center.assignments(self.any("sets"), self.any("accounts"))

    def call_list_statuses(self) -> None:
        self.sso.list_account_assignment_creation_status(**self.instance)

    def call_tag(self) -> None:
        tag = {"Key": f"thread{self.number}", "Value": "x"}
        self.sso.tag_resource(ResourceArn=self.center.arn, **self.instance, Tags=[tag])

    def call_untag(self) -> None:
        self.sso.untag_resource(ResourceArn=self.center.arn, **self.instance, TagKeys=[f"thread{self.number}"])

    def call_assign_application(self) -> None:
        self.sso.create_application_assignment(
            ApplicationArn=self.any("applications"), PrincipalId=self.any("USER"), PrincipalType="USER"
        )

    def call_unassign_application(self) -> None:
        self.sso.delete_application_assignment(
            ApplicationArn=self.any("applications"), PrincipalId=self.any("USER"), PrincipalType="USER"
        )

    def call_delete_a_set_of_all(self) -> None:
        # Refused while it is assigned anywhere. It is one of them only, so that there is something to see at the end.
        self.sso.delete_permission_set(**self.instance, PermissionSetArn=self.shared["sets"][-1])

    def call_close_an_account(self) -> None:
        if self.number == 0:
            self.center.connect("organizations").close_account(AccountId=self.center.prod)

    def call_add_a_user(self) -> None:
        self.center.user(f"user{self.number}-{self.random.random()}")

    # --- what is its own -------------------------------------------------------------------------------------------

    def call_create_a_set(self) -> None:
        self.own_sets.append(
            self.center.permission_set(f"P{self.number}-{len(self.own_sets)}-{self.random.random()}"[:32])
        )

    def call_delete_a_set(self) -> None:
        if self.own_sets:
            self.sso.delete_permission_set(**self.instance, PermissionSetArn=self.own_sets[-1])
            self.own_sets.pop()

    def call_create_an_application(self) -> None:
        name = f"A{self.number}-{self.random.random()}"
        answer = self.sso.create_application(**self.instance, ApplicationProviderArn=CUSTOM, Name=name)
        self.own_applications.append(answer["ApplicationArn"])

    def call_delete_an_application(self) -> None:
        if self.own_applications:
            self.sso.delete_application(ApplicationArn=self.own_applications[-1])
            self.own_applications.pop()

    def call_create_an_instance(self) -> None:
        self.own_instances.append(self.own_account.create_instance()["InstanceArn"])

    def call_delete_an_instance(self) -> None:
        if self.own_instances:
            self.own_account.delete_instance(InstanceArn=self.own_instances[-1])
            self.own_instances.pop()


@pytest.fixture
def shared(center: Center) -> dict[str, list[str]]:
    users = [center.user(name) for name in ("ada", "bob", "eve")]
    applications = [
        center.sso.create_application(InstanceArn=center.arn, ApplicationProviderArn=CUSTOM, Name=name)
        for name in ("wiki", "mail")
    ]
    return {
        "USER": users,
        "GROUP": [center.group("staff", *users)],
        "accounts": [center.dev, center.prod],
        "sets": [center.permission_set(name) for name in "ABCD"],
        "applications": [application["ApplicationArn"] for application in applications],
    }


@pytest.mark.parametrize("endpoint", ["in-process"], indirect=True)
def test_thirty_two_threads_that_do_everything_leave_nothing_out_of_step(
    center: Center, shared: dict[str, list[str]]
) -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)  # threads take turns fifty times as often as usual
    try:
        workers = at_once([Worker(number, center, shared).run for number in range(THREADS)])
    finally:
        sys.setswitchinterval(interval)
    assert [worker for worker in workers if not isinstance(worker, Worker)] == []
    nothing_is_lost(center, shared, workers)
    assignments_agree(center, shared)
    for instance in instances():
        assert indexes_agree(instance) > 3
        assert indexes_agree(instance.identity_store) == 3


def instances() -> list[Instance]:
    found = [
        instance
        for account in ssoadmin_backends.values()
        for backend in account.values()
        for instance in backend.account.instances
    ]
    assert len(found) > 1
    return found


def listed(call: Callable[..., Any], key: str, **params: Any) -> list[Any]:
    # Calls are bound methods of clients, of which `Callable` does not know.
    pages = call.__self__.get_paginator(call.__name__).paginate(**params)  # type: ignore[attr-defined]
    return [item for page in pages for item in page[key]]


def nothing_is_lost(center: Center, shared: dict[str, list[str]], workers: list[Worker]) -> None:
    sso, instance = center.sso, {"InstanceArn": center.arn}
    sets = listed(sso.list_permission_sets, "PermissionSets", **instance)
    own = {arn for worker in workers for arn in worker.own_sets}
    assert set(sets) - set(shared["sets"]) == own
    assert len(sets) == len(set(sets))
    for arn in sets:
        assert sso.describe_permission_set(**instance, PermissionSetArn=arn)["PermissionSet"]["PermissionSetArn"] == arn
    applications = [row["ApplicationArn"] for row in listed(sso.list_applications, "Applications", **instance)]
    assert sorted(applications) == sorted(
        [*shared["applications"], *(arn for worker in workers for arn in worker.own_applications)]
    )
    for worker in workers:
        rows = worker.own_account.list_instances()["Instances"]
        assert [row["InstanceArn"] for row in rows if row["OwnerAccountId"] != MANAGEMENT] == worker.own_instances
    for key, call, accepted in (
        ("AccountAssignmentsCreationStatus", sso.list_account_assignment_creation_status, "creations"),
        ("AccountAssignmentsDeletionStatus", sso.list_account_assignment_deletion_status, "deletions"),
        ("PermissionSetsProvisioningStatus", sso.list_permission_set_provisioning_status, "provisionings"),
    ):
        assert len(listed(call, key, **instance)) == sum(worker.accepted[accepted] for worker in workers)


def assignments_agree(center: Center, shared: dict[str, list[str]]) -> None:
    sso, instance = center.sso, {"InstanceArn": center.arn}
    by_account = {
        (arn, account, *row)
        for arn, account in product(present_sets(center, shared), shared["accounts"])
        for row in center.assignments(arn, account)
    }
    by_principal = {
        (row["PermissionSetArn"], row["AccountId"], kind, id)
        for kind, id in [*(("USER", id) for id in shared["USER"]), ("GROUP", shared["GROUP"][0])]
        for row in listed(
            sso.list_account_assignments_for_principal,
            "AccountAssignments",
            **instance,
            PrincipalType=kind,
            PrincipalId=id,
        )
        if row["PrincipalType"] == kind
    }
    assert by_account >= {row for row in by_principal if row[2] == "GROUP"}
    assert {row for row in by_account if row[2] == "USER"} <= by_principal
    assert by_account, "otherwise there is nothing to see"
    provisioned = {(arn, account) for arn, account, *_ in by_account}
    assert provisioned == {(arn, account) for arn in present_sets(center, shared) for account in center.accounts(arn)}
    assert provisioned == {
        (arn, account) for account in shared["accounts"] for arn in center.permission_sets_in(account)
    }
    for account in shared["accounts"]:
        names = Counter(role["RoleName"].split("_")[1] for role in center.roles(account))
        assert names == Counter(name_of(center, arn) for arn, other in provisioned if other == account)


def present_sets(center: Center, shared: dict[str, list[str]]) -> Iterator[str]:
    listed_now = listed(center.sso.list_permission_sets, "PermissionSets", InstanceArn=center.arn)
    return (arn for arn in shared["sets"] if arn in listed_now)


def name_of(center: Center, arn: str) -> str:
    described = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)
    return str(described["PermissionSet"]["Name"])


def indexes_agree(owner: Instance | IdentityStore) -> int:
    """Look whether all that a table finds its rows by leads to them, and return how many tables there are."""
    tables: list[Table[Any]] = [value for value in vars(owner).values() if isinstance(value, Table)]
    for table in tables:
        positions = [position for position, _ in table.after(None)]
        assert positions == [position for position, row in enumerate(table._rows) if row is not None]
        assert sorted(table._keys.values()) == positions
        if isinstance(table, IndexedTable):
            by_value: dict[Any, list[Any]] = {}
            for row in table:
                for value in table._values_of(row):
                    by_value.setdefault(value, []).append(row)
            assert {value: list(table.having(value)) for value in table._by_value} == by_value
        if isinstance(table, UniqueTable):
            assert {value: table.holder(value) for value in table._by_value} == {
                value: row for row in table for value in table._unique_values_of(row)
            }
    return len(tables)


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"),
    reason="this Python has a global interpreter lock: see tox -e py314t",
)
def test_it_ran_without_the_global_interpreter_lock() -> None:
    assert not sys._is_gil_enabled()  # type: ignore[attr-defined]  # from Python 3.13 on
