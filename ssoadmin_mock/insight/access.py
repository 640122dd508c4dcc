"""The access of one principal to one account, and how it comes by it, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ssoadmin_mock.model.assignment import AccountAssignment
from ssoadmin_mock.world.errors import UnknownNameError, unknown

COLUMNS = ("who", "account", "permission set", "how")
"""What a table tells about access."""

SHOWN = 3
"""How many rows a repr shows."""

Names = tuple[str, str, str, str]
"""What access is about, in names."""


@dataclass(frozen=True, slots=True)
class Named:
    """An account or a permission set.

    :param id: the account id, or the permission set's ARN. Where a world gives none, the name stands for it.
    :param name: its name; the second account of the same name is ``name (2)``, as in dumps.
    """

    id: str
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Principal:
    """A user or group.

    :param type: ``USER`` or ``GROUP``.
    :param id: the UserId or GroupId. Where a world gives none, the name stands for it.
    :param name: the user name or display name; the id when it was deleted.
    :param is_deleted: whether it was deleted and has assignments left. Nobody has access by them.
    """

    type: str
    id: str
    name: str
    is_deleted: bool = False

    @property
    def is_group(self) -> bool:
        """Whether it is a group."""
        return self.type == "GROUP"

    def __str__(self) -> str:
        kind = "group " if self.is_group else "user " if self.is_deleted else ""
        return f"{'deleted ' if self.is_deleted else ''}{kind}{self.name}"


@dataclass(frozen=True, slots=True)
class Way:
    """How a principal comes by its access: one assignment, to itself or to a group that it is in.

    :param assignment: the assignment.
    :param group: the group, when the principal is a member of it; None for an assignment to the principal itself.
    """

    assignment: AccountAssignment
    group: Principal | None = None

    @property
    def is_direct(self) -> bool:
        """Whether the assignment is to the principal itself."""
        return self.group is None

    def __str__(self) -> str:
        return "direct" if self.group is None else f"through {self.group.name}"


@dataclass(frozen=True, slots=True, repr=False)
class Access:
    """The access of one principal to one account with one permission set.

    :param ways: all ways that lead to it, the direct one first; at least one.
    :param role_arn: the role in the account that the principal has there. Its name ends in 16 hexadecimal digits that
        are made when the set comes to the account; for a world that is not loaded they are ``*``, and so is the id of
        an account that the world gives none.
    :param is_latest: whether the account has the latest version of the set; if not, the set was changed and not
        provisioned there since.
    """

    principal: Principal
    account: Named
    permission_set: Named
    ways: tuple[Way, ...]
    role_arn: str
    is_latest: bool = True

    @property
    def is_direct(self) -> bool:
        """Whether one of the ways is an assignment to the principal itself."""
        return any(way.is_direct for way in self.ways)

    @property
    def groups(self) -> tuple[Principal, ...]:
        """The groups through which the principal has it."""
        return tuple(way.group for way in self.ways if way.group is not None)

    @property
    def names(self) -> Names:
        """What it is about: the principal's type and name, and the names of the account and the permission set."""
        return self.principal.type, self.principal.name, self.account.name, self.permission_set.name

    def is_like(self, other: Access) -> bool:
        """Tell whether another one of the same names comes in the same ways and is as up to date."""
        return set(map(str, self.ways)) == set(map(str, other.ways)) and self.is_latest == other.is_latest

    @property
    def path(self) -> str:
        """The ways in words: ``direct, through staff``."""
        return ", ".join(map(str, self.ways))

    @property
    def manner(self) -> str:
        """The ways in words, and whether it is outdated."""
        return self.path if self.is_latest else f"{self.path}; outdated"

    @property
    def subject(self) -> str:
        """What it is about, in words: ``ada: Admin in dev``."""
        return f"{self.principal}: {self.permission_set} in {self.account}"

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What a table tells about it."""
        return str(self.principal), str(self.account), str(self.permission_set), self.manner

    def __str__(self) -> str:
        return f"{self.subject} ({self.manner})"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self}>"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody wants to know the access of; each by its name or id, and what is left out is not narrowed.

    :raises ValueError: for a user and a group at once.
    """

    user: str | None = None
    group: str | None = None
    account: str | None = None
    permission_set: str | None = None

    def __post_init__(self) -> None:
        if self.user is not None and self.group is not None:
            raise ValueError("A user and a group are two principals: ask for one of them.")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a matrix is about, whether or not it has access or is accessed.

    :param principals: users, then groups, then those that were deleted.
    :param accounts: in the order of dumps.
    :param permission_sets: in the order of creation.
    """

    principals: tuple[Principal, ...] = ()
    accounts: tuple[Named, ...] = ()
    permission_sets: tuple[Named, ...] = ()

    def narrowed(self, asked: Query) -> Scope:
        """Return the part of it that is asked about.

        :raises UnknownNameError: when nothing has such an id or name; the message says which name comes nearest.
        """
        scope = self
        if asked.user is not None:
            users = [each for each in self.principals if not each.is_group]
            scope = replace(scope, principals=(_find(asked.user, "a user", users),))
        if asked.group is not None:
            groups = [each for each in self.principals if each.is_group]
            scope = replace(scope, principals=(_find(asked.group, "a group", groups),))
        if asked.account is not None:
            scope = replace(scope, accounts=(_find(asked.account, "an account", self.accounts),))
        if asked.permission_set is not None:
            found = _find(asked.permission_set, "a permission set", self.permission_sets)
            scope = replace(scope, permission_sets=(found,))
        return scope


_Thing = TypeVar("_Thing", Named, Principal)


def _find(name: str, what: str, things: Sequence[_Thing]) -> _Thing:
    by_name = {thing.name: thing for thing in things}
    found = by_name.get(name) or next((thing for thing in things if thing.id == name), None)
    if found is None:
        raise UnknownNameError(unknown(what, name, by_name))
    return found
