"""What is concluded from a report of pip-audit."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from tests.package import audit

SAFE: dict[str, Any] = {"name": "moto", "version": "5.2.5", "vulns": []}
UNSAFE: dict[str, Any] = {"name": "flask", "version": "1.0", "vulns": [{"id": "CVE-2018-1000656", "fix_versions": []}]}
SKIPPED: dict[str, Any] = {"name": "boto3", "skip_reason": "Dependency not found on PyPI"}


def test_no_vulnerability_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.judged([SAFE]) == 0
    assert capsys.readouterr().out == "1 distributions audited, 0 vulnerabilities known.\n"


def test_a_vulnerability_fails_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.judged([SAFE, UNSAFE]) == 1
    assert "flask 1.0 has CVE-2018-1000656: not answered\n" in capsys.readouterr().out


def test_a_vulnerability_with_an_answer_passes_with_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(audit.ANSWERED, "CVE-2018-1000656", "we parse no JSON with it")
    assert audit.judged([UNSAFE]) == 0
    assert "CVE-2018-1000656: we parse no JSON with it\n" in capsys.readouterr().out


def test_what_was_not_audited_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.judged([SAFE, SKIPPED]) == 0
    printed = capsys.readouterr().out
    assert "NOT AUDITED: PyPI did not say for 1 of 2 distributions: boto3\n" in printed
    assert "1 distributions audited" in printed


@pytest.mark.parametrize(
    ("said", "repeated"), [("retrying\nNo connection\n", "No connection"), ("", "it printed nothing")]
)
def test_no_report_at_all_is_said(
    said: str, repeated: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    no_report = subprocess.CompletedProcess([], 1, stdout="", stderr=said)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_options: no_report)
    assert audit.main() == 0
    assert capsys.readouterr().out == f"NOT AUDITED: pip-audit gave no report: {repeated}\n"
