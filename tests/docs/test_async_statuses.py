"""The table of things that take time."""

from __future__ import annotations

import ast
import re

from tests.docs.examples import ROOT

PAGE = ROOT / "docs" / "how-to" / "async-statuses.md"


def started_workflows() -> set[str]:
    """The names that operations start workflows by: literals, and the constants called WORKFLOW."""
    names = set()
    for path in (ROOT / "ssoadmin_mock" / "services").glob("*/operations/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("workflows.start"):
                names |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("WORKFLOW"):
                names.add(ast.literal_eval(node.value))
    return names


def test_the_page_has_everything_that_takes_time() -> None:
    assert set(re.findall(r"^\| `ssoadmin::(\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == (
        started_workflows()
    )
