"""The organization that scale is measured with, as a document of `ssoadmin_mock.world`.

A company of the largest size that the service's quotas allow: a few sets that every account has, more that only some
accounts have, and for each set in each account the groups and the users who may use it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ACCOUNTS_PER_UNIT = 100
GROUPS_PER_PAIR = 2
USERS_PER_PAIR = 5
ONE_MORE_USER_EVERY = 7
"""Every so many pairs of set and account there is one more user, which makes the numbers round."""

_POLICIES = ("ReadOnlyAccess", "job-function/ViewOnlyAccess", "PowerUserAccess", "AdministratorAccess")
_INLINE_POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}]}


@dataclass(frozen=True)
class Size:
    """How many there are.

    :param common_sets: how many of the permission sets every account has.
    :param sets_per_account: how many permission sets each account has.
    """

    accounts: int
    permission_sets: int
    users: int
    groups: int
    common_sets: int
    sets_per_account: int

    @property
    def provisioned(self) -> int:
        """How many pairs of a set and an account there are, each with a role in the account's IAM."""
        return self.accounts * self.sets_per_account

    @property
    def assignments(self) -> int:
        """How many account assignments there are."""
        extra = -(-self.provisioned // ONE_MORE_USER_EVERY)
        return self.provisioned * (GROUPS_PER_PAIR + USERS_PER_PAIR) + extra


SMALLEST = Size(accounts=4, permission_sets=7, users=40, groups=4, common_sets=2, sets_per_account=7)
"""200 assignments: what the others are compared with."""
SMALL = Size(accounts=140, permission_sets=70, users=4_000, groups=100, common_sets=5, sets_per_account=20)
"""20,000 assignments, to try it out."""
MEDIUM = Size(accounts=700, permission_sets=350, users=20_000, groups=500, common_sets=5, sets_per_account=20)
"""100,000 assignments."""
FULL = Size(accounts=7_000, permission_sets=3_500, users=200_000, groups=5_000, common_sets=5, sets_per_account=20)
"""1,000,000 assignments, and as many accounts and permission sets as quotas allow."""


def document(size: Size, assigned: bool = True) -> dict[str, Any]:
    """Return the organization of a size.

    :param assigned: whether anybody is assigned to anything.
    """
    return {
        "organization": {"organizational_units": _units(size)},
        "users": {f"user-{number}": {"id": user_id(number)} for number in range(size.users)},
        "groups": {f"group-{number}": _group(size, number) for number in range(size.groups)},
        "permission_sets": {f"set-{number}": _permission_set(number) for number in range(size.permission_sets)},
        "assignments": list(_assignments(size)) if assigned else [],
    }


def account_id(number: int) -> str:
    """Return the id of an account."""
    return f"{200_000_000_000 + number}"


def user_id(number: int) -> str:
    """Return the UserId of a user."""
    return f"{number:08x}-0000-4000-8000-000000000000"


def sets_of(size: Size, account: int) -> list[int]:
    """Return the numbers of the permission sets that an account has."""
    own, others = size.sets_per_account - size.common_sets, size.permission_sets - size.common_sets
    return [*range(size.common_sets), *(size.common_sets + (account * own + n) % others for n in range(own))]


def _units(size: Size) -> dict[str, Any]:
    units: dict[str, Any] = {}
    for number in range(size.accounts):
        unit = units.setdefault(f"unit-{number // ACCOUNTS_PER_UNIT}", {"accounts": {}})
        unit["accounts"][f"account-{number}"] = account_id(number)
    return units


def _group(size: Size, number: int) -> dict[str, Any]:
    """Return a group; each user is in one."""
    return {
        "id": f"{number:08x}-0000-4000-9000-000000000000",
        "members": [f"user-{user}" for user in range(number, size.users, size.groups)],
    }


def _permission_set(number: int) -> dict[str, Any]:
    policy = {"managed_policies": [_POLICIES[number % len(_POLICIES)]]}
    return policy if number % 3 else policy | {"inline_policy": _INLINE_POLICY}


def _assignments(size: Size) -> Iterator[dict[str, Any]]:
    pairs = ((account, each) for account in range(size.accounts) for each in sets_of(size, account))
    first_user = 0
    for pair, (account, permission_set) in enumerate(pairs):
        users = USERS_PER_PAIR + (pair % ONE_MORE_USER_EVERY == 0)
        groups = ((permission_set * GROUPS_PER_PAIR + n) % size.groups for n in range(GROUPS_PER_PAIR))
        yield {
            "permission_set": f"set-{permission_set}",
            "groups": [f"group-{group}" for group in groups],
            "users": [f"user-{(first_user + n) % size.users}" for n in range(users)],
            "accounts": [f"account-{account}"],
        }
        first_user += users
