"""A table whose rows are also found by what they are about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic

from ssoadmin_mock.model.positions import Positions
from ssoadmin_mock.model.table import Row, Rows, Table


class IndexedTable(Table[Row], Generic[Row]):
    """A table that knows, for each value its rows are about, the rows with that value.

    Of these it keeps the positions only. Adding and deleting a row cost as much as the row has values, whatever the
    sizes.

    :param values_of: gives the values of a row; only :meth:`Table.change` may change them while it is in the table.
    """

    __slots__ = ("_by_value", "_values_of")

    def __init__(self, values_of: Callable[[Row], Iterable[Hashable]]) -> None:
        super().__init__()
        self._values_of = values_of
        self._by_value: dict[Hashable, Positions] = {}

    def having(self, value: Hashable) -> Rows[Row]:
        """Return the rows with this value."""
        return self.at(self._by_value.get(value) or Positions())

    def _note(self, row: Row, position: int) -> None:
        for value in self._values_of(row):
            positions = self._by_value.get(value)
            if positions is None:
                positions = self._by_value[value] = Positions()
            positions.add(position)

    def _forget(self, row: Row, position: int) -> None:
        for value in self._values_of(row):
            positions = self._by_value[value]
            positions.remove(position)
            if not positions:
                del self._by_value[value]
