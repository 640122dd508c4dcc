"""What starting costs, in a process of its own each time: importing, and pytest where the plugin is not used."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import Sample, interleaved

_FIRST_CALL = "boto3.client('sso-admin', 'us-east-1').list_instances()"

STATEMENTS = {
    "moto": "import moto",
    "ours": "import ssoadmin_mock",
    "moto start": "import boto3; from moto import mock_aws; mock_aws().start()",
    "our start": "import boto3; from ssoadmin_mock import mock_ssoadmin; mock_ssoadmin().start()",
    "moto first answer": f"import boto3; from moto import mock_aws; mock_aws().start(); {_FIRST_CALL}",
    "our first answer": f"import boto3; from ssoadmin_mock import mock_ssoadmin as m; m().start(); {_FIRST_CALL}",
}

PLUGIN = "ssoadmin_mock.pytest_plugin"


def imported(statement: str, environment: Mapping[str, str] | None = None) -> Sample:
    """Make a sample of what a statement takes in a fresh interpreter, without the interpreter's own start."""
    script = f"from time import process_time as t; s = t(); {statement}; print(t() - s)"

    def sample() -> float:
        return float(
            subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment).stdout
        )

    return sample


def measure(rounds: int) -> dict[str, float]:
    """Return the median seconds of each statement, compiled before, as after the first time on a machine."""
    with TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        samples = {name: imported(statement, environment) for name, statement in STATEMENTS.items()}
        return interleaved(samples, rounds, warm_up=1)


def empty_suite(folder: Path, *options: str) -> Sample:
    """Make a sample of pytest with one test that uses nothing of ours."""
    (folder / "test_empty.py").write_text("def test_empty(): pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), *options]

    def sample() -> float:
        before = _of_children()
        subprocess.run([*command, str(folder)], capture_output=True, check=True)
        return _of_children() - before

    return sample


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure_plugin(rounds: int) -> dict[str, float]:
    """Return the median seconds of a suite that does not use the plugin, with it and without."""
    with TemporaryDirectory() as folder:
        suite = Path(folder)
        samples = {"with": empty_suite(suite, "-p", PLUGIN), "without": empty_suite(suite, "-p", f"no:{PLUGIN}")}
        return interleaved(samples, rounds, warm_up=1)
