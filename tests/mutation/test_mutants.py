"""The mutants of a module."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation import mutants
from tests.mutation.mutants import Mutant, mutants_of

MODULE = '''"""What it is for."""

def check(limit: "int") -> "bool":
    return limit > 9


@operation(rules=("A", "B"), not_simulated="much")
def list_all(): ...
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "module.py").write_text(MODULE)
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    return "module.py"


def test_every_change_but_those_of_annotations_and_of_what_is_for_readers_is_found(module: str) -> None:
    assert [(mutant.line, *mutant.change) for mutant in mutants_of(module)] == [
        (4, "return limit > 9", "return limit > 10"),
        (4, "return limit > 9", "return limit > 8"),
        (4, "return limit > 9", "return limit >= 9"),
        (7, '@operation(rules=("A", "B"), not_simulated="much")', ""),
    ]


def test_a_mutant_differs_from_the_module_in_its_line_only(module: str) -> None:
    mutant = mutants_of(module)[2]
    assert mutant.source == MODULE.replace(" > ", " >= ")
    assert str(mutant) == ("module.py:4 ReplaceComparisonOperator_Gt_GtE\n  - return limit > 9\n  + return limit >= 9")


def test_a_module_can_be_tried_as_it_is(module: str) -> None:
    assert Mutant.unchanged(module).source == MODULE
