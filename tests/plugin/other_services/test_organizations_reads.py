"""Whom moto's Organizations answers, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock.plugin.organizations_reads import Audience, audience_of
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, error_of

NOT_ADMITTED = ("AccessDeniedException", "You don't have permissions to access this resource.")
NOT_IN_USE = ("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")


def root(client: Any) -> str:
    return str(client.list_roots()["Roots"][0]["Id"])


@pytest.fixture
def parameters(organization: Organization, connect: Connect) -> dict[str, dict[str, Any]]:
    """What each operation that a delegate may call as a read takes."""
    management = connect("organizations")
    root_id = root(management)
    unit = management.create_organizational_unit(ParentId=root_id, Name="u")["OrganizationalUnit"]["Id"]
    management.register_delegated_administrator(
        AccountId=organization.members[0], ServicePrincipal="guardduty.amazonaws.com"
    )
    policy = management.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"][0]["Id"]
    status = management.list_create_account_status()["CreateAccountStatuses"][1]["Id"]
    return {
        "describe_account": {"AccountId": organization.members[1]},
        "describe_create_account_status": {"CreateAccountRequestId": status},
        "describe_organizational_unit": {"OrganizationalUnitId": unit},
        "describe_policy": {"PolicyId": policy},
        "list_accounts": {},
        "list_accounts_for_parent": {"ParentId": root_id},
        "list_aws_service_access_for_organization": {},
        "list_children": {"ParentId": root_id, "ChildType": "ACCOUNT"},
        "list_create_account_status": {},
        "list_delegated_administrators": {},
        "list_delegated_services_for_account": {"AccountId": organization.members[0]},
        "list_organizational_units_for_parent": {"ParentId": root_id},
        "list_parents": {"ChildId": organization.members[1]},
        "list_policies": {"Filter": "SERVICE_CONTROL_POLICY"},
        "list_policies_for_target": {"TargetId": unit, "Filter": "SERVICE_CONTROL_POLICY"},
        "list_roots": {},
        "list_tags_for_resource": {"ResourceId": organization.members[1]},
        "list_targets_for_policy": {"PolicyId": policy},
    }


def answers(client: Any, parameters: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        operation: {
            key: value for key, value in getattr(client, operation)(**given).items() if key != "ResponseMetadata"
        }
        for operation, given in parameters.items()
    }


@pytest.mark.rule("organization.delegates-read")
def test_a_delegate_of_any_service_reads_what_the_management_account_reads(
    organization: Organization, connect: Connect, parameters: dict[str, dict[str, Any]]
) -> None:
    delegate = connect("organizations", account_id=organization.members[0])
    assert answers(delegate, parameters) == answers(connect("organizations"), parameters)
    assert len(delegate.list_accounts()["Accounts"]) == 3


@pytest.mark.rule("organization.members-refused")
def test_plain_members_are_refused(
    organization: Organization, connect: Connect, parameters: dict[str, dict[str, Any]]
) -> None:
    member = connect("organizations", account_id=organization.members[1])
    errors = {operation: error_of(getattr(member, operation), **given) for operation, given in parameters.items()}
    assert errors == dict.fromkeys(parameters, NOT_ADMITTED)


@pytest.mark.rule("organization.standalone")
def test_standalone_accounts_are_told_that_they_have_no_organization(
    connect: Connect, parameters: dict[str, dict[str, Any]]
) -> None:
    alone = connect("organizations", account_id=STANDALONE)
    asked = parameters | {"describe_organization": {}, "delete_organization": {}}
    errors = {operation: error_of(getattr(alone, operation), **given) for operation, given in asked.items()}
    assert errors == dict.fromkeys(asked, NOT_IN_USE)


@pytest.mark.rule("organization.members-refused")
@pytest.mark.parametrize("which", [0, 1])
def test_what_is_the_management_account_s_is_refused_to_delegates_as_well(
    organization: Organization, connect: Connect, parameters: dict[str, dict[str, Any]], which: int
) -> None:
    client = connect("organizations", account_id=organization.members[which])
    other = {"AccountId": organization.members[1]}
    for operation, given in {
        "create_account": {"AccountName": "x", "Email": "x@example.com"},
        "close_account": other,
        "create_organizational_unit": parameters["list_accounts_for_parent"] | {"Name": "x"},
        "delete_organization": {},
        "register_delegated_administrator": other | {"ServicePrincipal": "sso.amazonaws.com"},
        "remove_account_from_organization": other,
        "enable_aws_service_access": {"ServicePrincipal": "sso.amazonaws.com"},
    }.items():
        assert error_of(getattr(client, operation), **given) == NOT_ADMITTED, operation
    assert len(connect("organizations").list_accounts()["Accounts"]) == 3


@pytest.mark.rule("organization.delegates-read")
def test_every_member_may_ask_which_organization_it_is_in(organization: Organization, connect: Connect) -> None:
    described = [
        connect("organizations", account_id=account_id).describe_organization()["Organization"]
        for account_id in (MANAGEMENT, *organization.members)
    ]
    assert described[0]["MasterAccountId"] == MANAGEMENT
    assert described == [described[0]] * 3


@pytest.mark.rule("organization.delegates-read")
def test_a_delegate_that_is_none_any_more_is_a_plain_member(delegate: str, connect: Connect) -> None:
    client = connect("organizations", account_id=delegate)
    assert root(client) == root(connect("organizations"))
    connect("organizations").deregister_delegated_administrator(
        AccountId=delegate, ServicePrincipal="sso.amazonaws.com"
    )
    assert error_of(client.list_roots) == NOT_ADMITTED


@pytest.mark.rule("organization.standalone")
def test_an_account_that_left_has_no_organization(organization: Organization, connect: Connect) -> None:
    connect("organizations").remove_account_from_organization(AccountId=organization.members[0])
    client = connect("organizations", account_id=organization.members[0])
    assert error_of(client.describe_organization) == NOT_IN_USE
    # As a standalone account it can have one of its own.
    client.create_organization(FeatureSet="ALL")
    assert client.list_accounts()["Accounts"][0]["Id"] == organization.members[0]


@pytest.mark.parametrize(
    ("operation", "audience"),
    [
        ("CreateOrganization", Audience.OUTSIDERS),
        ("DescribeOrganization", Audience.MEMBERS),
        ("ListAccounts", Audience.DELEGATES),
        ("MoveAccount", Audience.MANAGEMENT_ACCOUNT),
        ("DeleteOrganization", Audience.MANAGEMENT_ACCOUNT),
    ],
)
def test_the_model_says_who_may_call(operation: str, audience: Audience) -> None:
    assert audience_of(operation) is audience
