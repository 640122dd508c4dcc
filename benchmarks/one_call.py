"""What one call costs over what botocore alone needs for it.

The floor is the same call of a client of the same kind, answered by a canned response in `before-send`: botocore
builds, signs and parses, and nobody does anything in between. Both mocks answer with the same members, and each has a
floor that answers with its own body.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto import mock_aws

from benchmarks.timing import Sample, interleaved, timed
from ssoadmin_mock import mock_ssoadmin

CALLS = 50
"""Calls in each turn; entering the mock and making what is described come before, and do not count."""


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.getvalue()


def client_for_sso() -> Any:
    session = boto3.Session(aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET")
    return session.client("sso-admin", region_name="us-east-1")


def per_call(call: Callable[[], object]) -> Sample:
    def calls() -> None:
        for _ in range(CALLS):
            call()

    turn = timed(calls)
    return lambda: turn() / CALLS


@contextmanager
def described(mock: Callable[[], Any]) -> Iterator[tuple[Any, dict[str, str]]]:
    """Enter a mock and make a permission set; give a client and the parameters that describe it."""
    with mock():
        sso = client_for_sso()
        instance = sso.list_instances()["Instances"][0]["InstanceArn"]
        made = sso.create_permission_set(InstanceArn=instance, Name="readers", Description="May read.")["PermissionSet"]
        yield sso, {"InstanceArn": instance, "PermissionSetArn": made["PermissionSetArn"]}


def under(mock: Callable[[], Any]) -> Sample:
    """Make a sample of calls that a mock answers; each turn enters it anew."""

    def sample() -> float:
        with described(mock) as (sso, names):
            sso.describe_permission_set(**names)
            return per_call(lambda: sso.describe_permission_set(**names))()

    return sample


def floor_of(mock: Callable[[], Any]) -> Sample:
    """Make a sample of calls that a canned response answers with what the mock would."""
    with described(mock) as (sso, names):
        answer = sso.describe_permission_set(**names)
    answer.pop("ResponseMetadata")
    body = json.dumps(answer, default=lambda date: date.timestamp()).encode()
    headers = HTTPHeaders.from_dict({"Content-Type": "application/x-amz-json-1.1"})

    def respond(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 200, headers, _Raw(body))

    client = client_for_sso()
    client.meta.events.register_first("before-send", respond)
    return per_call(lambda: client.describe_permission_set(**names))


def measure(rounds: int) -> dict[str, float]:
    """Return the median seconds of one call, of both mocks and of their floors."""

    def ours() -> Any:
        return mock_ssoadmin(organization_instance=True)

    samples = {"moto": under(mock_aws), "moto floor": floor_of(mock_aws), "ours": under(ours), "floor": floor_of(ours)}
    return interleaved(samples, rounds)
