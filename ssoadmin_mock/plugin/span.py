"""The mock around what is set up for several tests, and torn down after them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from ssoadmin_mock.plugin import usage


class Startable(Protocol):
    """What is started and stopped: what `mock_ssoadmin` returns, say."""

    def start(self, reset: bool = True) -> object:
        """Activate it."""

    def stop(self, remove_data: bool = True) -> None:
        """Deactivate it."""


class Span:
    """A mock that is active in a set-up and in its tear-down.

    What the set-up makes is kept for its tests: when it used the mock, the mock stays active until the tear-down has
    ended, so that each test goes on with the state of the one before. Otherwise each test begins with empty state.

    :param mock: what is started and stopped.
    """

    def __init__(self, mock: Startable) -> None:
        self._mock = mock
        self._is_active = False

    @property
    def is_active(self) -> bool:
        """Whether the mock is."""
        return self._is_active

    @contextmanager
    def set_up(self) -> Iterator[None]:
        """Run the set-up in the mock. When it fails, the mock stays for its clean-ups, until `end`."""
        from ssoadmin_mock.plugin.moto_mock import server_endpoint

        self._start(reset=True)
        before = usage.count()
        yield
        # What a server was asked for is not known here.
        if usage.count() == before and server_endpoint() is None:
            self._stop(remove_data=True)

    def begin_tear_down(self) -> None:
        """Activate the mock for the tear-down, unless it still is."""
        if not self._is_active:
            self._start(reset=False)

    def end(self) -> None:
        """End the mock after the tear-down, unless it has ended."""
        if self._is_active:
            self._stop(remove_data=True)

    def _start(self, reset: bool) -> None:
        self._mock.start(reset)
        self._is_active = True

    def _stop(self, remove_data: bool) -> None:
        self._is_active = False
        self._mock.stop(remove_data)
