"""Tries a mutant: runs tests on it in a fork of this process, which has the libraries loaded already.

Nothing is written: the fork imports the changed source in place of the file. Tests that start a Python of their own see
the module as it is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType
from typing import NoReturn

import pytest

from tests.mutation.mutants import ROOT

# To rewrite assertions, pytest would import the
# package in its own way, as it does for plugins.
ARGUMENTS = ["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--assert=plain"]

_LIBRARIES = (
    *("boto3", "hypothesis", "moto.server", "requests", "yaml"),
    *(f"moto.{service}.models" for service in ("iam", "identitystore", "kms", "organizations", "sts")),
)


class Changed(MetaPathFinder, SourceFileLoader):
    """Imports one module from a source that is not its file's."""

    def __init__(self, path: str, source: str) -> None:
        SourceFileLoader.__init__(self, path.removesuffix(".py").replace("/", "."), str(ROOT / path))
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the module, and no other one."""
        is_it = fullname == self.name
        return spec_from_file_location(fullname, self.path, loader=self) if is_it else None

    def get_code(self, fullname: str) -> CodeType:
        """Compile what it is to be."""
        return compile(self._source, self.path, "exec", dont_inherit=True)


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
        sys.meta_path.insert(0, Changed(path, source))
        code = pytest.main([*ARGUMENTS, *_in_process(path), *tests])
    finally:
        # Without what Python does at its end: all of it belongs to the process that forked.
        os._exit(code)


def _in_process(path: str) -> list[str]:
    """Choose the half of the tests in process, as the one over HTTP runs the same operations; all for the server."""
    return [] if path.startswith("ssoadmin_mock/server/") else ["-k", "not server"]


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
