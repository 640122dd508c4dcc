"""The log of calls, and the server's health."""

from __future__ import annotations

import logging
import re

import boto3
import pytest
import requests

from ssoadmin_mock import mock_ssoadmin

CALLS = "ssoadmin_mock.calls"


def call() -> None:
    sso = boto3.client("sso-admin", region_name="us-east-1")
    sso.list_instances()
    with pytest.raises(sso.exceptions.ClientError):
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-0123456789abcdef")


def test_each_call_is_a_line_for_whoever_asks(caplog: pytest.LogCaptureFixture) -> None:
    with mock_ssoadmin(), caplog.at_level(logging.INFO, CALLS):
        call()
    lines = [re.sub(r"[\d.]+ ms", "N ms", each.getMessage()) for each in caplog.records if each.name == CALLS]
    assert lines == [
        "sso-admin ListInstances 123456789012 ok N ms",
        "sso-admin DescribeInstance 123456789012 AccessDeniedException N ms",
    ]


def test_nobody_else_hears_of_it(caplog: pytest.LogCaptureFixture) -> None:
    with mock_ssoadmin():
        call()
    assert [each for each in caplog.records if each.name == CALLS] == []


def test_health_is_answered(server_url: str) -> None:
    answer = requests.get(f"{server_url}/health", timeout=30)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
