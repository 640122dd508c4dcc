"""Who sees an instance, who may do what with it, and how the others are refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, error_of

GHOST = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
OPERATIONS: dict[str, dict[str, Any]] = {
    "DescribeInstance": {},
    "UpdateInstance": {"Name": "new"},
    "DeleteInstance": {},
    "TagResource": {"Tags": [{"Key": "k", "Value": "v"}]},
    "UntagResource": {"TagKeys": ["k"]},
    "ListTagsForResource": {},
}


def refused(client: Any, operation: str, arn: str) -> tuple[str, str]:
    """Return code and text of the refusal of a call."""
    inverse = {api: method for method, api in client.meta.method_to_api_mapping.items()}
    member = "ResourceArn" if "Resource" in operation else "InstanceArn"
    return error_of(getattr(client, inverse[operation]), **{member: arn}, **OPERATIONS[operation])


def not_here(operation: str, arn: str, caller: str = MANAGEMENT, partition: str = "aws") -> tuple[str, str]:
    return (
        "AccessDeniedException",
        f"User: arn:{partition}:sts::{caller}:user/moto is not authorized to perform: sso:{operation} on resource: "
        f"{arn} because the resource does not exist in this Region, no resource-based policies allow access, or a "
        "resource-based policy explicitly denies access",
    )


@pytest.mark.rule("instance.not-here")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_unknown_instance_is_denied(sso: Any, operation: str) -> None:
    assert refused(sso, operation, GHOST) == not_here(operation, GHOST)
    sso.create_instance()
    assert refused(sso, operation, GHOST) == not_here(operation, GHOST)


@pytest.mark.rule("instance.not-here")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_foreign_instance_is_denied(sso: Any, connect: Connect, operation: str) -> None:
    arn = sso.create_instance()["InstanceArn"]
    stranger = connect(account_id=STANDALONE)
    assert refused(stranger, operation, arn) == not_here(operation, arn, STANDALONE)
    stranger.create_instance()
    assert refused(stranger, operation, arn) == not_here(operation, arn, STANDALONE)


@pytest.mark.rule("instance.not-here")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_deleted_instance_is_denied(sso: Any, operation: str) -> None:
    arn = sso.create_instance()["InstanceArn"]
    sso.delete_instance(InstanceArn=arn)
    assert refused(sso, operation, arn) == not_here(operation, arn)


@pytest.mark.rule("instance.not-here")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_instance_of_another_region_is_denied(sso: Any, connect: Connect, operation: str) -> None:
    arn = sso.create_instance()["InstanceArn"]
    assert refused(connect(region_name="eu-west-1"), operation, arn) == not_here(operation, arn)


@pytest.mark.rule("instance.not-here")
@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1"])
def test_an_instance_of_another_partition_is_denied(sso: Any, connect: Connect, region: str) -> None:
    arn = sso.create_instance()["InstanceArn"]
    elsewhere = connect(region_name=region)
    partition = elsewhere.create_instance()["InstanceArn"].split(":")[1]
    expected = not_here("DescribeInstance", arn, partition=partition)
    assert refused(elsewhere, "DescribeInstance", arn) == expected


@pytest.mark.rule("instance.visible-to-members")
def test_a_member_lists_the_organization_s_instance_and_then_its_own(
    organization: Organization, connect: Connect
) -> None:
    member = connect(account_id=organization.members[0])
    (shared,) = member.list_instances()["Instances"]
    assert (shared["InstanceArn"], shared["OwnerAccountId"]) == (organization.instance.arn, organization.management)
    own = member.create_instance()["InstanceArn"]
    rows = [(row["InstanceArn"], row["OwnerAccountId"]) for row in member.list_instances()["Instances"]]
    assert rows == [(organization.instance.arn, organization.management), (own, organization.members[0])]
    pages = member.get_paginator("list_instances").paginate(PaginationConfig={"PageSize": 1})
    assert [[row["InstanceArn"] for row in page["Instances"]] for page in pages] == [[organization.instance.arn], [own]]


@pytest.mark.rule("instance.visible-to-members")
def test_the_instance_of_one_member_is_not_seen_by_anyone_else(
    organization: Organization, sso: Any, connect: Connect
) -> None:
    own = connect(account_id=organization.members[0]).create_instance()["InstanceArn"]
    for other in (sso, connect(account_id=organization.members[1])):
        assert own not in [row["InstanceArn"] for row in other.list_instances()["Instances"]]
        assert refused(other, "DescribeInstance", own)[0] == "AccessDeniedException"


def test_an_account_outside_of_the_organization_sees_nothing_of_it(
    organization: Organization, connect: Connect
) -> None:
    stranger = connect(account_id=STANDALONE)
    assert stranger.list_instances()["Instances"] == []
    arn = organization.instance.arn
    assert refused(stranger, "DescribeInstance", arn) == not_here("DescribeInstance", arn, STANDALONE)


def test_a_member_that_left_sees_the_organization_s_instance_no_more(
    organization: Organization, sso: Any, connect: Connect
) -> None:
    connect("organizations").remove_account_from_organization(AccountId=organization.members[0])
    assert connect(account_id=organization.members[0]).list_instances()["Instances"] == []
    assert len(connect(account_id=organization.members[1]).list_instances()["Instances"]) == 1


@pytest.mark.rule("instance.members-denied")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_member_can_only_list_the_organization_s_instance(
    organization: Organization, connect: Connect, operation: str
) -> None:
    account_id = organization.members[1]
    arn = organization.instance.arn
    assert refused(connect(account_id=account_id), operation, arn) == not_here(operation, arn, account_id)


@pytest.mark.rule("instance.members-denied")
def test_the_delegated_administrator_may_describe_update_and_tag(
    organization: Organization, connect: Connect, delegate: str
) -> None:
    admin = connect(account_id=delegate)
    arn = organization.instance.arn
    admin.update_instance(InstanceArn=arn, Name="renamed")
    admin.tag_resource(ResourceArn=arn, Tags=[{"Key": "k", "Value": "v"}, {"Key": "gone", "Value": ""}])
    admin.untag_resource(ResourceArn=arn, TagKeys=["gone"])
    assert admin.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "k", "Value": "v"}]
    instance = admin.describe_instance(InstanceArn=arn)
    assert (instance["Name"], instance["OwnerAccountId"]) == ("renamed", organization.management)


@pytest.mark.rule("instance.delete-owner-only")
def test_neither_the_delegated_administrator_nor_a_member_may_delete_the_organization_s_instance(
    organization: Organization, sso: Any, connect: Connect, delegate: str
) -> None:
    arn = organization.instance.arn
    for account_id in organization.members:
        refusal = refused(connect(account_id=account_id), "DeleteInstance", arn)
        assert refusal == not_here("DeleteInstance", arn, account_id)
    assert sso.describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"
    sso.delete_instance(InstanceArn=arn)
    assert sso.list_instances()["Instances"] == []


@pytest.mark.rule("instance.delete-owner-only")
def test_members_and_delegated_administrators_may_delete_their_own_instance(
    organization: Organization, connect: Connect, delegate: str
) -> None:
    for account_id in organization.members:
        member = connect(account_id=account_id)
        member.delete_instance(InstanceArn=member.create_instance()["InstanceArn"])
        assert [row["InstanceArn"] for row in member.list_instances()["Instances"]] == [organization.instance.arn]


def test_who_is_delegated_administrator_no_more_is_denied(
    organization: Organization, connect: Connect, delegate: str
) -> None:
    connect("organizations").deregister_delegated_administrator(
        AccountId=delegate, ServicePrincipal="sso.amazonaws.com"
    )
    arn = organization.instance.arn
    assert refused(connect(account_id=delegate), "DescribeInstance", arn)[0] == "AccessDeniedException"


def test_the_delegated_administrator_of_another_service_is_a_member_like_any_other(
    organization: Organization, connect: Connect
) -> None:
    account_id = organization.members[0]
    connect("organizations").register_delegated_administrator(
        AccountId=account_id, ServicePrincipal="guardduty.amazonaws.com"
    )
    arn = organization.instance.arn
    assert refused(connect(account_id=account_id), "DescribeInstance", arn)[0] == "AccessDeniedException"


def test_the_delegated_administrator_has_no_say_in_the_instances_of_members(
    organization: Organization, connect: Connect, delegate: str
) -> None:
    own = connect(account_id=organization.members[1]).create_instance()["InstanceArn"]
    assert refused(connect(account_id=delegate), "DescribeInstance", own)[0] == "AccessDeniedException"
