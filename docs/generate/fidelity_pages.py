"""The pages of rules: each behaviour beyond the model, with its evidence, its source and its tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docs.generate.catalogue import SHARED, Catalogue, Family
from docs.generate.evidence import LEVELS, NAMES, counts
from docs.generate.markdown import link, notice, prose, table
from docs.generate.marked_tests import Tests
from docs.generate.sources import Sources
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import Rule

INDEX = "fidelity.md"


def pages(catalogue: Catalogue, tests: Tests) -> dict[str, str]:
    """Return the index of all rules, and a page for each family, by their paths in ``docs/``."""
    return {
        INDEX: "\n".join(_index(catalogue)),
        **{family.page: "\n".join(_page(catalogue, family, tests)) for family in catalogue.rules},
    }


def _index(catalogue: Catalogue) -> Iterator[str]:
    rules = [rule for family in catalogue.rules for rule in family.members]
    yield notice("the rules")
    yield "# Fidelity: each behaviour and how well it is known\n"
    yield (
        "botocore's model says what the operations take and return, and the mock follows it to the letter. What the "
        f"model does not say is one of these {len(rules)} rules. Each has its evidence, its source, and the tests that "
        f"show it; {link('Operations', 'operations.md', INDEX)} tells which operation follows which.\n"
    )
    numbers = (number or "0" for number in counts(rules))
    rows = ([level.value, text, number] for (level, text), number in zip(LEVELS.items(), numbers, strict=True))
    yield table(["Evidence", "What it means", "Rules"], rows)
    for service, group in groupby(catalogue.rules, lambda family: family.service):
        yield from _service_section(service, list(group))
    yield "```{toctree}\n:hidden:\n:glob:\n\nfidelity/*/*\n```\n"


def _service_section(service: str, families: list[Family[Rule]]) -> Iterator[str]:
    yield f"## {_api(service)}\n"
    yield table(["Family", *NAMES], ([link(each.name, each.page, INDEX), *counts(each.members)] for each in families))
    yield f"### All rules of {_api(service)}\n"
    rows = (
        [link(rule.id, family.page, INDEX, rule.id), rule.evidence.value]
        for family in families
        for rule in family.members
    )
    yield table(["Rule", "Evidence"], rows)


def _page(catalogue: Catalogue, family: Family[Rule], tests: Tests) -> Iterator[str]:
    yield notice("the rules")
    yield f"# {_api(family.service)}: {family.name}\n"
    sources = Sources(catalogue.services)
    yield f"{link('What the evidence means, and all rules', INDEX, family.page)}\n"
    for rule in family.members:
        followers = [_follower(followers, operation, family) for followers, operation in catalogue.followers(rule)]
        shown = [_test(test, family.page) for test in tests.get(rule.id, [])]
        yield f"## {rule.id}\n"
        yield f"{prose(rule.behaviour)}\n"
        yield f"- Evidence: {rule.evidence.value}. {sources.linked(prose(rule.source))}"
        yield f"- Operations: {', '.join(followers) or 'no single one; it holds wherever it applies'}"
        yield f"- Tests: {', '.join(shown) or 'none'}\n"


def _api(service: str) -> str:
    return "every API" if service == SHARED else service


def _follower(followers: Family[Operation], operation: Operation, family: Family[Rule]) -> str:
    # Operations of several APIs can have the same name.
    api = "" if followers.service == family.service else f"{followers.service}: "
    return link(f"{api}{operation.name}", followers.page, family.page, operation.name)


def _test(test: str, page: str) -> str:
    path, _, name = test.partition("::")
    return link(name, f"../{path}", page)
