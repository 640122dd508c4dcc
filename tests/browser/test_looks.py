"""Themes, contrast, and what assistive technology is told."""

from __future__ import annotations

from typing import Any

import pytest
from axe_core_python.selenium import Axe

from ssoadmin_mock.insight.matrix import AccessMatrix
from tests.browser.conftest import OpenPage
from tests.browser.contrasts import contrasts
from tests.browser.report_page import ReportPage

THEME = "ssoadmin-mock-theme"
"""Where the page keeps the theme that was chosen, in the browser's storage."""

CONTRASTS = contrasts("#screen *:not(.spoken, option)")


def show_everything(page: ReportPage) -> None:
    """With the panel open, an outdated role, and a filter filled in."""
    page.filter(group="on-call")
    page.cell("grace", "payments-prod").click()


@pytest.mark.parametrize("dark", [False, True])
def test_texts_stand_out_from_what_is_behind_them(open_page: OpenPage, acme: AccessMatrix, dark: bool) -> None:
    page = open_page(acme, dark=dark)
    for prepare in (lambda: None, lambda: show_everything(page)):
        prepare()
        found: list[tuple[float, str]] = page.run(CONTRASTS)
        assert len(found) > 100
        assert [(ratio, what) for ratio, what in found if ratio < 4.5] == []


def test_sets_of_every_color_stand_out(open_page: OpenPage) -> None:
    names = [f"Set{number}" for number in range(40)]
    world: dict[str, Any] = {
        "organization": {"accounts": {f"a{number}": None for number in range(40)}},
        "users": {"ada": None, "bob": None},
        "groups": {"staff": {"members": ["ada", "bob"]}},
        "permission_sets": dict.fromkeys(names),
        "assignments": [
            {"permission_set": name, holder: who, "accounts": f"a{number}"}
            for number, name in enumerate(names)
            for holder, who in (("users", "ada"), ("groups", "staff"))
        ],
    }
    matrix = AccessMatrix.of_world(world)
    for dark in (False, True):
        page = open_page(matrix, dark=dark)
        with page.width(7000):
            page.settle()
            found = page.run(CONTRASTS)
        # Directly and through the group, through the group alone, and directly.
        assert sum("Set" in what for _, what in found) == 3 * len(names)
        assert [(ratio, what) for ratio, what in found if ratio < 4.5] == []


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_is_the_systems_until_the_button_is_pressed(
    open_page: OpenPage, acme: AccessMatrix, dark: bool
) -> None:
    page = open_page(acme, dark=dark)
    before = page.color("body")
    assert (sum(before) < 3 * 128) is dark
    other = "light" if dark else "dark"
    assert page.one("#toggle-theme").get_attribute("aria-label") == f"Change to the {other} theme"
    page.one("#toggle-theme").click()
    assert (sum(page.color("body")) < 3 * 128) is not dark
    assert page.run(f"return localStorage.getItem('{THEME}')") == other
    page.one("#toggle-theme").click()
    assert page.color("body") == before
    assert page.run(f"return localStorage.getItem('{THEME}')") == ("dark" if dark else "light")


@pytest.mark.parametrize(
    ("chosen", "is_dark"),
    [("dark", True), ("light", False), ("sepia", None)],
    ids=["dark", "light", "a theme of another name counts as none"],
)
@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_that_was_chosen_before_is_used(
    open_page: OpenPage, acme: AccessMatrix, dark: bool, chosen: str, is_dark: bool | None
) -> None:
    page = open_page(acme, dark=dark, stored={THEME: chosen})
    assert (sum(page.color("body")) < 3 * 128) is (dark if is_dark is None else is_dark)


@pytest.mark.parametrize("is_open", [False, True])
def test_axe_finds_nothing(open_page: OpenPage, acme: AccessMatrix, is_open: bool) -> None:
    page = open_page(acme)
    if is_open:
        show_everything(page)
    results = Axe().run(page.driver)
    assert len(results["passes"]) > 20
    # Contrast has tests above: this axe does not know the page's notation of colors.
    found = [rule for rule in results["violations"] if rule["id"] != "color-contrast"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def test_the_grid_says_what_is_out_of_sight(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    assert page.one("[role=grid]").get_attribute("aria-rowcount") == str(len(acme.principals) + 1)
    rows = page.driver.find_elements("css selector", ".body [role=row]")
    assert [row.get_attribute("aria-rowindex") for row in rows] == [str(index + 2) for index in range(len(rows))]
    page.cell("ada", "acme-root").click()
    selected = page.driver.find_elements("css selector", "[aria-selected=true]")
    assert [cell.get_attribute("aria-colindex") for cell in selected] == ["2"]


def test_headings_stay_in_sight(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    place = """return [".corner", ".head", "[role=rowheader]"].map((selector) => {
        const { left, top } = document.querySelector(selector).getBoundingClientRect();
        return [left, top];
    });"""
    (corner, (_, head_top), (name_left, _)) = page.run(place)
    page.run("document.getElementById('grid').scrollTo(300, 200)")
    page.settle()
    (corner_then, (_, head_top_then), (name_left_then, _)) = page.run(place)
    assert (corner_then, head_top_then, name_left_then) == (corner, head_top, name_left)


def test_a_narrow_window_has_room_for_the_matrix(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    with page.width(390):
        page.cell("ada", "acme-root").click()
        sizes = page.run("return [document.documentElement.scrollWidth, document.getElementById('grid').clientHeight]")
    assert sizes[0] <= 390
    assert sizes[1] > 400
