"""Worlds that mocks begin with, loaded once and put back for each of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ssoadmin_mock.effects import snapshots
from ssoadmin_mock.effects.ids import mock_random
from ssoadmin_mock.plugin import moto_mock

KEPT = 8
"""How many worlds are kept."""

_MOMENT = 1.0


class LoadedWorld:
    """A world right after it was loaded into an empty state."""

    def __init__(self, seed: Any) -> None:
        self.seed = seed
        self._time = _clocks()
        self._state = snapshots.Snapshot()

    def is_as_good(self) -> bool:
        """Tell whether loading it now would come to the same: nobody has chosen another seed, or moved the clock."""
        passed = [now - then for now, then in zip(_clocks(), self._time, strict=True)]
        return mock_random.getstate() in (self.seed, _seed_left) and abs(passed[0] - passed[1]) < _MOMENT

    def restore(self) -> None:
        """Put it back."""
        transitions = snapshots.transitions()
        self._state.restore()
        snapshots.set_transitions(transitions)


_worlds: dict[tuple[str, str], LoadedWorld] = {}
_seed_left: Any = None


def _clocks() -> tuple[float, float]:
    return time.time(), time.monotonic()


def _key(digest: str) -> tuple[str, str]:
    return digest, repr(moto_mock.config_in_force())


def find(digest: str) -> LoadedWorld | None:
    """Return a world that was loaded before, if there is nothing else now and loading would come to the same."""
    world = _worlds.get(_key(digest))
    return world if world is not None and snapshots.is_empty() and world.is_as_good() else None


@contextmanager
def kept(digest: str) -> Iterator[None]:
    """Keep the world that is loaded in a ``with`` block, if there was nothing before."""
    was_empty, seed = snapshots.is_empty(), mock_random.getstate()
    yield
    if was_empty:
        _worlds.pop(_key(digest), None)
        _worlds[_key(digest)] = LoadedWorld(seed)
        if len(_worlds) > KEPT:
            del _worlds[next(iter(_worlds))]


def note_end() -> None:
    """Note the seed that a mock leaves behind; one that is another later, somebody has chosen."""
    global _seed_left
    _seed_left = mock_random.getstate()


def forget() -> None:
    """Keep no world, so that the next mock loads its own anew."""
    _worlds.clear()
