"""Requests in every form, good and bad, and the form of the answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Connect, Send, error_of


def error_in(response: Any) -> tuple[int, str, str]:
    """Return status, code and message of an error answer of AWS's framework."""
    body = response.json()
    assert set(body) == {"__type", "message"}
    return response.status_code, body["__type"], body["message"]


def test_an_answer_is_json_1_1_with_a_request_id(send: Send) -> None:
    response = send(b"{}")
    assert response.status_code == 200
    assert response.json() == {"Instances": []}
    assert response.headers["Content-Type"] == "application/x-amz-json-1.1"
    assert len(response.headers["x-amzn-RequestId"]) == 36


@pytest.mark.rule("wire.error-body")
def test_an_error_is_http_400_with_type_and_message_only(send: Send) -> None:
    response = send(b'{"MaxResults": 0}')
    assert response.headers["Content-Type"] == "application/x-amz-json-1.1"
    assert error_in(response) == (
        400,
        "ValidationException",
        "Value of input 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )


def test_an_empty_body_has_no_parameters(send: Send) -> None:
    assert send(b"").json() == {"Instances": []}


@pytest.mark.rule("wire.null-is-absent")
@pytest.mark.parametrize("body", [{"NextToken": None, "MaxResults": None}, {"Unknown": 1}, {"__type": "Whatever"}])
def test_nulls_and_unknown_members_are_as_good_as_absent(send: Send, body: dict[str, Any]) -> None:
    assert send(json.dumps(body).encode()).json() == {"Instances": []}


@pytest.mark.rule("wire.null-is-absent")
def test_unknown_members_of_nested_structures_are_ignored_too(send: Send, sso: Any) -> None:
    body = {"Tags": [{"Key": "k", "Value": "v", "Unknown": 1}], "Name": None}
    arn = send(json.dumps(body).encode(), "CreateInstance").json()["InstanceArn"]
    assert sso.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "k", "Value": "v"}]
    assert "Name" not in sso.describe_instance(InstanceArn=arn)


@pytest.mark.rule("wire.validation-text-others")
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{'MaxResults': 1}",
        b" ",
        b'{"NextToken": "\xff"}',
        b"\xef\xbb\xbf{}",
        "{}".encode("utf-16"),
        b'{"MaxResults": NaN}',
        b'{"Unknown": Infinity}',
        b'{"Unknown": -1e999}',
        b"[" * 100_000,
        b'{"Unknown": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_001,
    ],
    ids=["open", "quotes", "blank", "not UTF-8", "mark", "UTF-16", "NaN", "Infinity", "too large", "lists", "deep"],
)
def test_a_body_that_is_not_json_is_a_validation_exception(send: Send, body: bytes) -> None:
    status, code, message = error_in(send(body))
    assert (status, code) == (400, "ValidationException")
    assert message.startswith("The request body is not valid JSON: ")


@pytest.mark.rule("wire.validation-text-others")
@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"1", b"true"])
def test_a_body_that_is_not_an_object_is_a_validation_exception(send: Send, body: bytes) -> None:
    assert error_in(send(body)) == (400, "ValidationException", "The request body is not a JSON object.")


@pytest.mark.rule("wire.unknown-operation")
def test_an_operation_that_the_api_does_not_have_is_unknown(send: Send) -> None:
    assert error_in(send(b"{", "CreateEverything"))[:2] == (400, "UnknownOperationException")


@pytest.mark.rule("wire.unknown-operation")
def test_a_request_without_a_target_is_for_an_unknown_operation(send: Send) -> None:
    assert error_in(send(b"{}", headers={"X-Amz-Target": None}))[:2] == (400, "UnknownOperationException")


@pytest.mark.rule("wire.format-before-authorisation")
def test_format_is_checked_before_existence(sso: Any) -> None:
    assert error_of(sso.describe_instance, InstanceArn="arn:aws:sso:::instance/nothing")[0] == "ValidationException"
    arn = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
    assert error_of(sso.describe_instance, InstanceArn=arn)[0] == "AccessDeniedException"


def test_the_client_knows_the_errors_as_exceptions(sso: Any) -> None:
    sso.create_instance()
    with pytest.raises(sso.exceptions.ServiceQuotaExceededException):
        sso.create_instance()
    with pytest.raises(sso.exceptions.AccessDeniedException):
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-1234567890abcdef")
    with pytest.raises(sso.exceptions.ValidationException):
        sso.list_instances(NextToken="broken")


def test_text_outside_of_ascii_survives_the_way_there_and_back(connect: Connect) -> None:
    sso = connect()
    arn = sso.create_instance(Tags=[{"Key": "città", "Value": "東京 𒀀"}])["InstanceArn"]
    assert sso.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "città", "Value": "東京 𒀀"}]
