"""The index that notices changes by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ssoadmin_mock.effects.index import RowsIndex


@pytest.fixture
def by_initial() -> RowsIndex[str, str]:
    return RowsIndex(lambda word: word[0])


def test_rows_are_found_as_they_come_and_go(by_initial: RowsIndex[str, str]) -> None:
    words: list[str] = []
    assert by_initial.find(words, "p") == []
    words += ["pear", "apple"]
    assert by_initial.find(words, "p") == ["pear"]
    # One more and one less: as many as before, and another last one.
    words.append("plum")
    words.remove("apple")
    assert by_initial.find(words, "p") == ["pear", "plum"]
    assert by_initial.find(words, "a") == []
    words.remove("pear")
    assert by_initial.find(words, "p") == ["plum"]


def test_rows_that_another_thread_changes_meanwhile_are_read_again(by_initial: RowsIndex[str, str]) -> None:
    class Changing(list[str]):
        def __reversed__(self) -> Iterator[str]:
            raise RuntimeError("dictionary changed size during iteration")

    words = Changing(["pear"])
    by_initial.find(["plum"], "p")
    assert by_initial.find(words, "p") == ["pear"]
