"""Counts what Python executes, which no slow moment of the machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

Call = Callable[[], object]


def bytecodes(call: Call) -> int:
    """Count the instructions that Python executes for a call."""
    return _events(call, "opcode")


def lines(call: Call) -> int:
    """Count the lines that Python executes for a call, a loop in one line as many times as it runs: less exactly than
    instructions, and much sooner.
    """
    return _events(call, "line")


def _events(call: Call, counted: str) -> int:
    seen = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal seen
        frame.f_trace_opcodes = counted == "opcode"
        seen += event == counted
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return seen


def growth(work: Callable[[int], int], size: int) -> float:
    """Return how much more is executed for the second doubling of something than for the first.

    It is 2 for work that grows with the size, 4 for work that grows with its square, and what has to be done once for
    any size does not change it.

    :param work: gives what is executed for a size.
    """
    once, twice, four_times = work(size), work(2 * size), work(4 * size)
    return (four_times - twice) / (twice - once)
