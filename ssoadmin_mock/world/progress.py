"""A progress bar for people at a terminal, and nothing for anybody else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

Item = TypeVar("Item")


class Progress:
    """A line at the bottom of a terminal that says how much of something is done; it goes when all of it is.

    :param what: what is being done, ``Loading the world``.
    :param stream: where to; standard error if left out. Nothing is written unless it is a terminal.
    """

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        stream = sys.stderr if stream is None else stream
        self._total = 0
        self._done = 0
        # Without a terminal tqdm is not even imported: a bar that is switched off still costs time.
        self._bar = _bar(what, stream) if stream.isatty() else None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield each of these items; each is one more thing to do, and done when the next is asked for."""
        everything = list(items)
        self.expect(len(everything))
        for item in everything:
            yield item
            self.step()

    def expect(self, number: int) -> None:
        """Note that there are some more things to do."""
        self._total += number
        if self._bar is not None:
            self._bar.total = self._total

    def step(self) -> None:
        """Note that one thing is done; one that nobody expected is expected now."""
        self._done += 1
        if self._done > self._total:
            self.expect(1)
        if self._bar is not None:
            self._bar.update()


def _bar(what: str, stream: TextIO) -> tqdm[Any]:
    from tqdm import tqdm

    class Bar(tqdm):  # type: ignore[type-arg]  # it is generic in its stubs only
        # No thread that redraws bars: tests may fork.
        monitor_interval = 0

    return Bar(desc=what, total=0, file=stream, leave=False, dynamic_ncols=True)
