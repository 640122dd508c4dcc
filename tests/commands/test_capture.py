"""`ssoadmin-mock capture`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.cli import main
from ssoadmin_mock.world import capture
from ssoadmin_mock.world.source import read

WORLD: dict[str, Any] = {
    "organization": {"accounts": {"dev": "111122223333"}},
    "users": {"ada": None},
    "permission_sets": {"Admin": None},
}


@pytest.fixture
def idc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityCenter]:
    """The mock with a world, and a profile to reach it by."""
    config = tmp_path / "config"
    credentials = "aws_access_key_id = FOOBARKEY\naws_secret_access_key = FOOBARSECRET\n"
    config.write_text(f"[profile acme]\nregion = us-east-1\n{credentials}", encoding="utf-8")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    with mock_ssoadmin(world=WORLD) as idc:
        yield idc


@pytest.mark.parametrize("name", ["world.yaml", "world.json"])
def test_it_writes_a_world(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file = tmp_path / name
    assert main(["capture", "--profile", "acme", "--region", "us-east-1", "-o", str(file)]) == 0
    assert read(file).data == idc.dump()
    assert capsys.readouterr().out == f"{file}: 1 users, 0 groups, 1 permission sets, 0 applications\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config", name]


def test_it_redacts(idc: IdentityCenter, tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    assert main(["capture", "--profile", "acme", "-o", str(file), "--redact"]) == 0
    assert list(json.loads(file.read_text(encoding="utf-8"))["users"]) == ["user-1"]


def test_what_is_in_the_way_is_said(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["capture", "--profile", "nobody", "-o", str(tmp_path / "w.yaml")]) == 1
    assert capsys.readouterr().err == "ssoadmin-mock capture: The config profile (nobody) could not be found\n"


def test_an_interrupted_capture_says_how_to_go_on(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(capture, "_world", interrupt)
        assert main(["capture", "--profile", "acme", "-o", str(tmp_path / "w.yaml")]) == 130
    message = f"What was read so far is in {tmp_path / 'w.yaml.capture'}; run the same command again to go on.\n"
    assert capsys.readouterr().err == f"ssoadmin-mock capture: Interrupted.\n{message}"
    assert main(["capture", "--profile", "acme", "-o", str(tmp_path / "w.yaml")]) == 0
    assert not (tmp_path / "w.yaml.capture").exists()


CAPTURE = ["capture", "--profile", "acme", "-o"]


def assert_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: Any, **__: Any) -> None:
        raise AssertionError("this is too late")

    monkeypatch.setattr(capture, "capture", read)


@pytest.mark.parametrize(
    ("name", "why"), [("world.yaml", "This file exists"), ("missing/w.yaml", "There is no folder"), ("link", "link")]
)
def test_an_output_that_cannot_be_written_is_said_before_anything_is_read(
    name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_nothing_is_read(monkeypatch)
    (tmp_path / "world.yaml").write_text("by hand")
    (tmp_path / "link").symlink_to("world.yaml")
    assert main([*CAPTURE, str(tmp_path / name)]) == 1
    complaint = capsys.readouterr().err
    assert complaint.startswith(f"ssoadmin-mock capture: {tmp_path / name}: ")
    assert why in complaint
    assert complaint.count("\n") == 1
    assert (tmp_path / "world.yaml").read_text() == "by hand"


def test_it_overwrites_by_force(idc: IdentityCenter, tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    file.write_text("by hand")
    assert main([*CAPTURE, str(file), "--force"]) == 0
    assert read(file).data == idc.dump()
    assert file.stat().st_mode & 0o777 == 0o600


def test_it_writes_to_standard_output(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*CAPTURE, "-"]) == 0
    printed = capsys.readouterr()
    (tmp_path / "printed.yaml").write_text(printed.out)
    assert read(tmp_path / "printed.yaml").data == idc.dump()
    assert printed.err == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config", "printed.yaml"]


def fail_to_write(*_: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_loses_nothing_that_was_read(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "w.yaml"
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fail_to_write)
        assert main([*CAPTURE, str(file)]) == 1
    assert capsys.readouterr().err == (
        f"ssoadmin-mock capture: {file}: This file cannot be written: No space left on device.\n"
        f"What was read so far is in {file}.capture; run the same command again to go on.\n"
    )
    assert not file.exists()
    idc.calls.clear()
    assert main([*CAPTURE, str(file)]) == 0
    # It asks whether there is an instance, and needs nothing else.
    assert {call.operation for call in idc.calls} == {"ListInstances"}
    assert not (tmp_path / "w.yaml.capture").exists()


def test_a_full_disk_while_it_reads_is_one_line(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_file = os.open

    def open_unless_full(path: Any, *arguments: Any) -> int:
        if str(path).endswith(".capture"):
            fail_to_write()
        return open_file(path, *arguments)

    monkeypatch.setattr(os, "open", open_unless_full)
    assert main([*CAPTURE, str(tmp_path / "w.yaml")]) == 1
    assert capsys.readouterr().err == (
        f"ssoadmin-mock capture: {tmp_path / 'w.yaml.capture'} cannot be read and written: No space left on device.\n"
    )


WHOSE = '{"account": "123456789012", "region": "us-east-1"}\n'


@pytest.mark.parametrize(
    "content",
    [
        b"not JSON\n",
        b"\xff\xfe\n",
        b"[]\n[]\n",
        b"null\n",
        f"{WHOSE}3\n".encode(),
        f'{WHOSE}["call"]\n'.encode(),
        f'{WHOSE}["call", null]\n'.encode(),
        f'{WHOSE}["call", {{}}]\n'.encode(),
        f'{WHOSE}[["call"], {{"Answer": 1}}]\n'.encode() + b"\0\n",
        WHOSE.encode() + b"[" * 100_000 + b"\n",
        WHOSE.encode() + b"1" * 5_000 + b"\n",
    ],
)
def test_a_damaged_journal_is_one_line(
    content: bytes, idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal = tmp_path / "w.yaml.capture"
    journal.write_bytes(content)
    assert main([*CAPTURE, str(tmp_path / "w.yaml")]) == 1
    complaint = capsys.readouterr().err
    assert complaint.startswith(f"ssoadmin-mock capture: {journal} is ")
    assert "Delete it to begin anew." in complaint.splitlines()[0]
    assert journal.read_bytes() == content


@pytest.mark.parametrize("content", ["", '{"acc', WHOSE, WHOSE + '["call", {"Ans'])
def test_a_journal_that_was_cut_off_is_gone_on_with(content: str, idc: IdentityCenter, tmp_path: Path) -> None:
    (tmp_path / "w.yaml.capture").write_text(content)
    assert main([*CAPTURE, str(tmp_path / "w.yaml")]) == 0
    assert read(tmp_path / "w.yaml").data == idc.dump()


@pytest.mark.parametrize("target", ["elsewhere", "missing"])
def test_a_journal_that_is_a_link_is_not_followed(
    target: str, idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "elsewhere").write_text("")
    (tmp_path / "w.yaml.capture").symlink_to(tmp_path / target)
    assert main([*CAPTURE, str(tmp_path / "w.yaml")]) == 1
    assert "is a symbolic link, and none is followed" in capsys.readouterr().err
    assert (tmp_path / "elsewhere").read_text() == ""
    assert not (tmp_path / "missing").exists()


def test_a_journal_that_is_a_folder_is_one_line(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.yaml.capture").mkdir()
    assert main([*CAPTURE, str(tmp_path / "w.yaml")]) == 1
    assert "cannot be read and written: Is a directory." in capsys.readouterr().err.splitlines()[0]


def test_a_journal_is_for_its_owner_alone(idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", fail_to_write)
    assert main([*CAPTURE, str(tmp_path / "w.yaml")]) == 1
    assert (tmp_path / "w.yaml.capture").stat().st_mode & 0o777 == 0o600
