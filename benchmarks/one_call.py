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
from typing import Any, NamedTuple

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto import mock_aws
from moto.core.models import botocore_stubber

from benchmarks.timing import interleaved, timed
from ssoadmin_mock import mock_ssoadmin

CALLS = 50
"""Calls in each round; entering the mock and making what the calls are about come before, and do not count."""

ROWS = 10
"""How many permission sets and users there are: a page of a list."""

POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)

_numbers = count()


@dataclass(frozen=True)
class Names:
    """What calls are about."""

    instance_arn: str
    permission_set_arn: str
    identity_store_id: str
    user_id: str


def _instance(names: Names) -> dict[str, Any]:
    return {"InstanceArn": names.instance_arn}


def _permission_set(names: Names) -> dict[str, Any]:
    return {**_instance(names), "PermissionSetArn": names.permission_set_arn}


def _page(names: Names) -> dict[str, Any]:
    return {**_instance(names), "MaxResults": ROWS}


def _new_permission_set(names: Names) -> dict[str, Any]:
    return {**_instance(names), "Name": f"new-{next(_numbers)}", "Description": "May read."}


def _store(names: Names) -> dict[str, Any]:
    return {"IdentityStoreId": names.identity_store_id}


def _user(names: Names) -> dict[str, Any]:
    return {**_store(names), "UserId": names.user_id}


def _user_by_name(names: Names) -> dict[str, Any]:
    lookup = {"AttributePath": "userName", "AttributeValue": f"user-{ROWS - 1}"}
    return {**_store(names), "AlternateIdentifier": {"UniqueAttribute": lookup}}


def _page_of_users(names: Names) -> dict[str, Any]:
    return {**_store(names), "MaxResults": ROWS}


def _new_user(names: Names) -> dict[str, Any]:
    return {**_store(names), **_attributes(f"new-{next(_numbers)}")}


def _attributes(name: str) -> dict[str, Any]:
    return {
        "UserName": name,
        "DisplayName": name,
        "Name": {"GivenName": "Ada", "FamilyName": "Lovelace"},
        "Emails": [{"Value": f"{name}@example.com", "Primary": True}],
        "Title": "Countess",
        "Locale": "en-GB",
    }


class Measured(NamedTuple):
    """An operation.

    :ivar service: the API that has it.
    :ivar parameters: makes the parameters of one call.
    """

    service: str
    parameters: Callable[[Names], dict[str, Any]]


SSO_ADMIN, IDENTITY_STORE = "sso-admin", "identitystore"

MEASURED = {
    "describe_permission_set": Measured(SSO_ADMIN, _permission_set),
    "get_inline_policy_for_permission_set": Measured(SSO_ADMIN, _permission_set),
    "create_permission_set": Measured(SSO_ADMIN, _new_permission_set),
    "list_permission_sets": Measured(SSO_ADMIN, _page),
    "describe_user": Measured(IDENTITY_STORE, _user),
    "get_user_id": Measured(IDENTITY_STORE, _user_by_name),
    "create_user": Measured(IDENTITY_STORE, _new_user),
    "list_users": Measured(IDENTITY_STORE, _page_of_users),
}
"""What is measured, by the operations' names in boto3."""


class Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.getvalue()


def client_for(service: str) -> Any:
    session: Any = boto3.Session(aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET")
    return session.client(service, region_name="us-east-1")


@contextmanager
def populated(mock: Callable[[], Any]) -> Iterator[Names]:
    """Enter a mock and make some permission sets and users; give the names of one of each."""
    with mock():
        sso, identitystore = client_for(SSO_ADMIN), client_for(IDENTITY_STORE)
        (instance,) = sso.list_instances()["Instances"]
        arn, store_id = instance["InstanceArn"], instance["IdentityStoreId"]
        for number in range(ROWS):
            made = sso.create_permission_set(InstanceArn=arn, Name=f"set-{number}", Description="May read.")
            user = identitystore.create_user(IdentityStoreId=store_id, **_attributes(f"user-{number}"))
        names = Names(arn, made["PermissionSet"]["PermissionSetArn"], store_id, user["UserId"])
        sso.put_inline_policy_to_permission_set(**_permission_set(names), InlinePolicy=POLICY)
        yield names


def call_of(client: Any, operation: str, names: Names) -> Callable[[], dict[str, Any]]:
    """Return one call of an operation by a client."""
    call, parameters = getattr(client, operation), MEASURED[operation].parameters
    return lambda: call(**parameters(names))


def canned(service: str, answer: dict[str, Any]) -> Any:
    """Make a client of an API whose every call is answered with the same members before it is sent."""
    members = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    body = json.dumps(members, default=lambda date: date.timestamp()).encode()
    headers = HTTPHeaders.from_dict({"Content-Type": "application/x-amz-json-1.1"})

    def respond(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, 200, headers, Raw(body))

    client = client_for(service)
    # botocore asks every handler and takes the first answer.
    client.meta.events.unregister("before-send", botocore_stubber)
    client.meta.events.register("before-send", respond)
    return client


def over_floor(mock: Callable[[], Any], operation: str, rounds: int) -> dict[str, float]:
    """Enter a mock and return the median seconds of a call that it answers, and of one that botocore answers."""
    service = MEASURED[operation].service
    with populated(mock) as names:
        mocked = call_of(client_for(service), operation, names)
        floor = call_of(canned(service, mocked()), operation, names)
        return interleaved({"mock": timed(mocked), "floor": timed(floor)}, rounds * CALLS)


def measure(operation: str, rounds: int) -> dict[str, float]:
    """Return the median seconds of one call of an operation, of both mocks and of their floors."""

    mocks: dict[str, Callable[[], Any]] = {"moto": mock_aws, "ours": partial(mock_ssoadmin, organization_instance=True)}
    seconds = {name: over_floor(mock, operation, rounds) for name, mock in mocks.items()}
    return {f"{name} {what}": taken for name, samples in seconds.items() for what, taken in samples.items()}
