"""Every public name has its type, and the code that the pages show is right to type checkers."""

from __future__ import annotations

from pathlib import Path

import pytest

import ssoadmin_mock
from tests.docs.examples import ROOT, examples_of
from tests.docs.test_tutorial import TUTORIAL, Reader
from tests.types.checkers import Check

NO_TYPES = {"object", "builtins.object", "Any", "Unknown"}


def test_every_public_name_has_its_type(check: Check, tmp_path: Path) -> None:
    names = ssoadmin_mock.__all__
    lines = ["import ssoadmin_mock", *(f"reveal_type(ssoadmin_mock.{name})" for name in names)]
    (tmp_path / "names.py").write_text("\n".join(lines))

    findings = check(tmp_path)

    assert [finding for finding in findings if finding.is_error] == []
    revealed = [finding.revealed for finding in findings]
    assert len(revealed) == len(names)
    untyped = [name for name, type in zip(names, revealed, strict=True) if type is None or type in NO_TYPES]
    assert untyped == []


def test_a_name_that_is_not_there_is_an_error(check: Check, tmp_path: Path) -> None:
    (tmp_path / "typo.py").write_text("import ssoadmin_mock\n\nssoadmin_mock.mock_sso\n")
    (finding,) = [finding for finding in check(tmp_path) if finding.is_error]
    assert finding.line == 3
    assert "attribute" in finding.message


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_the_code_of_a_page_is_right(check: Check, tmp_path: Path, page: str) -> None:
    write_code_of(ROOT / page, tmp_path)
    assert [*tmp_path.glob("*.py")] != []
    assert [finding for finding in check(tmp_path) if finding.is_error] == []


def write_code_of(page: Path, folder: Path) -> None:
    """Write the Python of a page into files, as a reader does."""
    reader = Reader(folder)
    for example in examples_of(page):
        if page == TUTORIAL and example.step.startswith(("file", "add")):
            reader.do(example)
        elif example.language == "python" and example.runs:
            (folder / f"line_{example.line}.py").write_text(example.code, encoding="utf-8")
