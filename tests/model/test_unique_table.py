"""A table whose rows have unique values."""

from __future__ import annotations

import pytest

from ssoadmin_mock.model.unique_table import UniqueTable


def table() -> UniqueTable[list[str]]:
    rows: UniqueTable[list[str]] = UniqueTable(lambda row: row)
    rows.add("ada", ["a", "d"])
    rows.add("bob", ["b"])
    return rows


def test_a_row_is_found_by_each_of_its_values() -> None:
    rows = table()
    assert rows.holder("a") is rows.holder("d") is rows.get("ada")
    assert rows.holder("b") == ["b"]
    assert rows.holder("c") is None


def test_a_row_may_say_the_same_twice() -> None:
    rows = table()
    rows.add("eve", ["e", "e"])
    assert rows.holder("e") == ["e", "e"]
    rows.pop("eve")
    assert rows.holder("e") is None


def test_what_a_row_has_no_more_is_free() -> None:
    rows = table()
    rows.change("ada", lambda row: row.remove("d"))
    assert rows.holder("d") is None
    rows.add("eve", ["d"])
    assert rows.holder("d") == ["d"]
    rows.pop("ada")
    assert rows.holder("a") is None
    assert [row for _, row in rows.after(None)] == [["b"], ["d"]]


def test_a_row_in_the_place_of_another_takes_its_values() -> None:
    rows = table()
    rows.add("ada", ["x"])
    assert rows.holder("a") is None
    assert rows.holder("x") == ["x"]


def test_two_rows_with_one_value_are_a_mistake_of_ours() -> None:
    rows = table()
    with pytest.raises(AssertionError, match="Two rows would have 'b'"):
        rows.add("eve", ["b"])
