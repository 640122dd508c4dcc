"""The pages that are made from code, and the rules that they show."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from docs.generate.catalogue import SHARED, Catalogue
from docs.generate.evidence import LEVELS
from docs.generate.markdown import link, notice, prose, table
from docs.generate.marked_tests import marked_tests
from docs.generate.pages import DOCS, modules, pages, stale
from docs.generate.probes import PROBE_TESTS, READS, probes
from docs.generate.repository import ROOT
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.wire.registry import Operation
from ssoadmin_mock.wire.rules import RULES, Evidence, Rule

PAGES = pages()
OPERATIONS = [operation for service in services().values() for operation in service.operations.values()]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name], "run: python -m docs.generate"


def test_a_file_beside_the_pages_is_what_the_code_says() -> None:
    for name, text in modules().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "run: python -m docs.generate"


def test_nothing_is_left_of_pages_that_nothing_makes() -> None:
    assert stale(PAGES) == [], "run: python -m docs.generate"


def test_a_page_that_nothing_makes_is_told_from_those_written_by_hand(tmp_path: Path) -> None:
    folder = tmp_path / "operations" / "gone"
    folder.mkdir(parents=True)
    (folder / "tags.md").write_text(f"{notice('what is no more')}\n# gone: tags\n")
    (tmp_path / "made.md").write_text(notice("something"))
    (tmp_path / "tutorial.md").write_text("# Tutorial\n")
    assert stale({"made.md"}, tmp_path) == ["operations/gone/tags.md"]


def test_the_page_on_fidelity_invites_and_counts_probes() -> None:
    counts = re.search(r"(\d+) of the rules have a probe, (\d+) of them one that changes nothing", PAGES["fidelity.md"])
    assert counts is not None
    probed, reading = map(int, counts.groups())
    assert probed == len(probes()) >= 150
    assert reading == sum(READS in kinds for kinds in probes().values()) >= 90
    assert "[Hold the rules against AWS](how-to/verify.md)" in PAGES["fidelity.md"]


def test_each_rule_and_each_operation_is_on_one_page() -> None:
    catalogue = Catalogue(services().values())
    assert sorted(rule.id for family in catalogue.rules for rule in family.members) == sorted(RULES)
    on_pages = [operation.name for family in catalogue.operations for operation in family.members]
    assert sorted(on_pages) == sorted(operation.name for operation in OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_operation_is_two_clicks_away(operation: Operation) -> None:
    assert "(operations.md)" in (DOCS / "index.md").read_text(encoding="utf-8")
    assert f"[{operation.name}](operations/" in PAGES["operations.md"]


def test_a_rule_that_no_api_declares_is_one_of_every_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "wire.ours", Rule("wire.ours", Evidence.INFERRED, "It is.", "We think so."))
    catalogue = Catalogue(services().values())
    assert catalogue.page_of(RULES["wire.ours"]) == f"fidelity/{SHARED}/wire.md"
    assert "# every API: wire\n" in pages()[f"fidelity/{SHARED}/wire.md"]


def test_every_rule_is_shown_by_a_test_or_by_its_probe_which_is_one() -> None:
    assert sorted(RULES.keys() - marked_tests(ROOT).keys() - probes().keys()) == []
    assert (ROOT / PROBE_TESTS).exists()


def test_a_page_says_for_each_rule_which_test_and_which_probe_hold_it() -> None:
    told = {}
    for page in PAGES.values():
        for section in page.split("\n## ")[1:]:
            rule, probe, tests = (re.search(p, section, re.M) for p in ("(.+)", "^- Probe: (.+)", "^- Tests: (.+)"))
            if rule and probe and tests:
                told[rule[1]] = (probe[1], tests[1])
    assert told.keys() == RULES.keys()
    assert [rule for rule, (_, tests) in told.items() if "](../../../tests/" not in tests] == []
    probed = {rule for rule, (probe, _) in told.items() if not probe.startswith("none. ")}
    assert probed == probes().keys()
    assert probed == {rule for rule, (_, tests) in told.items() if f"{PROBE_TESTS})" in tests}


def test_every_mark_names_a_rule() -> None:
    unknown = {id: tests for id, tests in marked_tests(ROOT).items() if id not in RULES}
    assert unknown == {}


def test_every_rule_of_an_operation_is_declared() -> None:
    undeclared = [
        (operation.name, rule.id)
        for operation in OPERATIONS
        for rule in operation.rules
        if RULES.get(rule.id) is not rule
    ]
    assert undeclared == []


def test_every_operation_says_what_is_simulated() -> None:
    assert [operation.name for operation in OPERATIONS if not operation.handler.__doc__] == []


def test_every_evidence_level_is_explained() -> None:
    assert list(LEVELS) == list(Evidence)


def test_marks_are_found_on_tests_classes_and_cases(tmp_path: Path) -> None:
    test_file = tmp_path / "tests" / "test_it.py"
    test_file.parent.mkdir()
    test_file.write_text(
        dedent("""
        @pytest.mark.rule("a.b")
        @pytest.mark.rule("a.b")
        def test_one(): ...

        class TestMany:
            @pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.rule("c.d"))])
            async def test_two(self, x): ...

        def test_unmarked():
            rule("e.f")
        """)
    )
    assert marked_tests(tmp_path) == {
        "a.b": ["tests/test_it.py::test_one"],
        "c.d": ["tests/test_it.py::test_two"],
    }


def test_a_link_goes_to_the_anchor_that_the_heading_gets() -> None:
    assert link("it", "fidelity.md", "operations.md", "instance.not-here") == "[it](fidelity.md#instancenot-here)"


def test_a_link_is_relative_to_its_page() -> None:
    assert link("it", "fidelity.md", "operations/sso-admin/tags.md") == "[it](../../fidelity.md)"
    assert link("it", "fidelity/sso-admin/tags.md", "fidelity.md") == "[it](fidelity/sso-admin/tags.md)"
    assert link("it", "fidelity.md", "fidelity.md", "All rules") == "[it](#all-rules)"


def test_a_rule_s_text_is_shown_unchanged() -> None:
    assert prose("ssoins-<16 hex>, AWSReservedSSO_*, `<b>`") == r"ssoins-\<16 hex>, AWSReservedSSO_\*, `<b>`"


def test_a_cell_of_a_table_may_have_a_bar_in_it() -> None:
    assert table(["Key", "Form"], [["a|b", "c"]]) == "| Key | Form |\n|--|--|\n| a\\|b | c |\n"
