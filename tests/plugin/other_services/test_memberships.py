"""What happens to Identity Center when accounts join and leave, and when the organization ends."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, error_of
from tests.plugin.other_services.test_protected_roles import SERVICE_ROLE


def has_service_role(center: Center, account_id: str) -> bool:
    return SERVICE_ROLE in [role["RoleName"] for role in center.iam(account_id).list_roles()["Roles"]]


def new_account(organizations: Any, name: str = "new") -> str:
    created = organizations.create_account(AccountName=name, Email=f"{name}@example.com")
    return str(created["CreateAccountStatus"]["AccountId"])


@pytest.mark.rule("instance.service-role")
def test_every_account_of_the_organization_has_the_service_role(center: Center) -> None:
    assert [has_service_role(center, id) for id in (MANAGEMENT, center.dev, center.prod)] == [True] * 3
    joined = new_account(center.connect("organizations"))
    role = center.iam(joined).get_role(RoleName=SERVICE_ROLE)["Role"]
    assert role["Arn"] == f"arn:aws:iam::{joined}:role/aws-service-role/sso.amazonaws.com/{SERVICE_ROLE}"


@pytest.mark.rule("instance.service-role")
def test_without_an_instance_nobody_has_it(idc: IdentityCenter, connect: Connect) -> None:
    organizations = connect("organizations")
    organizations.create_organization(FeatureSet="ALL")
    member = new_account(organizations)
    assert error_of(connect("iam", account_id=member).get_role, RoleName=SERVICE_ROLE)[0] == "NoSuchEntity"
    organizations.remove_account_from_organization(AccountId=member)


@pytest.mark.rule("instance.service-role")
def test_accounts_of_a_world_have_it(idc: IdentityCenter, connect: Connect) -> None:
    idc.load({"organization": {"accounts": {"dev": "111122223333"}}, "instance": {"region": "us-gov-west-1"}})
    for account_id in (MANAGEMENT, "111122223333"):
        connect("iam", account_id=account_id, region_name="us-gov-west-1").get_role(RoleName=SERVICE_ROLE)


@pytest.mark.rule("organization.leaving")
def test_an_account_that_leaves_loses_what_the_service_made_there(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    center.assign(permission_set, center.dev, user)
    center.assign(permission_set, center.prod, user)
    iam = center.iam(center.dev)
    iam.create_role(RoleName="Own", AssumeRolePolicyDocument="{}")
    center.connect("organizations").remove_account_from_organization(AccountId=center.dev)
    assert not has_service_role(center, center.dev)
    assert (center.roles(center.dev), iam.list_saml_providers()["SAMLProviderList"]) == ([], [])
    iam.get_role(RoleName="Own")
    assert len(center.roles(center.prod)) == 1
    assert center.assignments(permission_set, center.dev) == [("USER", user)]


@pytest.fixture
def deleted(center: Center) -> Center:
    """The organization was deleted, after all members had left it."""
    user, permission_set = center.user(), center.permission_set()
    center.assign(permission_set, MANAGEMENT, user)
    organizations = center.connect("organizations")
    for member in (center.dev, center.prod):
        organizations.remove_account_from_organization(AccountId=member)
    organizations.delete_organization()
    return center


@pytest.mark.rule("organization.deleted")
def test_an_organization_takes_its_instance_with_it(deleted: Center) -> None:
    assert deleted.sso.list_instances()["Instances"] == []
    assert error_of(deleted.sso.list_permission_sets, InstanceArn=deleted.arn)[0] == "AccessDeniedException"
    iam = deleted.iam(MANAGEMENT)
    assert (deleted.roles(MANAGEMENT), iam.list_saml_providers()["SAMLProviderList"]) == ([], [])
    assert not has_service_role(deleted, MANAGEMENT)
    store = deleted.connect("identitystore")
    refusal = error_of(store.list_users, IdentityStoreId=deleted.identity_store_id)
    assert refusal[0] == "ResourceNotFoundException"


@pytest.mark.rule("organization.deleted")
def test_its_account_can_begin_anew(deleted: Center, idc: IdentityCenter) -> None:
    arn = deleted.sso.create_instance()["InstanceArn"]
    assert deleted.sso.describe_instance(InstanceArn=arn)["OwnerAccountId"] == MANAGEMENT
    deleted.sso.delete_instance(InstanceArn=arn)
    assert idc.enable_organization_instance().owner_account_id == MANAGEMENT


@pytest.mark.rule("organization.deleted")
def test_an_account_instance_of_a_former_member_stays(center: Center) -> None:
    member = center.connect(account_id=center.dev)
    arn = member.create_instance()["InstanceArn"]
    center.connect("organizations").remove_account_from_organization(AccountId=center.dev)
    assert member.describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"


def test_what_is_in_progress_ends_with_it(center: Center, idc: IdentityCenter) -> None:
    from moto.moto_api import state_manager

    state_manager.set_transition("ssoadmin::account_assignment_creation", {"progression": "manual", "times": 5})
    center.sso.create_account_assignment(**center.access(center.permission_set(), MANAGEMENT, center.user()))
    organizations = center.connect("organizations")
    for member in (center.dev, center.prod):
        organizations.remove_account_from_organization(AccountId=member)
    organizations.delete_organization()
    idc.settle()
    assert center.roles(MANAGEMENT) == []


def test_an_organization_with_members_stays(center: Center) -> None:
    # Old versions of moto write this error in XML, so that there is its text alone.
    _, message = error_of(center.connect("organizations").delete_organization)
    assert "you must first remove all member accounts" in message
    assert len(center.sso.list_instances()["Instances"]) == 1


def test_a_management_account_with_another_name_can_delete_it_as_well(idc: IdentityCenter, connect: Connect) -> None:
    idc.load({"organization": {"management_account": {"id": MANAGEMENT, "name": "boss"}}})
    connect("organizations").delete_organization()
    assert error_of(connect("organizations").describe_organization)[0] == "AWSOrganizationsNotInUseException"


QUESTIONS: dict[str, Any] = {
    "dump": lambda idc: idc.dump(),
    "access": lambda idc: idc.access(user="ada"),
    "access_matrix": lambda idc: idc.access_matrix(),
    "diff": lambda idc: idc.diff({}),
    "account": lambda idc: idc.account("dev"),
    "user": lambda idc: idc.user("ada"),
    "group": lambda idc: idc.group("staff"),
    "permission_set": lambda idc: idc.permission_set("Admin"),
    "application": lambda idc: idc.application("a"),
    "issuer": lambda idc: idc.issuer("i"),
    "organization_instance": lambda idc: idc.organization_instance,
}


@pytest.mark.rule("organization.deleted")
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_handle_says_that_there_is_no_instance(deleted: Center, idc: IdentityCenter, question: str) -> None:
    with pytest.raises(RuntimeError, match="There is no organization instance"):
        QUESTIONS[question](idc)
