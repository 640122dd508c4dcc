"""What a large organization costs: ``python -m benchmarks.scale``, and ``--size full`` for the largest.

Prints how long it takes to load one, what it takes in memory, and for every kind of call what it takes there, what it
takes in an organization with 200 assignments, and the ratio. Each organization is in a process of its own, so that
neither sees anything of the other, and they are asked in turns, so that a slow moment of the machine hits both alike.
Calls are measured in time of the processor, which other work on the machine changes less.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import boto3

from benchmarks.in_turns import ROUNDS, measure
from benchmarks.organization import FULL, SMALL, SMALLEST, Size, account_id, document, sets_of, user_id
from ssoadmin_mock import IdentityCenter, mock_ssoadmin, ssoadmin_backends
from ssoadmin_mock.effects import clock, ids, provisioning
from ssoadmin_mock.world import yaml_text
from ssoadmin_mock.world.source import read

SIZES = {"small": SMALL, "full": FULL}


class World:
    """An organization of a size, loaded, and the calls that are measured in it."""

    def __init__(self, idc: IdentityCenter, size: Size) -> None:
        self.sso: Any = boto3.client("sso-admin", region_name="us-east-1")
        self.size = size
        start, start_cpu = perf_counter(), process_time()
        self.arn = idc.load(document(size)).arn
        self.seconds, self.cpu_seconds = perf_counter() - start, process_time() - start_cpu
        self.common, self.changed = idc.permission_set("set-0"), idc.permission_set("set-1")
        self.account, self.user, self.group = account_id(0), user_id(0), idc.group("group-0")
        # One of the common sets is out of date, in all accounts.
        self.sso.update_permission_set(InstanceArn=self.arn, PermissionSetArn=self.changed, Description="Changed")
        self._newcomers = cycle(self._unassigned())
        self._assigned: deque[str] = deque()
        self._requests: deque[str] = deque(maxlen=1)

    def _unassigned(self) -> list[str]:
        pages = self.sso.get_paginator("list_account_assignments").paginate(**self._pair())
        assigned = {row["PrincipalId"] for page in pages for row in page["AccountAssignments"]}
        return [id for id in map(user_id, range(min(self.size.users, 1000))) if id not in assigned]

    def _pair(self) -> dict[str, str]:
        return {"InstanceArn": self.arn, "AccountId": self.account, "PermissionSetArn": self.common}

    def lists(self) -> dict[str, tuple[str, dict[str, Any]]]:
        """Return the lists, each as a title, the operation and its parameters."""
        account, common, changed = ({"AccountId": self.account}, *self._sets())
        user = {"PrincipalId": self.user, "PrincipalType": "USER"}
        group = {"PrincipalId": self.group, "PrincipalType": "GROUP"}
        latest = {"ProvisioningStatus": "LATEST_PERMISSION_SET_PROVISIONED"}
        outdated = {"ProvisioningStatus": "LATEST_PERMISSION_SET_NOT_PROVISIONED"}
        of_set, of_account = (
            "list_accounts_for_provisioned_permission_set",
            "list_permission_sets_provisioned_to_account",
        )
        return {
            "permission sets": ("list_permission_sets", {}),
            "assignments of a set in an account": ("list_account_assignments", account | common),
            "assignments of a user": ("list_account_assignments_for_principal", user),
            "assignments of a group": ("list_account_assignments_for_principal", group),
            "assignments of a user in an account": (
                "list_account_assignments_for_principal",
                user | {"Filter": account},
            ),
            "creations": ("list_account_assignment_creation_status", {}),
            "failed creations": ("list_account_assignment_creation_status", {"Filter": {"Status": "FAILED"}}),
            "deletions": ("list_account_assignment_deletion_status", {}),
            "provisionings": ("list_permission_set_provisioning_status", {}),
            "accounts of a set": (of_set, common),
            "up-to-date accounts of a set": (of_set, common | latest),
            "outdated accounts of a set": (of_set, changed | outdated),
            "sets of an account": (of_account, account),
            "outdated sets of an account": (of_account, account | outdated),
        }

    def short_lists(self) -> dict[str, Callable[[], object]]:
        """Return the lists that one page holds however large the organization is."""
        on_instance = {"InstanceArn": self.arn, "MaxResults": 10}
        of_set = on_instance | {"PermissionSetArn": self.common}
        return {
            "instances": partial(self.sso.list_instances, MaxResults=10),
            "Regions": partial(self.sso.list_regions, **on_instance),
            "applications": partial(self.sso.list_applications, **on_instance),
            "application providers": partial(self.sso.list_application_providers, MaxResults=10),
            "trusted token issuers": partial(self.sso.list_trusted_token_issuers, **on_instance),
            "managed policies of a set": partial(self.sso.list_managed_policies_in_permission_set, **of_set),
            "customer managed policies of a set": partial(
                self.sso.list_customer_managed_policy_references_in_permission_set, **of_set
            ),
            "tags of a set": partial(self.sso.list_tags_for_resource, InstanceArn=self.arn, ResourceArn=self.common),
        }

    def _sets(self) -> tuple[dict[str, str], dict[str, str]]:
        return {"PermissionSetArn": self.common}, {"PermissionSetArn": self.changed}

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what is measured, by title: of each list a page of ten, the first and one from the middle."""
        calls: dict[str, Callable[[], object]] = {}
        for title, (operation, parameters) in self.lists().items():
            page = partial(getattr(self.sso, operation), InstanceArn=self.arn, MaxResults=10, **parameters)
            calls[f"{title}, first page"] = page
            calls[f"{title}, middle page"] = partial(page, **self._middle(operation, parameters))
        calls |= self.short_lists()
        return calls | {
            "create an assignment": self.create,
            "describe its creation": self.describe,
            "delete it": self.delete,
            "describe a permission set": partial(
                self.sso.describe_permission_set, InstanceArn=self.arn, PermissionSetArn=self.common
            ),
            "provision a set to an account": partial(
                self.sso.provision_permission_set,
                InstanceArn=self.arn,
                PermissionSetArn=self.common,
                TargetType="AWS_ACCOUNT",
                TargetId=self.account,
            ),
        }

    def _middle(self, operation: str, parameters: dict[str, Any]) -> dict[str, str]:
        """Return the token for the middle of a list; nothing where one page holds it all."""
        pages = self.sso.get_paginator(operation).paginate(
            InstanceArn=self.arn, **parameters, PaginationConfig={"PageSize": 100}
        )
        tokens = [page["NextToken"] for page in pages if "NextToken" in page]
        return {"NextToken": tokens[len(tokens) // 2]} if tokens else {}

    def create(self) -> None:
        """Assign one more user."""
        user = next(self._newcomers)
        answer = self.sso.create_account_assignment(**self._access(user))
        self._assigned.append(user)
        self._requests.append(answer["AccountAssignmentCreationStatus"]["RequestId"])

    def describe(self) -> None:
        """Describe the last creation."""
        self.sso.describe_account_assignment_creation_status(
            InstanceArn=self.arn, AccountAssignmentCreationRequestId=self._requests[-1]
        )

    def delete(self) -> None:
        """Take the access of the user who was assigned first away."""
        self.sso.delete_account_assignment(**self._access(self._assigned.popleft()))

    def _access(self, user: str) -> dict[str, str]:
        return {
            "InstanceArn": self.arn,
            "TargetId": self.account,
            "TargetType": "AWS_ACCOUNT",
            "PermissionSetArn": self.common,
            "PrincipalType": "USER",
            "PrincipalId": user,
        }


def memory(size: Size) -> Iterator[str]:
    """Yield what the assignments of a world take, and what the roles that come with them."""
    with mock_ssoadmin() as idc:
        owner = idc.load(document(size, assigned=False)).owner_account_id
        assignments = {"assignments": document(size)["assignments"]}
        instance = ssoadmin_backends[owner]["aws"].instance
        assert instance is not None
        sets = list(instance.permission_sets)
        # What was allocated before does not count, and costs less.
        tracemalloc.start()
        for account in range(size.accounts):
            for permission_set in sets_of(size, account):
                provisioning.provision(instance, sets[permission_set], account_id(account), lambda _: sys.maxsize)
        roles = _allocated()
        idc.load(assignments)
        everything = _allocated()
        # As if each had been made by CreateAccountAssignment.
        for assignment in instance.account_assignments:
            request = instance.assignment_creations.open(ids.uuid(), assignment, clock.now())
            instance.assignment_creations.settle(request.id)
        requested = _allocated() - everything
        tracemalloc.stop()
    assigned, provisioned = (everything - roles) / size.assignments, roles / size.provisioned
    yield f"an assignment takes {assigned:.0f} bytes, a role with what belongs to it {provisioned:.0f}"
    yield f"together they take {everything / size.assignments:.0f} bytes for each assignment"
    yield f"the status of a request to create one takes {requested / size.assignments:.0f} bytes more"


def _allocated() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def formats(size: Size) -> Iterator[str]:
    """Yield how long it takes to read a world from a file, without loading it."""
    data = document(size)
    with TemporaryDirectory() as folder:
        for name, text in (("world.json", json.dumps(data)), ("world.yaml", yaml_text.write(data))):
            file = Path(folder, name)
            file.write_text(text, encoding="utf-8")
            start = process_time()
            read(file)
            yield f"reading {size.assignments} assignments from {name}: {process_time() - start:.2f} s of a processor"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--memory", action="store_true", help="count every byte instead of time; takes several minutes")
    arguments = parser.parse_args()
    size = SIZES[arguments.size]
    print(size, flush=True)
    lines = (
        memory(size) if arguments.memory else chain(measure(World, (SMALLEST, size), arguments.rounds), formats(SMALL))
    )
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
