"""The tutorial, done as a reader does it: from top to bottom, in one directory.

Above each block, a comment says what the reader does with it: ``file <name>`` writes the file, ``add to <name>`` goes
on with it, ``run`` runs the commands, ``run, fails`` expects them to fail, and ``see`` compares what they printed. In
a ``see`` block, ``...`` stands for anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.examples import ROOT, Example, examples_of

TUTORIAL = ROOT / "docs" / "tutorial.md"


class Reader:
    """Somebody who follows the tutorial."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.printed = ""

    def do(self, example: Example) -> None:
        what, _, rest = example.step.partition(" ")
        if what == "file":
            (self.directory / rest).write_text(example.code, encoding="utf-8")
        elif what == "add":
            with (self.directory / rest.removeprefix("to ")).open("a", encoding="utf-8") as file:
                file.write(f"\n\n{example.code}")
        elif what == "see":
            self.see(example)
        else:
            self.run(example, fails=rest == "fails")

    def run(self, example: Example, fails: bool) -> None:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {"PATH": path, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "-p no:cacheprovider -p no:asyncio"}
        done = subprocess.run(
            ["bash", "-euc", example.code],
            cwd=self.directory,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert (done.returncode != 0) == fails, f"{example.id}:\n{done.stdout}"
        self.printed = done.stdout

    def see(self, example: Example) -> None:
        wanted = ".*".join(re.escape(part) for part in example.code.strip().split("..."))
        assert re.search(wanted, self.printed, re.DOTALL), f"{example.id}: what was printed is\n{self.printed}"


def test_a_reader_who_follows_it_gets_there(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for example in examples_of(TUTORIAL):
        if not example.not_run:
            reader.do(example)
    assert (tmp_path / "access_requests.py").exists()


def test_every_block_is_something_to_do() -> None:
    assert [example.id for example in examples_of(TUTORIAL) if not (example.step or example.not_run)] == []


def test_what_was_printed_is_compared(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.do(Example("p.md", 1, "sh", "echo 3 passed in 1.5s", step="run"))
    reader.do(Example("p.md", 2, "text", "3 passed in ...s\n", step="see"))
    with pytest.raises(AssertionError, match=r"p\.md:3: what was printed is"):
        reader.do(Example("p.md", 3, "text", "4 passed\n", step="see"))
    reader.do(Example("p.md", 4, "sh", "false", step="run, fails"))
    with pytest.raises(AssertionError, match=r"p\.md:5"):
        reader.do(Example("p.md", 5, "sh", "false", step="run"))
