"""Tables with indexes."""

from __future__ import annotations

from ssoadmin_mock.model.indexed_table import IndexedTable


def words(*rows: str) -> IndexedTable[str]:
    table: IndexedTable[str] = IndexedTable(lambda word: (word[0], len(word)))
    for row in rows:
        table.add(row, row)
    return table


def test_rows_are_found_by_each_of_their_values() -> None:
    table = words("pear", "apple", "plum")
    assert list(table.having("p")) == ["pear", "plum"]
    assert list(table.having(5)) == ["apple"]
    assert list(table.having("x")) == []


def test_the_rows_with_a_value_keep_their_positions_in_the_whole() -> None:
    table = words("pear", "apple", "plum")
    assert list(table.having("p").after(1)) == [(3, "plum")]
    assert list(table.after(1)) == [(2, "apple"), (3, "plum")]


def test_a_deleted_row_is_gone_from_every_value() -> None:
    table = words("pear", "plum", "apple")
    assert table.pop("pear") == "pear"
    assert list(table) == ["plum", "apple"]
    assert list(table.having("p")) == ["plum"]
    assert table.pop("plum") == "plum"
    assert list(table.having("p")) == []
    assert table.pop("plum") is None


def test_values_without_rows_are_forgotten() -> None:
    table = words("pear")
    table.pop("pear")
    assert table._by_value == {}
