"""Hypothesis drives the public client through users, groups and memberships, beside a few dictionaries of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from botocore.exceptions import ClientError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.contract.outputs import watched
from tests.contract.world import new_world
from tests.exploring import examples
from tests.services.identity_store.conftest import NAME, as_operations

QUOTAS = {"users_per_identity_store": 4, "groups_per_identity_store": 3}
# Those that differ in case alone are duplicates.
NAMES = st.sampled_from(["ada", "Ada", "bob", "eve", "joe", "kim"])
INDEX = st.integers(0, 20)


def folded(name: str) -> str:
    return name.casefold()


class Machine(RuleBasedStateMachine):
    """Each rule makes one call, knows from the dictionaries how it must end, and notes what it changed."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.problems = self.stack.enter_context(watched())
        world = self.stack.enter_context(new_world(quotas=QUOTAS))
        self.client = world.client("identitystore")
        self.store = {"IdentityStoreId": world.store_id}
        for user in self.client.list_users(**self.store)["Users"]:
            self.client.delete_user(**self.store, UserId=user["UserId"])
        for group in self.client.list_groups(**self.store)["Groups"]:
            self.client.delete_group(**self.store, GroupId=group["GroupId"])
        self.users: dict[str, dict[str, str]] = {}
        self.groups: dict[str, str] = {}
        self.memberships: dict[tuple[str, str], str] = {}
        # Deleted things stay in these, to be asked for again.
        self.known_users: list[str] = []
        self.known_groups: list[str] = []
        self.known_memberships: list[str] = []
        self.revisions: dict[str, str] = {}

    def teardown(self) -> None:
        """End the mock."""
        self.stack.close()

    def outcome(self, call: Callable[..., Any], **params: Any) -> tuple[str | None, dict[str, Any]]:
        """Call, and return the error's code, None for a success, and the answer."""
        try:
            return None, call(**self.store, **params)
        except ClientError as error:
            return error.response["Error"]["Code"], {}

    def note(self, id: str, answer: dict[str, Any]) -> None:
        """Look whether the revision is another one, and remember it."""
        assert answer["Revision"] != self.revisions.get(id)
        self.revisions[id] = answer["Revision"]

    # --- users -----------------------------------------------------------------------------------------------------

    @rule(name=NAMES, address=NAMES)
    def create_user(self, name: str, address: str) -> None:
        given = {"UserName": name, "DisplayName": name, "Name": NAME, "Emails": [{"Value": address}]}
        code, answer = self.outcome(self.client.create_user, **given)
        if len(self.users) == QUOTAS["users_per_identity_store"]:
            assert code == "ServiceQuotaExceededException"
        elif self.is_taken("name", name) or self.is_taken("address", address):
            assert code == "ConflictException"
        else:
            assert code is None
            assert answer["UserId"] not in self.known_users
            self.users[answer["UserId"]] = {"name": name, "address": address}
            self.known_users.append(answer["UserId"])
            self.note(answer["UserId"], answer)

    @initialize()
    def begin(self) -> None:
        """Begin with two users in a group."""
        self.create_group(name="staff")
        for number, name in enumerate(["ada", "bob"]):
            self.create_user(name=name, address=name)
            self.join(group=0, user=number)

    def is_taken(self, what: str, value: str, but: str | None = None) -> bool:
        return any(folded(user[what]) == folded(value) for id, user in self.users.items() if id != but)

    @precondition(lambda self: self.known_users)
    @rule(index=INDEX, address=NAMES)
    def change_address(self, index: int, address: str) -> None:
        user_id = pick(self.known_users, index)
        operations = as_operations(("emails", [{"value": address}]))
        code, answer = self.outcome(self.client.update_user, UserId=user_id, Operations=operations)
        if user_id not in self.users:
            assert code == "ResourceNotFoundException"
        elif self.is_taken("address", address, but=user_id):
            assert code == "ConflictException"
        else:
            assert code is None
            self.users[user_id]["address"] = address
            self.note(user_id, answer)

    @precondition(lambda self: self.users)
    @rule(index=INDEX, title=st.sampled_from(["Dr.", None]), is_stale=st.booleans())
    def change_a_revision(self, index: int, title: str | None, *, is_stale: bool) -> None:
        user_id = pick(list(self.users), index)
        revision = "0" if is_stale else self.revisions[user_id]
        operations = as_operations(("title", title))
        code, answer = self.outcome(self.client.update_user, UserId=user_id, Operations=operations, Revision=revision)
        assert code == ("ConflictException" if is_stale else None)
        if not is_stale:
            self.note(user_id, answer)

    @precondition(lambda self: self.known_users)
    @rule(index=INDEX)
    def delete_user(self, index: int) -> None:
        user_id = pick(self.known_users, index)
        assert self.outcome(self.client.delete_user, UserId=user_id)[0] is None
        self.users.pop(user_id, None)
        self.memberships = {pair: id for pair, id in self.memberships.items() if pair[1] != user_id}

    # --- groups ----------------------------------------------------------------------------------------------------

    @rule(name=NAMES)
    def create_group(self, name: str) -> None:
        code, answer = self.outcome(self.client.create_group, DisplayName=name)
        if len(self.groups) == QUOTAS["groups_per_identity_store"]:
            assert code == "ServiceQuotaExceededException"
        elif folded(name) in map(folded, self.groups.values()):
            assert code == "ConflictException"
        else:
            assert code is None
            self.groups[answer["GroupId"]] = name
            self.known_groups.append(answer["GroupId"])
            self.note(answer["GroupId"], answer)

    @precondition(lambda self: self.known_groups)
    @rule(index=INDEX, name=NAMES)
    def rename_group(self, index: int, name: str) -> None:
        group_id = pick(self.known_groups, index)
        operations = as_operations(("displayName", name))
        code, answer = self.outcome(self.client.update_group, GroupId=group_id, Operations=operations)
        others = [folded(other) for id, other in self.groups.items() if id != group_id]
        if group_id not in self.groups:
            assert code == "ResourceNotFoundException"
        elif folded(name) in others:
            assert code == "ConflictException"
        else:
            assert code is None
            self.groups[group_id] = name
            self.note(group_id, answer)

    @precondition(lambda self: self.known_groups)
    @rule(index=INDEX)
    def delete_group(self, index: int) -> None:
        group_id = pick(self.known_groups, index)
        assert self.outcome(self.client.delete_group, GroupId=group_id)[0] is None
        self.groups.pop(group_id, None)
        self.memberships = {pair: id for pair, id in self.memberships.items() if pair[0] != group_id}

    # --- memberships -----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.known_groups and self.known_users)
    @rule(group=INDEX, user=INDEX)
    def join(self, group: int, user: int) -> None:
        pair = (pick(self.known_groups, group), pick(self.known_users, user))
        code, answer = self.outcome(self.client.create_group_membership, GroupId=pair[0], MemberId={"UserId": pair[1]})
        if pair[0] not in self.groups or pair[1] not in self.users:
            assert code == "ResourceNotFoundException"
        elif pair in self.memberships:
            assert code == "ConflictException"
        else:
            assert code is None
            assert answer["MembershipId"] not in self.known_memberships
            self.memberships[pair] = answer["MembershipId"]
            self.known_memberships.append(answer["MembershipId"])

    @precondition(lambda self: self.known_memberships)
    @rule(index=INDEX)
    def leave(self, index: int) -> None:
        membership_id = pick(self.known_memberships, index)
        assert self.outcome(self.client.delete_group_membership, MembershipId=membership_id)[0] is None
        self.memberships = {pair: id for pair, id in self.memberships.items() if id != membership_id}

    # --- what must hold after every call ---------------------------------------------------------------------------

    @invariant()
    def answers_fit_the_model(self) -> None:
        assert self.problems == []

    @invariant()
    def users_are_those_expected(self) -> None:
        listed = {
            user["UserId"]: {"name": user["UserName"], "address": user["Emails"][0]["Value"]}
            for user in self.pages("list_users", "Users")
        }
        assert listed == self.users
        for user_id in self.known_users:
            code, answer = self.outcome(self.client.describe_user, UserId=user_id)
            assert code == (None if user_id in self.users else "ResourceNotFoundException")
            assert code is not None or answer["Revision"] == self.revisions[user_id]
        for user_id, user in self.users.items():
            for path, value in (("userName", user["name"]), ("emails.value", user["address"])):
                lookup = {"UniqueAttribute": {"AttributePath": path, "AttributeValue": value}}
                assert self.outcome(self.client.get_user_id, AlternateIdentifier=lookup)[1]["UserId"] == user_id

    @invariant()
    def groups_are_those_expected(self) -> None:
        listed = {group["GroupId"]: group["DisplayName"] for group in self.pages("list_groups", "Groups")}
        assert listed == self.groups
        for group_id, name in self.groups.items():
            lookup = {"UniqueAttribute": {"AttributePath": "displayName", "AttributeValue": name}}
            assert self.outcome(self.client.get_group_id, AlternateIdentifier=lookup)[1]["GroupId"] == group_id

    @invariant()
    def memberships_are_those_expected(self) -> None:
        by_group = [
            row
            for group_id in self.groups
            for row in self.pages("list_group_memberships", "GroupMemberships", GroupId=group_id)
        ]
        by_user = [
            row
            for user_id in self.users
            for row in self.pages("list_group_memberships_for_member", "GroupMemberships", MemberId={"UserId": user_id})
        ]
        for rows in (by_group, by_user):
            found = {(row["GroupId"], row["MemberId"]["UserId"]): row["MembershipId"] for row in rows}
            assert (found, len(rows)) == (self.memberships, len(self.memberships))
        for membership_id in self.known_memberships:
            code, _ = self.outcome(self.client.describe_group_membership, MembershipId=membership_id)
            is_there = membership_id in self.memberships.values()
            assert code == (None if is_there else "ResourceNotFoundException")

    @precondition(lambda self: self.groups and self.users)
    @invariant()
    def questions_are_answered_as_expected(self) -> None:
        for user_id in self.users:
            answer = self.client.is_member_in_groups(
                **self.store, MemberId={"UserId": user_id}, GroupIds=list(self.groups)
            )
            told = {row["GroupId"]: row["MembershipExists"] for row in answer["Results"]}
            assert told == {group_id: (group_id, user_id) in self.memberships for group_id in self.groups}

    def pages(self, operation: str, key: str, **params: Any) -> list[Any]:
        """All items of a list, two at a time."""
        pages = self.client.get_paginator(operation).paginate(**self.store, **params, PaginationConfig={"PageSize": 2})
        return [item for page in pages for item in page[key]]


def pick(items: list[Any], index: int) -> Any:
    return items[index % len(items)]


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=examples(15),
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
