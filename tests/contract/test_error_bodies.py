"""Every error of every operation is on the wire as the model names its members; AWS's framework has its own body."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.services.service import Service
from tests.conftest import Connect, Send
from tests.contract.contract import boto3_services
from tests.raw import call_raw

ARN = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
DENIED_LISTING = json.dumps({"InstanceArn": ARN}).encode()

ALL_OPERATIONS = [
    pytest.param(service, name, id=f"{service.name} {name}")
    for service in boto3_services()
    for name in service.model.operation_names
]


def error_type(headers: dict[str, str]) -> str:
    """Return the code of an error of REST-JSON; what may follow it is the namespace that it is in."""
    return headers["x-amzn-ErrorType"].partition(":")[0]


def error_answer(client: Any, operation: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Return the headers and the body of the error that a call ends in."""
    answers: list[dict[str, Any]] = []

    def note(response_dict: dict[str, Any], **_: Any) -> None:
        answers.append(response_dict)

    event = f"before-parse.{client.meta.service_model.service_id.hyphenize()}"
    client.meta.events.register(event, note)
    with pytest.raises(ClientError):
        call_raw(client, operation, {})
    client.meta.events.unregister(event, note)
    body = json.loads(answers[-1]["body"])
    if "error_description" in body:
        # botocore puts OAuth's text under its own name, too, before it parses the answer.
        body.pop("Message", None)
    return answers[-1]["headers"], body


def check_errors(idc: IdentityCenter, client: Any, service: Service, operation: str) -> None:
    """Let an operation answer with each of its errors, for each of its reasons."""
    for shape in service.model.operation_model(operation).error_shapes:
        reasons = shape.members["Reason"].enum if "Reason" in shape.members else []
        for reason in [None, *reasons]:
            idc.faults.fail(f"{service.name}:{operation}", shape.name, "A text.", reason=reason)
            headers, body = error_answer(client, operation)
            code = body.pop("__type") if service.model.metadata["protocol"] == "json" else error_type(headers)
            assert code == shape.name
            assert body.keys() <= shape.members.keys()
            texts = [value for name, value in body.items() if name.lower() in ("message", "error_description")]
            assert texts == ["A text."]
            assert body.get("Reason") == reason


@pytest.mark.parametrize(("service", "operation"), ALL_OPERATIONS)
def test_every_operation_has_errors_to_hold_against_the_model(service: Service, operation: str) -> None:
    assert service.model.operation_model(operation).error_shapes


@pytest.mark.rule("wire.error-body")
@pytest.mark.parametrize(("service", "operation"), ALL_OPERATIONS)
def test_an_error_of_the_service_has_the_members_of_the_model(
    idc: IdentityCenter, connect: Connect, service: Service, operation: str
) -> None:
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    check_errors(idc, connect(service.name, config=config), service, operation)


@pytest.mark.rule("wire.error-body")
@pytest.mark.parametrize(
    ("operation", "body", "text"),
    [
        ("ListPermissionSets", DENIED_LISTING, "User: arn:aws:"),
        ("ListInstances", b'{"NextToken": "broken"}', "The NextToken is not valid"),
    ],
    ids=["denied", "refused by the service"],
)
def test_what_the_service_itself_refuses_has_a_message(send: Send, operation: str, body: bytes, text: str) -> None:
    answer = send(body, operation).json()
    assert answer.keys() == {"__type", "Message"}
    assert answer["Message"].startswith(text)


@pytest.mark.rule("wire.error-body", "managed-policy.malformed")
def test_the_services_own_text_for_a_member_has_a_message(send: Send) -> None:
    arn = "arn:aws:iam::aws:policy/no such policy!"
    request = {"InstanceArn": ARN, "PermissionSetArn": f"arn:aws:sso:::permissionSet/{ARN[-23:]}/ps-1234567890abcdef"}
    alone = send(json.dumps(request | {"ManagedPolicyArn": arn}).encode(), "AttachManagedPolicyToPermissionSet").json()
    assert alone["Message"] == f"Given managed policy ARN: {arn}, is invalid"
    # With a broken constraint beside it, it is the framework's answer.
    request = {"InstanceArn": ARN, "ManagedPolicyArn": arn}
    both = send(json.dumps(request).encode(), "AttachManagedPolicyToPermissionSet").json()
    assert both["message"].startswith("2 validation errors detected: ")


@pytest.mark.rule("wire.error-body-framework")
@pytest.mark.parametrize(
    ("operation", "body", "code"),
    [
        ("ListInstances", b'{"MaxResults": 0}', "ValidationException"),
        ("CreatePermissionSet", b"{}", "ValidationException"),
        ("ListInstances", b"{", "ValidationException"),
        ("ListInstances", b"[]", "ValidationException"),
        ("CreateEverything", b"{}", "UnknownOperationException"),
    ],
    ids=["constraint", "nulls", "no JSON", "no object", "no operation"],
)
def test_what_the_framework_refuses_has_a_lower_case_message(
    send: Send, operation: str, body: bytes, code: str
) -> None:
    answer = send(body, operation).json()
    assert answer.keys() == {"__type", "message"}
    assert answer["__type"] == code
