"""The pages of rules: each behaviour beyond the model, with its evidence, its source and its tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from docs.generate.catalogue import SHARED, Catalogue, Family
from docs.generate.evidence import LEVELS, NAMES, counts
from docs.generate.markdown import link, notice, prose, table
from docs.generate.marked_tests import Tests
from docs.generate.probes import PROBE_TESTS, READS, probes
from docs.generate.records import Verified
from docs.generate.sources import Sources
from ssoadmin_mock.wire.probes import WITHOUT
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import Rule

INDEX = "fidelity.md"
VERIFIED = "verified"


def pages(catalogue: Catalogue, tests: Tests, seen: Mapping[str, Verified]) -> dict[str, str]:
    """Return the index of all rules, and a page for each family, by their paths in ``docs/``.

    :param seen: where AWS was seen to follow which rule.
    """
    return {
        INDEX: "\n".join(_index(catalogue, seen)),
        **{family.page: "\n".join(_page(catalogue, family, tests, seen)) for family in catalogue.rules},
    }


def _index(catalogue: Catalogue, seen: Mapping[str, Verified]) -> Iterator[str]:
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
    verified_row = [VERIFIED, "Held against AWS by somebody with ssoadmin-mock verify, whatever it rested on before."]
    yield table(["Evidence", "What it means", "Rules"], [[*verified_row, str(len(seen))], *rows])
    yield from _invitation(rules)
    for service, group in groupby(catalogue.rules, lambda family: family.service):
        yield from _service_section(service, list(group), seen)
    yield "```{toctree}\n:hidden:\n:glob:\n\nfidelity/*/*\n```\n"


def _invitation(rules: list[Rule]) -> Iterator[str]:
    probed = {rule.id: kinds for rule in rules if (kinds := probes().get(rule.id))}
    reading = sum(READS in kinds for kinds in probed.values())
    how_to = link("Hold the rules against AWS", "how-to/verify.md", INDEX)
    yield (
        f"**You can make a rule a verified one.** {len(probed)} of the rules have a probe, {reading} of them one that "
        f"changes nothing, and the others say why they have none. {how_to} in an account of yours, with one command.\n"
    )


def _service_section(service: str, families: list[Family[Rule]], seen: Mapping[str, Verified]) -> Iterator[str]:
    yield f"## {_api(service)}\n"
    yield table(["Family", *NAMES], ([link(each.name, each.page, INDEX), *counts(each.members)] for each in families))
    yield f"### All rules of {_api(service)}\n"
    rows = (
        [link(rule.id, family.page, INDEX, rule.id), VERIFIED if rule.id in seen else rule.evidence.value]
        for family in families
        for rule in family.members
    )
    yield table(["Rule", "Evidence"], rows)


def _page(catalogue: Catalogue, family: Family[Rule], tests: Tests, seen: Mapping[str, Verified]) -> Iterator[str]:
    yield notice("the rules")
    yield f"# {_api(family.service)}: {family.name}\n"
    sources = Sources(catalogue.services)
    yield f"{link('What the evidence means, and all rules', INDEX, family.page)}\n"
    for rule in family.members:
        followers = [_follower(followers, operation, family) for followers, operation in catalogue.followers(rule)]
        shown = [*_probe_test(rule, family.page), *(_test(test, family.page) for test in tests.get(rule.id, []))]
        yield f"## {rule.id}\n"
        yield f"{prose(rule.behaviour)}\n"
        if rule.id in seen:
            yield f"- {VERIFIED.capitalize()}: {seen[rule.id]}"
        yield f"- Evidence: {rule.evidence.value}. {sources.linked(prose(rule.source))}"
        yield f"- Operations: {', '.join(followers) or 'no single one; it holds wherever it applies'}"
        yield f"- Probe: {_probe(rule)}"
        yield f"- Tests: {', '.join(shown) or 'none'}\n"


def _probe(rule: Rule) -> str:
    kinds = probes().get(rule.id)
    return ", and ".join(kinds) if kinds else f"none. {WITHOUT.get(rule.id, '')}".strip()


def _probe_test(rule: Rule, page: str) -> Iterator[str]:
    if rule.id in probes():
        yield link("its probe, sent to the mock", f"../{PROBE_TESTS}", page)


def _api(service: str) -> str:
    return "every API" if service == SHARED else service


def _follower(followers: Family[Operation], operation: Operation, family: Family[Rule]) -> str:
    # Operations of several APIs can have the same name.
    api = "" if followers.service == family.service else f"{followers.service}: "
    return link(f"{api}{operation.name}", followers.page, family.page, operation.name)


def _test(test: str, page: str) -> str:
    path, _, name = test.partition("::")
    return link(name, f"../{path}", page)
