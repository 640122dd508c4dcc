"""The catalogue of application providers, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import STANDALONE, Connect, error_of
from tests.services.sso_admin.operations.conftest import CUSTOM

PREFIX = "arn:aws:sso::aws:applicationProvider"


@pytest.mark.rule("application-provider.catalogue")
def test_every_account_sees_the_known_providers(connect: Connect) -> None:
    client = connect(account_id=STANDALONE, region_name="eu-west-1")
    providers = client.list_application_providers()["ApplicationProviders"]
    ids = [provider["ApplicationProviderArn"].partition("/")[2] for provider in providers]
    assert ids == sorted(ids)
    assert set(ids) == {
        "custom",
        "custom-saml",
        "catalog/Box",
        "catalog/ExternalAWSAccount",
        "Redshift",
        "qbusiness",
        "codewhisperer",
        "emrstudio",
        "aiops",
        "mpa",
        "ResearchStudio",
        "app-fe1c614acd2b4858/WIP",
    }


def test_a_listed_provider_is_the_described_one(sso: Any) -> None:
    providers = sso.list_application_providers()["ApplicationProviders"]
    assert providers
    for listed in providers:
        described = sso.describe_application_provider(ApplicationProviderArn=listed["ApplicationProviderArn"])
        del described["ResponseMetadata"]
        assert described == listed


def test_providers_are_listed_in_pages(sso: Any) -> None:
    pages = list(sso.get_paginator("list_application_providers").paginate(PaginationConfig={"PageSize": 5}))
    assert [len(page["ApplicationProviders"]) for page in pages] == [5, 5, 2]


@pytest.mark.rule("application-provider.federation-protocol")
def test_every_listed_provider_has_a_federation_protocol(sso: Any) -> None:
    listed = sso.list_application_providers()["ApplicationProviders"]
    protocols = {entry["ApplicationProviderArn"].partition("/")[2]: entry["FederationProtocol"] for entry in listed}
    assert protocols["custom"] == "OAUTH"
    assert {id for id, protocol in protocols.items() if protocol == "SAML"} == {
        "custom-saml",
        "catalog/Box",
        "catalog/ExternalAWSAccount",
    }


@pytest.mark.rule("application-provider.left-out")
@pytest.mark.parametrize(("id", "protocol"), [("custom", "OAUTH"), ("custom-saml", "SAML"), ("Redshift", "OAUTH")])
def test_a_provider_is_described_with_what_is_known(sso: Any, id: str, protocol: str) -> None:
    described = sso.describe_application_provider(ApplicationProviderArn=f"{PREFIX}/{id}")
    del described["ResponseMetadata"]
    assert described == {"ApplicationProviderArn": f"{PREFIX}/{id}", "FederationProtocol": protocol}


@pytest.mark.rule("application.provider-unknown")
def test_a_provider_that_is_not_known_is_not_found(sso: Any) -> None:
    arn = f"{PREFIX}/salesforce"
    code, message = error_of(sso.describe_application_provider, ApplicationProviderArn=arn)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find application provider with ARN {arn}."


def test_providers_are_named_in_the_partition_of_the_call(connect: Connect) -> None:
    client = connect(region_name="cn-north-1")
    arns = [
        provider["ApplicationProviderArn"] for provider in client.list_application_providers()["ApplicationProviders"]
    ]
    assert {arn.partition(":sso:")[0] for arn in arns} == {"arn:aws-cn"}
    assert (
        error_of(client.describe_application_provider, ApplicationProviderArn=CUSTOM)[0] == "ResourceNotFoundException"
    )
