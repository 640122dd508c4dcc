"""Rows in the order they were added, found by key, and read from any point on without counting up to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator
from heapq import merge
from itertools import count
from operator import itemgetter
from typing import Generic, TypeVar

Row = TypeVar("Row")

_RUN = 256
"""How many positions are kept together: enough to make few runs, few enough to move cheaply."""


class Table(Generic[Row]):
    """Rows by key, in order of position, which is the order of insertion unless the caller gives positions.

    Each row has a position that never changes and is never used again, so that a reader who stopped at one position
    goes on behind it, whatever was deleted in between. Adding, finding, deleting and starting to read anywhere cost
    the same in a table of ten rows and in one of a million.

    :param positions: where positions come from. Tables that share a source can be merged by position.
    """

    __slots__ = ("_keys", "_positions", "_rows", "_runs")

    def __init__(self, positions: Iterator[int] | None = None) -> None:
        self._positions = count(1) if positions is None else positions
        self._keys: dict[Hashable, int] = {}
        self._rows: dict[int, tuple[Hashable, Row]] = {}
        # Every position in ascending order, cut into runs so that nothing long has to be searched or moved.
        self._runs: list[list[int]] = []

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

    def position_of(self, key: Hashable) -> int:
        """Return the position of a row that is in the table."""
        return self._keys[key]

    def add(self, key: Hashable, row: Row, position: int | None = None) -> int:
        """Add a row at the end, or put it in the place of the one with the same key.

        :param key: what finds the row.
        :param row: the row.
        :param position: the row's position in another table with the same source, to keep both in one order. It need
            not be greater than those that are here, and may have been here before.
        :returns: the row's position.
        """
        known = self._keys.get(key)
        if known is None:
            known = next(self._positions) if position is None else position
            self._keys[key] = known
            self._place(known)
        self._rows[known] = (key, row)
        return known

    def pop(self, key: Hashable) -> Row | None:
        """Delete the row with this key and return it; None when there is none."""
        position = self._keys.pop(key, None)
        if position is None:
            return None
        index = self._run_of(position)
        run = self._runs[index]
        del run[bisect_left(run, position)]
        if not run:
            del self._runs[index]
        return self._rows.pop(position)[1]

    def after(self, cursor: int | None) -> Iterator[tuple[int, Row]]:
        """Iterate over the rows behind a position (None: all), each with its position.

        The table may change meanwhile: rows that are deleted before they are reached are left out.
        """
        reached = 0 if cursor is None else cursor
        while positions := self._next_positions(reached):
            for position in positions:
                entry = self._rows.get(position)
                if entry is not None:
                    yield position, entry[1]
            reached = positions[-1]

    def _next_positions(self, cursor: int) -> list[int]:
        index = bisect_right(self._runs, cursor, key=_last)
        if index == len(self._runs):
            return []
        run = self._runs[index]
        return run[bisect_right(run, cursor) :]

    def _place(self, position: int) -> None:
        if not self._runs or position > self._runs[-1][-1]:
            if not self._runs or len(self._runs[-1]) >= _RUN:
                self._runs.append([])
            self._runs[-1].append(position)
            return
        index = self._run_of(position)
        run = self._runs[index]
        insort(run, position)
        if len(run) > 2 * _RUN:
            self._runs[index : index + 1] = [run[:_RUN], run[_RUN:]]

    def _run_of(self, position: int) -> int:
        return bisect_left(self._runs, position, key=_last)


def _last(run: list[int]) -> int:
    return run[-1]


def after_in_all(tables: Iterable[Table[Row]], cursor: int | None) -> Iterator[tuple[int, Row]]:
    """Iterate over the rows of several tables with common positions behind one of these, in one order."""
    return merge(*(table.after(cursor) for table in tables), key=itemgetter(0))
