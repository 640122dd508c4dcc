"""Finds pages, in process and on a server; `ssoadmin_mock.services.pages` says what they are and how to add one."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.pages import Page, find_page
from ssoadmin_mock.services.service import Service


def page_in_process(method: str, url: str) -> Page | None:
    """Return the page that a request in process is for, or None."""
    pages = _all()
    if not pages:
        return None
    parts = urlsplit(url)
    return find_page(pages, method, parts.path or "/", parts.hostname or "")


def page_on_server(method: str, path: str) -> Page | None:
    """Return the page that a request to a server is for, or None."""
    return find_page(_all(), method, path)


def _all() -> tuple[Page, ...]:
    return _pages_of(tuple(services().values()))


@cache
def _pages_of(of: tuple[Service, ...]) -> tuple[Page, ...]:
    return tuple(page for service in of for page in service.pages)
