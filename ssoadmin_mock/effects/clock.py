"""What time it is."""

from __future__ import annotations

import time


def now() -> float:
    """Return the current time in seconds since the epoch, to the millisecond as the service gives it."""
    return round(time.time(), 3)
