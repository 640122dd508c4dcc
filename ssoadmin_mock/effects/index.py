"""Looks up rows of moto's that moto itself only finds by going through all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
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
    """An index of rows by key, made anew whenever the rows have changed.

    moto adds new rows at the end, deletes rows anywhere and never puts one back. So when their number and the last of
    them are what they were, then so are all the others, and nothing has to be told to the index.

    :param key_of: gives the key of a row.
    """

    def __init__(self, key_of: Callable[[Row], Key]) -> None:
        self._key_of = key_of
        # One value, so that threads which look something up at the same time all see one that fits together.
        self._indexed: tuple[int, Row | None, dict[Key, list[Row]]] = (0, None, {})

    def find(self, rows: Rows[Row], key: Key) -> list[Row]:
        """Return the rows with a key.

        :param rows: all rows there are now.
        """
        if not self._is_current(rows):
            present = list(rows)
            self._indexed = (len(present), present[-1] if present else None, self._by_key(present))
        return self._indexed[2].get(key, [])

    def _is_current(self, rows: Rows[Row]) -> bool:
        count, last, _ = self._indexed
        try:
            return len(rows) == count and next(reversed(rows), None) is last
        except RuntimeError:
            # Another thread changes a dictionary at this moment.
            return False

    def _by_key(self, rows: Iterable[Row]) -> dict[Key, list[Row]]:
        index: dict[Key, list[Row]] = {}
        for row in rows:
            index.setdefault(self._key_of(row), []).append(row)
        return index
