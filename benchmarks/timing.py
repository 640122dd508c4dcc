"""Measures several things in turns, so that a slow moment of the machine hits all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

Sample = Callable[[], float]
"""Does the thing once, and returns how many seconds the part that counts took."""


def timed(thing: Callable[[], object]) -> Sample:
    """Make a sample of which every part counts: the processor's time, so that other processes do not count."""

    def sample() -> float:
        start = process_time()
        thing()
        return process_time() - start

    return sample


def in_a_row(thing: Callable[[], object], times: int) -> Sample:
    """Make a sample of a thing that is done several times, as tests of a suite are; it counts what one of them takes.

    Python's garbage collector visits every object that there is, every now and then. It is paid for by whichever sample
    it happens in, and those who made the garbage would not be told from the others. So a sample begins without garbage,
    and is long enough to pay for its own.

    :param times: how often the thing is done.
    """

    def several() -> None:
        for _ in range(times):
            thing()

    def sample() -> float:
        gc.collect()
        return timed(several)() / times

    return sample


def interleaved(samples: Mapping[str, Sample], rounds: int, warm_up: int = 2) -> dict[str, float]:
    """Return the median seconds of each sample, taken A B A B in `rounds` rounds after some that do not count."""
    seconds: dict[str, list[float]] = {name: [] for name in samples}
    for round in range(warm_up + rounds):
        for name, sample in samples.items():
            taken = sample()
            if round >= warm_up:
                seconds[name].append(taken)
    return {name: median(values) for name, values in seconds.items()}
