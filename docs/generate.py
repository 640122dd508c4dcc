"""Writes the pages that are made from code: ``python -m docs.generate``, in the root of the repository.

``fidelity.md`` is made from the rules and the tests that are marked with them, ``operations.md`` from the registry of
operations and botocore's model, and what is below ``reference/`` by :mod:`docs.reference_pages`. A test fails while a
page is not what this would write.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import ssoadmin_mock.services.sso_admin.rules  # noqa: F401  (both fill their registry)
from docs import reference_pages
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import RULES, Evidence, Rule

ROOT = Path(__file__).resolve().parent.parent

NOTICE = "<!-- Made by docs/generate.py; change the rules and operations, not this page. -->\n"

LEVELS = {
    Evidence.OBSERVED: "Seen verbatim in output of the real service that a public source quotes.",
    Evidence.DOCUMENTED: "Said by AWS documentation or by the service model's own text.",
    Evidence.CLIENT: "Inferred from client code that runs against the real service, such as Terraform's provider.",
    Evidence.INFERRED: "Our reasoning; the real service may differ.",
    Evidence.UNKNOWN: "Nobody has published what the service does here; we had to choose something.",
}

Tests = dict[str, list[str]]
"""By rule id: the tests marked with it, as ``tests/services/sso_admin/operations/test_tags.py::test_name``."""


# --- what the tests show -------------------------------------------------------------------------------------------


def marked_tests(root: Path = ROOT) -> Tests:
    """Find every ``@pytest.mark.rule("<id>")`` below ``tests/`` without importing the tests."""
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


# --- fidelity.md ---------------------------------------------------------------------------------------------------


def fidelity(tests: Tests) -> str:
    """Return the page of all rules."""
    rules = sorted(RULES.values(), key=_family)  # stable: within a family in the order of declaration
    sections = [_family_section(name, list(group), tests) for name, group in groupby(rules, _family)]
    counts = Counter(rule.evidence for rule in rules)
    levels = [f"| {level.value} | {text} | {counts[level]} |" for level, text in LEVELS.items()]
    head = [
        NOTICE,
        "# Fidelity: each behaviour and how well it is known\n",
        "botocore's model says what the operations take and return, and the mock follows it to the letter. What the "
        f"model does not say is one of these {len(rules)} rules. Each has its evidence, its source, and the tests that "
        "show it; [operations.md](operations.md) tells which operation follows which.\n",
        "| Evidence | What it means | Rules |\n|--|--|--|",
    ]
    return "\n".join([*head, *levels, "", *sections])


def _family(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _family_section(name: str, rules: list[Rule], tests: Tests) -> str:
    return "\n".join([f"## {name}\n", *(_rule_section(rule, tests.get(rule.id, [])) for rule in rules)])


def _rule_section(rule: Rule, tests: list[str]) -> str:
    followers = [link(operation.name, "operations.md") for operation in _operations() if rule in operation.rules]
    lines = [
        f"### {rule.id}\n",
        f"{prose(rule.behaviour)}\n",
        f"- Evidence: {rule.evidence.value}. {prose(rule.source)}",
        f"- Operations: {', '.join(followers) or 'no single one; it holds wherever it applies'}",
        f"- Tests: {', '.join(map(_test_link, tests)) or 'none'}\n",
    ]
    return "\n".join(lines)


def _test_link(test: str) -> str:
    path, _, name = test.partition("::")
    return f"[{name}](../{path})"


# --- operations.md -------------------------------------------------------------------------------------------------


def operations() -> str:
    """Return the page of all operations."""
    implemented = _operations()
    missing = sorted(set(SSO_ADMIN.model.operation_names) - SSO_ADMIN.operations.keys())
    head = [
        NOTICE,
        "# Operations\n",
        f"**{len(implemented)} of {len(implemented) + len(missing)}** operations of sso-admin are implemented.\n",
        "The numbers are those of the [rules](fidelity.md) that an operation follows beyond botocore's model, by "
        "evidence.\n",
    ]
    names = " | ".join(level.value.capitalize() for level in LEVELS)
    table = [f"| Operation | {names} |", "|--" * (1 + len(LEVELS)) + "|", *map(_row, implemented)]
    absent = ["", "## Not implemented\n", *(f"- {name}" for name in missing)] if missing else []
    return "\n".join([*head, *table, *absent, "", *map(_operation_section, implemented)])


def _operations() -> list[Operation]:
    return [SSO_ADMIN.operations[name] for name in sorted(SSO_ADMIN.operations)]


def _row(operation: Operation) -> str:
    counts = Counter(rule.evidence for rule in operation.rules)
    cells = [str(counts[level] or "") for level in LEVELS]
    return f"| {link(operation.name, '')} | {' | '.join(cells)} |"


def _operation_section(operation: Operation) -> str:
    simulated = (operation.handler.__doc__ or "").partition("\n")[0]
    lines = [
        f"## {operation.name}\n",
        f"{prose(simulated)}\n",
        f"- For {operation.access.value}.",
        f"- Not simulated: {prose(operation.not_simulated) or 'nothing that we know of.'}",
        *_rules_by_evidence(operation.rules),
        "",
    ]
    return "\n".join(lines)


def _rules_by_evidence(rules: Iterable[Rule]) -> Iterator[str]:
    for level in LEVELS:
        links = [link(rule.id, "fidelity.md") for rule in rules if rule.evidence is level]
        if links:
            yield f"- {level.value.capitalize()}: {', '.join(links)}"


def link(heading: str, page: str) -> str:
    """Return a link to a heading, by the anchor that GitHub and MyST make for it."""
    return f"[{heading}]({page}#{heading.lower().replace('.', '')})"


def prose(text: str) -> str:
    """Return plain text as Markdown that shows it unchanged; what it has between backticks stays code."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"[<*\[]", r"\\\g<0>", part) for part in parts[::2]]
    return "`".join(parts)


# --- writing -------------------------------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """Return the generated pages by file name."""
    return {"fidelity.md": fidelity(marked_tests()), "operations.md": operations(), **reference_pages.pages()}


def main() -> None:
    """Write the pages and say which changed."""
    for name, text in pages().items():
        path = ROOT / "docs" / name
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        print(f"docs/{name}: {'written' if changed else 'unchanged'}")


if __name__ == "__main__":
    main()
