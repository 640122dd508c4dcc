"""Fixtures for every test: the mock, clients in process and over HTTP, and organizations to work in."""

from __future__ import annotations

import gc
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, settings

from ssoadmin_mock import IdentityCenter, OrganizationInstance, mock_ssoadmin
from ssoadmin_mock.server.http_server import HTTPServer
from ssoadmin_mock.server.limits import Limits
from ssoadmin_mock.server.middleware import Application
from tests.contract import outputs
from tests.exploring import EXPLORES
from tests.network import guard

if TYPE_CHECKING:
    from tests.center import Center

# How long an example takes says more about the machine than about the code. The examples are the same in every run, so
# that a change is judged by what it changed; EXPLORE=1 looks for new ones.
# No slow moment of the machine fails a test.
settings.register_profile(
    "ssoadmin_mock",
    deadline=None,
    database=None,
    derandomize=not EXPLORES,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ssoadmin_mock")

# coverage measures the workers of pytest-xdist, and not what tests start: that is slower, and its output is compared.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of every later search for garbage: it is millions of objects."""
    gc.collect()
    gc.freeze()


MANAGEMENT = "123456789012"
STANDALONE = "111122223333"

Connect = Callable[..., Any]
Send = Callable[..., requests.Response]


@pytest.fixture(autouse=True)
def _answers_fit_the_model() -> Iterator[None]:
    """Hold every answer that any test gets, in process or over HTTP, against the service model."""
    with outputs.watched() as problems:
        yield
    assert problems == []


@pytest.fixture(autouse=True)
def _on_this_machine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep every test off the network, and those that run in process off sockets altogether."""
    with guard.on(_may_open_sockets(request)) as refused:
        yield
    assert refused == []


def _may_open_sockets(request: pytest.FixtureRequest) -> bool:
    if request.node.get_closest_marker("sockets") or _runs_by_path(request.node.path):
        return True
    params = getattr(request.node, "callspec", None)
    over_http = params is not None and params.params.get("endpoint") == "server"
    return over_http or "server_url" in request.fixturenames


# They install things, need tools that the others do not, or talk to other programs; tox has an environment for each.
ONLY_BY_PATH = {"async_clients", "browser", "e2e", "mutation", "package"}


def _runs_by_path(path: Path) -> bool:
    return path.relative_to(Path(__file__).parent).parts[0] in ONLY_BY_PATH


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the tests that run in an environment of their own, unless they are asked for by path."""
    name = collection_path.name
    asked_for = any(name in Path(argument.partition("::")[0]).parts for argument in config.args)
    return True if name in ONLY_BY_PATH and not asked_for else None


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The server in a thread of this process, without a mock of its own: it shares the state of the active one."""
    limits = Limits()
    listener = socket.create_server(("127.0.0.1", 0))
    server = HTTPServer(Application(limits.body_bytes, "127.0.0.1"), listener, limits)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.stop()
    thread.join()


@pytest.fixture(params=["in-process", "server"])
def endpoint(request: pytest.FixtureRequest) -> dict[str, str]:
    """How clients reach the mock: each test runs in process and against the server."""
    return {} if request.param == "in-process" else {"endpoint_url": request.getfixturevalue("server_url")}


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    """The mock, active and empty."""
    with mock_ssoadmin() as idc:
        yield idc


@pytest.fixture
def connect(idc: IdentityCenter, endpoint: dict[str, str]) -> Connect:
    """Makes clients: ``connect("sso-admin", account_id=..., region_name=..., **what boto3's client takes)``."""

    def connect(
        service: str = "sso-admin", account_id: str = MANAGEMENT, region_name: str = "us-east-1", **kwargs: Any
    ) -> Any:
        return idc.session(account_id=account_id).client(service, region_name=region_name, **(endpoint | kwargs))

    return connect


@pytest.fixture
def sso(connect: Connect) -> Any:
    """A client of the account 123456789012 in us-east-1."""
    return connect()


@pytest.fixture
def send(idc: IdentityCenter, endpoint: dict[str, str]) -> Send:
    """Sends signed requests with any body: ``send(b"{", "ListInstances")``.

    Its ``headers`` are added to the usual ones or, where they are None, left out.
    """
    url = endpoint.get("endpoint_url", "https://sso.us-east-1.amazonaws.com") + "/"

    def send(
        body: bytes, operation: str = "ListInstances", headers: dict[str, str | None] | None = None
    ) -> requests.Response:
        target = {"X-Amz-Target": f"SWBExternalService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        wanted = {name: value for name, value in (target | (headers or {})).items() if value is not None}
        request = AWSRequest("POST", url, data=body, headers=wanted)
        SigV4Auth(Credentials("AKIAIOSFODNN7EXAMPLE", "secret"), "sso", "us-east-1").add_auth(request)
        return requests.post(url, data=body, headers=dict(request.headers), timeout=10)

    return send


@pytest.fixture
def unchecked(connect: Connect) -> Any:
    """A client that does not check parameters, as many other SDKs do not."""
    return connect(config=Config(parameter_validation=False))


@dataclass(frozen=True)
class Organization:
    """An organization with the instance enabled in us-east-1, and two member accounts."""

    management: str
    members: tuple[str, str]
    instance: OrganizationInstance


@pytest.fixture
def organization(idc: IdentityCenter, connect: Connect) -> Organization:
    """An organization managed by the account that `sso` calls from."""
    organizations = connect("organizations")
    organizations.create_organization(FeatureSet="ALL")
    members = tuple(
        organizations.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]["AccountId"]
        for name in ("dev", "prod")
    )
    return Organization(MANAGEMENT, members, idc.enable_organization_instance())  # type: ignore[arg-type]


@pytest.fixture
def delegate(organization: Organization, connect: Connect) -> str:
    """The first member account, registered as delegated administrator of Identity Center."""
    connect("organizations").register_delegated_administrator(
        AccountId=organization.members[0], ServicePrincipal="sso.amazonaws.com"
    )
    return organization.members[0]


@pytest.fixture
def center(organization: Organization, sso: Any, connect: Connect) -> Center:
    """The organization, with short names for what tests of assignments do."""
    from tests.center import Center

    return Center(organization, sso, connect)


def error_of(call: Callable[..., Any], /, **params: Any) -> tuple[str, str]:
    """Return code and message of the error that a client's call ends in."""
    with pytest.raises(ClientError) as caught:
        call(**params)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]
