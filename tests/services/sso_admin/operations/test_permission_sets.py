"""Permission sets: making, finding, changing and deleting them."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.effects import clock
from tests.conftest import Organization, error_of
from tests.services.sso_admin.operations.one_permission_set import OnePermissionSet, new_permission_set

CONSOLE = "https://console.aws.amazon.com/ec2"


@pytest.fixture
def admin(sso: Any, organization: Organization) -> OnePermissionSet:
    return new_permission_set(sso, organization)


def described(permission_set: OnePermissionSet) -> dict[str, Any]:
    return permission_set.call("describe_permission_set")["PermissionSet"]


# --- create and describe -------------------------------------------------------------------------------------------


@pytest.mark.rule("permission-set.identifiers")
def test_the_arn_of_a_set_is_of_the_region_s_partition(connect: Any) -> None:
    govcloud = connect(region_name="us-gov-west-1")
    instance = govcloud.create_instance()["InstanceArn"]
    govcloud.update_instance(InstanceArn=instance, PermissionSetsEnabled=True)
    created = govcloud.create_permission_set(InstanceArn=instance, Name="Admin")["PermissionSet"]
    assert created["PermissionSetArn"].startswith("arn:aws-us-gov:sso:::permissionSet/")


def test_describing_a_set_gives_what_creating_it_gave(sso: Any, organization: Organization) -> None:
    created = sso.create_permission_set(
        InstanceArn=organization.instance.arn,
        Name="Admin",
        Description="All of it",
        SessionDuration="PT4H",
        RelayState=CONSOLE,
    )["PermissionSet"]
    assert created["Name"] == "Admin"
    assert created["Description"] == "All of it"
    assert created["SessionDuration"] == "PT4H"
    assert created["RelayState"] == CONSOLE
    assert (
        sso.describe_permission_set(
            InstanceArn=organization.instance.arn, PermissionSetArn=created["PermissionSetArn"]
        )["PermissionSet"]
        == created
    )


@pytest.mark.rule("permission-set.absent-members")
def test_members_that_were_never_given_are_absent(sso: Any, organization: Organization) -> None:
    created = sso.create_permission_set(InstanceArn=organization.instance.arn, Name="Admin")["PermissionSet"]
    assert set(created) == {"Name", "PermissionSetArn", "CreatedDate", "SessionDuration"}


@pytest.mark.rule("permission-set.absent-members")
def test_the_creation_date_is_now_to_the_millisecond(
    admin: OnePermissionSet, monkeypatch: pytest.MonkeyPatch, organization: Organization, sso: Any
) -> None:
    assert abs(described(admin)["CreatedDate"].timestamp() - time.time()) < 60
    monkeypatch.setattr(clock, "time", SimpleNamespace(time=lambda: 1650989104.4614321))
    later = new_permission_set(sso, organization, "Later")
    assert described(later)["CreatedDate"].timestamp() == 1650989104.461


@pytest.mark.rule("permission-set.duplicate-name")
def test_names_in_upper_and_lower_case_are_different_names(admin: OnePermissionSet) -> None:
    admin.sso.create_permission_set(InstanceArn=admin.instance_arn, Name="admin")
    assert len(admin.sso.list_permission_sets(InstanceArn=admin.instance_arn)["PermissionSets"]) == 2


@pytest.mark.rule("permission-set.quota")
def test_one_set_more_than_the_quota_is_refused(admin: OnePermissionSet) -> None:
    with mock_ssoadmin(quotas={"permission_sets_per_instance": 1}):
        code, message = error_of(admin.sso.create_permission_set, InstanceArn=admin.instance_arn, Name="Another")
    assert code == "ServiceQuotaExceededException"
    assert message == (
        "You have exceeded IAM Identity Center quotas. Cannot create PermissionSet more than 1 for id "
        f"{admin.instance_arn.rpartition('/')[2]}. "
        "Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"
    )


@pytest.mark.rule("permission-set.session-duration")
def test_a_session_lasts_an_hour_unless_told_otherwise(admin: OnePermissionSet) -> None:
    assert described(admin)["SessionDuration"] == "PT1H"


@pytest.mark.rule("permission-set.session-duration")
@pytest.mark.parametrize("duration", ["PT1H", "PT60M", "PT1H30M", "PT12H", "P0DT43200S"])
def test_a_session_of_one_to_twelve_hours_is_kept_as_it_was_written(
    sso: Any, organization: Organization, duration: str
) -> None:
    permission_set = new_permission_set(sso, organization, SessionDuration=duration)
    assert described(permission_set)["SessionDuration"] == duration


@pytest.mark.rule("permission-set.session-duration")
@pytest.mark.parametrize("duration", ["PT59M", "PT3599.9S", "PT12H1S", "P1D", "P1M", "-PT2H"])
def test_a_shorter_or_longer_session_is_refused(admin: OnePermissionSet, duration: str) -> None:
    refused = ("ValidationException", f"The session duration {duration} must be between 1 and 12 hours.")
    create = admin.sso.create_permission_set
    assert error_of(create, InstanceArn=admin.instance_arn, Name="Other", SessionDuration=duration) == refused
    assert admin.error("update_permission_set", SessionDuration=duration) == refused
    assert len(admin.sso.list_permission_sets(InstanceArn=admin.instance_arn)["PermissionSets"]) == 1


def test_a_set_that_was_refused_for_its_tags_does_not_exist(sso: Any, organization: Organization) -> None:
    tags = [{"Key": "aws:team", "Value": "x"}]
    code, _ = error_of(sso.create_permission_set, InstanceArn=organization.instance.arn, Name="Admin", Tags=tags)
    assert code == "ValidationException"
    assert sso.list_permission_sets(InstanceArn=organization.instance.arn)["PermissionSets"] == []


# --- list ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("permission-set.list-order")
def test_sets_are_listed_in_the_order_of_creation_page_by_page(sso: Any, organization: Organization) -> None:
    arns = [new_permission_set(sso, organization, name).arn for name in ("Zulu", "Alpha", "Mike")]
    instance_arn = organization.instance.arn
    first = sso.list_permission_sets(InstanceArn=instance_arn, MaxResults=2)
    assert first["PermissionSets"] == arns[:2]
    last = sso.list_permission_sets(InstanceArn=instance_arn, MaxResults=2, NextToken=first["NextToken"])
    assert last["PermissionSets"] == arns[2:]
    assert "NextToken" not in last


def test_an_instance_without_sets_lists_none(sso: Any, organization: Organization) -> None:
    assert sso.list_permission_sets(InstanceArn=organization.instance.arn)["PermissionSets"] == []


# --- update --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("permission-set.update-keeps")
def test_an_update_keeps_what_it_does_not_mention_but_clears_the_relay_state(
    sso: Any, organization: Organization
) -> None:
    given = {"Description": "All of it", "SessionDuration": "PT4H", "RelayState": CONSOLE}
    permission_set = new_permission_set(sso, organization, **given)
    permission_set.call("update_permission_set", RelayState="https://example.com")
    assert described(permission_set).items() >= (given | {"RelayState": "https://example.com"}).items()
    permission_set.call("update_permission_set")
    after = described(permission_set)
    assert after["Description"] == "All of it"
    assert after["SessionDuration"] == "PT4H"
    assert "RelayState" not in after


def test_an_update_changes_description_and_session_duration(admin: OnePermissionSet) -> None:
    before = described(admin)
    admin.call("update_permission_set", Description="New", SessionDuration="PT2H")
    assert described(admin) == before | {"Description": "New", "SessionDuration": "PT2H"}


def test_an_update_that_is_refused_changes_nothing(sso: Any, organization: Organization) -> None:
    permission_set = new_permission_set(sso, organization, RelayState=CONSOLE)
    before = described(permission_set)
    permission_set.error("update_permission_set", Description="New", SessionDuration="PT13H")
    assert described(permission_set) == before


def test_an_update_has_to_be_provisioned(admin: OnePermissionSet) -> None:
    before = admin.version
    admin.call("update_permission_set", Description="New")
    assert admin.version > before


# --- delete --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("permission-set.delete")
def test_a_deleted_set_is_gone_and_its_name_is_free(admin: OnePermissionSet) -> None:
    admin.call("delete_permission_set")
    assert admin.error("delete_permission_set") == (
        "ResourceNotFoundException",
        f"Could not find PermissionSet with id {admin.id}",
    )
    assert admin.sso.list_permission_sets(InstanceArn=admin.instance_arn)["PermissionSets"] == []
    again = admin.sso.create_permission_set(InstanceArn=admin.instance_arn, Name="Admin")["PermissionSet"]
    assert again["PermissionSetArn"] != admin.arn


def test_deleting_the_instance_deletes_its_sets(sso: Any, admin: OnePermissionSet, idc: Any) -> None:
    sso.delete_instance(InstanceArn=admin.instance_arn)
    new = idc.enable_organization_instance()
    assert sso.list_permission_sets(InstanceArn=new.arn)["PermissionSets"] == []


# --- tags ----------------------------------------------------------------------------------------------------------


def tags_of(permission_set: OnePermissionSet, **params: Any) -> dict[str, str]:
    tags = permission_set.sso.list_tags_for_resource(ResourceArn=permission_set.arn, **params)["Tags"]
    return {tag["Key"]: tag["Value"] for tag in tags}


def test_tags_given_at_creation_are_listed(sso: Any, organization: Organization) -> None:
    permission_set = new_permission_set(sso, organization, Tags=[{"Key": "team", "Value": "platform"}])
    assert tags_of(permission_set) == {"team": "platform"}
    assert tags_of(permission_set, InstanceArn=permission_set.instance_arn) == {"team": "platform"}


def test_tags_of_a_set_are_changed_and_removed(admin: OnePermissionSet) -> None:
    new = [{"Key": "team", "Value": "platform"}, {"Key": "stage", "Value": "dev"}]
    admin.sso.tag_resource(InstanceArn=admin.instance_arn, ResourceArn=admin.arn, Tags=new)
    admin.sso.tag_resource(ResourceArn=admin.arn, Tags=[{"Key": "stage", "Value": "prod"}])
    assert tags_of(admin) == {"team": "platform", "stage": "prod"}
    admin.sso.untag_resource(ResourceArn=admin.arn, TagKeys=["team"])
    assert tags_of(admin) == {"stage": "prod"}


def test_a_change_of_tags_has_not_to_be_provisioned(admin: OnePermissionSet) -> None:
    before = admin.version
    admin.sso.tag_resource(ResourceArn=admin.arn, Tags=[{"Key": "team", "Value": "platform"}])
    assert admin.version == before


def test_a_deleted_set_has_no_tags_to_list(admin: OnePermissionSet) -> None:
    admin.call("delete_permission_set")
    code, message = error_of(admin.sso.list_tags_for_resource, ResourceArn=admin.arn)
    assert (code, message) == ("ResourceNotFoundException", f"Could not find PermissionSet with id {admin.id}")
