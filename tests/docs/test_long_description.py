"""README as PyPI shows it, and where links to the repository lead."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest

from docs.generate.long_description import absolute
from docs.generate.repository import ROOT, project_url, repository

HERE = "https://example.com/owner/name"


@pytest.mark.parametrize(
    ("text", "linked", "unlinked"),
    [
        ("See [it](docs/a.md#b).", f"See [it]({HERE}/blob/HEAD/docs/a.md#b).", "See it."),
        ("![it](docs/a.png)", f"![it]({HERE}/raw/HEAD/docs/a.png)", ""),
        ("[it](https://a.com/)", "[it](https://a.com/)", "[it](https://a.com/)"),
        ("![it](https://a.com/a.svg)", "![it](https://a.com/a.svg)", "![it](https://a.com/a.svg)"),
        (
            "[![A](https://a.com/a.svg)](LICENSE)",
            f"[![A](https://a.com/a.svg)]({HERE}/blob/HEAD/LICENSE)",
            "![A](https://a.com/a.svg)",
        ),
        (
            "[![C](../../actions/c.svg)](../../actions/c)",
            f"[![C]({HERE}/actions/c.svg)]({HERE}/actions/c)",
            "",
        ),
        ("```python\nx[1](2)\n```", "```python\nx[1](2)\n```", "```python\nx[1](2)\n```"),
    ],
)
def test_relative_links_lead_to_the_repository_or_are_text(text: str, linked: str, unlinked: str) -> None:
    assert absolute(text, HERE) == linked
    assert absolute(text, None) == unlinked


def test_the_repository_is_among_the_urls_of_the_project(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[project]\nname = 'a'\n")
    assert project_url(file) is None
    file.write_text(f"[project]\nname = 'a'\n[project.urls]\nRepository = '{HERE}'\n")
    assert project_url(file) == HERE


def test_read_the_docs_knows_the_repository_too() -> None:
    assert repository({}) == project_url()
    assert repository({"READTHEDOCS_GIT_CLONE_URL": f"{HERE}.git"}) == (project_url() or HERE)


@pytest.mark.parametrize(
    ("variables", "buttons"), [({}, ["view"]), ({"READTHEDOCS_GIT_CLONE_URL": f"{HERE}.git"}, ["view", "edit"])]
)
def test_the_site_links_to_editing_where_the_repository_is_known(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], buttons: list[str]
) -> None:
    monkeypatch.delenv("READTHEDOCS_GIT_CLONE_URL", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.path", list(sys.path))
    options = runpy.run_path(str(ROOT / "docs" / "conf.py"))["html_theme_options"]
    assert options["top_of_page_buttons"] == (["view", "edit"] if project_url() else buttons)
    assert options.get("source_repository") == repository(variables)
