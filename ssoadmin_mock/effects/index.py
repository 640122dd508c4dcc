"""Looks up rows of moto's that moto itself only finds by going through all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from itertools import islice
from threading import Lock
from typing import Generic, Protocol, TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")
AnyRow = TypeVar("AnyRow", covariant=True)


class Rows(Protocol[AnyRow]):
    """A list, or the values of a dictionary."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[AnyRow]: ...
    def __reversed__(self) -> Iterator[AnyRow]: ...


class RowsIndex(Generic[Key, Row]):
    """An index of rows by key that looks itself what has changed, so that nothing has to be told to it.

    moto adds new rows at the end, deletes rows anywhere and never puts one back. So when their number and the last of
    them are what they were, then so are all the others. When the last one is as far from the end as there are more of
    them, those behind it are new and the others are what they were.

    :param key_of: gives the key of a row.
    """

    def __init__(self, key_of: Callable[[Row], Key]) -> None:
        self._key_of = key_of
        self._lock = Lock()
        self._count = 0
        self._last: Row | None = None
        self._by_key: dict[Key, list[Row]] = {}

    def find(self, rows: Rows[Row], key: Key) -> list[Row]:
        """Return the rows with a key.

        :param rows: all rows there are now.
        """
        with self._lock:
            self._update(rows)
            return self._by_key.get(key, [])

    def _update(self, rows: Rows[Row]) -> None:
        new = self._new(rows)
        if new is None:
            new = list(rows)
            self._count, self._last, self._by_key = 0, None, {}
        for row in new:
            self._by_key.setdefault(self._key_of(row), []).append(row)
            self._last = row
        self._count += len(new)

    def _new(self, rows: Rows[Row]) -> list[Row] | None:
        """Return the rows that were added since the last look; None when others were deleted."""
        added = len(rows) - self._count
        if added < 0:
            return None
        try:
            from_the_end = list(islice(reversed(rows), added + 1))
        except RuntimeError:
            # Another thread changes a dictionary at this moment.
            return None
        last = from_the_end.pop() if len(from_the_end) > added else None
        return from_the_end[::-1] if last is self._last else None
