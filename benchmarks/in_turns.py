"""Measures the calls of two worlds in turns, each in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import process_time
from typing import Protocol, TypeVar

from ssoadmin_mock import IdentityCenter, mock_ssoadmin

ROUNDS = 40
CALLS = 5
"""Calls in each turn."""

QUOTAS = {"users_per_identity_store": 1_000_000, "groups_per_identity_store": 1_000_000}
"""More than anybody has, so that one more can be made."""

Size = TypeVar("Size")


class World(Protocol):
    """Something loaded, and the calls that are measured in it."""

    seconds: float
    """How long loading it took."""
    cpu_seconds: float
    """How long the processor had to do with it."""

    def calls(self) -> dict[str, Callable[[], object]]:
        """Return what is measured, by title."""


MakeWorld = Callable[[IdentityCenter, Size], World]


def live(connection: Connection, make: MakeWorld[Size], size: Size) -> None:
    """Be a world: load it, then take the time of whatever the other end names."""
    with mock_ssoadmin(quotas=QUOTAS) as idc:
        world = make(idc, size)
        calls = world.calls()
        connection.send((world.seconds, world.cpu_seconds, _resident(), list(calls)))
        while title := connection.recv():
            start = process_time()
            for _ in range(CALLS):
                calls[title]()
            connection.send((process_time() - start) / CALLS)


def _resident() -> float:
    """Return the memory of this process in megabytes; nothing where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def measure(make: MakeWorld[Size], sizes: tuple[Size, Size], rounds: int) -> Iterator[str]:
    """Yield what it took to load the second of two worlds, and what each call takes in it and in the first.

    :param make: makes a world of a size; a function or class of a module, as it goes to another process.
    """
    context = get_context("spawn")
    worlds = []
    for size in sizes:
        here, there = context.Pipe()
        context.Process(target=live, args=(there, make, size), daemon=True).start()
        there.close()  # so that a world that fails ends this, too
        worlds.append((here, here.recv()))
    (small, _), (big, (seconds, cpu_seconds, resident, titles)) = worlds
    yield f"loading took {seconds:.1f} s ({cpu_seconds:.1f} s of a processor); the process has {resident:.0f} MB"
    taken: dict[str, tuple[list[float], list[float]]] = {title: ([], []) for title in titles}
    for number in range(rounds):
        _say(f"round {number + 1} of {rounds}")
        for title, (in_small, in_big) in taken.items():
            for world, samples in ((small, in_small), (big, in_big)):
                world.send(title)
                samples.append(world.recv())
    for world in (small, big):
        world.send(None)
    for title, samples_of in taken.items():
        less, more = map(median, samples_of)
        yield f"| {title} | {more / less:.2f} | {more * 1e3:.3f} | {less * 1e3:.3f} |"


def _say(what: str) -> None:
    """Show people at a terminal that it goes on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
