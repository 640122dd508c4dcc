"""`ssoadmin-mock serve` as a user starts it: a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import monotonic, sleep

import boto3
import pytest
import requests
from botocore import UNSIGNED
from botocore.config import Config

from ssoadmin_mock.cli import main
from tests.services.signing_in import DEVICE_CODE
from tests.serving import exports, serving

pytestmark = pytest.mark.sockets


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_it_prints_what_a_shell_has_to_export() -> None:
    with serving("--port", "0") as (_, printed):
        exported = exports(printed)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", exported["AWS_ENDPOINT_URL"])
        assert exported["AWS_ENDPOINT_URL"] in printed.splitlines()[0]
        assert {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items() <= exported.items()
        client = boto3.client(
            "sso-admin",
            region_name=exported["AWS_DEFAULT_REGION"],
            endpoint_url=exported["AWS_ENDPOINT_URL"],
            aws_access_key_id=exported["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=exported["AWS_SECRET_ACCESS_KEY"],
        )
        assert client.list_instances()["Instances"] == []


def test_it_prints_the_scim_endpoint_with_a_token() -> None:
    with serving("--port", "0", "--scim") as (_, printed):
        exported = exports(printed)
        assert exported["SCIM_ENDPOINT"].startswith(exported["AWS_ENDPOINT_URL"])
        headers = {"Authorization": f"Bearer {exported['SCIM_TOKEN']}"}
        answer = requests.get(exported["SCIM_ENDPOINT"] + "Users", headers=headers, timeout=10)
        assert answer.json()["Resources"] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_cleanly_and_frees_the_port(number: signal.Signals) -> None:
    with serving("--port", "0") as (process, printed):
        url = exports(printed)["AWS_ENDPOINT_URL"]
        assert requests.post(f"{url}/moto-api/ssoadmin/settle", timeout=10).ok
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
        with socket.create_server(("127.0.0.1", int(url.rpartition(":")[2]))):
            pass


def stop_when_announced(stdout: StringIO, number: int) -> list[str]:
    """Send this process a signal as soon as the server in its main thread has announced itself.

    :param stdout: what the server prints to. (What pytest captures is lost when it is read while it is written.)
    :param number: the signal.
    :returns: will have what the server said of its organization instance, as the only item.
    """
    said: list[str] = []

    def wait_and_stop() -> None:
        end = monotonic() + 60
        while "AWS_DEFAULT_REGION" not in stdout.getvalue() and monotonic() < end:
            sleep(0.01)
        try:
            url = exports(stdout.getvalue())["AWS_ENDPOINT_URL"]
            said.append(requests.post(f"{url}/moto-api/ssoadmin/ensure-organization-instance", timeout=10).text)
        finally:
            os.kill(os.getpid(), number)

    threading.Thread(target=wait_and_stop, daemon=True).start()
    return said


@pytest.mark.usefixtures("idc")
@pytest.mark.parametrize(
    ("arguments", "region"),
    [
        (["--organization-instance"], "us-east-1"),
        (["--organization-instance", "eu-central-1"], "eu-central-1"),
        (["--max-body", "1000"], "us-east-1"),
    ],
)
def test_the_organization_instance_is_enabled_on_demand(
    arguments: list[str], region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_PORT", "1")
    handlers = [signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)]
    with redirect_stdout(StringIO()) as stdout:
        said = stop_when_announced(stdout, signal.SIGTERM)
        assert main(["serve", "--port", "0", *arguments]) == 0
    assert [f'"region_name": "{region}"' in text for text in said] == [True]
    assert exports(stdout.getvalue())["AWS_ENDPOINT_URL"].endswith(f":{os.environ['MOTO_PORT']}")
    assert [signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)] == handlers


def test_a_taken_port_is_said_to_be_taken(taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", str(taken_port)]) == 1
    message = capsys.readouterr().err
    assert message == (
        f"ssoadmin-mock serve: Port {taken_port} of 127.0.0.1 is in use. Stop the program that uses it, or choose "
        "another port (0 takes a free one).\n"
    )


def test_an_address_of_another_machine_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "192.0.2.1", "--port", "0"]) == 1
    assert "Cannot listen on 192.0.2.1" in capsys.readouterr().err


def test_a_missing_extra_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "flask", None)
    assert main(["serve"]) == 1
    message = capsys.readouterr().err
    assert "(flask)" in message
    assert "pip install 'ssoadmin-mock[server]'" in message


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_what_is_not_a_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert f"{port!r} is not a port" in capsys.readouterr().err


def test_it_begins_with_a_world(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text('{"organization": {"accounts": {"dev": "111122223333"}}, "permission_sets": {"P": null}}')
    with serving("--port", "0", "--world", str(file)) as (_, printed):
        url = exports(printed)["AWS_ENDPOINT_URL"]
        sso = boto3.client(
            "sso-admin", endpoint_url=url, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x"
        )
        arn = sso.list_instances()["Instances"][0]["InstanceArn"]
        assert len(sso.list_permission_sets(InstanceArn=arn)["PermissionSets"]) == 1


def test_a_user_can_sign_in_at_once(tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    file.write_text("users: {ada: }", encoding="utf-8")
    with serving("--port", "0", "--world", str(file), "--auto-sign-in", "ada") as (_, printed):
        url = exports(printed)["AWS_ENDPOINT_URL"]
        instance = requests.get(f"{url}/moto-api/ssoadmin/organization-instance", timeout=10).json()
        options = {"region_name": "us-east-1", "endpoint_url": url, "config": Config(signature_version=UNSIGNED)}
        oidc = boto3.client("sso-oidc", **options)
        registered = oidc.register_client(clientName="tool", clientType="public")
        client = {name: registered[name] for name in ("clientId", "clientSecret")}
        start_url = f"https://{instance['identity_store_id']}.awsapps.com/start"
        code = oidc.start_device_authorization(**client, startUrl=start_url)["deviceCode"]
        token = oidc.create_token(**client, grantType=DEVICE_CODE, deviceCode=code)
    assert token["tokenType"] == "Bearer"


def test_a_world_that_cannot_be_loaded_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "world.json"
    file.write_text('{"user": {}}')
    assert main(["serve", "--port", "0", "--world", str(file)]) == 1
    assert f"ssoadmin-mock serve: {file}:1: user: 'user' is not the name of a key here" in capsys.readouterr().err


def test_hosts_can_be_allowed() -> None:
    with serving("--port", "0", "--allow-host", "mock", "--allow-host", "tests.example") as (_, printed):
        dashboard = f"{exports(printed)['AWS_ENDPOINT_URL']}/moto-api/"
        for host, status in {"mock:5000": 200, "tests.example": 200, "evil.example": 403}.items():
            assert requests.get(dashboard, headers={"Host": host}, timeout=10).status_code == status


def test_its_limits_can_be_chosen() -> None:
    with serving("--port", "0", "--max-body", "1000", "--request-timeout", "9", "--max-connections", "2") as (
        _,
        printed,
    ):
        url = exports(printed)["AWS_ENDPOINT_URL"]
        assert requests.post(url, data=b"x" * 1001, timeout=10).status_code == 413


@pytest.mark.parametrize("option", ["--max-body", "--request-timeout", "--max-connections"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many"])
def test_a_limit_that_is_none_is_refused(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"{option}={value}"])
    assert f"{value!r} is not a whole number greater than 0" in capsys.readouterr().err
