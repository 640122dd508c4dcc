"""Where the endpoint is, and whom it admits."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, UnmockedAWSCallError, mock_ssoadmin
from tests.services.scim.client import Scim, user
from tests.services.scim.conftest import Store


@pytest.mark.rule("scim.tenant")
@pytest.mark.parametrize(
    ("region_name", "domain"),
    [("us-east-1", "amazonaws.com"), ("cn-north-1", "amazonaws.com.cn"), ("us-gov-west-1", "amazonaws.com")],
)
def test_it_is_at_the_host_of_the_primary_region(region_name: str, domain: str) -> None:
    with mock_ssoadmin(organization_instance=region_name) as idc:
        pattern = rf"https://scim\.{region_name}\.{re.escape(domain)}/[0-9a-f]{{3}}[0-9a-f-]{{36}}/scim/v2/"
        assert re.fullmatch(pattern, idc.scim_endpoint)
        assert idc.scim_endpoint == idc.scim_endpoint
        scim = Scim(idc, idc.scim_endpoint, idc.create_scim_token())
        assert scim.create(user())["userName"] == "ada"


@pytest.mark.rule("scim.tenant")
def test_it_is_at_the_dual_stack_host_too(scim: Scim) -> None:
    scim.url = scim.url.replace("amazonaws.com", "api.aws")
    assert scim.get("Users")["totalResults"] == 0


def test_there_is_none_without_an_instance() -> None:
    with mock_ssoadmin() as idc:
        for use in (lambda: idc.scim_endpoint, idc.create_scim_token, lambda: idc.delete_scim_token("x")):
            with pytest.raises(RuntimeError, match="There is no organization instance"):
                use()


@pytest.mark.rule("scim.tokens")
def test_there_are_two_tokens_at_most(idc: IdentityCenter) -> None:
    first, second = idc.create_scim_token(), idc.create_scim_token()
    assert first != second
    with pytest.raises(RuntimeError, match="has 2 tokens already"):
        idc.create_scim_token()
    idc.delete_scim_token(first)
    for token in (first, "nonsense"):
        with pytest.raises(ValueError, match="has no such token"):
            idc.delete_scim_token(token)
    assert idc.create_scim_token() not in (first, second)


@pytest.mark.rule("scim.tokens")
def test_tokens_are_valid_for_a_year_of_the_clock(scim: Scim, monkeypatch: pytest.MonkeyPatch) -> None:
    from ssoadmin_mock.effects import clock

    now, year = clock.now(), 365 * 24 * 3600
    monkeypatch.setattr(clock, "now", lambda: now + year - 10)
    scim.get("Users")
    monkeypatch.setattr(clock, "now", lambda: now + year + 10)
    assert scim.refusal("GET", "Users")[0] == 401
    # Those that have expired make room.
    assert [bool(scim.idc.create_scim_token()) for _ in range(2)] == [True, True]


@pytest.mark.rule("scim.unauthorized")
@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "The request has no bearer token"),
        ({"Authorization": ""}, "The request has no bearer token"),
        ({"Authorization": "Bearer x"}, "The bearer token is not one of this endpoint's"),
        ({"Authorization": "Basic YTpi"}, "The bearer token is not one of this endpoint's"),
    ],
)
@pytest.mark.parametrize("body", [user(), b"{"])
def test_who_has_no_token_gets_nowhere(scim: Scim, headers: dict[str, str], reason: str, body: Any) -> None:
    response = scim.send("POST", "Users", body, headers=headers)
    assert response.status_code == 401
    assert scim.idc.calls[-1].operation == "CreateUser"
    assert reason in str(scim.idc.calls[-1])
    assert scim.get("Users")["Resources"] == []


@pytest.mark.rule("scim.unauthorized")
def test_a_deleted_token_is_refused(endpoint: Scim) -> None:
    endpoint.get("Users")
    endpoint.idc.delete_scim_token(endpoint.token)
    assert endpoint.refusal("GET", "Users")[0] == 401


@pytest.mark.rule("scim.unauthorized")
def test_a_wrong_tenant_is_refused(endpoint: Scim) -> None:
    tenant = endpoint.url.rpartition("/scim/")[0].rpartition("/")[2]
    endpoint.url = endpoint.url.replace(tenant, "f00" + tenant[3:])
    assert endpoint.refusal("GET", "Users")[0] == 401


@pytest.mark.rule("scim.unauthorized")
def test_tokens_end_with_their_instance(store: Store, scim: Scim) -> None:
    import boto3

    boto3.client("sso-admin", region_name="us-east-1").delete_instance(InstanceArn=scim.idc.organization_instance.arn)
    scim.idc.settle()
    scim.idc.enable_organization_instance()
    assert scim.refusal("GET", "Users")[0] == 401


@pytest.mark.rule("scim.regions", "scim.key-unusable")
def test_other_regions_of_the_instance_read_only(scim: Scim) -> None:
    import boto3

    sso: Any = boto3.client("sso-admin", region_name="us-east-1")
    elsewhere = Scim(scim.idc, scim.url.replace("us-east-1", "eu-west-1"), scim.token)
    assert elsewhere.refusal("GET", "Users")[0] == 401
    ada = scim.create(user())
    key = boto3.client("kms", region_name="us-east-1").create_key(MultiRegion=True)["KeyMetadata"]
    boto3.client("kms", region_name="us-east-1").replicate_key(KeyId=key["KeyId"], ReplicaRegion="eu-west-1")
    arn = scim.idc.organization_instance.arn
    sso.update_instance(
        InstanceArn=arn, EncryptionConfiguration={"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": key["Arn"]}
    )
    scim.idc.settle()
    sso.add_region(InstanceArn=arn, RegionName="eu-west-1")
    scim.idc.settle()
    assert elsewhere.get(f"Users/{ada['id']}") == ada
    for method, path, body in (("POST", "Users", user("bob")), ("DELETE", f"Users/{ada['id']}", None)):
        status, reason = elsewhere.refusal(method, path, body)
        assert (status, reason[:46]) == (403, "Users and groups are changed in the primary Re")
    assert scim.get("Users")["totalResults"] == 1
    _the_key_is_needed(scim, key["KeyId"])


def _the_key_is_needed(scim: Scim, key_id: str) -> None:
    import boto3

    boto3.client("kms", region_name="us-east-1").disable_key(KeyId=key_id)
    status, reason = scim.refusal("GET", "Users")
    assert (status, reason[-12:]) == (400, "is disabled.")


def test_a_host_without_an_endpoint_is_stopped(scim: Scim) -> None:
    scim.url = "https://scim.amazonaws.com/"
    with pytest.raises(UnmockedAWSCallError):
        scim.send("GET", "Users")
