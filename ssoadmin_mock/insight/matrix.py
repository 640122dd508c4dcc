"""Who has access to which account with which permission set: a sequence that can be narrowed and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, overload

from ssoadmin_mock.insight.access import COLUMNS, SHOWN, Access, Named, Names, Principal, Query, Scope

if TYPE_CHECKING:
    from ssoadmin_mock.world.source import Source


@dataclass(frozen=True, eq=False, repr=False)
class AccessMatrix(Sequence[Access]):
    """Who has access: a sequence of :class:`Access`, in the order of principals, accounts and permission sets.

    It is false when nobody has any. Two are equal when they give the same access in the same ways, to things of the
    same names: ids do not count, because a world without ids gets others each time it is loaded, and neither do roles
    or assignments whose principals were deleted.

    :param rows: the access.
    :param scope: everything that it is about.
    """

    rows: tuple[Access, ...] = ()
    scope: Scope = field(default_factory=Scope)

    @classmethod
    def of_world(cls, world: Source) -> AccessMatrix:
        """Return who has access in a world, without loading it; no mock needs to be active.

        :param world: the path of a YAML or JSON file, or a dictionary, as for ``mock_ssoadmin(world=...)``.
        :raises WorldError: when it is not a world, or an assignment is about something that it does not have.
        """
        from ssoadmin_mock.insight.declared import access_in

        return cls(*access_in(world))

    @property
    def principals(self) -> tuple[Principal, ...]:
        """All users and groups, also those without access, and those that were deleted and have assignments left."""
        return self.scope.principals

    @property
    def accounts(self) -> tuple[Named, ...]:
        """All accounts, also those that nobody has access to."""
        return self.scope.accounts

    @property
    def permission_sets(self) -> tuple[Named, ...]:
        """All permission sets, also those that are not assigned."""
        return self.scope.permission_sets

    def access(
        self,
        *,
        user: str | None = None,
        group: str | None = None,
        account: str | None = None,
        permission_set: str | None = None,
    ) -> AccessMatrix:
        """Return a part of it; what is left out does not narrow it.

        :param user: a user name or UserId; access through the user's groups is included.
        :param group: a group's display name or GroupId.
        :param account: an account's name or id.
        :param permission_set: a permission set's name or ARN.
        :raises UnknownNameError: when nothing has such a name or id; the message says which name comes nearest.
        :raises ValueError: for a user and a group at once.
        """
        scope = self.scope.narrowed(Query(user, group, account, permission_set))
        principals, accounts, sets = map(set, (scope.principals, scope.accounts, scope.permission_sets))
        rows = (
            row
            for row in self.rows
            if row.principal in principals and row.account in accounts and row.permission_set in sets
        )
        return AccessMatrix(tuple(rows), scope)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Access: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Access, ...]: ...

    def __getitem__(self, index: int | slice) -> Access | tuple[Access, ...]:
        return self.rows[index]

    def __iter__(self) -> Iterator[Access]:
        return iter(self.rows)

    @cached_property
    def by_names(self) -> dict[Names, Access]:
        """The access of those who exist, by what it is about."""
        return {row.names: row for row in self.rows if not row.principal.is_deleted}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AccessMatrix):
            return NotImplemented
        theirs = other.by_names
        return self.by_names.keys() == theirs.keys() and all(
            row.is_like(theirs[names]) for names, row in self.by_names.items()
        )

    __hash__ = None  # type: ignore[assignment]  # as equal ones may have different rows

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows)) or "Nobody has access."

    def _repr_html_(self) -> str:
        from ssoadmin_mock.insight.notebook import table

        caption = f"{len(self.rows)} grants" if self.rows else "Nobody has access."
        return table(caption, COLUMNS, (row.cells for row in self.rows), len(self.rows))

    def __repr__(self) -> str:
        more = ["..."] if len(self.rows) > SHOWN else []
        shown = "; ".join([*map(str, self.rows[:SHOWN]), *more]) or "nobody has access"
        return f"<{type(self).__name__} of {len(self.rows)}: {shown}>"
