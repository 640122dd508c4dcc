"""The page about async code: its examples, which the other tests have not the libraries for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.examples import ROOT, Example, examples_of

PAGE = ROOT / "docs" / "how-to" / "async.md"
EXAMPLES = [example for example in examples_of(PAGE) if example.language == "python" and example.not_run]
OPTIONS = (
    "-p",
    "ssoadmin_mock.pytest_plugin",
    "-p",
    "no:cacheprovider",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)

pytest_plugins = ["pytester"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_an_example_runs(example: Example, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    Path(pytester.path, "test_it.py").write_text(example.code, encoding="utf-8")
    result = pytester.runpytest_subprocess(*OPTIONS)
    assert result.ret == 0
    assert result.parseoutcomes().get("passed", 0) >= 1


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 3
