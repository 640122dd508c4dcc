"""Every page of the site at three widths, in light and dark: nothing is clipped, unreadable or missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.chromium import prefer
from tests.browser.contrasts import contrasts
from tests.browser.site import Site
from tests.docs.examples import ROOT

WIDTHS = [400, 1000, 1400, 1600]
THEMES = ["light", "dark"]
OF_COMPUTERS = 1000
"""From here on a window has room for whole tables."""

# Why a reader would not see something: the page is wider than the window, or something ends outside of it, or a table
# outside of what is around it, and nothing scrolls.
CLIPPED = """
const width = document.documentElement.clientWidth;
const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
function* around(element) {
  for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) yield outer;
}
const right = (element) => element.getBoundingClientRect().right;
const found = document.documentElement.scrollWidth > width ? ["the page"] : [];
for (const element of document.querySelectorAll(".content *:not(pre *)")) {
  if (!element.checkVisibility() || [...around(element)].some(scrolls)) continue;
  const bounds = element.matches("table") ? Math.min(width, right(element.parentElement)) : width;
  if (right(element) > bounds + 1) found.push(`${element.tagName}: ${element.textContent.trim().slice(0, 40)}`);
}
return found;
"""
# Tables that show all of their columns only when they are scrolled.
SCROLLED = """
return [...document.querySelectorAll(".table-wrapper")]
  .filter((wrapper) => wrapper.scrollWidth > wrapper.clientWidth + 1)
  .map((wrapper) => wrapper.textContent.trim().replace(/\\s+/g, " ").slice(0, 60));
"""
IN_SIGHT = """
const { top, bottom } = document.querySelector(":target").getBoundingClientRect();
return top >= 0 && bottom <= innerHeight;
"""
IS_DARK = "return matchMedia('(prefers-color-scheme: dark)').matches"
# Without icons that are to be faint until the pointer is there.
TEXTS = contrasts("article *:not(svg), .sidebar-tree *:not(svg), .toc-tree *")


@contextmanager
def window(chromium: webdriver.Chrome, width: int) -> Iterator[None]:
    """A window of this width; Chromium opens none that is as narrow as a telephone."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@dataclass
class Seen:
    """What is wrong with pages, each with what it concerns."""

    clipped: set[tuple[str, int, str]] = field(default_factory=set)
    scrolled: set[tuple[str, int, str]] = field(default_factory=set)
    faint: set[tuple[str, str, str]] = field(default_factory=set)
    themes: set[tuple[str, bool]] = field(default_factory=set)


@pytest.fixture(scope="module")
def seen(site: Site, chromium: webdriver.Chrome) -> Seen:
    """Every page, looked at: it is opened once, and then the window is changed and the theme."""
    seen = Seen()
    for page in [*site.written(), *site.sources()[::10]]:  # pages of sources are all alike, and long
        chromium.get(site.url(page))
        for width in WIDTHS:
            with window(chromium, width):
                seen.clipped |= {(page, width, found) for found in chromium.execute_script(CLIPPED)}
                if width >= OF_COMPUTERS:
                    seen.scrolled |= {(page, width, found) for found in chromium.execute_script(SCROLLED)}
        for theme in THEMES:
            prefer(chromium, theme)
            seen.themes.add((theme, chromium.execute_script(IS_DARK)))
            seen.faint |= {(page, theme, text) for ratio, text in chromium.execute_script(TEXTS) if ratio < 4.5}
    return seen


def test_no_page_clips_what_it_shows(site: Site, seen: Seen) -> None:
    assert len(site.written()) > 100
    assert seen.clipped == set()


def test_tables_show_all_their_columns_on_the_screens_of_computers(seen: Seen) -> None:
    assert seen.scrolled == set()


def test_texts_stand_out_from_what_is_behind_them_in_light_and_dark(seen: Seen) -> None:
    assert seen.themes == {("light", False), ("dark", True)}
    assert seen.faint == set()


@pytest.mark.parametrize("theme", THEMES)
def test_texts_that_do_not_stand_out_are_noticed(chromium: webdriver.Chrome, tmp_path: Path, theme: str) -> None:
    page = tmp_path / "page.html"
    color = "#999" if theme == "light" else "#666"
    rules = "body { background: white } @media (prefers-color-scheme: dark) { body { background: black } }"
    page.write_text(f"<!doctype html><style>{rules}</style><article><p style='color: {color}'>it")
    prefer(chromium, theme)
    chromium.get(page.as_uri())
    ((ratio, _),) = chromium.execute_script(TEXTS)
    assert 2.5 < ratio < 4.5


def test_what_would_be_clipped_is_noticed(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    chip = (
        "<p style='width: {}px; overflow-x: hidden'>It is <span style='display: inline-block; width: 900px'>wide</span>"
    )
    for html, seen in [
        (chip.format(300), ["SPAN: wide"]),
        ("<p style='width: 900px'>wide", ["the page", "P: wide"]),
        ("<div style='width: 200px; overflow: hidden'><table style='width: 300px'><td>it", ["TABLE: it"]),
        ("<div style='width: 200px; overflow: auto'><table style='width: 300px'><td>it", []),
    ]:
        page.write_text(f"<!doctype html><body style='margin: 0'><div class=content>{html}</div>")
        with window(chromium, 400):
            chromium.get(page.as_uri())
            assert chromium.execute_script(CLIPPED) == seen


def test_links_within_the_site_lead_somewhere(site: Site) -> None:
    broken = {page: links for page in site.pages() if (links := list(site.broken(page)))}
    assert {page: links for page, links in broken.items() if not page.startswith("_modules/")} == {}
    # From the source of what has another public name, Sphinx leads to the page of the API, and not to the name.
    assert {urldefrag(link)[0] for links in broken.values() for link in links} <= {
        "../../reference/api.html",
        "../../../reference/api.html",
    }


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<a href='b.html#x'><a href='b.html#y'><a href='c.html'><img src='https://e.com/'>"
    )
    (tmp_path / "b.html").write_text("<p id='x'>")
    assert list(Site(tmp_path).broken("a.html")) == ["b.html#y", "c.html"]


def test_a_link_to_a_test_shows_the_test(site: Site, chromium: webdriver.Chrome) -> None:
    name = "test_a_denial_names_the_session_of_the_role"
    chromium.get(site.url("fidelity/sso-admin/assignment.html"))
    chromium.find_element("link text", name).click()
    assert chromium.title.startswith("tests/effects/test_iam.py")
    line = chromium.execute_script("return document.querySelector(':target').textContent")
    assert line.startswith(f"def {name}(")
    WebDriverWait(chromium, 10).until(lambda chromium: chromium.execute_script(IN_SIGHT))
    shown = chromium.execute_script("return document.querySelector('article pre').textContent")
    assert shown.strip() == (ROOT / "tests" / "effects" / "test_iam.py").read_text(encoding="utf-8").strip()


def test_no_link_downloads_a_file(site: Site) -> None:
    assert not (site.folder / "_downloads").exists()
