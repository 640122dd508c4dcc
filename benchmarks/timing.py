"""Measures several things in turns, so that a slow moment of the machine hits all of them alike."""

from __future__ import annotations

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


def interleaved(samples: Mapping[str, Sample], rounds: int, warm_up: int = 2) -> dict[str, float]:
    """Return the median seconds of each sample, taken A B A B in `rounds` rounds after some that do not count."""
    seconds: dict[str, list[float]] = {name: [] for name in samples}
    for round in range(warm_up + rounds):
        for name, sample in samples.items():
            taken = sample()
            if round >= warm_up:
                seconds[name].append(taken)
    return {name: median(values) for name, values in seconds.items()}
