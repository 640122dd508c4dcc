"""Puts back what was changed in moto's services and in our model, when changing it fails half-way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ssoadmin_mock.effects.snapshots import Snapshot


@contextmanager
def rolled_back_on_failure() -> Iterator[None]:
    """Undo everything that is changed inside, in moto's services and in ours, if an exception ends it."""
    before = Snapshot()
    try:
        yield
    except BaseException:
        before.restore()
        raise
