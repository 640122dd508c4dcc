"""Running tests on a changed module."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.mutants import ROOT

PARTITIONS = "ssoadmin_mock/wire/partitions.py"
SOURCE = (ROOT / PARTITIONS).read_text(encoding="utf-8")

# In a process that has not imported the package, as this one has.
TRIAL = """
import os, sys
from tests.mutation.trial import start, survived
source, seconds, *suite = sys.argv[1:]
_, status = os.waitpid(start("ssoadmin_mock/wire/partitions.py", source, suite, int(seconds)), 0)
print(survived(status))
"""


@pytest.fixture
def suite(tmp_path: Path) -> list[str]:
    """A test of the module, apart from our own with all that they load."""
    file = tmp_path / "test_partitions.py"
    file.write_text(
        "import pytest\nfrom ssoadmin_mock.wire.partitions import region_names\n\n"
        "def test_it(): assert 'us-east-1' in region_names()\n\n"
        "@pytest.mark.parametrize('endpoint', ['in-process', 'server'])\n"
        "def test_over_http(endpoint): assert endpoint != 'server'\n"
    )
    return [str(file), "--rootdir", str(tmp_path), "-c", os.devnull]


def ends(source: str, suite: list[str], seconds: int = 120) -> bool:
    """Whether a changed module survives."""
    command = [sys.executable, "-c", TRIAL, source, str(seconds), *suite]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout == "True\n"


def test_a_module_as_it_is_survives_the_tests_in_process(suite: list[str]) -> None:
    assert ends(SOURCE, suite)


def test_a_change_that_a_test_notices_does_not_survive(suite: list[str]) -> None:
    changed = SOURCE.replace('partition["regions"]', 'partition["regions"] if name != "us-east-1"')
    assert changed != SOURCE
    assert not ends(changed, suite)


def test_a_python_that_a_test_starts_has_the_change(tmp_path: Path) -> None:
    file = tmp_path / "test_partitions.py"
    file.write_text(
        "import subprocess, sys\n\n"
        "def test_it():\n"
        "    subprocess.run([sys.executable, '-c', 'import ssoadmin_mock.wire.partitions'], check=True)\n"
    )
    suite = [str(file), "--rootdir", str(tmp_path), "-c", os.devnull, "-p", "no:ssoadmin_mock.pytest_plugin"]
    assert ends(SOURCE, suite)
    assert not ends("raise OSError", suite)


@pytest.mark.parametrize("source", ["raise OSError", "def (", "while True: ..."])
def test_a_module_that_cannot_be_imported_does_not_survive(source: str, suite: list[str]) -> None:
    assert not ends(source, suite, seconds=15)


def test_a_trial_without_a_test_is_an_error(suite: list[str]) -> None:
    with pytest.raises(AssertionError, match=r"RuntimeError: No test ran\."):
        ends(SOURCE, [*suite, "-k", "nothing"])


def test_nothing_is_written(suite: list[str]) -> None:
    ends("raise OSError", suite)
    assert (ROOT / PARTITIONS).read_text(encoding="utf-8") == SOURCE
