"""Tables: order, positions, and reading on while rows come and go."""

from __future__ import annotations

from itertools import islice
from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssoadmin_mock.model.table import Table

KEYS = st.integers(min_value=0, max_value=30)
STEPS = st.lists(st.tuples(st.sampled_from(["add", "pop"]), KEYS), max_size=60)


@pytest.fixture(autouse=True)
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows make many runs."""
    monkeypatch.setattr("ssoadmin_mock.model.positions._RUN", 3)


def perform(steps: list[tuple[str, int]]) -> tuple[Table[str], dict[int, tuple[int, str]]]:
    """Return a table after some steps, and what it should hold: position and row by key."""
    table: Table[str] = Table()
    expected: dict[int, tuple[int, str]] = {}
    for number, (step, key) in enumerate(steps):
        row = f"{key} at step {number}"
        if step == "pop":
            assert table.pop(key) == expected.pop(key, (0, None))[1]
        else:
            position = table.add(key, row)
            assert position == expected.get(key, (position, ""))[0]
            expected[key] = (position, row)
    return table, expected


@given(STEPS)
def test_a_table_is_a_dictionary_in_order_of_position(steps: list[tuple[str, int]]) -> None:
    table, expected = perform(steps)
    in_order = sorted(expected.values())
    assert list(table.after(None)) == in_order
    assert list(table) == [row for _, row in in_order]
    assert len(table) == len(expected)
    for key in range(31):
        assert (key in table) == (key in expected)
        assert table.get(key) == expected.get(key, (0, None))[1]


@given(STEPS, st.integers(min_value=0, max_value=70))
def test_reading_starts_behind_any_position_whether_its_row_is_still_there_or_not(
    steps: list[tuple[str, int]], cursor: int
) -> None:
    table, expected = perform(steps)
    assert list(table.after(cursor)) == sorted(at for at in expected.values() if at[0] > cursor)


@given(STEPS, st.lists(KEYS), st.integers(min_value=0, max_value=40))
def test_rows_deleted_while_reading_are_left_out_and_no_other(
    steps: list[tuple[str, int]], deleted: list[int], read_before: int
) -> None:
    table, expected = perform(steps)
    reader = table.after(None)
    seen = list(islice(reader, read_before))
    for key in deleted:
        table.pop(key)
        expected.pop(key, None)
    assert seen + list(reader) == sorted({*seen, *expected.values()})


def test_a_row_deleted_just_ahead_of_the_reader_is_left_out() -> None:
    table: Table[str] = Table()
    for key in "abc":
        table.add(key, key)
    reader = table.after(None)
    assert next(reader) == (1, "a")
    table.pop("b")
    assert list(reader) == [(3, "c")]


def test_a_position_is_never_used_again() -> None:
    table: Table[str] = Table()
    first = table.add("a", "a")
    table.pop("a")
    assert table.add("a", "a") > first


def test_the_table_may_change_while_it_is_iterated_over() -> None:
    table: Table[str] = Table()
    for key in "abc":
        table.add(key, key)
    for row in table:
        table.pop(row)
        table.add(row * 2, row)
    assert list(table) == ["a", "b", "c"]


def test_the_cost_of_reading_and_deleting_does_not_grow_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    def cost(rows: int) -> float:
        table: Table[int] = Table()
        for key in range(rows):
            table.add(key, key)
        for key in range(rows // 3):
            table.pop(key)

        def use() -> None:
            middle = table.add("new", 0) // 2
            assert len(list(islice(table.after(None), 10))) == 10
            assert len(list(islice(table.after(middle), 10))) == 10
            table.pop("new")

        return min(repeat(use, number=20, repeat=20))

    # A scan would be 200 times as slow.
    assert cost(100_000) < 20 * cost(500)
