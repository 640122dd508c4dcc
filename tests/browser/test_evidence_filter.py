"""The filter of the pages of rules."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.site import Site

PAGE = "fidelity/sso-admin/assignment.html"
VISIBLE_RULES = """
return [...document.querySelectorAll("article section > h2")].filter((heading) => heading.checkVisibility())
  .map((heading) => heading.parentElement.id);
"""
VISIBLE_LEVELS = """
return [...document.querySelectorAll("article section > ul > li")].filter((item) => item.checkVisibility())
  .map((item) => /^Evidence: ([^.]+)/.exec(item.textContent)?.[1]).filter(Boolean);
"""
VISIBLE_ROWS = """
return [...document.querySelectorAll("article table tbody tr")].filter((row) => row.checkVisibility())
  .filter((row) => row.closest("table").querySelector("th").textContent === "Rule")
  .map((row) => row.lastElementChild.textContent);
"""
IN_MENU = """
return [...document.querySelectorAll(".toc-tree li li")].filter((item) => item.checkVisibility()).length;
"""


@pytest.fixture
def rules(site: Site, chromium: webdriver.Chrome) -> webdriver.Chrome:
    chromium.get("about:blank")
    chromium.get(site.url(PAGE))
    return chromium


def toggle(chromium: webdriver.Chrome, level: str) -> None:
    chromium.find_element("css selector", f".evidence-filter input[value='{level}']").click()


def test_all_rules_are_shown_at_first_and_the_levels_are_counted(rules: webdriver.Chrome) -> None:
    levels = rules.execute_script(VISIBLE_LEVELS)
    labels = [label.text for label in rules.find_elements("css selector", ".evidence-filter label")]
    assert sorted(labels) == sorted(f"{level} ({levels.count(level)})" for level in set(levels))
    assert (
        rules.find_element("css selector", ".evidence-filter output").text
        == f"{len(levels)} of {len(levels)} rules shown"
    )


def test_a_level_that_is_not_wanted_is_not_shown(rules: webdriver.Chrome) -> None:
    before = rules.execute_script(VISIBLE_LEVELS)
    toggle(rules, "observed")
    shown = rules.execute_script(VISIBLE_LEVELS)
    assert shown == [level for level in before if level != "observed"]
    assert len(rules.execute_script(VISIBLE_RULES)) == rules.execute_script(IN_MENU) == len(shown)
    status = rules.find_element("css selector", ".evidence-filter output").text
    assert status == f"{len(shown)} of {len(before)} rules shown"
    toggle(rules, "observed")
    assert rules.execute_script(VISIBLE_LEVELS) == before


def test_the_keyboard_is_enough(rules: webdriver.Chrome) -> None:
    first = rules.find_element("css selector", ".evidence-filter input")
    level = first.get_attribute("value")
    rules.execute_script("arguments[0].focus()", first)
    ActionChains(rules).send_keys(Keys.SPACE).perform()
    assert level not in rules.execute_script(VISIBLE_LEVELS)
    ActionChains(rules).send_keys(Keys.TAB, Keys.SPACE).perform()
    second = rules.switch_to.active_element.get_attribute("value")
    assert second not in (None, level, *rules.execute_script(VISIBLE_LEVELS))


def test_a_link_to_a_rule_that_is_hidden_shows_it(rules: webdriver.Chrome) -> None:
    toggle(rules, "observed")
    rules.execute_script("location.hash = '#assignment-who'")
    assert rules.execute_async_script(
        "const done = arguments[0], rule = document.querySelector('#assignment-who');"
        "requestAnimationFrame(() => setTimeout(() => done(rule.checkVisibility())))"
    )
    assert rules.find_element("css selector", "input[value='observed']").is_selected()


def test_nothing_is_remembered(rules: webdriver.Chrome, site: Site) -> None:
    before = rules.execute_script(VISIBLE_RULES)
    toggle(rules, "observed")
    rules.refresh()
    assert rules.execute_script(VISIBLE_RULES) == before
    assert all(box.is_selected() for box in rules.find_elements("css selector", ".evidence-filter input"))
    kept = rules.execute_script(
        "return [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]"
    )
    assert [name for name in kept if "evidence" in name] == []


def test_the_table_of_all_rules_is_filtered_as_well(site: Site, chromium: webdriver.Chrome) -> None:
    chromium.get(site.url("fidelity.html"))
    before = chromium.execute_script(VISIBLE_ROWS)
    assert len(before) > 300
    for level in set(before) - {"unknown"}:
        toggle(chromium, level)
    assert set(chromium.execute_script(VISIBLE_ROWS)) == {"unknown"}


def test_without_scripts_all_rules_are_shown(site: Site, chromium: webdriver.Chrome) -> None:
    chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        chromium.get(site.url(PAGE))
    finally:
        chromium.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert chromium.find_elements("css selector", ".evidence-filter") == []
    assert len(chromium.execute_script(VISIBLE_RULES)) == len(chromium.execute_script(VISIBLE_LEVELS)) > 20


@pytest.mark.parametrize("page", ["index.html", "tutorial.html", "operations.html"])
def test_other_pages_have_no_filter(site: Site, chromium: webdriver.Chrome, page: str) -> None:
    chromium.get(site.url(page))
    assert chromium.find_elements("css selector", ".evidence-filter") == []
