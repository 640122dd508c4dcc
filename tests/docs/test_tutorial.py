"""The tutorials, done as a reader does them: from top to bottom, in one directory.

The caption above each block, which the reader sees, says what to do with it: ``**`access.py`** (new file)`` writes a
file that is not there yet, ``(replaces the file)`` writes it anew, and ``(added at the end)`` goes on with it.
``**Terminal**`` runs the commands, ``**Terminal** (fails)`` expects them to fail, and ``**Output**`` is what they
printed, in which ``...`` stands for anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.examples import PAGES, ROOT, TUTORIALS, Example, examples_of

FILE = re.compile(r"`([^`]+)`")


def is_part_of_a_file(example: Example) -> bool:
    """Whether its caption names a file."""
    return FILE.fullmatch(example.object) is not None


class Reader:
    """Somebody who follows a tutorial."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.printed = ""

    def do(self, example: Example) -> None:
        """Do what the caption says."""
        if is_part_of_a_file(example):
            self.write(example, self.directory / example.object.strip("`"))
        elif example.object == "Terminal":
            assert example.how in ("", "fails"), example.id
            self.run(example, fails=example.how == "fails")
        else:
            assert (example.object, example.how) == ("Output", ""), example.id
            self.see(example)

    def write(self, example: Example, file: Path) -> None:
        if example.how == "added at the end":
            file.write_text(f"{file.read_text(encoding='utf-8')}\n\n{example.code}", encoding="utf-8")
        else:
            expected = "replaces the file" if file.exists() else "new file"
            assert example.how == expected, f"{example.id}: the caption should say {expected!r}"
            file.write_text(example.code, encoding="utf-8")

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


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda page: page.stem)
def test_a_reader_who_follows_it_gets_there(tutorial: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for example in examples_of(tutorial):
        if not example.not_run:
            reader.do(example)
    assert re.search(r"\d passed", reader.printed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_block_of_a_tutorial_has_a_caption_and_those_of_other_pages_run_without(page: Path) -> None:
    captions = [bool(example.object) for example in examples_of(page)]
    assert captions == [page in TUTORIALS] * len(captions)


def test_a_caption_that_is_wrong_about_the_file_is_told(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    with pytest.raises(AssertionError, match=r"p\.md:1: the caption should say 'new file'"):
        reader.do(Example("p.md", 1, "python", "x = 1\n", object="`a.py`", how="replaces the file"))
    reader.do(Example("p.md", 2, "python", "x = 1\n", object="`a.py`", how="new file"))
    with pytest.raises(AssertionError, match=r"p\.md:3: the caption should say 'replaces the file'"):
        reader.do(Example("p.md", 3, "python", "x = 2\n", object="`a.py`", how="new file"))
    reader.do(Example("p.md", 4, "python", "y = 1\n", object="`a.py`", how="added at the end"))
    assert (tmp_path / "a.py").read_text() == "x = 1\n\n\ny = 1\n"
    with pytest.raises(AssertionError, match=r"p\.md:5"):
        reader.do(Example("p.md", 5, "sh", "true", object="Terminal", how="slowly"))
    with pytest.raises(AssertionError, match=r"p\.md:6"):
        reader.do(Example("p.md", 6, "text", "", object="Note"))


def test_what_was_printed_is_compared(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    reader.do(Example("p.md", 1, "sh", "echo 3 passed in 1.5s", object="Terminal"))
    reader.do(Example("p.md", 2, "text", "3 passed in ...s\n", object="Output"))
    with pytest.raises(AssertionError, match=r"p\.md:3: what was printed is"):
        reader.do(Example("p.md", 3, "text", "4 passed\n", object="Output"))
    reader.do(Example("p.md", 4, "sh", "false", object="Terminal", how="fails"))
    with pytest.raises(AssertionError, match=r"p\.md:5"):
        reader.do(Example("p.md", 5, "sh", "false", object="Terminal"))
