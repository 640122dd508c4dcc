"""A table whose rows are also found by what they are about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic

from ssoadmin_mock.model.table import Row, Table


class IndexedTable(Table[Row], Generic[Row]):
    """A table that keeps, for each value its rows are about, a table of the rows with that value.

    The tables share their positions, so rows can be read in one order across them. Adding and deleting a row cost as
    much as the row has values, whatever the sizes.

    :param values_of: gives the values of a row; only :meth:`change` may change them while the row is in the table.
    """

    __slots__ = ("_by_value", "_values_of")

    def __init__(self, values_of: Callable[[Row], Iterable[Hashable]]) -> None:
        super().__init__()
        self._values_of = values_of
        self._by_value: dict[Hashable, Table[Row]] = {}

    def add(self, key: Hashable, row: Row, position: int | None = None) -> int:
        """Add a row as :meth:`Table.add` does, to the tables of its values, too."""
        position = super().add(key, row, position)
        for value in self._values_of(row):
            self._by_value.setdefault(value, Table()).add(key, row, position)
        return position

    def pop(self, key: Hashable) -> Row | None:
        """Delete a row as :meth:`Table.pop` does, from the tables of its values, too."""
        row = super().pop(key)
        if row is not None:
            for value in self._values_of(row):
                self._by_value[value].pop(key)
                if not self._by_value[value]:
                    del self._by_value[value]
        return row

    def change(self, key: Hashable, change: Callable[[Row], None]) -> None:
        """Change a row that is in the table, its values perhaps, and leave it in its place.

        :param key: the row's key.
        :param change: called with the row.
        """
        position, row = self.position_of(key), self.pop(key)
        assert row is not None
        change(row)
        self.add(key, row, position)

    def having(self, value: Hashable) -> Table[Row]:
        """Return the rows with this value, to be read and not changed."""
        return self._by_value.get(value) or Table()
