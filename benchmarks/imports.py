"""What importing costs, in a process of its own each time."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import Sample, interleaved

STATEMENTS = {
    "boto3": "import boto3",
    "moto": "import boto3; from moto import mock_aws; mock_aws().start()",
    "package": "import ssoadmin_mock",
    "ours": "import boto3; from ssoadmin_mock import mock_ssoadmin; mock_ssoadmin().start()",
}


def imported(statement: str) -> Sample:
    """Make a sample of what a statement takes in a fresh interpreter, without the interpreter's own start."""
    script = f"from time import perf_counter as t; s = t(); {statement}; print(t() - s)"

    def sample() -> float:
        return float(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout)

    return sample


def measure(rounds: int) -> dict[str, float]:
    """Return the median seconds of each statement."""
    return interleaved({name: imported(statement) for name, statement in STATEMENTS.items()}, rounds, warm_up=1)
