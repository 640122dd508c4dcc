"""Trusted token issuers, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.model.application import JWT_BEARER
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, error_of
from tests.raw import call_raw
from tests.services.sso_admin.operations.conftest import CreateApplication

URL = "https://idp.example.com"
OIDC_JWT = {
    "IssuerUrl": URL,
    "ClaimAttributePath": "email",
    "IdentityStoreAttributePath": "emails.value",
    "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
}
MISSING = "tti-11111111-2222-3333-4444-555555555555"


@pytest.fixture
def instance_arn(organization: Organization) -> str:
    return organization.instance.arn


def create(sso: Any, instance_arn: str, url: str = URL, name: str = "corporate", **more: Any) -> str:
    answer = sso.create_trusted_token_issuer(
        InstanceArn=instance_arn,
        Name=name,
        TrustedTokenIssuerType="OIDC_JWT",
        TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": OIDC_JWT | {"IssuerUrl": url}},
        **more,
    )
    return str(answer["TrustedTokenIssuerArn"])


def describe(sso: Any, arn: str) -> dict[str, Any]:
    answer = sso.describe_trusted_token_issuer(TrustedTokenIssuerArn=arn)
    del answer["ResponseMetadata"]
    return dict(answer)


def arns(sso: Any, instance_arn: str) -> list[str]:
    pages = sso.get_paginator("list_trusted_token_issuers").paginate(InstanceArn=instance_arn)
    return [issuer["TrustedTokenIssuerArn"] for page in pages for issuer in page["TrustedTokenIssuers"]]


@pytest.mark.rule("issuer.url-not-reached")
def test_a_new_issuer_is_described_as_it_was_made(sso: Any, instance_arn: str) -> None:
    arn = create(sso, instance_arn)
    assert describe(sso, arn) == {
        "TrustedTokenIssuerArn": arn,
        "Name": "corporate",
        "TrustedTokenIssuerType": "OIDC_JWT",
        "TrustedTokenIssuerConfiguration": {"OidcJwtConfiguration": OIDC_JWT},
    }


def test_issuers_are_listed_in_order_of_creation_and_in_pages(sso: Any, instance_arn: str) -> None:
    made = [create(sso, instance_arn, f"{URL}/{number}") for number in range(5)]
    assert arns(sso, instance_arn) == made
    first = sso.list_trusted_token_issuers(InstanceArn=instance_arn, MaxResults=3)
    rest = sso.list_trusted_token_issuers(InstanceArn=instance_arn, MaxResults=3, NextToken=first["NextToken"])
    assert [issuer["TrustedTokenIssuerArn"] for issuer in first["TrustedTokenIssuers"]] == made[:3]
    assert rest["TrustedTokenIssuers"] == [
        {"TrustedTokenIssuerArn": arn, "Name": "corporate", "TrustedTokenIssuerType": "OIDC_JWT"} for arn in made[3:]
    ]
    assert "NextToken" not in rest


@pytest.mark.rule("issuer.one-per-url")
def test_an_issuer_url_is_taken_once_per_instance(sso: Any, instance_arn: str, connect: Connect) -> None:
    arn = create(sso, instance_arn)
    code, message = error_of(create, sso=sso, instance_arn=instance_arn, name="other")
    assert code == "ConflictException"
    assert message == f"Trusted token issuer {arn} already has the issuer URL {URL}."
    assert arns(sso, instance_arn) == [arn]
    # To the letter; and names may repeat.
    create(sso, instance_arn, f"{URL}/")
    # Another instance may have it.
    elsewhere = connect(account_id=STANDALONE)
    create(elsewhere, elsewhere.create_instance()["InstanceArn"])


@pytest.mark.rule("issuer.one-per-url")
def test_the_url_of_a_deleted_issuer_is_free_again(sso: Any, instance_arn: str) -> None:
    first = create(sso, instance_arn)
    sso.delete_trusted_token_issuer(TrustedTokenIssuerArn=first)
    assert create(sso, instance_arn) != first


@pytest.mark.rule("issuer.quota")
def test_the_eleventh_issuer_is_beyond_the_quota(sso: Any, instance_arn: str) -> None:
    made = [create(sso, instance_arn, f"{URL}/{number}") for number in range(10)]
    assert error_of(create, sso=sso, instance_arn=instance_arn) == (
        "ServiceQuotaExceededException",
        "You have exceeded IAM Identity Center quotas. "
        f"Cannot create more than 10 trusted token issuers for {instance_arn}",
    )
    assert arns(sso, instance_arn) == made
    sso.delete_trusted_token_issuer(TrustedTokenIssuerArn=made[0])
    create(sso, instance_arn)


def test_the_quota_of_issuers_is_a_setting(sso: Any, instance_arn: str) -> None:
    with mock_ssoadmin(quotas={"trusted_token_issuers_per_instance": 1}):
        create(sso, instance_arn)
        assert error_of(create, sso=sso, instance_arn=instance_arn, url="https://b.example.com")[0] == (
            "ServiceQuotaExceededException"
        )


@pytest.mark.rule("wire.client-token")
def test_the_same_client_token_makes_one_issuer(sso: Any, instance_arn: str) -> None:
    arn = create(sso, instance_arn, ClientToken="token")
    assert create(sso, instance_arn, ClientToken="token") == arn
    assert arns(sso, instance_arn) == [arn]
    code, _ = error_of(create, sso=sso, instance_arn=instance_arn, name="other", ClientToken="token")
    assert code == "IdempotentParameterMismatch"
    assert create(sso, instance_arn, "https://b.example.com", ClientToken="Token") != arn


@pytest.mark.rule("wire.client-token-forgotten")
def test_a_client_token_is_free_again_when_its_issuer_is_deleted(sso: Any, instance_arn: str) -> None:
    first = create(sso, instance_arn, ClientToken="token")
    sso.delete_trusted_token_issuer(TrustedTokenIssuerArn=first)
    second = create(sso, instance_arn, ClientToken="token")
    assert second != first
    assert arns(sso, instance_arn) == [second]


@pytest.mark.rule("issuer.update-merges")
def test_an_update_changes_what_it_is_given_and_keeps_the_rest(sso: Any, instance_arn: str) -> None:
    arn = create(sso, instance_arn)
    before = describe(sso, arn)
    sso.update_trusted_token_issuer(TrustedTokenIssuerArn=arn, Name="renamed")
    assert describe(sso, arn) == before | {"Name": "renamed"}
    sso.update_trusted_token_issuer(
        TrustedTokenIssuerArn=arn,
        TrustedTokenIssuerConfiguration={
            "OidcJwtConfiguration": {"ClaimAttributePath": "sub", "IdentityStoreAttributePath": "userName"}
        },
    )
    changed = OIDC_JWT | {"ClaimAttributePath": "sub", "IdentityStoreAttributePath": "userName"}
    after = describe(sso, arn)
    assert after["TrustedTokenIssuerConfiguration"] == {"OidcJwtConfiguration": changed}
    assert after["Name"] == "renamed"
    (listed,) = sso.list_trusted_token_issuers(InstanceArn=instance_arn)["TrustedTokenIssuers"]
    assert listed["Name"] == "renamed"


@pytest.mark.rule("issuer.url-not-reached")
def test_the_issuer_url_cannot_be_changed(sso: Any, instance_arn: str, unchecked: Any) -> None:
    arn = create(sso, instance_arn)
    new = {"OidcJwtConfiguration": {"IssuerUrl": "https://other.example.com", "ClaimAttributePath": "sub"}}
    call_raw(
        unchecked, "UpdateTrustedTokenIssuer", {"TrustedTokenIssuerArn": arn, "TrustedTokenIssuerConfiguration": new}
    )
    configuration = describe(sso, arn)["TrustedTokenIssuerConfiguration"]["OidcJwtConfiguration"]
    assert configuration == OIDC_JWT | {"ClaimAttributePath": "sub"}


@pytest.mark.rule("issuer.not-found")
@pytest.mark.parametrize("operation", ["describe", "update", "delete"])
def test_an_issuer_that_does_not_exist_is_not_found(sso: Any, instance_arn: str, operation: str) -> None:
    arn = create(sso, instance_arn)
    missing = arn.rpartition("/")[0] + "/" + MISSING
    call = getattr(sso, f"{operation}_trusted_token_issuer")
    assert error_of(call, TrustedTokenIssuerArn=missing) == (
        "ResourceNotFoundException",
        f"Could not find TrustedTokenIssuer with id {MISSING}",
    )


def test_a_deleted_issuer_is_gone(sso: Any, instance_arn: str) -> None:
    arn, other = create(sso, instance_arn), create(sso, instance_arn, "https://b.example.com")
    sso.delete_trusted_token_issuer(TrustedTokenIssuerArn=arn)
    assert error_of(sso.describe_trusted_token_issuer, TrustedTokenIssuerArn=arn)[0] == "ResourceNotFoundException"
    assert error_of(sso.delete_trusted_token_issuer, TrustedTokenIssuerArn=arn)[0] == "ResourceNotFoundException"
    assert arns(sso, instance_arn) == [other]


@pytest.mark.rule("issuer.administrators")
def test_the_delegated_administrator_manages_issuers_and_a_member_does_not(
    sso: Any, instance_arn: str, delegate: str, organization: Organization, connect: Connect
) -> None:
    arn = create(connect(account_id=delegate), instance_arn)
    # The instance's owner is in the ARN, not the caller.
    assert arn.split(":")[4] == MANAGEMENT
    assert arns(sso, instance_arn) == [arn]
    member = connect(account_id=organization.members[1])
    for call, params in (
        (member.list_trusted_token_issuers, {"InstanceArn": instance_arn}),
        (member.describe_trusted_token_issuer, {"TrustedTokenIssuerArn": arn}),
        (member.delete_trusted_token_issuer, {"TrustedTokenIssuerArn": arn}),
    ):
        assert error_of(call, **params)[0] == "AccessDeniedException"
    assert arns(sso, instance_arn) == [arn]


@pytest.mark.rule("issuer.administrators")
def test_an_account_instance_has_issuers(connect: Connect) -> None:
    sso = connect(account_id=STANDALONE)
    instance_arn = sso.create_instance()["InstanceArn"]
    arn = create(sso, instance_arn)
    assert arn.split(":")[4] == STANDALONE
    assert arns(sso, instance_arn) == [arn]


@pytest.mark.rule("issuer.delete-withdraws-grants")
def test_a_deleted_issuer_disappears_from_the_grants_that_trust_it(
    sso: Any, instance_arn: str, create_application: CreateApplication
) -> None:
    leaving, staying = create(sso, instance_arn), create(sso, instance_arn, "https://b.example.com")
    both, only, other, none = (create_application(Name=name) for name in ("both", "only", "other", "none"))
    for application, issuers in ((both, [leaving, staying]), (only, [leaving]), (other, [staying])):
        trust(sso, application, *issuers)
        sso.put_application_grant(ApplicationArn=application, GrantType="refresh_token", Grant={"RefreshToken": {}})
    sso.delete_trusted_token_issuer(TrustedTokenIssuerArn=leaving)
    trusted = {application: trusted_by(sso, application) for application in (both, only, other, none)}
    assert trusted == {both: [staying], only: None, other: [staying], none: None}
    refresh = {"GrantType": "refresh_token", "Grant": {"RefreshToken": {}}}
    assert sso.list_application_grants(ApplicationArn=only)["Grants"] == [refresh]


def trust(sso: Any, application: str, *issuers: str) -> None:
    named = [{"TrustedTokenIssuerArn": arn, "AuthorizedAudiences": ["reports"]} for arn in issuers]
    grant = {"JwtBearer": {"AuthorizedTokenIssuers": named}}
    sso.put_application_grant(ApplicationArn=application, GrantType=JWT_BEARER, Grant=grant)


def trusted_by(sso: Any, application: str) -> list[str] | None:
    grants = {item["GrantType"]: item for item in sso.list_application_grants(ApplicationArn=application)["Grants"]}
    if JWT_BEARER not in grants:
        return None
    named = grants[JWT_BEARER]["Grant"]["JwtBearer"]["AuthorizedTokenIssuers"]
    assert all(issuer["AuthorizedAudiences"] == ["reports"] for issuer in named)
    return [issuer["TrustedTokenIssuerArn"] for issuer in named]


def test_issuers_take_tags(sso: Any, instance_arn: str) -> None:
    arn = create(sso, instance_arn, Tags=[{"Key": "team", "Value": "platform"}])
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "dev"}])
    sso.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert sso.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": "dev"}]
    missing = arn.rpartition("/")[0] + "/" + MISSING
    assert error_of(sso.list_tags_for_resource, ResourceArn=missing)[0] == "ResourceNotFoundException"


def test_nothing_is_made_when_the_tags_are_refused(sso: Any, instance_arn: str) -> None:
    with pytest.raises(sso.exceptions.ValidationException):
        create(sso, instance_arn, Tags=[{"Key": "aws:team", "Value": "platform"}])
    assert arns(sso, instance_arn) == []


def test_issuers_go_with_their_instance(connect: Connect, idc: IdentityCenter) -> None:
    sso = connect(account_id=STANDALONE)
    arn = create(sso, sso.create_instance()["InstanceArn"])
    sso.delete_instance(InstanceArn=sso.list_instances()["Instances"][0]["InstanceArn"])
    assert arns(sso, sso.create_instance()["InstanceArn"]) == []
    assert error_of(sso.describe_trusted_token_issuer, TrustedTokenIssuerArn=arn)[0] == "AccessDeniedException"


def test_issuers_work_in_every_partition(idc: IdentityCenter, connect: Connect) -> None:
    sso = connect(region_name="us-gov-west-1", account_id=STANDALONE)
    arn = create(sso, sso.create_instance()["InstanceArn"])
    assert arn.startswith("arn:aws-us-gov:sso::")
    assert describe(sso, arn)["TrustedTokenIssuerArn"] == arn
