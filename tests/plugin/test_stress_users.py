"""Threads that make, change and delete the same users and groups at once: what is unique stays so."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ssoadmin_mock import ssoadmin_backends
from ssoadmin_mock.model.identity_store import IdentityStore
from tests.conftest import MANAGEMENT
from tests.plugin.test_stress import indexes_agree
from tests.plugin.test_threads import at_once
from tests.services.identity_store.conftest import Store, as_operations

THREADS = 32
CALLS = 60
SEED = 1
NAMES = ("ada", "bob", "eve", "joe")
# What may come of a call when others have been faster.
EXPECTED = {"ConflictException", "ResourceNotFoundException"}


@pytest.fixture
def store(center: Any) -> Store:
    """The identity store of the organization's instance."""
    return Store(center.connect("identitystore"), center.identity_store_id, center)


def kept() -> IdentityStore:
    """What the package keeps of it."""
    instance = ssoadmin_backends[MANAGEMENT]["aws"].instance
    assert instance is not None
    return instance.identity_store


def codes(results: list[Any]) -> Counter[str]:
    """How calls ended: the codes of their errors, and ``ok``."""
    return Counter(result.response["Error"]["Code"] if isinstance(result, ClientError) else "ok" for result in results)


ONE = {"ok": 1, "ConflictException": THREADS - 1}
"""One of the threads has what all of them wanted."""


def test_one_of_many_users_gets_a_name(store: Store) -> None:
    assert codes(at_once([partial(store.user, "ada")] * THREADS)) == ONE
    assert [user["UserName"] for user in store("list_users")["Users"]] == ["ada"]


def test_one_of_many_users_gets_an_address(store: Store) -> None:
    emails = [{"Value": "us@example.com"}]
    made = at_once([partial(store.user, f"user-{number}", Emails=emails) for number in range(THREADS)])
    assert codes(made) == ONE
    assert len(store("list_users")["Users"]) == 1


def test_one_of_many_users_gets_an_address_by_an_update(store: Store) -> None:
    users = [store.user(f"user-{number}") for number in range(THREADS)]
    address = ("emails", [{"value": "us@example.com"}])
    assert codes(at_once([partial(store.update, user, address) for user in users])) == ONE
    assert sum("Emails" in user for user in store("list_users")["Users"]) == 1


def test_one_of_many_groups_gets_a_name(store: Store) -> None:
    assert codes(at_once([partial(store.group, "staff")] * THREADS)) == ONE
    assert [group["DisplayName"] for group in store("list_groups")["Groups"]] == ["staff"]


def test_one_of_many_memberships_of_a_pair_is_made(store: Store) -> None:
    ada, staff = store.user(), store.group()
    assert codes(at_once([partial(store.join, staff, ada)] * THREADS)) == ONE
    assert len(store("list_group_memberships", GroupId=staff)["GroupMemberships"]) == 1


def test_one_of_many_changes_of_a_revision_is_made(store: Store) -> None:
    ada = store.user()
    revision = store.described(ada)["Revision"]
    update = partial(store, "update_user", UserId=ada, Revision=revision)
    titles = [as_operations(("title", f"Title {number}")) for number in range(THREADS)]
    results = at_once([partial(update, Operations=title) for title in titles])
    assert codes(results) == ONE
    (answer,) = (result for result in results if not isinstance(result, ClientError))
    assert store.described(ada)["Revision"] == answer["Revision"]


class Worker:
    """One thread's calls, drawn at random: all of them about what all threads share."""

    def __init__(self, number: int, store: Store, users: list[str], groups: list[str]) -> None:
        self.random = Random(SEED * 1000 + number)
        self.store = store
        self.users = users
        self.groups = groups

    def run(self) -> Worker:
        calls = [value for name, value in vars(Worker).items() if name.startswith("call_")]
        for _ in range(CALLS):
            try:
                self.random.choice(calls)(self)
            except ClientError as error:
                if error.response["Error"]["Code"] not in EXPECTED:
                    raise
        return self

    def pair(self) -> tuple[str, str]:
        return self.random.choice(self.groups), self.random.choice(self.users)

    def call_create_a_user(self) -> None:
        emails = [{"Value": f"{self.random.choice(NAMES)}@example.com"}]
        self.users.append(self.store.user(self.random.choice(NAMES), Emails=emails))

    def call_change_an_address(self) -> None:
        emails = [{"value": f"{self.random.choice(NAMES)}@example.com"}]
        self.store.update(self.random.choice(self.users), ("emails", emails))

    def call_delete_a_user(self) -> None:
        self.store("delete_user", UserId=self.random.choice(self.users))

    def call_create_a_group(self) -> None:
        self.groups.append(self.store.group(self.random.choice(NAMES)))

    def call_rename_a_group(self) -> None:
        name = as_operations(("displayName", self.random.choice(NAMES)))
        self.store("update_group", GroupId=self.random.choice(self.groups), Operations=name)

    def call_delete_a_group(self) -> None:
        self.store("delete_group", GroupId=self.random.choice(self.groups))

    def call_join(self) -> None:
        self.store.join(*self.pair())

    def call_leave(self) -> None:
        group, user = self.pair()
        found = self.store("get_group_membership_id", GroupId=group, MemberId={"UserId": user})
        self.store("delete_group_membership", MembershipId=found["MembershipId"])

    def call_look_up(self) -> None:
        lookup = {"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": self.random.choice(NAMES)}}
        self.store("get_user_id", AlternateIdentifier=lookup)

    def call_list(self) -> None:
        users = self.store("list_users")["Users"]
        assert len({user["UserName"] for user in users}) == len(users)
        group = self.random.choice(self.groups)
        members = self.store("list_group_memberships", GroupId=group)["GroupMemberships"]
        assert len({row["MemberId"]["UserId"] for row in members}) == len(members)


@pytest.mark.parametrize("endpoint", ["in-process"], indirect=True)
def test_threads_that_do_everything_leave_nothing_out_of_step(store: Store) -> None:
    users, groups = [store.user()], [store.group()]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-4)  # threads take turns fifty times as often as usual
    try:
        workers = at_once([Worker(number, store, users, groups).run for number in range(THREADS)])
    finally:
        sys.setswitchinterval(interval)
    assert [worker for worker in workers if not isinstance(worker, Worker)] == []
    assert indexes_agree(kept()) == 3
    left, left_groups = kept().users, kept().groups
    assert len(users) > 20, "otherwise there was nothing to be out of step"
    assert all(row.user_id in left and row.group_id in left_groups for row in kept().memberships)
    for names in ([user.name for user in left], [email for user in left for email in user.emails]):
        assert len(names) == len(set(names)) <= len(NAMES)
