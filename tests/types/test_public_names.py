"""Every public name has its type, and the code that the pages show is right to type checkers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import ssoadmin_mock
from tests.docs.examples import ROOT, TUTORIALS, examples_of
from tests.docs.test_tutorial import Reader, is_part_of_a_file
from tests.types.checkers import Check, Finding

NO_TYPES = {"object", "builtins.object", "Any", "Unknown"}


PAGES = ["README.md", *(page.relative_to(ROOT).as_posix() for page in TUTORIALS)]


@dataclass
class Checked:
    """What a checker says about all files. One run for all: most of it is for the libraries.

    :ivar of_pages: the names of the files with each page's code.
    """

    findings: list[Finding]
    of_pages: dict[str, set[str]]

    def about(self, *files: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.file in files]


@pytest.fixture(scope="module")
def checked(check: Check, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("code")
    of_pages = {page: write_code_of(ROOT / page, folder) for page in PAGES}
    lines = ["import ssoadmin_mock", *(f"reveal_type(ssoadmin_mock.{name})" for name in ssoadmin_mock.__all__)]
    (folder / "names.py").write_text("\n".join(lines))
    (folder / "typo.py").write_text("import ssoadmin_mock\n\nssoadmin_mock.mock_sso\n")
    return Checked(check(folder), of_pages)


def test_every_public_name_has_its_type(checked: Checked) -> None:
    findings, names = checked.about("names.py"), ssoadmin_mock.__all__
    assert [finding for finding in findings if finding.is_error] == []
    revealed = [finding.revealed for finding in findings]
    assert len(revealed) == len(names)
    untyped = [name for name, type in zip(names, revealed, strict=True) if type is None or type in NO_TYPES]
    assert untyped == []


def test_a_name_that_is_not_there_is_an_error(checked: Checked) -> None:
    (finding,) = [finding for finding in checked.about("typo.py") if finding.is_error]
    assert finding.line == 3
    assert "attribute" in finding.message


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_is_right(checked: Checked, page: str) -> None:
    assert checked.of_pages[page] != set()
    assert [finding for finding in checked.about(*checked.of_pages[page]) if finding.is_error] == []


def test_nothing_is_wrong_elsewhere(checked: Checked) -> None:
    known = {"names.py", "typo.py", *(name for names in checked.of_pages.values() for name in names)}
    assert {finding.file for finding in checked.findings} <= known


def write_code_of(page: Path, folder: Path) -> set[str]:
    """Write the Python of a page into files, as a reader does, and return their names."""
    before, reader = set(folder.glob("*.py")), Reader(folder)
    for example in examples_of(page):
        if is_part_of_a_file(example):
            reader.do(example)
        elif example.language == "python" and example.runs:
            (folder / f"{page.stem}_{example.line}.py").write_text(example.code, encoding="utf-8")
    return {path.name for path in set(folder.glob("*.py")) - before}
