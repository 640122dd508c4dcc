"""Pages: what hosts of AWS answer beside the operations of their APIs, in process and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import httpx
import pytest
import requests

from ssoadmin_mock import IdentityCenter, UnmockedAWSCallError, mock_ssoadmin
from ssoadmin_mock.plugin import pages
from ssoadmin_mock.server import IdentityCenterServer
from ssoadmin_mock.services import discovery
from ssoadmin_mock.services.pages import Page, PageAnswer
from ssoadmin_mock.wire.protocols import HttpRequest

HOST = "https://device.sso.us-east-1.amazonaws.com"


def told(request: HttpRequest, body: bytes) -> PageAnswer:
    """Say what was asked, and lead elsewhere."""
    text = f"{request.method} {request.origin} {request.query} {request.header('x-who')} {body.decode()}"
    return PageAnswer(text, status=302, headers={"Location": "http://127.0.0.1/done"})


PAGE = Page(("GET", "POST"), r"device\.sso\.[^.]+\.amazonaws\.com", "/verify/[a-z]+", told)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[IdentityCenter]:
    first, *others = discovery.services().values()
    with_page = MappingProxyType({each.name: each for each in (replace(first, pages=(PAGE,)), *others)})
    monkeypatch.setattr(pages, "services", lambda: with_page)
    with mock_ssoadmin() as idc:
        yield idc


@pytest.mark.parametrize("client", [requests, httpx], ids=["requests", "httpx"])
def test_a_page_is_answered_in_process(page: IdentityCenter, client: type[requests]) -> None:
    options = {"headers": {"X-Who": "me"}, "timeout": 10}
    follow = {"allow_redirects": False} if client is requests else {"follow_redirects": False}
    response = client.post(f"{HOST}/verify/me?a=1", data=b"x" if client is requests else None, **options, **follow)
    assert response.text.startswith(f"POST {HOST} a=1 me")
    assert (response.status_code, response.headers["Location"]) == (302, "http://127.0.0.1/done")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.sockets
def test_a_page_is_answered_at_a_server_whatever_its_host(page: IdentityCenter) -> None:
    with IdentityCenterServer() as server:
        url = f"{server.url}/verify/me?a=1"
        response = requests.post(url, data=b"x", headers={"X-Who": "me"}, timeout=10, allow_redirects=False)
        assert (response.status_code, response.text) == (302, f"POST {server.url} a=1 me x")
        assert requests.put(url, timeout=10).status_code != 302


@pytest.mark.parametrize(
    ("method", "url"),
    [
        ("PUT", f"{HOST}/verify/me"),
        ("GET", f"{HOST}/verify/me/more"),
        ("GET", "https://device.sso.us-east-1.api.aws/verify/me"),
    ],
)
def test_nothing_else_is(page: IdentityCenter, method: str, url: str) -> None:
    with pytest.raises(UnmockedAWSCallError):
        requests.request(method, url, timeout=10)
