"""Runs mypy and pyright on a folder of somebody else's code, without any configuration."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, order=True)
class Finding:
    """What a checker says about a line.

    :param line: the first is 1.
    """

    file: str
    line: int
    is_error: bool
    message: str

    @property
    def revealed(self) -> str | None:
        """The type that it says something has, where it was asked by `reveal_type`."""
        found = re.match(r'Revealed type is "(.*)"$|Type of ".*" is "(.*)"$', self.message, re.DOTALL)
        return found and (found[1] or found[2])


Check = Callable[[Path], list[Finding]]
"""Checks all Python files of a folder."""


def mypy(python: str, cache: Path) -> Check:
    """Return mypy, as it is for the packages of a Python.

    :param cache: where it keeps what it found out about libraries.
    """

    def check(folder: Path) -> list[Finding]:
        options = ["--config-file=", f"--cache-dir={cache}", f"--python-executable={python}", "--check-untyped-defs"]
        printed = _run("mypy", *options, "--output=json", "--hide-error-context", *_files(folder), cwd=folder)
        return sorted(_of_mypy(json.loads(line)) for line in printed.splitlines() if line)

    return check


def pyright(python: str) -> Check:
    """Return pyright, as it is for the packages of a Python."""

    def check(folder: Path) -> list[Finding]:
        # With the output in JSON, it does not ask for newer versions of itself.
        printed = _run("pyright", "--outputjson", f"--pythonpath={python}", *_files(folder), cwd=folder)
        return sorted(_of_pyright(found) for found in json.loads(printed)["generalDiagnostics"])

    return check


def _files(folder: Path) -> Iterator[str]:
    return (path.name for path in sorted(folder.glob("*.py")))


def _run(module: str, *arguments: str, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("MYPYPATH", "PYTHONPATH")}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=cwd, env=environment, capture_output=True, text=True
    )
    # 0 without errors, 1 with some; everything else is a checker that did not check.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert not done.stderr, done.stderr
    return done.stdout


def _of_mypy(found: dict[str, Any]) -> Finding:
    return Finding(Path(found["file"]).name, found["line"], found["severity"] == "error", found["message"])


def _of_pyright(found: dict[str, Any]) -> Finding:
    line = found["range"]["start"]["line"] + 1
    return Finding(Path(found["file"]).name, line, found["severity"] == "error", found["message"])
