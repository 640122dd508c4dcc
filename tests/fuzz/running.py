"""Runs many requests in batches: each with a seed of its own, a watch for hangs, and an eye on memory."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import Any

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "2500"))
"""How many requests of each kind: 2,500 unless the environment says otherwise."""

SEED = os.environ.get("FUZZ_SEED", "1")
"""What all that is random comes from."""

BATCH = 250
"""How many requests go to one world. After more, little is left of what there was at its beginning."""

ONLY_BATCH = os.environ.get("FUZZ_BATCH")
"""The number of the one batch to run, to see a failure again."""

SECONDS_TO_ANSWER = 60.0
"""After how long a request counts as one that hangs; none should take a hundredth of it."""

EXIT_CODE_OF_A_HANG = 70


def batches(name: str) -> Iterator[tuple[str, Random]]:
    """Yield a name and a source of randomness for each batch."""
    count = REQUESTS // BATCH
    for number in range(count) if ONLY_BATCH is None else [int(ONLY_BATCH)]:
        label = f"FUZZ_SEED={SEED} FUZZ_BATCH={number}"
        yield label, Random(f"{name} {SEED} {number}")


def fail(label: str, index: int, request: object, problem: object) -> None:
    """End the test, and say how to see this again."""
    raise AssertionError(f"{problem}\n{label}, request {index}:\n{request!r}")


@dataclass
class Watch:
    """Ends the process when a request hangs, after it has printed the request and where all threads are.

    A thread does it, so that nothing the request is stuck in has to end first.
    """

    seconds: float = SECONDS_TO_ANSWER
    _answered: Event = field(default_factory=Event)
    _count: int = 0
    _request: object = None

    def over(self, request: object) -> None:
        """Watch over this request from now on, and no longer over the one before."""
        self._request = request
        self._count += 1

    @contextmanager
    def running(self) -> Iterator[Watch]:
        """Watch until the end of the block."""
        thread = Thread(target=self._watch, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._answered.set()
            thread.join()

    def _watch(self) -> None:
        seen = -1
        while not self._answered.wait(self.seconds):
            if seen == self._count:
                print(f"No answer after {self.seconds} seconds:\n{self._request!r}", file=sys.__stderr__, flush=True)
                faulthandler.dump_traceback(sys.__stderr__)
                os._exit(EXIT_CODE_OF_A_HANG)
            seen = self._count


@dataclass
class Memory:
    """How much there is in memory between batches, when nothing should be left of them.

    Objects are counted instead of bytes: the count is exact, and the same on every machine. What there was before is
    counted, but not searched for garbage each time, which would take longer than the requests.
    """

    counts: list[int] = field(default_factory=list)

    @contextmanager
    def watched(self) -> Iterator[Memory]:
        """Allow for looks until the end of the block."""
        gc.collect()
        gc.freeze()
        try:
            yield self
        finally:
            gc.unfreeze()

    def look(self) -> None:
        gc.collect()
        self.counts.append(gc.get_freeze_count() + len(gc.get_objects()))

    def assert_it_does_not_grow(self) -> None:
        """Compare the end with what there was after the first fifth, when all caches have been filled."""
        early, late = self.counts[len(self.counts) // 5], self.counts[-1]
        assert late - early < 0.02 * early, self.counts


def run(name: str, batch: Callable[[str, Random, Watch], Any]) -> None:
    """Run all batches of a kind.

    :param batch: runs one, and takes its label, its randomness and the watch.
    """
    with Watch().running() as watch, Memory().watched() as memory:
        for label, random in batches(name):
            batch(label, random, watch)
            memory.look()
            if len(memory.counts) % 10 == 0:
                print(f"{name}, {label}: {len(memory.counts) * BATCH} done, {memory.counts[-1]} objects", flush=True)
    if ONLY_BATCH is None:
        memory.assert_it_does_not_grow()
