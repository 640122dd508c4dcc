"""What time it is."""

from __future__ import annotations

import time

_offset = 0.0


def now() -> float:
    """Return the current time in seconds since the epoch, to the millisecond as the service gives it.

    It is Python's, which freezegun and time-machine move, and as much later as the mock was told to let time pass.
    """
    return round(time.time() + _offset, 3)


def offset() -> float:
    """Return by how many seconds the mock's time is ahead of Python's."""
    return _offset


def set_offset(seconds: float) -> None:
    """Let the mock's time be ahead of Python's."""
    global _offset
    _offset = seconds
