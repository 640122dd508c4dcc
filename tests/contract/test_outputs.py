"""The check that every answer of every test goes through finds what it is there to find."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from botocore.model import ListShape, MapShape, Shape, StructureShape

from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.pipeline import Answer
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.contract.contract import boto3_services, contract_of
from tests.contract.outputs import problems_of, watched

ARN = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
REGION = {"RegionName": "us-east-1", "Status": "ACTIVE", "AddedDate": 1.7e9, "IsPrimaryRegion": True}
REGIONS = {"Regions": [REGION]}
ISSUER = {
    "TrustedTokenIssuerArn": "arn:aws:sso::111122223333:trustedTokenIssuer/ssoins-1234567890abcdef/"
    "tti-12345678-1234-1234-1234-123456789012",
    "Name": "corporate",
    "TrustedTokenIssuerType": "OIDC_JWT",
    "TrustedTokenIssuerConfiguration": {
        "OidcJwtConfiguration": {
            "IssuerUrl": "https://idp.example.com",
            "ClaimAttributePath": "email",
            "IdentityStoreAttributePath": "emails.value",
            "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
        }
    },
}
SCOPES = {"reports:read": {"LongDescription": "Reads reports", "DetailedTitle": "Reports"}}
PROVIDER = {
    "ApplicationProviderArn": "arn:aws:sso::aws:applicationProvider/custom",
    "FederationProtocol": "OAUTH",
    "ResourceServerConfig": {"Scopes": SCOPES},
}
DENIED = {"__type": "AccessDeniedException", "Message": "no"}


def problems(operation: str, content: Any, status: int = 200) -> list[str]:
    return problems_of(SSO_ADMIN, operation, status, json.dumps(content))


def changed(content: Any, path: list[Any], value: Any) -> Any:
    """A copy with one value replaced; ... deletes it."""
    content = copy.deepcopy(content)
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return content


@pytest.mark.parametrize(
    ("operation", "content"),
    [
        ("CreateInstance", {"InstanceArn": ARN}),
        ("DeleteInstance", {}),
        ("PutApplicationGrant", {}),
        ("ListRegions", REGIONS),
        ("ListRegions", {"Regions": [], "NextToken": "abc"}),
        ("DescribeTrustedTokenIssuer", ISSUER),
        ("DescribeApplicationProvider", PROVIDER),
        ("GetInlinePolicyForPermissionSet", {"InlinePolicy": ""}),
    ],
)
def test_a_good_answer_passes(operation: str, content: Any) -> None:
    assert problems(operation, content) == []


@pytest.mark.parametrize(
    ("operation", "content", "path", "value", "problem"),
    [
        ("ListRegions", REGIONS, ["Regions"], ..., ".Regions is missing"),
        ("ListRegions", REGIONS, ["Regions"], None, ".Regions is null"),
        ("ListRegions", REGIONS, ["Regions"], {}, ".Regions is no list"),
        ("ListRegions", REGIONS, ["Regions", 0], [], ".Regions[0] is no structure"),
        ("ListRegions", REGIONS, ["NextToken"], None, ".NextToken is null"),
        ("ListRegions", REGIONS, ["NextToken"], "?", ".NextToken does not fit"),
        ("ListRegions", REGIONS, ["NextToken"], 2049 * "x", "length is 2049, more than 2048"),
        ("ListRegions", REGIONS, ["nextToken"], "x", ".nextToken is unknown"),
        ("ListRegions", REGIONS, ["Regions", 0, "Status"], ..., ".Regions[0].Status is missing"),
        ("ListRegions", REGIONS, ["Regions", 0, "Status"], "active", "is none of"),
        ("ListRegions", REGIONS, ["Regions", 0, "Status"], 1, "is no string"),
        ("ListRegions", REGIONS, ["Regions", 0, "RegionName"], "Virginia", "does not fit"),
        ("ListRegions", REGIONS, ["Regions", 0, "RegionName"], "", "length is 0, less than 1"),
        ("ListRegions", REGIONS, ["Regions", 0, "IsPrimaryRegion"], 1, "is no boolean"),
        ("ListRegions", REGIONS, ["Regions", 0, "AddedDate"], True, "is no timestamp"),
        ("ListRegions", REGIONS, ["Regions", 0, "AddedDate"], "2026-01-01", "is no timestamp"),
        ("ListRegions", REGIONS, ["Regions", 0, "AddedDate"], 1.7e12, "is not in seconds"),
        ("DescribeTrustedTokenIssuer", ISSUER, ["Name"], ..., ".Name is missing"),
        ("DescribeTrustedTokenIssuer", ISSUER, ["TrustedTokenIssuerConfiguration"], {}, "exactly one member"),
        ("DescribeApplicationProvider", PROVIDER, ["ApplicationProviderArn"], ..., "is missing"),
        ("DescribeApplicationProvider", PROVIDER, ["ResourceServerConfig", "Scopes"], [], "is no map"),
        ("DescribeApplicationProvider", PROVIDER, ["ResourceServerConfig", "Scopes", "-"], {}, "key -"),
        ("DescribeApplicationProvider", PROVIDER, ["ResourceServerConfig", "Scopes", "a:b"], 1, "is no structure"),
        ("GetInlinePolicyForPermissionSet", {"InlinePolicy": "{}"}, ["InlinePolicy"], None, "is null"),
        ("PutApplicationGrant", {}, ["Grant"], {}, "the model has no output"),
        ("NoSuchOperation", {}, ["Grant"], {}, "no such operation"),
    ],
)
def test_a_bad_answer_is_found(operation: str, content: Any, path: list[Any], value: Any, problem: str) -> None:
    assert problem in problems(operation, changed(content, path, value))[0]


@pytest.mark.parametrize(
    ("code", "member"),
    [
        ("AccessDeniedException", "Message"),
        ("ConflictException", "Message"),
        ("ValidationException", "Message"),
        ("ValidationException", "message"),
        ("UnknownOperationException", "message"),
    ],
)
def test_a_good_error_passes(code: str, member: str) -> None:
    assert problems("AddRegion", {"__type": code, member: "no"}, 400) == []


def test_a_good_error_with_another_status_or_a_reason_passes() -> None:
    assert problems("AddRegion", DENIED | {"__type": "InternalServerException"}, 500) == []
    assert problems("AddRegion", DENIED | {"Reason": "KMS_AccessDeniedException"}, 400) == []


def test_an_error_of_the_model_with_the_frameworks_member_is_found() -> None:
    (found,) = problems("AddRegion", {"__type": "ConflictException", "message": "no"}, 400)
    assert "ConflictException with the member message" in found


@pytest.mark.parametrize(
    ("status", "change", "problem"),
    [
        (500, {}, "AccessDeniedException with HTTP 500"),
        (400, {"__type": "InternalServerException"}, "InternalServerException with HTTP 400"),
        (400, {"__type": "ResourceNotFoundException"}, "the model has no ResourceNotFoundException here"),
        (400, {"Message": " "}, "no message"),
        (400, {"Message": None}, "no message"),
        (400, {"Reason": "because"}, "is none of"),
        (400, {"__type": "ConflictException", "Reason": "because"}, "Reason is not modelled"),
        (400, {"message": "no"}, "an error has"),
        (400, {"__type": "UnknownOperationException"}, "UnknownOperationException with the member Message"),
    ],
)
def test_a_bad_error_is_found(status: int, change: dict[str, Any], problem: str) -> None:
    (found,) = problems("AddRegion", DENIED | change, status)
    assert problem in found


@pytest.mark.parametrize("body", ["", "{", '{"Regions": [], "Regions": []}', '{"Regions": NaN}'])
def test_what_is_not_json_is_found(body: str) -> None:
    assert len(problems_of(SSO_ADMIN, "ListRegions", 200, body)) == 1


def test_answers_over_every_way_are_watched(sso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "answer", lambda request: Answer(200, '{"instances": []}'))
    with watched() as found:
        sso.list_instances()
    assert [problem.partition(" in ")[0] for problem in found] == [
        "ListInstances: .Instances is missing",
        "ListInstances: .instances is unknown",
    ]


def shapes_below(shape: Shape) -> dict[str, Shape]:
    found = {shape.name: shape}
    if isinstance(shape, StructureShape):
        for member in shape.members.values():
            found |= shapes_below(member)
    elif isinstance(shape, (ListShape, MapShape)):
        found |= shapes_below(shape.member if isinstance(shape, ListShape) else shape.value)
    return found


@pytest.mark.parametrize("service", boto3_services(), ids=repr)
def test_the_members_that_may_be_absent_are_ones_of_outputs(service: Service) -> None:
    outputs: dict[str, Shape] = {}
    for operation in service.model.operation_names:
        shape = service.model.operation_model(operation).output_shape
        outputs |= shapes_below(shape) if shape else {}
    contract = contract_of(service)
    absent = contract.may_be_absent or {}
    for name, members in {**absent, **contract.observed_otherwise}.items():
        assert set(members) <= outputs[name].members.keys()
        assert not set(absent.get(name, ())) & set(outputs[name].required_members)
