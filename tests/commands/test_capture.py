"""`ssoadmin-mock capture`."""

from __future__ import annotations

import json
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
