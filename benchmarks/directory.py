"""What a large identity store costs: ``python -m benchmarks.directory``.

Prints for every kind of call what it takes with 200,000 users and 100,000 groups, what it takes with 200 and 100, and
the ratio, measured as in ``benchmarks.scale``. Everybody is in the first group, and the first user in every one.
"""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import count
from time import perf_counter, process_time
from typing import Any

import boto3

from benchmarks.in_turns import ROUNDS, measure
from benchmarks.organization import user_id
from ssoadmin_mock import IdentityCenter

SMALL, FULL = 200, 200_000
"""How many users there are; there are half as many groups."""
ISSUER = "https://scim.aws.com/benchmarks"


def document(users: int) -> dict[str, Any]:
    """Return a world with so many users and half as many groups."""
    return {
        "users": {f"user-{number}": _user(number) for number in range(users)},
        "groups": {f"group-{number}": _group(number, users) for number in range(users // 2)},
    }


def _user(number: int) -> dict[str, Any]:
    return {
        "id": user_id(number),
        "email": f"user-{number}@example.com",
        "external_ids": {ISSUER: f"{number}"},
    }


def _group(number: int, users: int) -> dict[str, Any]:
    members = range(users) if number == 0 else [0]
    return {"id": group_id(number), "members": [f"user-{member}" for member in members]}


def group_id(number: int) -> str:
    """Return the id of a group."""
    return f"{number:08x}-0000-4000-9000-000000000000"


class World:
    """An identity store with so many users, loaded, and the calls that are measured in it."""

    def __init__(self, idc: IdentityCenter, users: int) -> None:
        self.idc = idc
        self.client: Any = boto3.client("identitystore", region_name="us-east-1")
        start, start_cpu = perf_counter(), process_time()
        self.store = {"IdentityStoreId": idc.load(document(users)).identity_store_id}
        self.seconds, self.cpu_seconds = perf_counter() - start, process_time() - start_cpu
        self.last, self.last_group = f"user-{users - 1}", f"group-{users // 2 - 1}"
        self.user, self.group = {"UserId": user_id(users - 1)}, {"GroupId": group_id(users // 2 - 1)}
        self.member, self.everywhere = {"MemberId": self.user}, {"MemberId": {"UserId": user_id(0)}}
        self.numbers = count()
        self.made: dict[str, deque[str]] = {"user": deque(), "group": deque(), "membership": deque()}

    def _call(self, operation: str, **params: Any) -> Callable[[], Any]:
        return partial(getattr(self.client, operation), **self.store, **params)

    def lookups(self) -> dict[str, Callable[[], object]]:
        """Return the calls that find one thing."""
        of_last_user = f"{self.last}@example.com"
        external = {"AlternateIdentifier": {"ExternalId": {"Issuer": ISSUER, "Id": self.last.partition("-")[2]}}}
        return {
            "describe a user": self._call("describe_user", **self.user),
            "describe a group": self._call("describe_group", **self.group),
            "a user by its name": self._call("get_user_id", **_by("userName", self.last)),
            "a user by its address": self._call("get_user_id", **_by("emails.value", of_last_user)),
            "a user by an external id": self._call("get_user_id", **external),
            "a group by its name": self._call("get_group_id", **_by("displayName", self.last_group)),
            "a membership by its two ends": self._call("get_group_membership_id", GroupId=group_id(0), **self.member),
            "`idc.user` by its name": partial(self.idc.user, self.last),
        }

    def lists(self) -> dict[str, Callable[[], object]]:
        """Return pages of ten: of each list the first, and one from the middle."""
        lists = {
            "users": partial(self._call, "list_users"),
            "groups": partial(self._call, "list_groups"),
            "members of the largest group": partial(self._call, "list_group_memberships", GroupId=group_id(0)),
            "groups of one user": partial(self._call, "list_group_memberships_for_member", **self.everywhere),
        }
        pages: dict[str, Callable[[], object]] = {}
        for title, page in lists.items():
            pages[f"{title}, first page"] = page(MaxResults=10)
            pages[f"{title}, middle page"] = page(MaxResults=10, **self._middle(page))
        by_name = [{"AttributePath": "UserName", "AttributeValue": self.last}]
        return pages | {"users of a name (`Filters`)": self._call("list_users", Filters=by_name)}

    def _middle(self, page: Callable[..., Callable[[], Any]]) -> dict[str, str]:
        tokens: list[str] = []
        answer = page(MaxResults=50)()
        while "NextToken" in answer:
            tokens.append(answer["NextToken"])
            answer = page(MaxResults=50, NextToken=tokens[-1])()
        return {"NextToken": tokens[len(tokens) // 2]}

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what is measured, by title."""
        groups = [group_id(0), self.group["GroupId"]]
        return {
            **self.lookups(),
            **self.lists(),
            "whether a user is in two groups": self._call("is_member_in_groups", GroupIds=groups, **self.member),
            "create a user": self.create_user,
            "create a group": self.create_group,
            "create a membership": self.create_membership,
            "update a user's address": self.update_user,
            "rename a group": self.rename_group,
            "delete a membership": lambda: self._delete("group_membership", "membership"),
            "delete a group": lambda: self._delete("group", "group"),
            "delete a user": lambda: self._delete("user", "user"),
        }

    def create_user(self) -> None:
        """Add one more user."""
        name = f"new-{next(self.numbers)}"
        names = {"GivenName": name, "FamilyName": name}
        emails = [{"Value": f"{name}@example.com"}]
        made = self._call("create_user", UserName=name, DisplayName=name, Name=names, Emails=emails)()
        self.made["user"].append(made["UserId"])

    def create_group(self) -> None:
        """Add one more group."""
        made = self._call("create_group", DisplayName=f"new-{next(self.numbers)}")()
        self.made["group"].append(made["GroupId"])

    def create_membership(self) -> None:
        """Put the user who was made last into the largest group."""
        member = {"MemberId": {"UserId": self.made["user"][len(self.made["membership"])]}}
        made = self._call("create_group_membership", GroupId=group_id(0), **member)()
        self.made["membership"].append(made["MembershipId"])

    def update_user(self) -> None:
        """Give a user another address."""
        emails = [{"value": f"changed-{next(self.numbers)}@example.com"}]
        self._call(
            "update_user", UserId=user_id(1), Operations=[{"AttributePath": "emails", "AttributeValue": emails}]
        )()

    def rename_group(self) -> None:
        """Give a group another name."""
        name = f"renamed-{next(self.numbers)}"
        self._call(
            "update_group", GroupId=group_id(1), Operations=[{"AttributePath": "displayName", "AttributeValue": name}]
        )()

    def _delete(self, operation: str, kind: str) -> None:
        self._call(f"delete_{operation}", **{f"{kind.title()}Id": self.made[kind].popleft()})()


def _by(path: str, value: str) -> dict[str, Any]:
    return {"AlternateIdentifier": {"UniqueAttribute": {"AttributePath": path, "AttributeValue": value}}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=FULL)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    for line in measure(World, (SMALL, arguments.users), arguments.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
