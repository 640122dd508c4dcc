"""Every code block of the README and the docs does what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ssoadmin_mock.pytest_plugin
from ssoadmin_mock import mock_ssoadmin
from tests.docs.examples import PAGES, ROOT, Example, examples_in, examples_of

EXAMPLES = [example for page in PAGES for example in examples_of(page)]
SERVER = re.compile(r"IdentityCenterServer|identity_center_server")
LANGUAGES = {"python", "sh", "json", "text", "yaml"}
IMPORTS_MOTO = re.compile(r"^\s*(?:from|import) moto\b", re.MULTILINE)

# Settling, time and state have names of ours, so that what is left are these.
SHOWS_MOTO = {
    "README.md": "`mock_aws` in suites that keep it, and moto's switch for access control, which has no name of ours",
    "docs/explanation/how-it-plugs-into-moto.md": "the attribute of moto that is replaced",
    "docs/how-to/coexistence.md": "`mock_aws` beside `mock_ssoadmin`",
    "docs/how-to/migrate-from-moto.md": "`mock_aws` in suites that keep it",
    "docs/how-to/settings.md": "settings that hold for plain `mock_aws`",
    "docs/tutorial-sign-in.md": "moto's switch for access control, which has no name of ours",
}
"""The pages whose code imports from moto, each with the reason."""


def those_in(*languages: str) -> pytest.MarkDecorator:
    examples = [example for example in EXAMPLES if example.language in languages and example.runs]
    # Those that show the server are the only ones that need more than this process.
    cases = [
        pytest.param(example, marks=[pytest.mark.sockets] if SERVER.search(example.code) else [], id=example.id)
        for example in examples
    ]
    return pytest.mark.parametrize("example", cases)


@those_in("python")
def test_a_python_example_runs(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pytest would run it for a reader: its statements when the file is imported, and then its tests."""
    # A name of its own: pytest takes a module that is imported already for the one in the file.
    file = tmp_path / f"test_{re.sub(r'[^0-9a-z]', '_', example.id.lower())}.py"
    file.write_text(example.code if "def test_" in example.code else f"{example.code}\n\ndef test_it_runs(): ...\n")
    # Other people's plugins may warn, and -W error would make that ours.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    # Not by pytester, which forgets what the example imported: moto's services would then be there twice.
    arguments = [
        "--import-mode=importlib",
        "-p",
        "no:cacheprovider",
        # It collects all garbage of this process five times; the pytest that runs this test does that at its end.
        "-p",
        "no:unraisableexception",
        "-W",
        "error",
        "-c",
        os.devnull,
    ]
    # As a module and not with -p, which warns where this pytest has loaded it without rewriting its assertions.
    ours = [ssoadmin_mock.pytest_plugin]
    assert pytest.main([str(file), "--rootdir", str(tmp_path), *arguments], plugins=ours) == 0, "its output is above"


@those_in("yaml")
def test_a_yaml_example_is_a_world(example: Example, tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    file.write_text(example.code, encoding="utf-8")
    with mock_ssoadmin(world=file) as idc:
        assert idc.dump()


@those_in("sh")
def test_a_shell_example_runs(example: Example, tmp_path: Path) -> None:
    command = tmp_path / "bin" / "ssoadmin-mock"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m ssoadmin_mock "$@"\n')
    command.chmod(0o755)
    path = os.pathsep.join([str(command.parent), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(["bash", "-euc", example.code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "example", [example for example in EXAMPLES if example.quoted_from], ids=lambda example: example.id
)
def test_a_quoted_example_is_what_the_file_says(example: Example) -> None:
    assert example.code in (ROOT / example.quoted_from).read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_the_language_of_an_example_is_one_that_is_checked(example: Example) -> None:
    is_directive = example.language.startswith("{")  # Sphinx checks those
    known = example.language in LANGUAGES or is_directive
    assert known or example.not_run, f"{example.id}: name one of {LANGUAGES}, or a reason"
    if example.language == "json":
        json.loads(example.code)


def test_pages_import_from_moto_only_where_they_show_moto() -> None:
    assert {example.page for example in EXAMPLES if IMPORTS_MOTO.search(example.code)} == SHOWS_MOTO.keys()


def test_blocks_are_found_with_their_line_and_reason() -> None:
    page = "a\n\n```python\nx = 1\n```\n\n<!-- not run: it costs money -->\n```sh\nbuy\n```\n"
    assert examples_in(page, "p.md") == [
        Example("p.md", 4, "python", "x = 1\n"),
        Example("p.md", 9, "sh", "buy\n", "it costs money"),
    ]


def test_a_block_can_continue_the_one_before_it_and_be_indented() -> None:
    page = "```python\nx = 1\n```\n- so:\n  <!-- continues -->\n  ```python\n  if x:\n      pass\n  ```\n"
    assert examples_in(page, "p.md") == [Example("p.md", 2, "python", "x = 1\n\nif x:\n    pass\n")]


def test_a_block_can_be_quoted_from_a_file() -> None:
    (example,) = examples_in("<!-- from LICENSE -->\n```python\n```\n", "p.md")
    assert example.quoted_from == "LICENSE"
    assert not example.runs


def test_a_block_has_the_caption_that_a_reader_sees_above_it() -> None:
    page = "<!-- not run: no -->\n**`a.py`** (new file)\n\n```python\n```\n**Run**\n\nit:\n```sh\n```\n"
    assert examples_in(page, "p.md") == [
        Example("p.md", 5, "python", "", "no", object="`a.py`", how="new file"),
        Example("p.md", 10, "sh", ""),
    ]
    assert not examples_in("**Terminal**\n```sh\n```\n", "p.md")[0].runs


def test_another_comment_is_no_reason() -> None:
    assert examples_in("<!-- nice -->\n```python\n```\n", "p.md") == [Example("p.md", 3, "python", "")]
