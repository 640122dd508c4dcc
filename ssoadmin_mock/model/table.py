"""Rows in the order they were added, found by key, and read from any point on without counting up to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator
from heapq import merge
from itertools import count
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Table(Generic[Row]):
    """Rows by key, in order of insertion.

    Each row has a position that never changes and is never used again, so that a reader who stopped at one position
    goes on behind it, whatever was deleted in between. Adding, finding, deleting and starting to read anywhere cost
    the same in a table of ten rows and in one of a million.

    :param positions: where positions come from. Tables that share a source can be merged by position.
    """

    __slots__ = ("_keys", "_order", "_positions", "_rows")

    def __init__(self, positions: Iterator[int] | None = None) -> None:
        self._positions = count(1) if positions is None else positions
        self._keys: dict[Hashable, int] = {}
        self._rows: dict[int, tuple[Hashable, Row]] = {}
        self._order: list[int] = []

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows there are now, so that the table may change meanwhile."""
        return iter([row for _, row in self.after(None)])

    def get(self, key: Hashable) -> Row | None:
        """Return the row with this key, or None."""
        position = self._keys.get(key)
        return None if position is None else self._rows[position][1]

    def add(self, key: Hashable, row: Row, position: int | None = None) -> int:
        """Add a row at the end, or put it in the place of the one with the same key.

        :param key: what finds the row.
        :param row: the row.
        :param position: the row's position in another table with the same source, to keep both in one order.
        :returns: the row's position.
        """
        known = self._keys.get(key)
        if known is None:
            known = next(self._positions) if position is None else position
            self._keys[key] = known
            self._put_in_order(known)
        self._rows[known] = (key, row)
        return known

    def pop(self, key: Hashable) -> Row | None:
        """Delete the row with this key and return it; None when there is none."""
        position = self._keys.pop(key, None)
        if position is None:
            return None
        _, row = self._rows.pop(position)
        self._forget_deleted_positions()
        return row

    def after(self, cursor: int | None) -> Iterator[tuple[int, Row]]:
        """Iterate over the rows behind a position (None: all), each with its position."""
        start = 0 if cursor is None else bisect_right(self._order, cursor)
        for index in range(start, len(self._order)):
            entry = self._rows.get(self._order[index])
            if entry is not None:
                yield self._order[index], entry[1]

    def _put_in_order(self, position: int) -> None:
        # At the end, but for a row that comes from another table; and it may have been in this one before.
        index = bisect_left(self._order, position)
        if index == len(self._order) or self._order[index] != position:
            self._order.insert(index, position)

    def _forget_deleted_positions(self) -> None:
        # Deleted positions stay in the order until they are half of it, so that deleting stays cheap on average.
        if len(self._order) > 2 * len(self._rows) + 16:
            self._order = sorted(self._rows)


class Grouping(Generic[Row]):
    """An index of a table: its rows in groups, each a table with the positions of the whole.

    :param group_of: tells the group that a row belongs to.
    """

    __slots__ = ("_group_of", "_groups")

    def __init__(self, group_of: Callable[[Row], Hashable]) -> None:
        self._group_of = group_of
        self._groups: dict[Hashable, Table[Row]] = {}

    def add(self, key: Hashable, row: Row, position: int) -> None:
        """Add a row to its group."""
        self._groups.setdefault(self._group_of(row), Table()).add(key, row, position)

    def pop(self, key: Hashable, row: Row) -> None:
        """Delete a row from its group."""
        group = self._group_of(row)
        table = self._groups[group]
        table.pop(key)
        if not table:
            del self._groups[group]

    def __getitem__(self, group: Hashable) -> Table[Row]:
        """Return the rows of a group, which may be none."""
        return self._groups.get(group) or Table()


def after_in_all(tables: list[Table[Row]], cursor: int | None) -> Iterator[tuple[int, Row]]:
    """Iterate over the rows of several tables with common positions, in one order, as `Table.after` does over one's."""
    return merge(*(table.after(cursor) for table in tables), key=lambda entry: entry[0])
