"""Chromium, and pages in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.insight.page import page
from tests.browser.chromium import chromium as start_chromium
from tests.browser.chromium import prefer
from tests.browser.report_page import ReportPage
from tests.browser.site import Site, build
from tests.docs.examples import ROOT

OpenPage = Callable[..., ReportPage]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    """One browser for all tests, with a profile of its own."""
    with start_chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the documentation."""
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture
def open_page(chromium: webdriver.Chrome, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens the page of a matrix: ``open_page(matrix, "#name=ada", title="acme")``.

    Afterwards the browser must have asked for nothing but that page, and have had nothing to complain of.
    """
    file = tmp_path / "access.html"

    def open_page(
        matrix: AccessMatrix,
        fragment: str = "",
        *,
        title: str = "world.yaml",
        dark: bool = False,
        stored: dict[str, str] | None = None,
    ) -> ReportPage:
        file.write_text(page(matrix, title), encoding="utf-8")
        prefer(chromium, "dark" if dark else "light")
        # From an empty page: a change of the fragment alone would not load the file again.
        chromium.get("about:blank")
        chromium.get_log("performance"), chromium.get_log("browser")
        report = ReportPage(chromium)
        report.load(f"{file.as_uri()}{fragment}", stored or {})
        return report

    yield open_page
    assert {url for url in requested(chromium) if not url.startswith("data:")} <= {file.as_uri()}
    assert [entry["message"] for entry in chromium.get_log("browser")] == []


def requested(chromium: webdriver.Chrome) -> list[str]:
    """The addresses that the browser has asked for since the last time, without their fragments."""
    events = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [event["request"]["url"] for event in sent]


@pytest.fixture(scope="session")
def acme() -> AccessMatrix:
    """The world that the how-to shows."""
    return AccessMatrix.of_world(ROOT / "docs" / "how-to" / "acme.yaml")
