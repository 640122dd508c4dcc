"""Which tests are tried on which module."""

from __future__ import annotations

import pytest

from tests.mutation.explained import EXPLAINED
from tests.mutation.mutants import ROOT, mutants_of
from tests.mutation.suites import FURTHER, modules, suite_of


@pytest.mark.parametrize("module", modules())
def test_each_module_has_tests_and_they_are_there(module: str) -> None:
    files = suite_of(module)
    assert files
    assert len(set(files)) == len(files)


@pytest.mark.parametrize(("module", "names"), FURTHER.items())
def test_what_else_is_tried_is_there(module: str, names: list[str]) -> None:
    assert f"ssoadmin_mock/{module}.py" in modules()
    assert [name for name in names if not (ROOT / f"tests/{name}.py").is_file()] == []


@pytest.mark.parametrize("module", sorted({path for path, *_ in EXPLAINED}))
def test_what_is_explained_is_a_change_that_is_tried(module: str) -> None:
    tried = {mutant.change for mutant in mutants_of(module)}
    assert [change for path, *change in EXPLAINED if path == module and tuple(change) not in tried] == []
