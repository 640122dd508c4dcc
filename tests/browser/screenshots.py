"""Takes the pictures of the docs anew: ``python -m tests.browser.screenshots``, with what `tox -e browser` installs.

They look as they do with the font Inter (Debian's package ``fonts-inter``).
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver

from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.insight.page import page
from tests.browser.chromium import chromium, prefer
from tests.browser.report_page import ReportPage
from tests.browser.sign_in_page import waiting
from tests.docs.examples import ROOT

WORLD = ROOT / "docs" / "how-to" / "acme.yaml"
IMAGES = ROOT / "docs" / "images"


def take(driver: webdriver.Chrome, where: Path) -> list[Path]:
    """Write a picture in each theme into a directory, and return their files."""
    file = where / "access.html"
    file.write_text(page(AccessMatrix.of_world(WORLD), WORLD.name), encoding="utf-8")
    pictures = []
    for theme in ("light", "dark"):
        prefer(driver, theme)
        driver.get(file.as_uri())
        report = ReportPage(driver)
        report.run("document.getElementById('grid').scrollTo(700, 64)")
        report.cell("grace", "payments-prod").click()
        # Beside the matrix, so that nothing in it is highlighted but what was chosen.
        report.hover("h1")
        pictures.append(where / f"access-{theme}.png")
        driver.save_screenshot(str(pictures[-1]))
        driver.get("about:blank")
    file.unlink()
    return pictures


def take_sign_in(driver: webdriver.Chrome, where: Path) -> list[Path]:
    """Write a picture of the verification page in each theme into a directory, and return their files."""
    pictures = []
    with waiting() as server:
        server.device(server.client("my tool"))
        for theme in ("light", "dark"):
            prefer(driver, theme)
            driver.set_window_size(700, 620)
            driver.get(f"{server.url}/device")
            pictures.append(where / f"sign-in-{theme}.png")
            driver.save_screenshot(str(pictures[-1]))
            driver.get("about:blank")
    driver.set_window_size(1400, 900)
    return pictures


if __name__ == "__main__":
    with TemporaryDirectory() as profile, chromium(Path(profile)) as driver:
        print(*take(driver, IMAGES), *take_sign_in(driver, IMAGES), sep="\n")
