"""The server as an object, in a thread of this process."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from typing import Any

import boto3
import pytest
import requests
from waitress.trigger import trigger

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.server import IdentityCenterServer, ServerStartError

pytestmark = pytest.mark.sockets


def test_it_listens_on_the_loopback_interface_only(idc: IdentityCenter) -> None:
    with IdentityCenterServer() as server:
        assert server.host == "127.0.0.1"
        assert server.url == f"http://127.0.0.1:{server.port}"
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((_address_of_this_machine(), server.port), timeout=5)


def _address_of_this_machine() -> str:
    # All of 127.0.0.0/8 is this machine; the server is bound to one address of it.
    return "127.0.0.2"


def test_it_has_every_service_of_moto(idc: IdentityCenter) -> None:
    with IdentityCenterServer() as server:
        keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing", "region_name": "us-east-1"}
        clients = {name: boto3.client(name, endpoint_url=server.url, **keys) for name in ("sso-admin", "s3", "sns")}
        clients["s3"].create_bucket(Bucket="reports")
        assert [bucket["Name"] for bucket in clients["s3"].list_buckets()["Buckets"]] == ["reports"]
        assert clients["sns"].list_topics()["Topics"] == []
        assert clients["sso-admin"].list_instances()["Instances"] == []


def test_it_shares_its_state_with_the_mock_of_this_process(idc: IdentityCenter) -> None:
    enabled = idc.enable_organization_instance()
    with IdentityCenterServer() as server:
        ensured = requests.post(f"{server.url}/moto-api/ssoadmin/ensure-organization-instance", timeout=10)
        assert ensured.json()["arn"] == enabled.arn


def test_it_stops_with_its_block(idc: IdentityCenter) -> None:
    threads = threading.active_count()
    with IdentityCenterServer() as server:
        pass
    assert threading.active_count() == threads
    with socket.create_server(("127.0.0.1", server.port)):
        pass


def test_it_installs_the_backend_itself() -> None:
    with IdentityCenterServer() as server:
        assert requests.post(f"{server.url}/moto-api/ssoadmin/settle", timeout=10).ok


def test_it_notes_calls_and_lets_them_fail_without_a_mock() -> None:
    with IdentityCenterServer() as server:
        api = f"{server.url}/moto-api/ssoadmin"
        fault = {"operation": "ListInstances", "error": "ThrottlingException"}
        requests.post(f"{api}/fail", json=fault, timeout=10).raise_for_status()
        client = client_with(server.environment)
        assert client.list_instances()["ResponseMetadata"]["RetryAttempts"] == 1
        assert len(requests.get(f"{api}/calls", timeout=10).json()["calls"]) == 2


def client_with(environment: dict[str, str]) -> Any:
    """A client as another program makes it that has these variables."""
    return boto3.client(
        "sso-admin",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )


@pytest.mark.parametrize("management", [None, "999988887777"])
def test_its_environment_leads_to_the_organization_instance(management: str | None) -> None:
    account = {"management_account": {"id": management}} if management else {}
    world = {"organization": account, "instance": {"region": "eu-central-1"}}
    with mock_ssoadmin(world=world) as idc, IdentityCenterServer() as server:
        (instance,) = client_with(server.environment).list_instances()["Instances"]
        assert instance["InstanceArn"] == idc.organization_instance.arn
        assert instance["OwnerAccountId"] == (management or "123456789012")


def test_a_taken_port_is_an_error_that_says_so(idc: IdentityCenter) -> None:
    with (
        IdentityCenterServer() as server,
        pytest.raises(ServerStartError, match=f"Port {server.port} of 127.0.0.1 is in use"),
        IdentityCenterServer(port=server.port),
    ):
        pass


@pytest.mark.parametrize("host", ["", ".", "é..x", "x" * 300])
def test_what_is_no_address_is_refused(host: str, idc: IdentityCenter) -> None:
    with (
        pytest.raises(ServerStartError, match=r"address to listen on is empty|Cannot listen on"),
        IdentityCenterServer(host),
    ):
        pass


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:5000"),
        ("::", "http://[::1]:5000"),
        ("::1", "http://[::1]:5000"),
        ("localhost", "http://localhost:5000"),
    ],
)
def test_its_url_is_one_that_this_machine_can_open(host: str, url: str) -> None:
    assert IdentityCenterServer(host, 5000).url == url


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_it_listens_on_ipv6(idc: IdentityCenter) -> None:
    with IdentityCenterServer("::1") as server:
        assert requests.post(f"{server.url}/moto-api/ssoadmin/settle", timeout=10).ok


def test_importing_it_loads_neither_moto_nor_boto3() -> None:
    code = "import sys, ssoadmin_mock.server; sys.exit(bool({'moto', 'boto3', 'flask'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_ends_when_its_thread_wakes_before_it_was_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    pull = trigger._physical_pull

    def late_pull(self: trigger) -> None:
        # The thread wakes for something else, and does what it is told to, before it is woken for that.
        pull(self)
        time.sleep(0.1)
        pull(self)

    with IdentityCenterServer() as server:
        requests.get(f"{server.url}/health", timeout=5).raise_for_status()
        monkeypatch.setattr(trigger, "_physical_pull", late_pull)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{server.url}/health", timeout=5)
