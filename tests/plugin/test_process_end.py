"""Processes that end while the mock is active: quietly, and mocked until then."""

from __future__ import annotations

import subprocess
import sys

import pytest

MOCK = "from ssoadmin_mock import mock_ssoadmin\n"

ENDINGS = {
    "started": "mock_ssoadmin(organization_instance=True).start()",
    "started twice, one stopped": "a = mock_ssoadmin(); a.start(); a.start(); a.stop()",
    "started within moto's": "from moto import mock_aws; a = mock_aws(); a.start(); mock_ssoadmin().start(); a.stop()",
    "CloudFormation used": (
        "import boto3; mock_ssoadmin().start(); boto3.client('cloudformation', region_name='us-east-1').list_stacks()"
    ),
    "a generator that nobody resumes": (
        "@mock_ssoadmin\ndef steps():\n    yield 1\ngenerator = steps()\nnext(generator)"
    ),
    "a block that a generator never leaves": (
        "def steps():\n    with mock_ssoadmin() as idc:\n        yield idc\ngenerator = steps()\nnext(generator)"
    ),
    "a stack that is never closed": (
        "from contextlib import ExitStack; stack = ExitStack(); stack.enter_context(mock_ssoadmin())"
    ),
    "installed": "import ssoadmin_mock; ssoadmin_mock.install()",
    "a daemon thread inside": (
        "import threading, time\n"
        "def run():\n    mock_ssoadmin().start()\n    begun.set()\n    time.sleep(60)\n"
        "begun = threading.Event(); threading.Thread(target=run, daemon=True).start(); begun.wait()"
    ),
}


def run(script: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, "-c", MOCK + script], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("script", ENDINGS.values(), ids=ENDINGS)
def test_a_process_ends_quietly(script: str) -> None:
    assert run(script) == (0, "", "")


@pytest.mark.parametrize("script", ["mock_ssoadmin().start(); sys.exit(3)", "with mock_ssoadmin(): sys.exit(3)"])
def test_the_exit_code_is_the_process_s_own(script: str) -> None:
    assert run(f"import sys\n{script}") == (3, "", "")


def test_an_unhandled_exception_is_all_that_is_shown() -> None:
    code, _, shown = run("mock_ssoadmin().start()\n1 / 0")
    assert code == 1
    assert shown.splitlines()[0] == "Traceback (most recent call last):"
    assert shown.splitlines()[-1] == "ZeroDivisionError: division by zero"
    assert len(shown.splitlines()) <= 5


def test_what_runs_at_the_very_end_is_still_mocked() -> None:
    script = """
import atexit

@atexit.register
def ask():
    import boto3
    print(boto3.client("sts", region_name="us-east-1").get_caller_identity()["Account"])

mock_ssoadmin().start()
"""
    assert run(script) == (0, "123456789012\n", "")
