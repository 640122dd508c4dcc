"""Tags on instances. Those of other resources are tested with the resources."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin, ssoadmin_backends
from tests.conftest import MANAGEMENT, error_of


def tags_of(sso: Any, arn: str) -> dict[str, str]:
    """Return the tags of a resource, all pages together."""
    pages = sso.get_paginator("list_tags_for_resource").paginate(ResourceArn=arn)
    return {tag["Key"]: tag["Value"] for page in pages for tag in page["Tags"]}


def many(count: int, start: int = 0) -> list[dict[str, str]]:
    return [{"Key": f"key {number:03}", "Value": str(number)} for number in range(start, start + count)]


@pytest.fixture
def arn(sso: Any) -> str:
    return str(sso.create_instance()["InstanceArn"])


def test_tags_given_at_creation_are_listed(sso: Any) -> None:
    arn = sso.create_instance(Tags=[{"Key": "team", "Value": "x"}, {"Key": "cost", "Value": ""}])["InstanceArn"]
    assert tags_of(sso, arn) == {"team": "x", "cost": ""}


def test_an_instance_without_tags_lists_none(sso: Any, arn: str) -> None:
    answer = sso.list_tags_for_resource(ResourceArn=arn)
    assert answer["Tags"] == []
    assert "NextToken" not in answer


def test_tagging_adds_tags_and_changes_values(sso: Any, arn: str) -> None:
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "1"}])
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "b", "Value": "2"}, {"Key": "c", "Value": "2"}])
    assert tags_of(sso, arn) == {"a": "1", "b": "2", "c": "2"}


def test_keys_are_case_sensitive(sso: Any, arn: str) -> None:
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "Team", "Value": "1"}, {"Key": "team", "Value": "2"}])
    sso.untag_resource(ResourceArn=arn, TagKeys=["TEAM", "Team"])
    assert tags_of(sso, arn) == {"team": "2"}


@pytest.mark.parametrize("text", ["équipe", "チーム", "команда 1", "فريق", "𒀀𒀁", "a_.:/=+-@ b"])
def test_keys_and_values_may_be_in_any_script(sso: Any, arn: str, text: str) -> None:
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": text, "Value": text}])
    assert tags_of(sso, arn) == {text: text}
    sso.untag_resource(ResourceArn=arn, TagKeys=[text])
    assert tags_of(sso, arn) == {}


@pytest.mark.parametrize("text", ["a!", "a\n", "😀", "a*"])
def test_other_characters_are_refused(sso: Any, arn: str, text: str) -> None:
    assert error_of(sso.tag_resource, ResourceArn=arn, Tags=[{"Key": text, "Value": ""}])[0] == "ValidationException"
    assert error_of(sso.tag_resource, ResourceArn=arn, Tags=[{"Key": "k", "Value": text}])[0] == "ValidationException"
    assert tags_of(sso, arn) == {}


@pytest.mark.rule("tags.untag-absent")
def test_removing_a_tag_that_is_not_there_succeeds(sso: Any, arn: str) -> None:
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "1"}])
    sso.untag_resource(ResourceArn=arn, TagKeys=["a", "never there", "a"])
    sso.untag_resource(ResourceArn=arn, TagKeys=["a"])
    assert tags_of(sso, arn) == {"b": "1"}


@pytest.mark.rule("tags.limit")
def test_a_resource_has_50_tags_at_most(sso: Any, arn: str) -> None:
    sso.tag_resource(ResourceArn=arn, Tags=many(50))
    code, message = error_of(sso.tag_resource, ResourceArn=arn, Tags=many(1, start=50))
    assert code == "ServiceQuotaExceededException"
    quotas = "You have exceeded IAM Identity Center quotas."
    assert message == f"{quotas} Cannot have more than 50 tags on a resource."
    assert len(tags_of(sso, arn)) == 50
    sso.tag_resource(ResourceArn=arn, Tags=[{"Key": "key 049", "Value": "changed"}])
    sso.untag_resource(ResourceArn=arn, TagKeys=["key 000"])
    sso.tag_resource(ResourceArn=arn, Tags=many(1, start=50))
    assert len(tags_of(sso, arn)) == 50


@pytest.mark.rule("tags.limit")
def test_nothing_is_made_with_more_than_50_tags(sso: Any) -> None:
    assert error_of(sso.create_instance, Tags=many(51))[0] == "ServiceQuotaExceededException"
    assert sso.list_instances()["Instances"] == []
    assert len(tags_of(sso, sso.create_instance(Tags=many(50))["InstanceArn"])) == 50


@pytest.mark.rule("tags.limit")
def test_the_limit_can_be_changed(endpoint: dict[str, str]) -> None:
    with mock_ssoadmin(quotas={"tags_per_resource": 130}) as idc:
        sso = idc.session(account_id=MANAGEMENT).client("sso-admin", region_name="us-east-1", **endpoint)
        arn = sso.create_instance(Tags=many(70))["InstanceArn"]
        sso.tag_resource(ResourceArn=arn, Tags=many(60, start=70))
        first = sso.list_tags_for_resource(ResourceArn=arn)
        assert len(first["Tags"]) == 75
        assert [tag["Key"] for tag in first["Tags"]] == sorted(tag["Key"] for tag in first["Tags"])
        assert len(tags_of(sso, arn)) == 130
        assert error_of(sso.tag_resource, ResourceArn=arn, Tags=many(1, start=130))[0] == (
            "ServiceQuotaExceededException"
        )


@pytest.mark.rule("tags.limit")
@pytest.mark.rule("tags.reserved-prefix")
def test_the_service_s_own_tags_do_not_count_and_cannot_be_removed(sso: Any, arn: str) -> None:
    instance = ssoadmin_backends[MANAGEMENT]["aws"].instance
    assert instance is not None
    instance.tags["aws:cloudformation:stack-name"] = "stack"
    sso.tag_resource(ResourceArn=arn, Tags=many(50))
    assert len(tags_of(sso, arn)) == 51
    keys = ["key 000", "aws:cloudformation:stack-name"]
    assert error_of(sso.untag_resource, ResourceArn=arn, TagKeys=keys)[0] == "ValidationException"
    assert len(tags_of(sso, arn)) == 51


@pytest.mark.rule("tags.reserved-prefix")
@pytest.mark.parametrize("key", ["aws:", "aws:team", "AWS:team", "Aws:x"])
def test_keys_of_the_service_s_own_tags_cannot_be_set(sso: Any, key: str) -> None:
    tags = [{"Key": "good", "Value": "1"}, {"Key": key, "Value": "1"}]
    assert error_of(sso.create_instance, Tags=tags)[0] == "ValidationException"
    arn = sso.create_instance(Tags=[{"Key": "aws", "Value": "1"}, {"Key": "my aws:x", "Value": "1"}])["InstanceArn"]
    code, message = error_of(sso.tag_resource, ResourceArn=arn, Tags=tags)
    assert code == "ValidationException"
    assert message == f"Tag key {key} is not allowed: keys cannot start with aws:."
    assert tags_of(sso, arn) == {"aws": "1", "my aws:x": "1"}


@pytest.mark.rule("tags.duplicate-keys")
def test_one_request_cannot_set_a_key_twice(sso: Any) -> None:
    twice = [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "1"}]
    assert error_of(sso.create_instance, Tags=twice)[0] == "ValidationException"
    arn = sso.create_instance()["InstanceArn"]
    code, message = error_of(sso.tag_resource, ResourceArn=arn, Tags=twice)
    assert (code, message) == ("ValidationException", "Tag key k is given more than once.")
    assert tags_of(sso, arn) == {}


@pytest.mark.rule("tags.instance-arn-optional")
def test_the_instance_may_be_named_beside_the_resource(sso: Any, arn: str) -> None:
    sso.tag_resource(InstanceArn=arn, ResourceArn=arn, Tags=[{"Key": "k", "Value": "v"}, {"Key": "x", "Value": ""}])
    sso.untag_resource(InstanceArn=arn, ResourceArn=arn, TagKeys=["x"])
    answer = sso.list_tags_for_resource(InstanceArn=arn, ResourceArn=arn)
    assert answer["Tags"] == [{"Key": "k", "Value": "v"}]


@pytest.mark.rule("tags.instance-arn-optional")
def test_the_instance_named_beside_the_resource_must_be_its_own(sso: Any, arn: str) -> None:
    other = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
    assert error_of(sso.list_tags_for_resource, InstanceArn=arn, ResourceArn=other) == (
        "ResourceNotFoundException",
        f"Could not find resource with ARN {other}.",
    )
    assert error_of(sso.list_tags_for_resource, InstanceArn=other, ResourceArn=arn)[0] == "AccessDeniedException"


def test_an_arn_that_is_no_taggable_resource_is_refused_by_its_form(sso: Any, arn: str) -> None:
    for malformed in (arn + "/x", "arn:aws:sso:::account/123456789012", arn.replace("instance", "Instance")):
        code, message = error_of(sso.list_tags_for_resource, ResourceArn=malformed)
        assert code == "ValidationException"
        assert message.startswith("Value of input 'resourceArn' failed to satisfy constraint")
