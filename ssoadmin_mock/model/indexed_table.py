"""A table whose rows are also found by what they are about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic

from ssoadmin_mock.model.positions import Positions
from ssoadmin_mock.model.table import Row, Rows, Table


class IndexedTable(Table[Row], Generic[Row]):
    """A table that knows, for each value its rows are about, the rows with that value.

    Of these it keeps the positions only: the number itself where only one row has a value, as is so of most.

    Adding and deleting a row cost as much as the row has values, whatever the
    sizes.

    :param values_of: gives the values of a row; only :meth:`Table.change` may change them while it is in the table.
    """

    __slots__ = ("_by_value", "_values_of")

    def __init__(self, values_of: Callable[[Row], Iterable[Hashable]]) -> None:
        super().__init__()
        self._values_of = values_of
        self._by_value: dict[Hashable, int | Positions] = {}

    def having(self, value: Hashable) -> Rows[Row]:
        """Return the rows that have this value now."""
        positions = self._by_value.get(value)
        return self.at(positions if isinstance(positions, Positions) else _positions(positions))

    def _note(self, row: Row, position: int) -> None:
        for value in self._values_of(row):
            positions = self._by_value.get(value)
            if positions is None:
                self._by_value[value] = position
            elif isinstance(positions, Positions):
                positions.add(position)
            else:
                self._by_value[value] = _positions(positions, position)

    def _forget(self, row: Row, position: int) -> None:
        for value in self._values_of(row):
            positions = self._by_value[value]
            if isinstance(positions, Positions) and len(positions) > 1:
                positions.remove(position)
            else:
                del self._by_value[value]


def _positions(*numbers: int | None) -> Positions:
    positions = Positions()
    for number in numbers:
        if number is not None:
            positions.add(number)
    return positions
