"""The progress bar."""

from __future__ import annotations

import io

import pytest

from ssoadmin_mock.world import progress
from ssoadmin_mock.world.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is half a second further at each look."""
    times = iter(range(10_000))
    monkeypatch.setattr(progress, "monotonic", lambda: next(times) / 2)


def run(stream: io.StringIO) -> str:
    with Progress("Loading", stream) as bar:
        assert list(bar.each("ab")) == ["a", "b"]
        for _ in bar.each([1, 2]):
            pass
    return stream.getvalue()


def test_a_terminal_shows_how_far_it_is_and_nothing_at_the_end(seconds: None) -> None:
    shown = run(Terminal()).split("\r\033[K")
    assert shown[1] == f"Loading [{'#' * 15}{'.' * 15}] 1/2"
    assert shown[4:] == [f"Loading [{'#' * 30}] 4/4", ""]


def test_a_terminal_is_not_written_to_more_often_than_people_can_read() -> None:
    assert run(Terminal()) == "\r\033[K"


def test_nothing_is_written_to_anything_else(seconds: None) -> None:
    assert run(io.StringIO()) == ""
