"""What one call costs over what botocore alone needs for it.

The floor is the same call of a client of the same kind, answered by a canned response in `before-send`: botocore
builds, signs and parses, and nobody does anything in between. Each mock is measured against a floor that answers with
the mock's own body, call by call in turns.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto import mock_aws
from moto.core.models import botocore_stubber

from benchmarks.timing import interleaved, timed
from ssoadmin_mock import mock_ssoadmin

CALLS = 50
"""Calls in each round; entering the mock and making what the calls are about come before, and do not count."""

PERMISSION_SETS = 10
"""How many there are: a page of a list."""

POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)

_numbers = count()


@dataclass(frozen=True)
class Names:
    """What calls are about."""

    instance_arn: str
    permission_set_arn: str


def _instance(names: Names) -> dict[str, Any]:
    return {"InstanceArn": names.instance_arn}


def _permission_set(names: Names) -> dict[str, Any]:
    return {**_instance(names), "PermissionSetArn": names.permission_set_arn}


def _page(names: Names) -> dict[str, Any]:
    return {**_instance(names), "MaxResults": PERMISSION_SETS}


def _new_permission_set(names: Names) -> dict[str, Any]:
    return {**_instance(names), "Name": f"new-{next(_numbers)}", "Description": "May read."}


MEASURED: dict[str, Callable[[Names], dict[str, Any]]] = {
    "describe_permission_set": _permission_set,
    "get_inline_policy_for_permission_set": _permission_set,
    "create_permission_set": _new_permission_set,
    "list_permission_sets": _page,
}
"""Each operation, by its name in boto3, with what makes the parameters of one call."""


class Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.getvalue()


def client_for_sso() -> Any:
    session = boto3.Session(aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET")
    return session.client("sso-admin", region_name="us-east-1")


@contextmanager
def populated(mock: Callable[[], Any]) -> Iterator[tuple[Any, Names]]:
    """Enter a mock and make some permission sets; give a client, and the names of one of them."""
    with mock():
        sso = client_for_sso()
        instance_arn = sso.list_instances()["Instances"][0]["InstanceArn"]
        for number in range(PERMISSION_SETS):
            made = sso.create_permission_set(InstanceArn=instance_arn, Name=f"set-{number}", Description="May read.")
        names = Names(instance_arn, made["PermissionSet"]["PermissionSetArn"])
        sso.put_inline_policy_to_permission_set(**_permission_set(names), InlinePolicy=POLICY)
        yield sso, names


def call_of(client: Any, operation: str, names: Names) -> Callable[[], dict[str, Any]]:
    """Return one call of an operation by a client."""
    call, parameters = getattr(client, operation), MEASURED[operation]
    return lambda: call(**parameters(names))


def canned(answer: dict[str, Any]) -> Any:
    """Make a client whose every call is answered with the same members before it is sent."""
    members = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    body = json.dumps(members, default=lambda date: date.timestamp()).encode()
    headers = HTTPHeaders.from_dict({"Content-Type": "application/x-amz-json-1.1"})

    def respond(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 200, headers, Raw(body))

    client = client_for_sso()
    # botocore asks every handler and takes the first answer.
    client.meta.events.unregister("before-send", botocore_stubber)
    client.meta.events.register("before-send", respond)
    return client


def over_floor(mock: Callable[[], Any], operation: str, rounds: int) -> dict[str, float]:
    """Enter a mock and return the median seconds of a call that it answers, and of one that botocore answers."""
    with populated(mock) as (sso, names):
        mocked = call_of(sso, operation, names)
        floor = call_of(canned(mocked()), operation, names)
        return interleaved({"mock": timed(mocked), "floor": timed(floor)}, rounds * CALLS)


def measure(operation: str, rounds: int) -> dict[str, float]:
    """Return the median seconds of one call of an operation, of both mocks and of their floors."""

    mocks: dict[str, Callable[[], Any]] = {"moto": mock_aws, "ours": partial(mock_ssoadmin, organization_instance=True)}
    seconds = {name: over_floor(mock, operation, rounds) for name, mock in mocks.items()}
    return {f"{name} {what}": taken for name, samples in seconds.items() for what, taken in samples.items()}
