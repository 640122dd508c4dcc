"""Every error of every operation is on the wire as the model names its members; AWS's framework has its own body."""

from __future__ import annotations

import json

import pytest

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.conftest import Send

ARN = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
DENIED_LISTING = json.dumps({"InstanceArn": ARN}).encode()

ERRORS = {
    operation: SSO_ADMIN.model.operation_model(operation).error_shapes for operation in SSO_ADMIN.model.operation_names
}


def test_every_operation_has_errors_to_hold_against_the_model() -> None:
    assert all(ERRORS.values())


@pytest.mark.rule("wire.error-body")
@pytest.mark.parametrize("operation", ERRORS)
def test_an_error_of_the_service_has_the_members_of_the_model(idc: IdentityCenter, send: Send, operation: str) -> None:
    for shape in ERRORS[operation]:
        reasons = shape.members["Reason"].enum if "Reason" in shape.members else []
        for reason in [None, *reasons]:
            idc.faults.fail(operation, shape.name, "A text.", reason=reason)
            body = send(b"{}", operation).json()
            assert body.pop("__type") == shape.name
            assert body.keys() <= shape.members.keys()
            assert body == {"Message": "A text."} | ({"Reason": reason} if reason else {})


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
