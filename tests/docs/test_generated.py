"""The pages that are made from code, and the rules that they show."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from docs import generate
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.rules import RULES, Evidence

DOCS = Path(generate.__file__).parent


@pytest.mark.parametrize("name", generate.pages())
def test_a_page_is_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == generate.pages()[name], "run: python -m docs.generate"


def test_every_rule_is_shown_by_a_test() -> None:
    assert sorted(RULES.keys() - generate.marked_tests().keys()) == []


def test_every_mark_names_a_rule() -> None:
    unknown = {id: tests for id, tests in generate.marked_tests().items() if id not in RULES}
    assert unknown == {}


def test_every_rule_of_an_operation_is_declared() -> None:
    undeclared = [
        (operation.name, rule.id)
        for operation in SSO_ADMIN.operations.values()
        for rule in operation.rules
        if RULES.get(rule.id) is not rule
    ]
    assert undeclared == []


def test_every_operation_says_what_is_simulated() -> None:
    assert [name for name, operation in SSO_ADMIN.operations.items() if not operation.handler.__doc__] == []


def test_every_evidence_level_is_explained() -> None:
    assert list(generate.LEVELS) == list(Evidence)


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
    assert generate.marked_tests(tmp_path) == {
        "a.b": ["tests/test_it.py::test_one"],
        "c.d": ["tests/test_it.py::test_two"],
    }


def test_a_link_goes_to_the_anchor_that_the_heading_gets() -> None:
    assert generate.link("instance.not-here", "fidelity.md") == "[instance.not-here](fidelity.md#instancenot-here)"


def test_a_rule_s_text_is_shown_unchanged() -> None:
    assert generate.prose("ssoins-<16 hex>, AWSReservedSSO_*, `<b>`") == r"ssoins-\<16 hex>, AWSReservedSSO_\*, `<b>`"
