"""`ssoadmin-mock verify`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.cli import main
from ssoadmin_mock.verify import calling, running
from tests.verify.places import MANAGEMENT, place


@pytest.fixture
def idc(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityCenter]:
    """An organization that is as the mock says, and no need to go slowly."""
    monkeypatch.setattr(calling, "CALLS_PER_SECOND", 100_000)
    with place() as idc:
        yield idc


def verify(tmp_path: Path, *more: str) -> int:
    return main(["verify", "--yes", "--region", "us-east-1", "-o", str(tmp_path / "verify.json"), *more])


def record(tmp_path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((tmp_path / "verify.json").read_text(encoding="utf-8"))
    return read


def test_nothing_differs_from_itself(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(tmp_path, "--markdown", str(tmp_path / "verify.md"), "--reporter", "ada") == 0
    assert " rules as here, 0 differ, " in capsys.readouterr().out
    written = record(tmp_path)
    assert (written["region"], written["reporter"]) == ("us-east-1", "ada")
    assert written["account_is"] == ["administrator", "anybody", "management account"]
    assert {finding["verdict"] for finding in written["findings"]} == {"as here", "not tried"}
    assert "| permission-set.not-found | relied on by clients | as here |  |" in (tmp_path / "verify.md").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["verify.json", "verify.md"]


def test_it_finds_the_same_on_a_server(
    server_url: str, idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path, "--endpoint-url", server_url) == 0


def test_nobody_is_in_the_record(idc: IdentityCenter, tmp_path: Path) -> None:
    idc.faults.fail("identitystore:DescribeUser", "ValidationException", message=f"{MANAGEMENT} ada@example.com")
    verify(tmp_path)
    text = (tmp_path / "verify.json").read_text(encoding="utf-8")
    for secret in (MANAGEMENT, "111122223333", "ada"):
        assert secret not in text


def test_it_asks_before_it_starts(idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "-o", str(tmp_path / "verify.json")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("This makes up to ")
    assert "at most 100000 per second" in said
    assert said.endswith("ssoadmin-mock verify: Nothing was called. Say yes, or start with --yes.\n")
    assert list(tmp_path.iterdir()) == []
    assert [call.operation for call in idc.calls] == ["CreateInstance"]


def test_it_goes_on_where_it_was_interrupted(
    idc: IdentityCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out, done = running.carry_out, []

    def interrupted(name: str, *rest: Any) -> Any:
        done.append(name)
        if len(done) == 5:
            raise KeyboardInterrupt
        return carry_out(name, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(running, "carry_out", interrupted)
        assert verify(tmp_path) == 130
    assert "run the same command again to go on" in capsys.readouterr().err
    again: list[str] = []
    monkeypatch.setattr(running, "carry_out", lambda name, *rest: again.append(name) or carry_out(name, *rest))
    assert verify(tmp_path) == 0
    assert set(done[:4]).isdisjoint(again)
    assert done[4] in again
