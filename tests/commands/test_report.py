"""`ssoadmin-mock report`."""

from __future__ import annotations

import io
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from ssoadmin_mock.cli import main
from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.insight.page import page
from tests.docs.examples import ROOT, examples_of

HOW_TO = ROOT / "docs" / "how-to"
COMMAND = next(example.code for example in examples_of(HOW_TO / "report.md") if example.language == "sh")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A world in the working directory."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(HOW_TO / "acme.yaml", "world.yaml"))


def test_the_command_of_the_docs_writes_a_page(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shlex.split(COMMAND)[1:]) == 0
    matrix = AccessMatrix.of_world(world)
    assert Path("access.html").read_text(encoding="utf-8") == page(matrix, "world.yaml")
    outdated = len([access for access in matrix if not access.is_latest])
    assert capsys.readouterr().out == (
        "access.html: 23 principals, 12 accounts, 7 permission sets, "
        f"{len(matrix)} grants, {outdated} of them outdated\n"
    )


def test_without_a_name_the_page_has_the_usual_one(world: Path) -> None:
    assert main(["report", "world.yaml"]) == 0
    assert Path("access.html").is_file()


def test_a_dash_writes_to_the_output_and_nothing_else(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    world.write_text('users: {"zoë": }', encoding="utf-8")
    assert main(["report", "world.yaml", "-o", "-"]) == 0
    assert written.getvalue().decode() == page(AccessMatrix.of_world(world), "world.yaml")
    assert not Path("-").exists()


def test_what_is_wrong_with_the_world_is_said_with_its_place(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world.write_text(
        "users: {ada: }\npermission_sets: {Admin: }\nassignments:\n"
        "  - {permission_set: Admin, users: adam, accounts: all}\n",
        encoding="utf-8",
    )
    assert main(["report", "world.yaml"]) == 1
    printed = capsys.readouterr()
    assert printed.err == (
        "ssoadmin-mock report: world.yaml:4: assignments[0].users: 'adam' is not the name of a user; did you mean "
        "'ada'?\n"
    )
    assert not Path("access.html").exists()


def test_a_world_that_is_not_there_is_said(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "word.yaml"]) == 1
    problem = "word.yaml: This file cannot be read: No such file or directory. Looked in: "
    assert capsys.readouterr().err.startswith(f"ssoadmin-mock report: {problem}")


def test_a_page_that_cannot_be_written_is_said(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "world.yaml", "-o", "missing/access.html"]) == 1
    assert capsys.readouterr().err == (
        "ssoadmin-mock report: missing/access.html: There is no folder missing. Make it first.\n"
    )


def test_the_world_is_never_overwritten(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = world.read_bytes()
    assert main(["report", "world.yaml", "-o", "./world.yaml", "--force"]) == 1
    assert capsys.readouterr().err == (
        "ssoadmin-mock report: ./world.yaml: This is the file that is read. Choose another name.\n"
    )
    assert world.read_bytes() == before


def test_a_page_is_overwritten_only_by_force(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("access.html").write_text("by hand")
    assert main(["report", "world.yaml"]) == 1
    assert (
        "access.html: This file exists. Choose another name, or overwrite it with --force." in capsys.readouterr().err
    )
    assert Path("access.html").read_text() == "by hand"
    assert main(["report", "world.yaml", "--force"]) == 0
    assert "Who has access" in Path("access.html").read_text(encoding="utf-8")
    assert Path("access.html").stat().st_mode & 0o777 == 0o600
