"""The page asks no network for anything, and names are names."""

from __future__ import annotations

from selenium import webdriver

from ssoadmin_mock.insight.matrix import AccessMatrix
from tests.browser.conftest import OpenPage, requested
from tests.insight.matrices import HOSTILE, hostile


def test_the_browser_asks_for_the_page_alone(
    open_page: OpenPage, acme: AccessMatrix, chromium: webdriver.Chrome
) -> None:
    page = open_page(acme)
    page.cell("ada", "acme-root").click()
    assert [url for url in requested(chromium) if not url.startswith("data:")] == [
        page.run("return location.href.split('#')[0]")
    ]


def test_the_policy_forbids_what_the_page_does_not_do(open_page: OpenPage, acme: AccessMatrix) -> None:
    page = open_page(acme)
    forbidden = """
        const done = arguments[0];
        const directives = [];
        addEventListener("securitypolicyviolation", (event) => directives.push(event.effectiveDirective));
        fetch("https://example.com/").catch(() => {});
        document.body.append(Object.assign(new Image(), { src: "https://example.com/x.png" }));
        document.body.append(Object.assign(document.createElement("script"), { textContent: "window.hacked = true" }));
        document.body.setAttribute("onclick", "window.hacked = true");
        document.body.setAttribute("style", "color: red");
        setTimeout(() => done(directives.sort()), 300);"""
    assert page.driver.execute_async_script(forbidden) == [
        "connect-src",
        "img-src",
        "script-src-attr",
        "script-src-elem",
        "style-src-attr",
    ]
    # What was tried and refused is no fault of the page's.
    page.driver.get_log("browser"), page.driver.get_log("performance")
    assert page.run("return window.hacked") is None


def test_names_are_never_taken_for_markup(open_page: OpenPage) -> None:
    page = open_page(hostile(), title=HOSTILE[0])
    assert page.one("header p").text == HOSTILE[0]
    assert page.driver.title == f"Who has access: {HOSTILE[0]}"
    script = "return [...document.querySelectorAll('[role=rowheader] .name')].map((name) => name.textContent)"
    shown = page.run(script)
    assert len(shown) > 3
    assert shown == HOSTILE[: len(shown)]
    page.one("[data-row='1'][data-column='1']").click()
    assert page.one("h2").text == f"{HOSTILE[0]} in {HOSTILE[0]}"
    assert len(page.texts("#details section")) == len(HOSTILE)
    assert len(page.printed()) == len(hostile())
    page.filter(name=HOSTILE[1])
    assert page.one("[role=rowheader]").get_attribute("title") == HOSTILE[1]
    assert page.run("return [window.hacked, document.images.length, document.scripts.length]") == [None, 0, 3]
