"""The difference between two matrices: which access was gained and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from ssoadmin_mock.insight.access import COLUMNS, SHOWN, Access
from ssoadmin_mock.insight.matrix import AccessMatrix

if TYPE_CHECKING:
    from ssoadmin_mock.world.source import Source


@dataclass(frozen=True)
class Change:
    """Access that is still there, but in other ways, or outdated where it was not, or no longer.

    :param before: how it was.
    :param after: how it is.
    """

    before: Access
    after: Access

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What a table tells about it."""
        who, account, permission_set, _ = self.after.cells
        return who, account, permission_set, f"was {self.before.manner}; is {self.after.manner}"

    def __str__(self) -> str:
        return f"{self.after.subject} (was {self.before.manner}; is {self.after.manner})"


@dataclass(frozen=True, repr=False)
class AccessDiff:
    """What became of the access of one matrix in another; false when nothing did.

    :param gained: the access that only the second one has, in its order.
    :param lost: the access that only the first one has, in its order.
    :param changed: the access that both have, but not in the same ways, or outdated in one of them.
    """

    gained: tuple[Access, ...] = ()
    lost: tuple[Access, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return any(self._kinds().values())

    def _kinds(self) -> dict[str, Sequence[Access | Change]]:
        return {"gained": self.gained, "lost": self.lost, "changed": self.changed}

    @property
    def summary(self) -> str:
        """How many of each kind there are: ``2 gained, 1 lost``."""
        counts = [f"{len(rows)} {kind}" for kind, rows in self._kinds().items() if rows]
        return ", ".join(counts) or "no change of access"

    @property
    def lines(self) -> list[str]:
        """It in words: a line for each access, below a line for its kind."""
        return [
            line for kind, rows in self._kinds().items() if rows for line in (f"{kind}:", *(f"  {row}" for row in rows))
        ]

    def __str__(self) -> str:
        return "\n".join(self.lines or [self.summary])

    def _repr_html_(self) -> str:
        from ssoadmin_mock.insight.notebook import table

        rows = [(kind, *row.cells) for kind, found in self._kinds().items() for row in found]
        return table(self.summary, ("change", *COLUMNS), rows, len(rows))

    def __repr__(self) -> str:
        rows = [f"{kind} {row}" for kind, rows in self._kinds().items() for row in rows]
        more = ["..."] if len(rows) > SHOWN else []
        return f"<{type(self).__name__}: {'; '.join(rows[:SHOWN] + more) or self.summary}>"


def diff(before: AccessMatrix | Source, after: AccessMatrix | Source) -> AccessDiff:
    """Return which access was gained and lost; :meth:`ssoadmin_mock.IdentityCenter.diff` says more."""
    was, now = _matrix(before).by_names, _matrix(after).by_names
    return AccessDiff(
        gained=tuple(row for names, row in now.items() if names not in was),
        lost=tuple(row for names, row in was.items() if names not in now),
        changed=tuple(
            Change(was[names], row) for names, row in now.items() if names in was and not row.is_like(was[names])
        ),
    )


def _matrix(of: AccessMatrix | Source) -> AccessMatrix:
    return of if isinstance(of, AccessMatrix) else AccessMatrix.of_world(of)


def explanation(left: object, right: object) -> list[str] | None:
    """Return why two things are not equal, in lines for a failed assertion; None unless one of them is of ours."""
    if isinstance(left, AccessMatrix) and isinstance(right, AccessMatrix):
        found = diff(left, right)
        return [f"the same access on the left and on the right, where it is: {found.summary}", *found.lines]
    if isinstance(left, Access) and isinstance(right, Access):
        differing = [each.name for each in fields(left) if getattr(left, each.name) != getattr(right, each.name)]
        summary = f"the same access on the left and on the right; different: {', '.join(differing)}"
        return [summary, *_sides(left, right)]
    if isinstance(left, AccessDiff) or isinstance(right, AccessDiff):
        return ["the same changes of access on the left and on the right", *_sides(left, right)]
    return None


def _sides(left: object, right: object) -> list[str]:
    sides = {"on the left": left, "on the right": right}
    return [line for where, side in sides.items() for line in (f"{where}:", *_indented(side))]


def _indented(side: object) -> list[str]:
    return [f"  {line}" for line in str(side).splitlines()]
