"""Which tests are tried on which module."""

from __future__ import annotations

import pytest

from tests.mutation.explained import EXPLAINED
from tests.mutation.mutants import ROOT, mutants_of
from tests.mutation.suites import FURTHER, GROUPS, modules, suite_of

MODULES = [module for group in GROUPS for module in modules(group)]


def test_no_module_is_of_two_groups() -> None:
    assert sorted(set(MODULES)) == sorted(MODULES)
    assert modules("redaction") == ["ssoadmin_mock/world/redaction.py", "ssoadmin_mock/world/spellings.py"]
    assert "ssoadmin_mock/controls/http.py" in modules("server")
    assert "ssoadmin_mock/handle.py" in modules("plugin")


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_tests_and_they_are_there(module: str) -> None:
    files = suite_of(module)
    assert files
    assert len(set(files)) == len(files)


@pytest.mark.parametrize(("module", "names"), FURTHER.items())
def test_what_else_is_tried_is_there(module: str, names: list[str]) -> None:
    assert f"ssoadmin_mock/{module}.py" in MODULES
    assert [name for name in names if not (ROOT / f"tests/{name}.py").is_file()] == []


@pytest.mark.parametrize("module", sorted({path for path, *_ in EXPLAINED}))
def test_what_is_explained_is_a_change_that_is_tried(module: str) -> None:
    tried = {mutant.change for mutant in mutants_of(module)}
    assert [change for path, *change in EXPLAINED if path == module and tuple(change) not in tried] == []
