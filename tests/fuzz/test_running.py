"""The means of the long runs: they see what they are there to see."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fuzz.running import EXIT_CODE_OF_A_HANG, Memory, Watch, batches, fail

HANG = """
import time
from tests.fuzz.running import Watch
with Watch(seconds=0.05).running() as watch:
    watch.over("the request that hangs")
    time.sleep(1000)
"""


def test_a_request_that_hangs_ends_the_run_and_is_printed() -> None:
    done = subprocess.run([sys.executable, "-c", HANG], capture_output=True, text=True, check=False)
    assert done.returncode == EXIT_CODE_OF_A_HANG
    assert "the request that hangs" in done.stderr
    assert "most recent call first" in done.stderr


def test_requests_that_are_answered_do_not() -> None:
    with Watch(seconds=0.01).running() as watch:
        for number in range(100_000):
            watch.over(number)


def test_a_failure_says_how_to_see_it_again() -> None:
    with pytest.raises(AssertionError, match=r"(?s)wrong\nFUZZ_SEED=1 FUZZ_BATCH=2, request 3:\n'the request'"):
        fail("FUZZ_SEED=1 FUZZ_BATCH=2", 3, "the request", "wrong")


def test_a_batch_is_the_same_every_time() -> None:
    first, again = ([random.random() for _, random in batches("any")] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)


def test_memory_that_grows_is_noticed() -> None:
    with Memory().watched() as memory:
        kept = []
        for _ in range(10):
            kept.append([[number] for number in range(20_000)])
            memory.look()
        early, late = memory.counts[2], memory.counts[-1]
        assert late > early + 100_000
        # The message tells how it grew.
        with pytest.raises(AssertionError, match=rf"{early}, .*{late}\]"):
            memory.assert_it_does_not_grow()
        del kept[5:]
        memory.counts.clear()
        for _ in range(10):
            memory.look()
        memory.assert_it_does_not_grow()


def test_memory_has_what_there_was_before() -> None:
    kept = [[number] for number in range(20_000)]
    with Memory().watched() as memory:
        memory.look()
        kept.clear()
        memory.look()
    before, after = memory.counts
    # Whatever else comes and goes in between is little.
    assert before - after > 19_000
