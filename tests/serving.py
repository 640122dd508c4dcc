"""Starts `ssoadmin-mock serve` as a user does: in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

SERVE = [sys.executable, "-c", "import sys; from ssoadmin_mock.cli import main; sys.exit(main())", "serve"]


@contextmanager
def serving(*arguments: str, stderr: int | IO[str] = subprocess.DEVNULL) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server, and what it printed."""
    with subprocess.Popen([*SERVE, *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True) as process:
        assert process.stdout is not None
        printed = ""
        for line in process.stdout:
            printed += line
            if "AWS_DEFAULT_REGION" in line:
                break
        try:
            yield process, printed
        finally:
            process.kill()


def exports(printed: str) -> dict[str, str]:
    return dict(re.findall(r"^export (\w+)=(.*)$", printed, re.MULTILINE))
