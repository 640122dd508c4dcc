"""The page as those who use it see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

Grant = tuple[str, str, str, str, str]
"""Principal, account, permission set, how, and whether the role is the latest, as a printed row says it."""


class ReportPage:
    """An open page.

    :param driver: the browser.
    """

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def one(self, selector: str) -> WebElement:
        self.settle()
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        self.settle()
        script = "return [...document.querySelectorAll(arguments[0])].map((found) => found.innerText.trim())"
        found: list[str] = self.run(script, selector)
        return found

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def settle(self) -> None:
        """Wait until what follows a change of sizes has been drawn."""
        self.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    @contextmanager
    def width(self, pixels: int) -> Iterator[None]:
        """Give the window another width."""
        sizes = {"width": pixels, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def load(self, url: str, stored: dict[str, str]) -> None:
        """Load a page that finds exactly this in its storage, before any script of its own runs.

        What another document has stored or cleared is not always known yet: Chromium passes it on in the background.
        """
        script = f"localStorage.clear(); Object.assign(localStorage, {json.dumps(stored)})"
        added = self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
        try:
            self.driver.get(url)
        finally:
            self.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)

    def press(self, *keys: str, holding: str | None = None) -> None:
        chain = ActionChains(self.driver, duration=0)
        if holding:
            chain.key_down(holding)
        chain.send_keys(*keys)
        if holding:
            chain.key_up(holding)
        chain.perform()

    def hover(self, selector: str) -> None:
        ActionChains(self.driver, duration=0).move_to_element(self.one(selector)).perform()

    def filter(self, **values: str) -> None:
        """Fill in fields by their names."""
        for name, value in values.items():
            field = self.one(f"#filter [name={name}]")
            if field.tag_name == "select":
                # Typed, as selenium's own way leaves out an event that browsers give.
                field.send_keys(field.find_element(By.CSS_SELECTOR, f"[value={value}]").text)
            else:
                field.clear()
                field.send_keys(value)

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers on top, by their names."""
        script = """return Object.fromEntries([...document.querySelectorAll("#summary div")].map(
            (tile) => [tile.dataset.number, tile.querySelector("dd").textContent]))"""
        return {name: int(number.replace(",", "")) for name, number in self.run(script).items()}

    @property
    def matches(self) -> str:
        return self.one("#matches").text

    @property
    def principals(self) -> list[str]:
        return self.texts("[role=rowheader] .name")

    @property
    def accounts(self) -> list[str]:
        return self.texts("[role=columnheader]:not(.corner) .name")

    def cell(self, principal: str, account: str) -> WebElement:
        """The cell of two names that are in sight."""
        self.settle()
        script = """
            const byName = (role) => (name) => [...document.querySelectorAll(`[role=${role}]`)].find(
                (heading) => heading.querySelector(".name")?.textContent === name);
            const { row } = byName("rowheader")(arguments[0]).dataset;
            const { column } = byName("columnheader")(arguments[1]).dataset;
            return document.querySelector(`[data-row="${row}"][data-column="${column}"]`);"""
        found: WebElement = self.run(script, principal, account)
        return found

    @property
    def explained(self) -> list[str]:
        """The permission sets that the panel has a section for."""
        return self.texts("#details h3 .name")

    @property
    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    @property
    def fragment(self) -> dict[str, list[str]]:
        """What the address says about the view."""
        return parse_qs(urlsplit(self.driver.current_url).fragment)

    def printed(self) -> list[Grant]:
        """The rows that would be printed now."""
        rows = self.run("""
            dispatchEvent(new Event("beforeprint"));
            const rows = [...document.querySelectorAll("#printout tbody tr")];
            const cells = rows.map((row) => [...row.cells].map((cell) => cell.textContent));
            dispatchEvent(new Event("afterprint"));
            return cells;""")
        return [tuple(row) for row in rows]

    def color(self, selector: str, name: str = "background-color") -> tuple[int, int, int]:
        """A color of an element, however it is written."""
        script = """
            const canvas = new OffscreenCanvas(1, 1).getContext("2d");
            canvas.fillStyle = getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1]);
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];"""
        red, green, blue, _ = self.run(script, selector, name)
        return red, green, blue


TAB, ENTER, SPACE, ESCAPE = Keys.TAB, Keys.ENTER, Keys.SPACE, Keys.ESCAPE
LEFT, RIGHT, UP, DOWN = Keys.ARROW_LEFT, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_DOWN
HOME, END, PAGE_UP, PAGE_DOWN, CONTROL = Keys.HOME, Keys.END, Keys.PAGE_UP, Keys.PAGE_DOWN, Keys.CONTROL
