"""What all requests and answers have in common."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from ssoadmin_mock.services.scim.service import SERVICE
from tests.contract.state import state
from tests.contract.test_model import check_implemented
from tests.services.scim.client import ENTERPRISE, ERROR, GROUP, UNPARSABLE, USER, Scim, user


def test_the_model_and_the_operations_are_the_same() -> None:
    check_implemented(SERVICE)
    assert len(SERVICE.operations) == 15


@pytest.mark.rule("scim.error-body", "scim.reason")
def test_an_error_has_a_body_of_its_own(endpoint: Scim) -> None:
    response = endpoint.send("POST", "Users", {"userName": "ada"})
    content = response.json()
    assert re.fullmatch(r"[0-9a-f-]{36}", content["exceptionRequestId"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", content["timeStamp"])
    assert response.headers["x-amzn-RequestId"] == content.pop("exceptionRequestId")
    del content["timeStamp"]
    assert content == {"schema": ERROR, "schemas": ERROR, "detail": UNPARSABLE, "status": "400"}
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.rule("scim.error-body")
def test_its_time_is_that_of_the_clock(scim: Scim, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1647600000.5)
    assert scim.send("GET", "Users", headers={}).json()["timeStamp"] == "2022-03-18 10:40:00.500"


@pytest.mark.rule("scim.unsupported")
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "Me", 404),
        ("POST", "Bulk", 404),
        ("POST", ".search", 404),
        ("GET", "", 404),
        ("GET", "../../x", 404),
        ("GET", "%00", 404),
        ("GET", "x" * 5000, 404),
        ("DELETE", "Users", 501),
        ("PUT", "Groups/x", 501),
        ("POST", "Users/.search", 501),
        ("POST", "ServiceProviderConfig", 501),
        ("GET", "Users/x/y", 501),
    ],
    ids=lambda value: str(value)[:20],
)
def test_other_paths_and_methods(endpoint: Scim, method: str, path: str, status: int) -> None:
    response = endpoint.send(method, path)
    if path.startswith(".."):
        # The client resolves it, so that it is not SCIM's any more.
        assert response.status_code >= 400
    else:
        assert response.status_code == status
        assert response.json()["schemas"] == ERROR


BROKEN: list[Any] = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"5",
    b'"text"',
    b"\xff\xfe",
    b'{"userName": NaN}',
    b'{"userName": 1e999}',
    pytest.param(b"[" * 100_000, id="deep"),
    pytest.param(b'{"name":' * 500 + b"1" + b"}" * 500, id="nested"),
    pytest.param(b'{"userName": "' + b"x" * 3_000_000 + b'"}', id="huge"),
    b"userName=ada",
]


@pytest.mark.rule("scim.reason")
@pytest.mark.parametrize("body", BROKEN, ids=lambda body: repr(body)[:30])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "Users"), ("POST", "Groups"), ("PATCH", "Users/{}"), ("PUT", "Users/{}")]
)
def test_what_is_no_body_changes_nothing(scim: Scim, method: str, path: str, body: bytes) -> None:
    id = scim.create(user())["id"]
    before = state()
    assert scim.refusal(method, path.format(id), body)[0] == 400
    assert state() == before


@pytest.mark.rule("scim.reason")
def test_broken_json_has_the_reason_of_the_service(endpoint: Scim) -> None:
    assert endpoint.refusal("POST", "Users", b"{") == (400, "Invalid JSON from RequestBody")


@pytest.mark.parametrize("content_type", ["application/json", "application/scim+json", None])
def test_either_media_type_will_do(endpoint: Scim, content_type: str | None) -> None:
    headers = {"Authorization": f"Bearer {endpoint.token}", **({"Content-Type": content_type} if content_type else {})}
    response = endpoint.send("POST", "Users", user(), headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (201, "application/json")


@pytest.mark.rule("scim.rate")
def test_faults_and_limits_hold_for_it(endpoint: Scim) -> None:
    faults = endpoint.idc.faults
    faults.fail("scim:CreateUser", "ThrottlingException", times=2)
    faults.fail("scim:ListUsers", "InternalServerException")
    assert [endpoint.send("POST", "Users", user()).status_code for _ in range(3)] == [429, 429, 201]
    response = endpoint.send("GET", "Users")
    assert (response.status_code, response.json()["status"]) == (500, "500")
    faults.clear()
    faults.limit_rate(2)
    assert [endpoint.send("GET", "Users").status_code for _ in range(3)] == [200, 200, 429]
    assert endpoint.idc.calls[-1].error == {"Code": "ThrottlingException", "Message": "Rate exceeded"}


def test_faults_may_be_for_particular_requests(scim: Scim) -> None:
    scim.idc.faults.fail("scim:CreateUser", "ConflictException", when={"httpBody": user("bob")})
    scim.create(user())
    assert scim.refusal("POST", "Users", user("bob"))[0] == 409


@pytest.mark.rule("scim.provider-configuration")
def test_it_says_what_it_can_do(endpoint: Scim) -> None:
    said = endpoint.get("ServiceProviderConfig")
    can = {name: value["supported"] for name, value in said.items() if isinstance(value, dict)}
    assert can == {
        "patch": True,
        "bulk": False,
        "filter": True,
        "changePassword": False,
        "sort": False,
        "etag": False,
    }
    assert said["bulk"].keys() == {"supported", "maxOperations", "maxPayloadSize"}
    assert said["filter"]["maxResults"] == 50
    (scheme,) = said["authenticationSchemes"]
    assert (scheme["type"], scheme["primary"]) == ("oauthbearertoken", True)


@pytest.mark.rule("scim.resource-types")
def test_it_has_users_and_groups(scim: Scim) -> None:
    types = {each["id"]: each for each in scim.get("ResourceTypes")["Resources"]}
    assert {id: each["endpoint"] for id, each in types.items()} == {"User": "/Users", "Group": "/Groups"}
    assert types["User"]["schemaExtensions"] == [{"schema": ENTERPRISE, "required": True}]


@pytest.mark.rule("scim.schemas", "scim.unknown-schema")
def test_it_has_their_schemas(scim: Scim) -> None:
    listed = scim.get("Schemas")["Resources"]
    assert [each["id"] for each in listed] == [USER, GROUP, ENTERPRISE]
    assert [scim.get(f"Schemas/{each['id']}") for each in listed] == listed
    attributes = {each["name"]: each for each in listed[0]["attributes"]}
    assert not {"password", "photos", "groups", "website"} & attributes.keys()
    assert [part["name"] for part in attributes["emails"]["subAttributes"]] == ["value", "type", "primary"]
    assert scim.refusal("GET", "Schemas/urn:x")[0] == 400
