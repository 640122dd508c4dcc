"""Tries a mutant: runs tests on it in a fork of this process, which has the libraries loaded already.

Nothing is written: the fork imports the changed source in place of the file, and so does each Python that its tests
start.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import pytest

from tests.mutation.startup import sitecustomize

# To rewrite assertions, pytest would import the
# package in its own way, as it does for plugins.
ARGUMENTS = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--assert=plain"]

_LIBRARIES = (
    *("boto3", "hypothesis", "moto.server", "requests", "yaml"),
    *(f"moto.{service}.models" for service in ("iam", "identitystore", "kms", "organizations", "sts")),
)


class OneHalf:
    """A plugin of pytest that leaves out the half of the tests over HTTP, which does the same as the one in process."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the tests whose clients call a server."""
        items[:] = [item for item in items if not _is_over_http(item)]


def _is_over_http(item: pytest.Item) -> bool:
    params = getattr(item, "callspec", None)
    return params is not None and params.params.get("endpoint") == "server"


def start(path: str, source: str, tests: Sequence[str], seconds: int) -> int:
    """Start the tests on a changed module, and return the process that runs them.

    :param path: the module, relative to the root of the repository.
    :param source: what it is to be.
    :param tests: the files of the tests, and other arguments of pytest.
    :param seconds: after how many the process ends by itself: a change may make a loop endless.
    """
    assert tests, f"No tests are listed for {path}, and without any pytest would run all."
    sys.stdout.flush()
    process = os.fork()
    if not process:
        _run(path, source, tests, seconds)
    return process


def _run(path: str, source: str, tests: Sequence[str], seconds: int) -> NoReturn:
    code: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        signal.alarm(seconds)
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sitecustomize.change(path, source)
        code = pytest.main([*ARGUMENTS, *tests], plugins=[OneHalf()] if _is_the_same_over_http(path) else [])
    finally:
        # Without what Python does at its end: all of it belongs to the process that forked.
        os._exit(code)


def _is_the_same_over_http(path: str) -> bool:
    return path.startswith(("ssoadmin_mock/services/", "ssoadmin_mock/wire/"))


def end_children(process: int) -> None:
    """End what the tests of a trial that has ended have left running, as one does whose time is up."""
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)


def survived(status: int) -> bool:
    """Whether every test passed.

    :param status: what the operating system says of the process that has ended.
    :raises RuntimeError: when no test ran.
    """
    code = os.waitstatus_to_exitcode(status)
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise RuntimeError("No test ran.")
    return code == pytest.ExitCode.OK


def load_libraries() -> None:
    """Import what every run of the tests needs, and nothing of ours: that is the forks' to do."""
    for name in _LIBRARIES:
        import_module(name)
    ours = [name for name in sys.modules if name.startswith("ssoadmin_mock")]
    assert ours == [], "pytest imports the package as a plugin only in the forks"
