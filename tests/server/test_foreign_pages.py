"""Pages of other hosts do not reach the server's API and moto's dashboard; SDKs reach moto's services by any name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.server import IdentityCenterServer

pytestmark = pytest.mark.sockets

API = ["/moto-api/", "/moto-api/data.json", "/moto-api/ssoadmin/calls", "//moto-api/ssoadmin/calls", "/%6doto-api/"]


@pytest.fixture(scope="module")
def server() -> Iterator[IdentityCenterServer]:
    with mock_ssoadmin(world={"users": {"ada": None}}), IdentityCenterServer() as server:
        yield server


def get(server: IdentityCenterServer, path: str, **headers: str) -> requests.Response:
    request = requests.Request("GET", server.url, headers=headers).prepare()
    request.url = server.url + path
    return requests.Session().send(request, timeout=10)


@pytest.mark.parametrize("path", API)
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:5000", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.7", "[", ""],
)
def test_a_foreign_host_is_refused(host: str, path: str, server: IdentityCenterServer) -> None:
    refused = get(server, path, Host=host)
    assert refused.status_code == 403
    assert refused.json()["type"] == "Forbidden"
    assert "--allow-host" in refused.json()["message"]


def test_a_refusal_says_what_to_do_about_it(server: IdentityCenterServer) -> None:
    assert get(server, API[0], Host="evil.example:5000").json()["message"] == (
        "The header Host names 'evil.example:5000', which is not a name of this machine. If the server is meant to be "
        "reached by it: ssoadmin-mock serve --allow-host evil.example"
    )
    assert get(server, API[0], Host="").json()["message"].endswith("ssoadmin-mock serve --allow-host NAME")
    assert get(server, API[0], Origin="https://evil.example:5000").json()["message"] == (
        "The header Origin names 'https://evil.example:5000': pages of other hosts may not use the API of this server. "
        "If this one is meant to: ssoadmin-mock serve --allow-host evil.example"
    )
    assert get(server, API[0], Origin="null").json()["message"].endswith("ssoadmin-mock serve --allow-host NAME")


@pytest.mark.parametrize("path", API)
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "null", "http://192.0.2.7", "file://", ""]
)
def test_a_foreign_origin_is_refused(origin: str, path: str, server: IdentityCenterServer) -> None:
    refused = get(server, path, Origin=origin)
    assert refused.status_code == 403
    assert refused.json()["type"] == "Forbidden"
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_a_foreign_page_is_not_told_that_it_may_ask(server: IdentityCenterServer) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = requests.options(f"{server.url}/moto-api/ssoadmin/dump-world", headers=headers, timeout=10)
    assert answer.status_code == 403


def test_what_it_may_not_do_is_not_done(server: IdentityCenterServer) -> None:
    page = {"Origin": "https://evil.example"}
    assert requests.post(f"{server.url}/moto-api/ssoadmin/reset", headers=page, timeout=10).status_code == 403
    dumped = requests.post(f"{server.url}/moto-api/ssoadmin/dump-world", timeout=10).json()
    assert list(dumped["users"]) == ["ada"]


def test_a_refusal_quotes_no_markup(server: IdentityCenterServer) -> None:
    refused = get(server, "/moto-api/", Host="<b>x</b>")
    assert refused.status_code == 403
    assert "<b>" not in refused.text
    assert refused.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost:5000", "localhost.", "127.0.0.1:5000", "127.8.9.1", "[::1]:5000", "acme.localhost"]
)
def test_names_of_loopback_are_answered(host: str, server: IdentityCenterServer) -> None:
    assert get(server, "/moto-api/ssoadmin/calls", Host=host).ok
    assert get(server, "/moto-api/ssoadmin/calls", Origin=f"http://{host}").ok


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_moto_s_services_answer_any_host(headers: dict[str, str], server: IdentityCenterServer) -> None:
    client = boto3.client("sso-admin", endpoint_url=server.url, region_name="us-east-1")

    def as_sent_elsewhere(request: Any, **_: Any) -> None:
        request.headers["Host"] = "sso.us-east-1.amazonaws.com"
        request.headers.update(headers)

    client.meta.events.register("before-send", as_sent_elsewhere)
    assert len(client.list_instances()["Instances"]) == 1


def test_a_host_that_is_allowed_is_answered() -> None:
    with mock_ssoadmin(), IdentityCenterServer(allow_hosts=["Mock.", "tests.example"]) as server:
        for name in ("mock", "mock:5000", "tests.example"):
            assert get(server, "/moto-api/", Host=name).ok
            assert get(server, "/moto-api/", Origin=f"http://{name}").ok
        assert get(server, "/moto-api/", Host="evil.example").status_code == 403


def test_a_server_for_other_machines_answers_to_addresses_but_to_no_name() -> None:
    with mock_ssoadmin(), IdentityCenterServer("0.0.0.0") as server:
        assert get(server, "/moto-api/", Host="192.0.2.7:5000").ok
        assert get(server, "/moto-api/", Host="192.0.2.7:5000", Origin="http://192.0.2.7:5000").ok
        assert get(server, "/moto-api/", Host="evil.example").status_code == 403
        assert get(server, "/moto-api/", Origin="http://192.0.2.8").status_code == 403


def test_the_address_that_it_listens_on_is_answered() -> None:
    with mock_ssoadmin(), IdentityCenterServer("127.0.0.2") as server:
        assert get(server, "/moto-api/").ok
        assert get(server, "/moto-api/", Host="192.0.2.7").status_code == 403
