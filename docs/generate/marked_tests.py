"""Which tests show which rule."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

Tests = dict[str, list[str]]
"""By rule id: the tests marked with it, as ``tests/services/sso_admin/operations/test_tags.py::test_name``."""


def marked_tests(root: Path) -> Tests:
    """Find every ``@pytest.mark.rule("<id>")`` below ``tests/`` without importing the tests.

    :param root: the root of the repository.
    """
    tests: Tests = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        for function, ids in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            for id in ids:
                tests.setdefault(id, []).append(f"{path.relative_to(root).as_posix()}::{function}")
    return tests


def _marks(module: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            ids = [id for decorator in node.decorator_list for id in _ids_in(decorator)]
            yield node.name, list(dict.fromkeys(ids))


def _ids_in(decorator: ast.expr) -> Iterator[str]:
    # Anywhere in it: `pytest.param(..., marks=pytest.mark.rule("..."))` marks a case of a parametrized test.
    for node in ast.walk(decorator):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
            yield from (str(ast.literal_eval(argument)) for argument in node.args)
