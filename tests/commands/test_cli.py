"""What all commands have in common, as a shell sees it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

import ssoadmin_mock
from ssoadmin_mock import __main__, cli
from ssoadmin_mock.cli import main

COMMAND = [sys.executable, "-m", "ssoadmin_mock"]
FULL = Path("/dev/full")
needs_dev_full = pytest.mark.skipif(not FULL.exists(), reason="only Linux has a full disk at hand")


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    # Without buffers argparse meets the error itself, and passes over it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        [*COMMAND, *arguments], stderr=subprocess.PIPE, text=True, check=False, env=environment, **options
    )


@pytest.fixture
def world(tmp_path: Path) -> Path:
    file = tmp_path / "world.json"
    file.write_text('{"users": {"ada": null}}', encoding="utf-8")
    return file


def run_into_a_closed_pipe(*arguments: str) -> tuple[int, str]:
    """Run a command as in `command | true`."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = run(*arguments, stdout=writing)
    finally:
        os.close(writing)
    return done.returncode, done.stderr


def test_the_package_runs_as_a_module_and_tells_its_version() -> None:
    done = run("--version", stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, f"ssoadmin-mock {ssoadmin_mock.__version__}\n")


@pytest.mark.parametrize("command", ["capture", "demo", "report", "serve"])
def test_an_unknown_option_is_answered_with_the_usage_of_its_command(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [command, "world.yaml"] if command == "report" else [command]
    with pytest.raises(SystemExit) as left:
        main([*arguments, "--bad"])
    assert left.value.code == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith(f"usage: ssoadmin-mock {command} ")
    assert complaint.endswith(f"ssoadmin-mock {command}: error: unrecognized arguments: --bad\n")


@pytest.mark.parametrize("arguments", [["demo"], ["report", "{world}", "-o", "-"], ["--help"], ["report", "--help"]])
def test_a_pipe_that_nobody_reads_ends_a_command_quietly(arguments: list[str], world: Path) -> None:
    assert run_into_a_closed_pipe(*(each.format(world=world) for each in arguments)) == (141, "")


@needs_dev_full
@pytest.mark.parametrize("arguments", [["demo"], ["--version"], ["report", "{world}", "-o", "-"]])
def test_a_full_disk_is_one_line(arguments: list[str], world: Path) -> None:
    with FULL.open("w") as full:
        done = run(*(each.format(world=world) for each in arguments), stdout=full)
    assert done.returncode == 1
    assert done.stderr.endswith("Standard output cannot be written: No space left on device.\n")
    assert done.stderr.count("\n") == 1


def test_ctrl_c_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: Any) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return 0

    monkeypatch.setattr(cli._modules()["demo"], "run", interrupt)
    assert main(["demo"]) == 130
    assert capsys.readouterr().err == "ssoadmin-mock: Interrupted.\n"


def test_an_error_of_the_system_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(cli._modules()["demo"], "run", lambda _: (tmp_path / "missing").read_text())
    assert main(["demo"]) == 1
    assert capsys.readouterr().err == f"ssoadmin-mock: {tmp_path / 'missing'}: No such file or directory.\n"


# More and less than what is held back before it is written.
WRITING = [["report", "{world}", "-o", "-"], ["demo"]]


@pytest.mark.parametrize("arguments", WRITING)
def test_within_a_process_a_closed_pipe_has_the_same_exit_code(
    arguments: list[str], world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    # What nobody reads is thrown away, so that closing the output does not fail once more.
    with open(writing, "w", encoding="utf-8") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert main([each.format(world=world) for each in arguments]) == 141


@needs_dev_full
@pytest.mark.parametrize("arguments", WRITING)
def test_within_a_process_a_full_disk_is_one_line(
    arguments: list[str], world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with FULL.open("w", encoding="utf-8") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert main([each.format(world=world) for each in arguments]) == 1
    complaint = capsys.readouterr().err
    assert complaint.endswith(": Standard output cannot be written: No space left on device.\n")
    assert complaint.count("\n") == 1


def test_running_the_package_runs_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["python -m ssoadmin_mock", "--version"])
    with pytest.raises(SystemExit) as left:
        run_path(__main__.__file__, run_name="__main__")
    assert left.value.code == 0
