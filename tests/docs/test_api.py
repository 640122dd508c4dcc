"""The page of the Python API has everything that is public, and the docstrings it shows say everything there is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import ssoadmin_mock
from tests.docs.examples import ROOT

PAGE = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"^\.\. auto(\w+):: (?:ssoadmin_mock\.)?([\w.]+)(?:\(\))?\n((?:   :.*\n)*)", re.MULTILINE)
MODULE_LEVEL = {"account", "application", "dump", "enable_organization_instance", "group", "issuer", "load"}
MODULE_LEVEL |= {"access_matrix", "diff", "permission_set", "session", "settle", "user"}
MODULE_LEVEL |= {"approve_sign_in", "deny_sign_in", "role_session", "sign_assertion", "sign_in", "use_issuer_keys"}
MODULE_LEVEL |= {"write_profile"}
FIXTURES = "pytest_plugin."


def documented() -> Iterator[tuple[str, Any]]:
    """The functions, classes and methods of the page, with their names on it."""
    for kind, name, options in ENTRY.findall(PAGE):
        if kind == "data":
            continue
        found = resolved(name)
        if not name.startswith(FIXTURES):
            yield name, found
        members = re.search(r":members:(.*)", options)
        if members and inspect.isclass(found):
            names = members[1].replace(",", " ").split() or [each for each in vars(found) if not each.startswith("_")]
            yield from ((f"{name}.{member}", inspect.getattr_static(found, member)) for member in names)


def resolved(name: str) -> Any:
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(f"ssoadmin_mock.{module}" if module else "ssoadmin_mock"), attribute)


def parameters(documented: Callable[..., Any]) -> list[str]:
    names = inspect.signature(documented).parameters
    return [name for name in names if name not in ("self", "cls")]


CALLABLE = [(name, found) for name, found in documented() if inspect.isfunction(found)]


@pytest.mark.parametrize("name", [name for name in ssoadmin_mock.__all__ if name not in MODULE_LEVEL])
def test_every_public_name_is_on_the_page(name: str) -> None:
    assert re.search(rf"^\.\. (?:auto|py:)\w+:: {name}(?:\(\))?$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(MODULE_LEVEL))
def test_the_functions_of_the_package_are_methods_of_the_handle(name: str) -> None:
    function = getattr(ssoadmin_mock, name)
    assert function.__func__ is getattr(ssoadmin_mock.IdentityCenter, name)
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize(("name", "function"), CALLABLE, ids=[name for name, _ in CALLABLE])
def test_every_parameter_is_explained(name: str, function: Callable[..., Any]) -> None:
    explained = re.findall(r":param (\w+):", inspect.getdoc(function) or "")
    assert explained == parameters(function)


def test_the_page_names_the_fixtures_there_are() -> None:
    plugin = (Path(ssoadmin_mock.__file__).parent / "pytest_plugin.py").read_text(encoding="utf-8")
    fixtures = re.findall(r"@pytest\.fixture\(scope=_scope\)\ndef (\w+)", plugin)
    assert fixtures == re.findall(r"autofunction:: ssoadmin_mock\.pytest_plugin\.(\w+)", PAGE)
