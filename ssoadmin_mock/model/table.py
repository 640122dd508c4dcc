"""Rows in the order they were added, found by key, and read from any point on without counting up to it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import merge
from operator import itemgetter
from typing import Generic, TypeVar

from ssoadmin_mock.model.positions import Positions

Row = TypeVar("Row")


class Rows(Generic[Row]):
    """Some or all rows of a table in order of position, to be read.

    :param rows: all rows of the table by position; None where there is none, or none any more.
    :param positions: the positions of those that these are.
    """

    __slots__ = ("_positions", "_rows")

    def __init__(self, rows: list[Row | None], positions: Positions) -> None:
        self._rows = rows
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows there are now, so that they may change meanwhile."""
        return iter([row for _, row in self.after(None)])

    def after(self, cursor: int | None) -> Iterator[tuple[int, Row]]:
        """Iterate over the rows behind a position (None: all), each with its position.

        The rows may change meanwhile: those that are deleted before they are reached are left out.
        """
        rows = self._rows
        for position in self._positions.after(cursor):
            row = rows[position]
            if row is not None:
                yield position, row


class Table(Rows[Row]):
    """Rows by key, in the order in which they were added.

    Each row has a position that never changes and is never used again, so that a reader who stopped at one position
    goes on behind it, whatever was deleted in between. Adding, finding, deleting and starting to read anywhere cost
    the same in a table of ten rows and in one of a million. A deleted row leaves the eight bytes of its place behind.
    """

    __slots__ = ("_keys",)

    def __init__(self) -> None:
        # No row has the position 0, so that a cursor can stand before the first one.
        super().__init__([None], Positions())
        self._keys: dict[Hashable, int] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def get(self, key: Hashable) -> Row | None:
        """Return the row with this key, or None."""
        position = self._keys.get(key)
        return None if position is None else self._rows[position]

    def position_of(self, key: Hashable) -> int | None:
        """Return the position of the row with this key, or None."""
        return self._keys.get(key)

    def add(self, key: Hashable, row: Row) -> int:
        """Add a row at the end, or put it in the place of the one with the same key.

        :param key: what finds the row.
        :param row: the row.
        :returns: the row's position.
        """
        position = self._keys.get(key)
        if position is None:
            position = self._keys[key] = len(self._rows)
            self._rows.append(row)
            self._positions.add(position)
        else:
            self._forget(self.row_at(position), position)
            self._rows[position] = row
        self._note(row, position)
        return position

    def pop(self, key: Hashable) -> Row | None:
        """Delete the row with this key and return it; None when there is none."""
        position = self._keys.pop(key, None)
        if position is None:
            return None
        row = self.row_at(position)
        self._forget(row, position)
        self._positions.remove(position)
        self._rows[position] = None
        return row

    def change(self, key: Hashable, change: Callable[[Row], None]) -> None:
        """Change a row that is in the table, and leave it in its place.

        :param key: the row's key.
        :param change: called with the row.
        """
        position = self._keys[key]
        row = self.row_at(position)
        self._forget(row, position)
        change(row)
        self._note(row, position)

    def at(self, positions: Positions) -> Rows[Row]:
        """Return the rows at some positions, as they come and go."""
        return Rows(self._rows, positions)

    def row_at(self, position: int) -> Row:
        """Return the row at a position that has one."""
        row = self._rows[position]
        assert row is not None, f"No row is at {position}."
        return row

    def _note(self, row: Row, position: int) -> None:
        """Learn of a row that is in the table from now on; for tables that know more about their rows."""

    def _forget(self, row: Row, position: int) -> None:
        """Learn of a row that leaves the table."""


def after_in_all(tables: Iterable[Rows[Row]], cursor: int | None) -> Iterator[tuple[int, Row]]:
    """Iterate over the rows of several tables with common positions behind one of these, in one order."""
    return merge(*(table.after(cursor) for table in tables), key=itemgetter(0))
