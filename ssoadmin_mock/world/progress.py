"""A progress bar for people at a terminal, and nothing for anybody else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from types import TracebackType
from typing import TextIO, TypeVar

Item = TypeVar("Item")

_WIDTH = 30
_SECONDS_BETWEEN_LOOKS = 0.1


class Progress:
    """A line at the bottom of a terminal that says how much of something is done; it goes when all of it is.

    :param what: what is being done, ``Loading the world``.
    :param stream: where to; standard error if left out. Nothing is written unless it is a terminal.
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self._what = what
        self._total = 0
        self._done = 0
        self._stream = sys.stderr if stream is None else stream
        self._visible = self._stream.isatty()
        self._next_look = monotonic() + _SECONDS_BETWEEN_LOOKS

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._write("\r\033[K")

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield each of these items; each is one more thing to do, and done when the next is asked for."""
        everything = list(items)
        self._total += len(everything)
        for item in everything:
            yield item
            self._step()

    def _step(self) -> None:
        self._done += 1
        if self._visible and monotonic() >= self._next_look:
            self._next_look = monotonic() + _SECONDS_BETWEEN_LOOKS
            self._write(self._bar())

    def _bar(self) -> str:
        share = min(self._done / max(self._total, 1), 1)
        filled = round(share * _WIDTH)
        return f"\r\033[K{self._what} [{'#' * filled}{'.' * (_WIDTH - filled)}] {self._done}/{self._total}"

    def _write(self, text: str) -> None:
        if self._visible:
            self._stream.write(text)
            self._stream.flush()
