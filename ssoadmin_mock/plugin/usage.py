"""Whether anything was done in the mock: what a set-up did there is kept for the tests that it is for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

_count = 0


def note() -> None:
    """Note that the mock answered a request, or that a handle was used."""
    global _count
    _count += 1


def count() -> int:
    """Return how often the mock was used in this process; it says something when compared with a count before."""
    return _count


@contextmanager
def not_noted() -> Iterator[None]:
    """Note nothing of what the mock does by itself while it starts."""
    global _count
    before = _count
    try:
        yield
    finally:
        _count = before
