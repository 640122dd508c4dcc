"""A table whose rows are also found by what only one of them may have."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic

from ssoadmin_mock.model.table import Row, Table


class UniqueTable(Table[Row], Generic[Row]):
    """A table that finds a row by any of its unique values, of which no two rows have the same.

    Adding and deleting a row cost as much as the row has unique values, whatever the size of the table. Who adds or
    changes a row asks :meth:`holder` first.

    :param unique_values_of: gives the unique values of a row; only :meth:`Table.change` may change them while it is in
        the table.
    """

    __slots__ = ("_by_value", "_unique_values_of")

    def __init__(self, unique_values_of: Callable[[Row], Iterable[Hashable]]) -> None:
        super().__init__()
        self._unique_values_of = unique_values_of
        self._by_value: dict[Hashable, int] = {}

    def holder(self, value: Hashable) -> Row | None:
        """Return the row with a unique value, or None."""
        position = self._by_value.get(value)
        return None if position is None else self.row_at(position)

    def _note(self, row: Row, position: int) -> None:
        # A row may say the same twice.
        for value in set(self._unique_values_of(row)):
            assert value not in self._by_value, f"Two rows would have {value!r}."
            self._by_value[value] = position

    def _forget(self, row: Row, position: int) -> None:  # noqa: ARG002  (the table's)
        for value in set(self._unique_values_of(row)):
            del self._by_value[value]
