"""The Resource Groups Tagging API on our resources, in process and over HTTP."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from importlib.metadata import version
from types import ModuleType
from typing import Any

import pytest
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from packaging.version import Version

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.plugin import other_services
from ssoadmin_mock.plugin import tagging_mixin as tagging
from ssoadmin_mock.plugin.sso_admin.tagging import KINDS, tagging_backends
from ssoadmin_mock.services.sso_admin.resources import TAGGABLE
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, Organization
from tests.services.sso_admin.operations.conftest import CUSTOM

TEAM = [{"Key": "team", "Value": "platform"}]

since_5_2_2 = pytest.mark.skipif(
    Version(version("moto")) < Version("5.2.2"),
    reason=f"moto {version('moto')} asks a fixed set of services for tags; since 5.2.2 it asks all",
)


@pytest.fixture
def center(organization: Organization, sso: Any, connect: Connect) -> Center:
    return Center(organization, sso, connect)


@pytest.fixture
def arns(center: Center) -> dict[str, str]:
    """One resource of each kind, without tags."""
    member = center.connect(account_id=center.dev)
    issuer = {
        "OidcJwtConfiguration": {
            "IssuerUrl": "https://idp.example",
            "ClaimAttributePath": "email",
            "IdentityStoreAttributePath": "emails.value",
            "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
        }
    }
    app = {"InstanceArn": center.arn, "ApplicationProviderArn": CUSTOM, "Name": "app"}
    return {
        "instance": center.arn,
        "permissionSet": center.permission_set(),
        "application": center.sso.create_application(**app)["ApplicationArn"],
        "member's application": member.create_application(**app)["ApplicationArn"],
        "trustedTokenIssuer": center.sso.create_trusted_token_issuer(
            InstanceArn=center.arn,
            Name="idp",
            TrustedTokenIssuerType="OIDC_JWT",
            TrustedTokenIssuerConfiguration=issuer,
        )["TrustedTokenIssuerArn"],
    }


@pytest.fixture
def find(connect: Connect) -> Callable[..., list[str]]:
    """Finds the ARNs of resources: ``find(ResourceTypeFilters=["sso"])``."""

    def find(account_id: str = MANAGEMENT, region_name: str = "us-east-1", **params: Any) -> list[str]:
        client = connect("resourcegroupstaggingapi", account_id=account_id, region_name=region_name)
        pages = client.get_paginator("get_resources").paginate(**params)
        return [resource["ResourceARN"] for page in pages for resource in page["ResourceTagMappingList"]]

    return find


def tag(center: Center, *arns: str, **tags: str) -> dict[str, Any]:
    api = center.connect("resourcegroupstaggingapi")
    failed: dict[str, Any] = api.tag_resources(ResourceARNList=[*arns], Tags=tags)["FailedResourcesMap"]
    return failed


@since_5_2_2
@pytest.mark.rule("tags.tagging-api")
def test_every_kind_of_resource_is_tagged_found_and_untagged(
    center: Center, arns: dict[str, str], find: Callable[..., list[str]]
) -> None:
    own = {kind: arn for kind, arn in arns.items() if kind in KINDS}
    assert tag(center, *own.values(), team="platform", stage="prod") == {}
    assert sorted(find(ResourceTypeFilters=["sso"])) == sorted(own.values())
    for kind, arn in own.items():
        assert find(ResourceTypeFilters=[f"sso:{kind}"], TagFilters=[{"Key": "team", "Values": ["platform"]}]) == [arn]
        assert center.sso.list_tags_for_resource(InstanceArn=center.arn, ResourceArn=arn)["Tags"] == [
            {"Key": "stage", "Value": "prod"},
            *TEAM,
        ]
    assert find(TagFilters=[{"Key": "team", "Values": ["other"]}]) == []
    api = center.connect("resourcegroupstaggingapi")
    assert set(api.get_tag_keys()["TagKeys"]) == {"team", "stage"}
    assert set(api.get_tag_values(Key="team")["TagValues"]) == {"platform"}
    assert api.untag_resources(ResourceARNList=[*own.values()], TagKeys=["team"])["FailedResourcesMap"] == {}
    assert set(api.get_tag_keys()["TagKeys"]) == {"stage"}


@since_5_2_2
@pytest.mark.rule("tags.tagging-api")
def test_an_account_sees_what_it_owns_in_the_region_of_the_instance(
    center: Center, arns: dict[str, str], find: Callable[..., list[str]]
) -> None:
    member = center.connect(account_id=center.dev)
    for kind, arn in arns.items():
        client = member if kind == "member's application" else center.sso
        client.tag_resource(InstanceArn=center.arn, ResourceArn=arn, Tags=TEAM)
    assert set(find()) == {arn for kind, arn in arns.items() if kind != "member's application"}
    assert find(account_id=center.dev) == [arns["member's application"]]
    assert find(account_id=center.prod) == []
    assert find(region_name="eu-west-1") == []


def failure(code: str, text: str) -> dict[str, Any]:
    return {"StatusCode": 400, "ErrorCode": code, "ErrorMessage": text}


RESERVED = failure("ValidationException", "Tag key aws:team is not allowed: keys cannot start with aws:.")


@since_5_2_2
@pytest.mark.rule("tags.tagging-api-refusal", "tags.reserved-prefix", "tags.limit")
def test_what_the_operations_refuse_is_reported_with_their_code_and_text(center: Center, arns: dict[str, str]) -> None:
    arn = arns["permissionSet"]
    unknown = f"{arn[:-16]}ffffffffffffffff"
    missing = failure("ResourceNotFoundException", "Could not find PermissionSet with id ps-ffffffffffffffff")
    assert tag(center, arn, unknown, team="platform") == {unknown: missing}
    assert tag(center, arn, **{"aws:team": "platform"}) == {arn: RESERVED}
    assert tag(center, arn, **{f"key-{number}": "" for number in range(50)}) == {
        arn: failure(
            "ServiceQuotaExceededException",
            "You have exceeded IAM Identity Center quotas. Cannot have more than 50 tags on a resource.",
        )
    }
    assert center.sso.list_tags_for_resource(InstanceArn=center.arn, ResourceArn=arn)["Tags"] == TEAM
    api = center.connect("resourcegroupstaggingapi")
    untag = api.untag_resources(ResourceARNList=[unknown, arn], TagKeys=["aws:team"])
    assert untag["FailedResourcesMap"] == {unknown: missing, arn: RESERVED}


@since_5_2_2
@pytest.mark.rule("tags.tagging-api-refusal")
def test_what_is_no_resource_of_the_account_is_reported_in_the_words_of_the_service(
    center: Center, arns: dict[str, str]
) -> None:
    stranger = center.connect("resourcegroupstaggingapi", account_id="444455556666")
    broken = "arn:aws:sso:::nothing/of-this-kind"
    failed = stranger.tag_resources(ResourceARNList=[center.arn, broken], Tags={"team": "platform"})
    denial, violation = failed["FailedResourcesMap"][center.arn], failed["FailedResourcesMap"][broken]
    assert denial["ErrorCode"] == "AccessDeniedException"
    assert f"sso:TagResource on resource: {center.arn} because" in denial["ErrorMessage"]
    assert violation["ErrorCode"] == "ValidationException"
    assert violation["ErrorMessage"].startswith("Value of input 'resourceArn' failed to satisfy constraint")


@since_5_2_2
@pytest.mark.rule("tags.tagging-api-refusal")
def test_a_declared_fault_is_reported_too(idc: IdentityCenter, center: Center, arns: dict[str, str]) -> None:
    idc.faults.fail("TagResource", "ThrottlingException")
    assert tag(center, center.arn, team="platform") == {center.arn: failure("ThrottlingException", "Rate exceeded")}


@since_5_2_2
def test_resources_of_other_services_are_tagged_beside_ours(center: Center, arns: dict[str, str]) -> None:
    topic = center.connect("sns").create_topic(Name="news")["TopicArn"]
    assert tag(center, center.arn, topic, team="platform") == {}
    assert center.connect("sns").list_tags_for_resource(ResourceArn=topic)["Tags"] == TEAM
    api = center.connect("resourcegroupstaggingapi")
    assert api.untag_resources(ResourceARNList=[topic, center.arn], TagKeys=["team"])["FailedResourcesMap"] == {}
    assert center.connect("sns").list_tags_for_resource(ResourceArn=topic)["Tags"] == []
    assert center.sso.list_tags_for_resource(ResourceArn=center.arn)["Tags"] == []


def test_an_older_moto_s_tagging_api_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "IS_SUPPORTED", False)
    before = vars(ResourceGroupsTaggingAPIBackend)["tag_resources"]
    with other_services.adapted():
        assert vars(ResourceGroupsTaggingAPIBackend)["tag_resources"] is before


@since_5_2_2
def test_pages_go_through_everything(center: Center, find: Callable[..., list[str]]) -> None:
    made = [center.permission_set(f"Set{number}", Tags=TEAM) for number in range(5)]
    assert find(ResourcesPerPage=2) == made


def test_without_the_mixin_of_moto_there_is_no_view(
    center: Center, monkeypatch: pytest.MonkeyPatch, find: Callable[..., list[str]]
) -> None:
    monkeypatch.setattr(tagging, "IS_SUPPORTED", False)
    account_id = "444455556666"
    center.connect(account_id=account_id).create_instance(Tags=TEAM)
    assert account_id not in tagging_backends
    assert find(account_id=account_id) == []


def test_a_moto_without_the_mixin_gets_a_class_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "moto.core.resource_tagging", None)
    spec = importlib.util.spec_from_file_location("tagging_of_an_older_moto", tagging.__file__)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.IS_SUPPORTED is False
    assert type("Backend", (module.TaggableResourcesMixin,), {})() is not None


def test_every_kind_that_takes_tags_is_listed() -> None:
    assert KINDS.keys() == TAGGABLE.keys()
