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

from docs import reference_pages
from ssoadmin_mock.services.discovery import declared_rules, services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import Evidence, Rule

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
    rules = sorted(declared_rules().values(), key=_family)  # stable: within a family in the order of declaration
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
    followers = [
        link(_heading(service, operation.name), "operations.md")
        for service in services().values()
        for operation in _operations(service)
        if rule in operation.rules
    ]
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
    """Return the page of all operations of all APIs."""
    head = [
        NOTICE,
        "# Operations\n",
        "The numbers are those of the [rules](fidelity.md) that an operation follows beyond botocore's model, by "
        "evidence.\n",
    ]
    return "\n".join([*head, *map(_service_section, services().values())])


def _service_section(service: Service) -> str:
    implemented = _operations(service)
    missing = sorted(set(service.model.operation_names) - service.operations.keys())
    names = " | ".join(level.value.capitalize() for level in LEVELS)
    lines = [
        f"## {service.name}\n",
        f"**{len(implemented)} of {len(implemented) + len(missing)}** operations of {service.name} are implemented.\n",
        f"| Operation | {names} |",
        "|--" * (1 + len(LEVELS)) + "|",
        *(_row(service, operation) for operation in implemented),
        *(["", "Not implemented:\n", *(f"- {name}" for name in missing)] if missing else []),
        "",
        *(_operation_section(service, operation) for operation in implemented),
    ]
    return "\n".join(lines)


def _operations(service: Service) -> list[Operation]:
    return [service.operations[name] for name in sorted(service.operations)]


def _heading(service: Service, name: str) -> str:
    """Return the heading of an operation: its name, with the API's before it where several have it."""
    having = [other for other in services().values() if name in other.operations]
    return name if len(having) == 1 else f"{service.name}:{name}"


def _row(service: Service, operation: Operation) -> str:
    counts = Counter(rule.evidence for rule in operation.rules)
    cells = [str(counts[level] or "") for level in LEVELS]
    return f"| {link(_heading(service, operation.name), '')} | {' | '.join(cells)} |"


def _operation_section(service: Service, operation: Operation) -> str:
    simulated = (operation.handler.__doc__ or "").partition("\n")[0]
    lines = [
        f"### {_heading(service, operation.name)}\n",
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
    return f"[{heading}]({page}#{re.sub('[.:]', '', heading.lower())})"


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
