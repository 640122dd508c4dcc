"""The log of calls, and the server's health."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import boto3
import pytest
import requests

from ssoadmin_mock import mock_ssoadmin
from tests.serving import exports, serving

CALLS = "ssoadmin_mock.calls"
LINES = [
    "sso-admin ListInstances 123456789012 ok N ms",
    "sso-admin DescribeInstance 123456789012 AccessDeniedException N ms",
]


def call(**options: str) -> None:
    sso = boto3.client("sso-admin", region_name="us-east-1", **options)
    sso.list_instances()
    with pytest.raises(sso.exceptions.ClientError):
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-0123456789abcdef")


def test_each_call_is_a_line_for_whoever_asks(caplog: pytest.LogCaptureFixture) -> None:
    with mock_ssoadmin(), caplog.at_level(logging.INFO, CALLS):
        call()
    lines = [re.sub(r"[\d.]+ ms", "N ms", each.getMessage()) for each in caplog.records if each.name == CALLS]
    assert lines == LINES


def test_nobody_else_hears_of_it(caplog: pytest.LogCaptureFixture) -> None:
    with mock_ssoadmin():
        call()
    assert [each for each in caplog.records if each.name == CALLS] == []


@pytest.mark.sockets
@pytest.mark.parametrize(("level", "logged"), [("info", True), ("warning", False)])
def test_a_server_that_is_asked_for_it_writes_a_line_for_each_call(level: str, logged: bool, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with log.open("w") as stderr, serving("--port", "0", "--log-level", level, stderr=stderr) as (_, printed):
        url = exports(printed)["AWS_ENDPOINT_URL"]
        call(endpoint_url=url, aws_access_key_id="testing", aws_secret_access_key="testing")
        requests.get(f"{url}/health", timeout=10)
    lines = log.read_text(encoding="utf-8").splitlines()
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO "
    calls = [re.sub(r"[\d.]+ ms", "N ms", re.sub(when, "INFO ", line, count=1)) for line in lines]
    assert calls == [f"INFO {line}" for line in LINES] * logged


def test_health_is_answered(server_url: str) -> None:
    answer = requests.get(f"{server_url}/health", timeout=30)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
