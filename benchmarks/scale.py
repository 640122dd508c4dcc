"""Whether a call costs more in a big world: ``python benchmarks/scale.py``.

Prints, for each list and for one more assignment, what a call takes with 20,000 account assignments, what it takes
with 200, and the ratio. Each world is a process of its own, so that neither sees anything of the other, and they are
asked in turns, so that a slow moment of the machine hits both alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count, product
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median
from time import perf_counter
from typing import Any

import boto3
from moto.identitystore.models import Name, User, identitystore_backends

from ssoadmin_mock import mock_ssoadmin

ROUNDS = 40
CALLS = 5
"""Calls in each turn."""


@dataclass(frozen=True)
class Size:
    """How many there are; every user has every set in every account."""

    accounts: int
    permission_sets: int
    users: int

    @property
    def assignments(self) -> int:
        return self.accounts * self.permission_sets * self.users


WORLDS = {
    "many of everything": (Size(accounts=10, permission_sets=5, users=4), Size(100, 20, 10)),
    "one account, one set": (Size(1, 1, 200), Size(1, 1, 20_000)),
    "one user": (Size(20, 10, 1), Size(200, 100, 1)),
}


def client(service: str) -> Any:
    return boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]


class World:
    """An organization instance of a size, and the calls that are measured in it."""

    def __init__(self, size: Size) -> None:
        self.sso = client("sso-admin")
        (instance,) = self.sso.list_instances()["Instances"]
        self.arn, self.store_id = instance["InstanceArn"], instance["IdentityStoreId"]
        client("identitystore").list_users(IdentityStoreId=self.store_id)
        identity_store = identitystore_backends[instance["OwnerAccountId"]]["us-east-1"].identity_stores[self.store_id]
        self.users_by_id = identity_store.users
        self.accounts = [self.account(number) for number in range(size.accounts)]
        self.permission_sets = [self.permission_set(number) for number in range(size.permission_sets)]
        self.users = [self.user(number) for number in range(size.users)]
        for access in product(self.accounts, self.permission_sets, self.users):
            self.assign(*access)

    def account(self, number: int) -> str:
        created = client("organizations").create_account(AccountName=f"a{number}", Email=f"a{number}@example.com")
        return str(created["CreateAccountStatus"]["AccountId"])

    def permission_set(self, number: int) -> str:
        created = self.sso.create_permission_set(InstanceArn=self.arn, Name=f"set-{number}")
        return str(created["PermissionSet"]["PermissionSetArn"])

    def user(self, number: int) -> str:
        # Put into moto's Identity Store, which would compare the name of a new user with all others.
        id = f"00000000-0000-4000-8000-{number:012d}"
        name = Name(None, "Body", "Some", None, None, None)
        self.users_by_id[id] = User(id, self.store_id, id, name, id, "", "", [], [], [], "", "", "", "", "")
        return id

    def assign(self, account_id: str, permission_set: str, user: str) -> None:
        self.sso.create_account_assignment(
            InstanceArn=self.arn,
            TargetId=account_id,
            TargetType="AWS_ACCOUNT",
            PermissionSetArn=permission_set,
            PrincipalType="USER",
            PrincipalId=user,
        )

    def lists(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Return the lists, each as a title, the operation and its parameters."""
        account, permission_set = {"AccountId": self.accounts[-1]}, {"PermissionSetArn": self.permission_sets[-1]}
        user = {"PrincipalId": self.users[-1], "PrincipalType": "USER"}
        latest = {"ProvisioningStatus": "LATEST_PERMISSION_SET_PROVISIONED"}
        outdated = {"ProvisioningStatus": "LATEST_PERMISSION_SET_NOT_PROVISIONED"}
        return {
            "permission sets": ("list_permission_sets", {}),
            "assignments of a set in an account": ("list_account_assignments", account | permission_set),
            "assignments of a user": ("list_account_assignments_for_principal", user),
            "assignments of a user in an account": (
                "list_account_assignments_for_principal",
                user | {"Filter": account},
            ),
            "creations": ("list_account_assignment_creation_status", {}),
            "failed creations": ("list_account_assignment_creation_status", {"Filter": {"Status": "FAILED"}}),
            "deletions": ("list_account_assignment_deletion_status", {}),
            "provisionings": ("list_permission_set_provisioning_status", {}),
            "accounts of a set": ("list_accounts_for_provisioned_permission_set", permission_set),
            "up-to-date accounts of a set": (
                "list_accounts_for_provisioned_permission_set",
                permission_set | latest,
            ),
            "outdated accounts of a set": (
                "list_accounts_for_provisioned_permission_set",
                permission_set | outdated,
            ),
            "sets of an account": ("list_permission_sets_provisioned_to_account", account),
            "outdated sets of an account": ("list_permission_sets_provisioned_to_account", account | outdated),
        }

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what is measured, by title: of each list a page of ten, the first and one from the middle."""
        calls: dict[str, Callable[[], object]] = {}
        for title, (operation, parameters) in self.lists().items():
            page = partial(getattr(self.sso, operation), InstanceArn=self.arn, MaxResults=10, **parameters)
            calls[f"{title}, first page"] = page
            calls[f"{title}, middle page"] = partial(page, **self.middle(operation, parameters))
        newcomers = (self.user(number) for number in count(10**6))
        access = self.accounts[-1], self.permission_sets[-1]
        calls["one more assignment"] = lambda: self.assign(*access, next(newcomers))
        return calls

    def middle(self, operation: str, parameters: dict[str, Any]) -> dict[str, str]:
        """Return the token for the middle of a list; nothing where one page holds it all."""
        pages = self.sso.get_paginator(operation).paginate(
            InstanceArn=self.arn, **parameters, PaginationConfig={"PageSize": 100}
        )
        tokens = [page["NextToken"] for page in pages if "NextToken" in page]
        return {"NextToken": tokens[len(tokens) // 2]} if tokens else {}


def live(connection: Connection, size: Size) -> None:
    """Be a world: build it, then take the time of whatever the other end names."""
    with mock_ssoadmin(organization_instance=True):
        calls = World(size).calls()
        connection.send(list(calls))
        while title := connection.recv():
            start = perf_counter()
            for _ in range(CALLS):
                calls[title]()
            connection.send((perf_counter() - start) / CALLS)


def measure(sizes: tuple[Size, Size], rounds: int) -> dict[str, tuple[float, float]]:
    """Return the median seconds of each call in a small and in a big world."""
    context = get_context("spawn")
    worlds = []
    for size in sizes:
        here, there = context.Pipe()
        context.Process(target=live, args=(there, size), daemon=True).start()
        worlds.append(here)
    titles, _ = (world.recv() for world in worlds)
    seconds: dict[str, tuple[list[float], list[float]]] = {title: ([], []) for title in titles}
    for _ in range(rounds):
        for title in titles:
            for world, taken in zip(worlds, seconds[title], strict=True):
                world.send(title)
                taken.append(world.recv())
    for world in worlds:
        world.send(None)
    return {title: (median(small), median(big)) for title, (small, big) in seconds.items()}


def main() -> None:
    for name, sizes in WORLDS.items():
        print(f"{name}: {sizes[1].assignments} assignments over {sizes[0].assignments}", flush=True)
        for title, (small, big) in measure(sizes, ROUNDS).items():
            print(f"  {big / small:5.2f}  {big * 1e3:7.3f} ms over {small * 1e3:7.3f} ms  {title}", flush=True)


if __name__ == "__main__":
    main()
