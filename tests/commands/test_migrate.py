"""`ssoadmin-mock migrate`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssoadmin_mock.cli import main
from tests.test_pytest_plugin import PLUGIN, WRITTEN_FOR_MOTO

pytestmark = pytest.mark.sockets
pytest_plugins = ["pytester"]

WITH_MAGIC_MOCKS = """
import pytest
from unittest.mock import MagicMock
from botocore.exceptions import ClientError


def make(client):
    try:
        client.create_instance(Name="dev")
    except ClientError as error:
        return error.response["Error"]["Code"]


def test_it():
    client = MagicMock()
    client.create_instance.side_effect = ClientError(
        {"Error": {"Code": "ConflictException", "Message": "Busy."}}, "CreateInstance"
    )
    assert make(client) == "ConflictException"
    client.create_instance.assert_called_once_with(Name="dev")
    client.delete_instance.assert_not_called()


class TestMore:
    def test_it(self):
        client = MagicMock()
        client.create_instance.side_effect = ClientError({"Error": {"Code": "AccessDeniedException"}}, "CreateInstance")
        assert make(client) == "AccessDeniedException"
        assert client.create_instance.call_count == 1
"""


def test_suites_pass_before_and_after(pytester: pytest.Pytester, capsys: pytest.CaptureFixture[str]) -> None:
    moto_s, magic = pytester.makepyfile(test_moto=WRITTEN_FOR_MOTO), pytester.makepyfile(test_magic=WITH_MAGIC_MOCKS)
    # One of moto's suite asks for what moto lacks.
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=4, failed=1)
    assert main(["migrate", "--write", str(pytester.path)]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-2:] == [str(magic), str(moto_s)]
    assert told.err == "2 files changed.\n"
    assert "MagicMock" not in magic.read_text()
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=5)
    capsys.readouterr()
    assert main(["migrate", str(pytester.path)]) == 0
    assert capsys.readouterr() == ("", "0 files to change; --write does it.\n")


def test_it_prints_a_diff_that_patch_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "test_it.py"
    source = "from moto import mock_aws\n\nmock_aws().start()  # no newline at the end"
    file.write_text(source)
    assert main(["migrate", str(file)]) == 0
    diff, told = capsys.readouterr()
    assert told == "1 file to change; --write does it.\n"
    assert file.read_text() == source
    assert f"--- {file}\n+++ {file}\n" in diff
    assert "+from ssoadmin_mock import mock_ssoadmin\n" in diff
    if shutil.which("patch"):
        subprocess.run(["patch", "-s", "-p0", "-d", "/"], input=diff, text=True, check=True)
        assert (
            file.read_text()
            == "from ssoadmin_mock import mock_ssoadmin\n\nmock_ssoadmin(moto_defaults=True).start()"
            + ("  # no newline at the end")
        )


def test_notes_have_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "test_it.py"
    file.write_text("from moto import mock_aws\nuse(mock_aws)\n")
    main(["migrate", "--no-moto-defaults", str(file)])
    assert capsys.readouterr().err == "1 file to change; --write does it.\n"
    main(["migrate", str(file)])
    assert f"{file}:2: mock_aws is handed on here" in capsys.readouterr().err


def test_what_cannot_be_read_is_said_and_the_others_are_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, source in {"a.py": "def", "b.py": "from moto import mock_aws\n", ".venv/c.py": "def"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source)
    assert main(["migrate", "--write", str(tmp_path), str(tmp_path / "none.py")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"ssoadmin-mock migrate: {tmp_path / 'a.py'}: ")
    assert told[1:] == [
        f"ssoadmin-mock migrate: {tmp_path / 'none.py'}: No such file or directory.",
        "1 file changed.",
    ]


def test_without_libcst_it_names_the_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "libcst", None)
    for name in [name for name in sys.modules if name.startswith("ssoadmin_mock.migration")]:
        monkeypatch.delitem(sys.modules, name)
    assert main(["migrate", "tests"]) == 1
    assert capsys.readouterr().err == (
        "ssoadmin-mock migrate: It needs libcst, which the extra brings: pip install 'ssoadmin-mock[migrate]'.\n"
    )
