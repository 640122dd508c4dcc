"""What installing the package brings along, and why."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.floors import imports
from tests.test_architecture import MODULES, roots

ROOT = Path(__file__).parent.parent
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

AGREED = {"moto", "boto3", "botocore", "responses", "regex", "pyyaml", "joserfc"}
"""What the package may require without more ado."""


def declared(key: str) -> set[str]:
    """The names of the requirements in a list of pyproject.toml (Python 3.10 has no parser of the format)."""
    (requirements,) = re.findall(rf"^{key} = (\[.*?\]$)", PYPROJECT, re.MULTILINE | re.DOTALL)
    return {Requirement(text).name for text in ast.literal_eval(requirements)}


RUNTIME = declared("dependencies")
OPTIONAL = declared("server") | declared("migrate")
REASONS = dict(
    re.findall(r"^- `([\w-]+)`(?:, only with the extra `\w+`)?: (\w.*(?:\n  \S.*)*)", CONTRIBUTING, re.MULTILINE)
)


def test_each_runtime_dependency_has_a_sentence_and_each_sentence_a_dependency() -> None:
    assert set(REASONS) == RUNTIME | OPTIONAL


@pytest.mark.parametrize("name", sorted(REASONS))
def test_a_reason_is_a_sentence(name: str) -> None:
    assert len(REASONS[name].split()) > 5
    assert REASONS[name].endswith(".")


def test_there_is_nothing_beyond_what_was_agreed_but_what_drives_the_server_reads_answers_and_shows_progress() -> None:
    assert {*AGREED, "jmespath", "requests", "tqdm"} == RUNTIME


def test_every_library_that_a_module_imports_is_declared() -> None:
    names = {"yaml": "pyyaml"}
    imported = {names.get(name, name) for tree in MODULES.values() for name in roots(imports(tree))}
    # Flask and moto's extra `server` bring werkzeug, pytest loads the plugin, and type checkers have the last two.
    elsewhere = sys.stdlib_module_names | {"ssoadmin_mock", "werkzeug", "pytest", "_typeshed", "typing_extensions"}
    # The types of fixtures, for whoever has the stubs.
    elsewhere |= {f"mypy_boto3_{name}" for name in ("identitystore", "organizations", "sso_admin")}
    assert imported - elsewhere <= RUNTIME | OPTIONAL
