"""Starts Debian's Chromium, without a window and without a network of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

# No first-run pages, and nothing that Chromium fetches for itself.
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
]


class MissingProgramError(Exception):
    """Chromium or its driver is not installed."""


@contextmanager
def chromium(profile: Path) -> Iterator[webdriver.Chrome]:
    """Run a browser.

    :param profile: an empty directory.
    :raises MissingProgramError: when it is not installed.
    """
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    for option in [*OPTIONS, f"--user-data-dir={profile}"]:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(_program("chromedriver"))) as driver:
        yield driver


def prefer(driver: webdriver.Chrome, scheme: str) -> None:
    """Have the system prefer a theme, ``light`` or ``dark``."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [feature]})


def _program(name: str) -> str:
    # selenium would download what it is not given.
    path = shutil.which(name)
    if path is None:
        raise MissingProgramError(f"{name} is not installed: apt-get install chromium chromium-driver")
    return path
