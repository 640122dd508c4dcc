"""Permission sets, in process and over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conftest import Organization, error_of

UNKNOWN_ID = "ps-00000000000000ff"


@pytest.mark.rule("permission-set.identifiers")
def test_the_arn_of_a_set_holds_the_id_of_its_instance(organization: Organization, sso: Any) -> None:
    created = sso.create_permission_set(InstanceArn=organization.instance.arn, Name="Admin")["PermissionSet"]
    instance_id = organization.instance.arn.rpartition("/")[2]
    assert re.fullmatch(rf"arn:aws:sso:::permissionSet/{instance_id}/ps-[0-9a-f]{{16}}", created["PermissionSetArn"])


def test_describing_a_set_gives_what_creating_it_gave(organization: Organization, sso: Any) -> None:
    created = sso.create_permission_set(
        InstanceArn=organization.instance.arn,
        Name="Admin",
        Description="All of it",
        SessionDuration="PT4H",
        RelayState="https://console.aws.amazon.com/ec2",
    )["PermissionSet"]
    described = sso.describe_permission_set(
        InstanceArn=organization.instance.arn, PermissionSetArn=created["PermissionSetArn"]
    )["PermissionSet"]
    assert described == created
    assert created["Description"] == "All of it"
    assert created["SessionDuration"] == "PT4H"
    assert created["RelayState"] == "https://console.aws.amazon.com/ec2"


@pytest.mark.rule("permission-set.not-found")
def test_an_unknown_set_is_not_found(organization: Organization, sso: Any) -> None:
    arn = organization.instance.arn.replace("instance", "permissionSet") + "/" + UNKNOWN_ID
    assert error_of(sso.describe_permission_set, InstanceArn=organization.instance.arn, PermissionSetArn=arn) == (
        "ResourceNotFoundException",
        f"Could not find PermissionSet with id {UNKNOWN_ID}",
    )
