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


def test_a_changed_row_keeps_its_place_and_is_found_by_its_new_values() -> None:
    table: IndexedTable[list[str]] = IndexedTable(lambda row: (row[0],))
    for number, colour in enumerate(("red", "blue", "red")):
        table.add(number, [colour])
    table.change(0, lambda row: row.__setitem__(0, "blue"))
    assert list(table.having("red")) == [["red"]]
    assert list(table.having("blue").after(None)) == [(1, ["blue"]), (2, ["blue"])]
    assert [position for position, _ in table.after(None)] == [1, 2, 3]
    table.change(0, lambda row: row.__setitem__(0, "red"))
    assert [position for position, _ in table.having("red").after(None)] == [1, 3]
