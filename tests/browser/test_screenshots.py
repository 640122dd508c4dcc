"""The pictures of the docs can be taken anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium import webdriver

from tests.browser import screenshots

LARGEST = 200_000


def test_pictures_are_taken_in_both_themes(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    pictures = screenshots.take(chromium, tmp_path)
    assert [picture.name for picture in pictures] == ["access-light.png", "access-dark.png"]
    assert sorted(tmp_path.iterdir()) == sorted(pictures)
    light, dark = (picture.read_bytes() for picture in pictures)
    assert light != dark
    assert max(len(light), len(dark)) < LARGEST


@pytest.mark.sockets
def test_pictures_of_signing_in_are_taken_in_both_themes(chromium: webdriver.Chrome, tmp_path: Path) -> None:
    pictures = screenshots.take_sign_in(chromium, tmp_path)
    assert [picture.name for picture in pictures] == ["sign-in-light.png", "sign-in-dark.png"]
    light, dark = (picture.read_bytes() for picture in pictures)
    assert light != dark


def test_the_docs_have_them_and_they_are_small() -> None:
    found = {picture.name: picture.stat().st_size for picture in screenshots.IMAGES.glob("*.png")}
    assert found.keys() == {f"{what}-{theme}.png" for what in ("access", "sign-in") for theme in ("light", "dark")}
    assert max(found.values()) < LARGEST
