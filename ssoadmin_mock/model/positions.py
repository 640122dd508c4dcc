"""Ascending numbers, of which there may be one or a million."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator

_RUN = 256
"""How many positions are kept together: enough to make few runs, few enough to move cheaply."""

_NO_RUNS: list[list[int]] = []
"""What most have, and so in common: they are short."""


class Positions:
    """A set of positive numbers in ascending order.

    Adding, deleting and starting to read anywhere cost the same whether there are ten or a million. A number takes the
    eight bytes of a reference, because the number itself is one that the table keeps.
    """

    __slots__ = ("_count", "_runs", "_tail")

    def __init__(self) -> None:
        self._count = 0
        # Cut into runs, of which the last is the tail, so that nothing long has to be searched or moved.
        self._runs = _NO_RUNS
        self._tail: list[int] = []

    def __len__(self) -> int:
        return self._count

    def add(self, position: int) -> None:
        """Add a number that is not here."""
        self._count += 1
        run = self._tail
        if run and position > run[-1]:
            # Nearly always, and a million times when a world is loaded.
            run.append(position)
        else:
            run = self._run_of(position)
            insort(run, position)
        if len(run) >= 2 * _RUN:
            self._split(run)

    def _split(self, run: list[int]) -> None:
        if self._runs is _NO_RUNS:
            self._runs = []
        if run is self._tail:
            self._runs.append(run[:_RUN])
        else:
            self._runs.insert(self._index_of(run[0]), run[:_RUN])
        del run[:_RUN]

    def remove(self, position: int) -> None:
        """Delete a number that is here."""
        self._count -= 1
        index, run = self._index_of(position), self._run_of(position)
        del run[bisect_left(run, position)]
        if not run and run is not self._tail:
            del self._runs[index]

    def after(self, cursor: int | None) -> Iterator[int]:
        """Iterate over the numbers above one (None: all); they may change meanwhile."""
        reached = 0 if cursor is None else cursor
        while following := self._following(reached):
            yield from following
            reached = following[-1]

    def _following(self, cursor: int) -> list[int]:
        run = self._run_of(cursor + 1)
        return run[bisect_right(run, cursor) :]

    def _run_of(self, position: int) -> list[int]:
        """Return the run that a number is in, or has to be put in."""
        index = self._index_of(position)
        return self._tail if index == len(self._runs) else self._runs[index]

    def _index_of(self, position: int) -> int:
        return bisect_left(self._runs, position, key=_last)


def _last(run: list[int]) -> int:
    return run[-1]
