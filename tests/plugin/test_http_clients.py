"""What other clients than botocore and `requests` ask of AWS: answered or stopped, and never sent."""

from __future__ import annotations

import asyncio
import http.client
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, UnmockedAWSCallError, mock_ssoadmin
from ssoadmin_mock.plugin.guard import Guard

httpx = pytest.importorskip("httpx")

UNKNOWN = "https://nothing.us-east-1.amazonaws.com/"


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    with mock_ssoadmin(organization_instance=True) as idc:
        yield idc


@pytest.fixture
def headers(idc: IdentityCenter) -> dict[str, str]:
    return {"Authorization": f"Bearer {idc.create_scim_token()}"}


USER = {"userName": "ada", "displayName": "Ada", "name": {"givenName": "Ada", "familyName": "L"}}


def test_httpx_is_answered(idc: IdentityCenter, headers: dict[str, str]) -> None:
    with httpx.Client(base_url=idc.scim_endpoint, headers=headers) as client:
        made = client.post("Users", json=USER)
        assert (made.status_code, made.headers["Content-Type"]) == (201, "application/json")
        assert client.get("Users", params={"filter": 'userName eq "ada"'}).json()["Resources"] == [made.json()]
        assert client.delete(f"Users/{made.json()['id']}").content == b""
        # A body that comes in pieces.
        assert client.post("Users", content=(part for part in [b"{", b"}"])).status_code == 400


def test_httpx_is_answered_where_nobody_waits(idc: IdentityCenter, headers: dict[str, str]) -> None:
    async def both() -> list[int]:
        async with httpx.AsyncClient(base_url=idc.scim_endpoint, headers=headers) as client:
            answers = await asyncio.gather(client.post("Users", json=USER), client.get("ServiceProviderConfig"))
            return [answer.status_code for answer in answers]

    assert asyncio.run(both()) == [201, 200]


def test_clients_of_httpx_that_are_older_than_the_mock_are_answered() -> None:
    with httpx.Client() as client:
        with mock_ssoadmin(organization_instance=True) as idc:
            assert client.get(idc.scim_endpoint + "Users").status_code == 401
        with Guard("No mock is active."), pytest.raises(UnmockedAWSCallError, match="No mock is active"):
            client.get("https://scim.us-east-1.amazonaws.com/x/scim/v2/Users")


def test_other_transports_of_httpx_are_left_alone(idc: IdentityCenter) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(418))
    assert httpx.Client(transport=transport).get(idc.scim_endpoint).status_code == 418


def test_what_httpx_asks_of_nobody_is_an_error(idc: IdentityCenter) -> None:
    with pytest.raises(UnmockedAWSCallError, match=UNKNOWN):
        httpx.get(UNKNOWN)


def with_urllib(url: str) -> object:
    return urllib.request.urlopen(url)


def with_http_client(url: str) -> object:
    connection = http.client.HTTPSConnection(url.split("/")[2])
    connection.request("GET", "/")
    return connection.getresponse()


def through_a_proxy(url: str) -> object:
    connection = http.client.HTTPSConnection("127.0.0.1", 9)
    connection.set_tunnel(url.split("/")[2])
    connection.request("GET", "/")
    return connection.getresponse()


@pytest.mark.parametrize("call", [with_urllib, with_http_client, through_a_proxy])
def test_others_are_stopped_before_they_connect(idc: IdentityCenter, call: Callable[[str], object]) -> None:
    with pytest.raises(UnmockedAWSCallError, match="not answered in process"):
        call(idc.scim_endpoint)


@pytest.mark.parametrize("call", [with_urllib, with_http_client, httpx.get])
def test_the_guard_stops_them_outside_a_mock(call: Callable[[str], object]) -> None:
    with Guard("No mock is active."), pytest.raises(UnmockedAWSCallError, match="No mock is active"):
        call("https://scim.us-east-1.amazonaws.com/x/scim/v2/Users")


def test_what_is_to_pass_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda transport, request: httpx.Response(418))
    config: Any = {"core": {"passthrough": {"urls": [".*nothing.*"]}}}
    with mock_ssoadmin(config=config):
        assert httpx.get(UNKNOWN).status_code == 418
        with pytest.raises(UnmockedAWSCallError):
            httpx.get(UNKNOWN.replace("nothing", "other"))
    assert httpx.get("https://example.com/").status_code == 418


def test_aiohttp_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    class ClientSession:
        """What is used of aiohttp's, which need not be installed."""

        async def _request(self, method: str, url: str) -> str:
            return f"sent {method} {url}"

        def _build_url(self, url: str) -> str:
            return url

    import sys
    from types import ModuleType

    module = ModuleType("aiohttp")
    module.ClientSession = ClientSession  # type: ignore[attr-defined]  # it is made here
    monkeypatch.setitem(sys.modules, "aiohttp", module)
    with mock_ssoadmin():
        with pytest.raises(UnmockedAWSCallError, match="not answered in process"):
            asyncio.run(ClientSession()._request("GET", UNKNOWN))
        assert asyncio.run(ClientSession()._request("GET", "http://example.com")) == "sent GET http://example.com"
    assert asyncio.run(ClientSession()._request("GET", UNKNOWN)) == f"sent GET {UNKNOWN}"


def test_all_is_as_before_after_the_mock() -> None:
    before = (httpx.HTTPTransport.handle_request, http.client.HTTPConnection.connect)
    with mock_ssoadmin():
        assert httpx.HTTPTransport.handle_request is not before[0]
    assert (httpx.HTTPTransport.handle_request, http.client.HTTPConnection.connect) == before
