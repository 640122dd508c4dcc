"""Positions: a set of ascending numbers that is cut into runs."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssoadmin_mock.model.positions import Positions

NUMBERS = st.lists(st.integers(min_value=1, max_value=60), max_size=60)


@pytest.fixture(autouse=True)
def short_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few numbers make many runs."""
    monkeypatch.setattr("ssoadmin_mock.model.positions._RUN", 3)


def toggled(numbers: list[int]) -> tuple[Positions, set[int]]:
    """Return positions from which each number was deleted when it was there and to which it was added otherwise."""
    positions, expected = Positions(), set[int]()
    for number in numbers:
        if number in expected:
            positions.remove(number)
        else:
            positions.add(number)
        expected ^= {number}
    return positions, expected


@given(NUMBERS)
def test_numbers_come_in_ascending_order_however_they_were_added_and_deleted(numbers: list[int]) -> None:
    positions, expected = toggled(numbers)
    assert list(positions.after(None)) == sorted(expected)
    assert len(positions) == len(expected)


@given(NUMBERS, st.integers(min_value=0, max_value=61))
def test_reading_starts_above_any_number(numbers: list[int], cursor: int) -> None:
    positions, expected = toggled(numbers)
    assert list(positions.after(cursor)) == sorted(number for number in expected if number > cursor)


def test_numbers_that_are_added_in_descending_order_make_runs_as_well() -> None:
    positions, _ = toggled(list(range(60, 0, -1)))
    assert max(map(len, positions._runs)) <= 6
    assert list(positions.after(57)) == [58, 59, 60]


def test_nothing_is_shared_between_positions() -> None:
    first, second = toggled(list(range(1, 20)))[0], Positions()
    assert (len(first), len(second), list(second.after(None))) == (19, 0, [])


def test_reading_goes_on_while_numbers_come_and_go() -> None:
    positions, _ = toggled(list(range(1, 20)))
    reader = positions.after(None)
    assert list(islice(reader, 6)) == [1, 2, 3, 4, 5, 6]
    positions.remove(1)
    positions.add(20)
    assert list(reader) == list(range(7, 21))
