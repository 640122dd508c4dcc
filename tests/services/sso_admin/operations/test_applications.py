"""Applications, in process and over HTTP."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, error_of
from tests.services.sso_admin.operations.conftest import CUSTOM, CreateApplication

NOT_HERE = (
    "because the resource does not exist in this Region, no resource-based policies allow access, "
    "or a resource-based policy explicitly denies access"
)


def with_id(arn: str, id: str = "apl-ffffffffffffffff") -> str:
    return f"{arn.rpartition('/')[0]}/{id}"


def denial(operation: str, resource: str) -> str:
    return f"is not authorized to perform: sso:{operation} on resource: {resource} {NOT_HERE}"


@pytest.mark.rule("application.identifiers")
def test_a_new_application_is_named_after_its_account_and_instance(sso: Any, organization: Organization) -> None:
    answer = sso.create_application(
        InstanceArn=organization.instance.arn, ApplicationProviderArn=CUSTOM, Name="reports"
    )
    prefix = f"arn:aws:sso::{MANAGEMENT}:application/{organization.instance.arn.rpartition('/')[2]}/apl-"
    assert answer["ApplicationArn"].startswith(prefix)
    assert len(answer["ApplicationArn"]) == len(prefix) + 16
    assert answer["InstanceArn"] == organization.instance.arn
    store = organization.instance.identity_store_id
    assert answer["IdentityStoreArn"] == f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store}"


@pytest.mark.rule("application.identifiers")
def test_a_member_s_application_is_named_after_the_member(
    member: Any, create_application: CreateApplication, organization: Organization, sso: Any
) -> None:
    arn = create_application(member)
    assert arn.startswith(f"arn:aws:sso::{organization.members[1]}:application/")
    described = sso.describe_application(ApplicationArn=arn)
    assert described["ApplicationAccount"] == organization.members[1]
    assert described["IdentityStoreArn"].split(":")[4] == MANAGEMENT


@pytest.mark.rule("application.defaults")
def test_a_new_application_is_enabled_visible_and_requires_assignments(sso: Any, application: str) -> None:
    described = sso.describe_application(ApplicationArn=application)
    assert described["Status"] == "ENABLED"
    assert described["PortalOptions"] == {"Visibility": "ENABLED"}
    configuration = sso.get_application_assignment_configuration(ApplicationArn=application)
    assert configuration["AssignmentRequired"] is True


@pytest.mark.rule("application.describe")
def test_an_application_is_described_with_all_that_it_was_given(
    sso: Any, create_application: CreateApplication, organization: Organization
) -> None:
    sign_in = {"Origin": "APPLICATION", "ApplicationUrl": "https://reports.example.com"}
    arn = create_application(
        Name="reports",
        Description="Reports",
        Status="DISABLED",
        PortalOptions={"Visibility": "DISABLED", "SignInOptions": sign_in},
        Tags=[{"Key": "team", "Value": "data"}],
    )
    described = sso.describe_application(ApplicationArn=arn)
    del described["ResponseMetadata"]
    assert abs((datetime.now(timezone.utc) - described.pop("CreatedDate")).total_seconds()) < 60
    store = organization.instance.identity_store_id
    assert described == {
        "ApplicationArn": arn,
        "ApplicationProviderArn": CUSTOM,
        "Name": "reports",
        "ApplicationAccount": MANAGEMENT,
        "InstanceArn": organization.instance.arn,
        "IdentityStoreArn": f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store}",
        "Status": "DISABLED",
        "PortalOptions": {"Visibility": "DISABLED", "SignInOptions": sign_in},
        "Description": "Reports",
        "CreatedFrom": "us-east-1",
    }
    (tag,) = sso.list_tags_for_resource(ResourceArn=arn)["Tags"]
    assert tag == {"Key": "team", "Value": "data"}


@pytest.mark.rule("application.describe")
def test_what_was_never_given_is_left_out(sso: Any, application: str) -> None:
    described = sso.describe_application(ApplicationArn=application)
    assert "Description" not in described
    assert "SignInOptions" not in described["PortalOptions"]


@pytest.mark.rule("application.provider-refused")
@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("custom-saml", "app-50e590700beb5208"),
        ("catalog/ExternalAWSAccount", "app-872d35937b9c1ed9"),
        ("catalog/Box", "catalog/Box"),
    ],
)
def test_saml_providers_are_refused_by_their_internal_ids(
    sso: Any, create_application: CreateApplication, organization: Organization, asked: str, named: str
) -> None:
    prefix = "arn:aws:sso::aws:applicationProvider"
    assert error_of(create_application, ApplicationProviderArn=f"{prefix}/{asked}") == (
        "ValidationException",
        f"The application provider with arn '{prefix}/{named}' is not supported for this action.",
    )
    assert sso.list_applications(InstanceArn=organization.instance.arn)["Applications"] == []


@pytest.mark.rule("application.managed-provider-refused")
def test_aws_managed_providers_are_refused(create_application: CreateApplication) -> None:
    redshift = "arn:aws:sso::aws:applicationProvider/Redshift"
    assert error_of(create_application, ApplicationProviderArn=redshift) == (
        "ValidationException",
        f"The application provider with arn '{redshift}' is not supported for this action.",
    )


@pytest.mark.rule("application.provider-unknown")
@pytest.mark.parametrize(
    "arn", ["arn:aws:sso::aws:applicationProvider/jira", CUSTOM.replace("arn:aws:", "arn:aws-cn:")]
)
def test_an_unknown_provider_is_not_found(create_application: CreateApplication, arn: str) -> None:
    code, message = error_of(create_application, ApplicationProviderArn=arn)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find application provider with ARN {arn}."


@pytest.mark.rule("application.application-url")
def test_the_origin_application_needs_a_url(sso: Any, create_application: CreateApplication, application: str) -> None:
    options = {"SignInOptions": {"Origin": "APPLICATION"}}
    code, message = error_of(create_application, PortalOptions=options)
    assert code == "ValidationException"
    assert message == "ApplicationUrl is required in SignInOptions when Origin is APPLICATION."
    assert error_of(sso.update_application, ApplicationArn=application, PortalOptions=options) == (code, message)


def test_the_origin_identity_center_needs_no_url(sso: Any, create_application: CreateApplication) -> None:
    options = {"Origin": "IDENTITY_CENTER"}
    arn = create_application(PortalOptions={"SignInOptions": options})
    assert sso.describe_application(ApplicationArn=arn)["PortalOptions"]["SignInOptions"] == options


@pytest.mark.rule("application.quota")
def test_applications_beyond_the_quota_are_refused(
    sso: Any, create_application: CreateApplication, organization: Organization
) -> None:
    with mock_ssoadmin(quotas={"applications_per_instance": 1}):
        only = create_application()
        code, message = error_of(create_application)
        assert code == "ServiceQuotaExceededException"
        quotas = "You have exceeded IAM Identity Center quotas."
        assert message == f"{quotas} Cannot create more than 1 applications for {organization.instance.arn}"
        sso.delete_application(ApplicationArn=only)
        create_application()


def test_a_client_token_gives_the_same_application_again(
    sso: Any, create_application: CreateApplication, organization: Organization
) -> None:
    arn = create_application(ClientToken="token")
    assert create_application(ClientToken="token") == arn
    assert len(sso.list_applications(InstanceArn=organization.instance.arn)["Applications"]) == 1


def test_a_client_token_with_other_parameters_is_refused(create_application: CreateApplication) -> None:
    create_application(ClientToken="token", Name="one")
    code, _ = error_of(create_application, ClientToken="token", Name="two")
    assert code == "IdempotentParameterMismatch"


def test_accounts_do_not_share_client_tokens(member: Any, create_application: CreateApplication) -> None:
    assert create_application(ClientToken="token") != create_application(member, ClientToken="token")


@pytest.mark.rule("wire.client-token-forgotten")
def test_the_token_of_a_deleted_application_makes_a_new_one(sso: Any, create_application: CreateApplication) -> None:
    kept = create_application(ClientToken="kept")
    first = create_application(ClientToken="token")
    sso.delete_application(ApplicationArn=first)
    assert create_application(ClientToken="token") != first
    assert create_application(ClientToken="kept") == kept


@pytest.mark.rule("application.not-found")
@pytest.mark.parametrize("operation", ["describe_application", "update_application", "delete_application"])
def test_an_application_that_does_not_exist_is_not_found(sso: Any, application: str, operation: str) -> None:
    arn = with_id(application)
    code, message = error_of(getattr(sso, operation), ApplicationArn=arn)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find application with ARN {arn}."


@pytest.mark.rule("application.update-merges")
def test_an_update_keeps_what_it_is_not_given(sso: Any, create_application: CreateApplication) -> None:
    sign_in = {"Origin": "APPLICATION", "ApplicationUrl": "https://a.example.com"}
    arn = create_application(
        Name="one", Description="first", PortalOptions={"Visibility": "DISABLED", "SignInOptions": sign_in}
    )
    before = sso.describe_application(ApplicationArn=arn)
    sso.update_application(ApplicationArn=arn, Name="two")
    sso.update_application(ApplicationArn=arn, PortalOptions={})
    after = sso.describe_application(ApplicationArn=arn)
    assert after["Name"] == "two"
    changed = {"Name", "ResponseMetadata"}
    assert {k: v for k, v in after.items() if k not in changed} == {k: v for k, v in before.items() if k not in changed}


@pytest.mark.rule("application.update-merges")
def test_an_update_changes_what_it_is_given(sso: Any, create_application: CreateApplication) -> None:
    earlier = {"Origin": "APPLICATION", "ApplicationUrl": "https://a.example.com"}
    arn = create_application(PortalOptions={"Visibility": "DISABLED", "SignInOptions": earlier})
    sso.update_application(
        ApplicationArn=arn,
        Description="second",
        Status="DISABLED",
        PortalOptions={"SignInOptions": {"Origin": "IDENTITY_CENTER"}},
    )
    described = sso.describe_application(ApplicationArn=arn)
    assert described["Description"] == "second"
    assert described["Status"] == "DISABLED"
    assert described["PortalOptions"] == {"Visibility": "DISABLED", "SignInOptions": {"Origin": "IDENTITY_CENTER"}}


@pytest.mark.rule("application.update-merges")
def test_an_update_cannot_change_the_visibility(sso: Any, application: str) -> None:
    def ask_for_it(params: dict[str, Any], **_: Any) -> None:
        body = json.loads(params["body"]) | {"PortalOptions": {"Visibility": "DISABLED"}}
        params["body"] = json.dumps(body).encode()

    sso.meta.events.register("before-call.sso-admin.UpdateApplication", ask_for_it)
    sso.update_application(ApplicationArn=application)
    assert sso.describe_application(ApplicationArn=application)["PortalOptions"] == {"Visibility": "ENABLED"}


@pytest.mark.rule("application.delete-cascades")
def test_deleting_an_application_deletes_what_belongs_to_it(
    sso: Any, connect: Connect, application: str, organization: Organization
) -> None:
    user = connect("identitystore").create_user(
        IdentityStoreId=organization.instance.identity_store_id,
        UserName="ann",
        DisplayName="Ann",
        Name={"GivenName": "Ann", "FamilyName": "A"},
    )["UserId"]
    principal = {"PrincipalId": user, "PrincipalType": "USER"}
    sso.create_application_assignment(ApplicationArn=application, **principal)
    sso.put_application_access_scope(ApplicationArn=application, Scope="sso:account:access")
    sso.delete_application(ApplicationArn=application)
    assigned = sso.list_application_assignments_for_principal(InstanceArn=organization.instance.arn, **principal)
    assert assigned["ApplicationAssignments"] == []
    for read in (
        sso.describe_application,
        sso.list_application_assignments,
        sso.list_application_access_scopes,
        sso.list_application_grants,
        sso.list_application_authentication_methods,
    ):
        assert error_of(read, ApplicationArn=application)[0] == "ResourceNotFoundException"
    assert error_of(sso.list_tags_for_resource, ResourceArn=application)[0] == "ResourceNotFoundException"
    assert sso.list_applications(InstanceArn=organization.instance.arn)["Applications"] == []


@pytest.mark.rule("application.delete-cascades")
def test_other_applications_scopes_go_on_naming_a_deleted_one(
    sso: Any, create_application: CreateApplication, application: str
) -> None:
    other, scope = create_application(), {"Scope": "sso:account:access"}
    sso.put_application_access_scope(ApplicationArn=other, AuthorizedTargets=[application], **scope)
    sso.delete_application(ApplicationArn=application)
    assert sso.get_application_access_scope(ApplicationArn=other, **scope)["AuthorizedTargets"] == [application]


@pytest.mark.rule("application.list-filter")
def test_applications_are_listed_by_account_and_provider(
    sso: Any, member: Any, create_application: CreateApplication, organization: Organization
) -> None:
    own, foreign = create_application(Name="own"), create_application(member, Name="foreign")
    managed = "arn:aws:sso::aws:applicationProvider/qbusiness"

    def listed(**filter: str) -> list[str]:
        answer = sso.list_applications(InstanceArn=organization.instance.arn, Filter=filter)
        return [application["ApplicationArn"] for application in answer["Applications"]]

    assert listed() == [own, foreign]
    assert listed(ApplicationAccount=MANAGEMENT) == [own]
    assert listed(ApplicationAccount=organization.members[1]) == [foreign]
    assert listed(ApplicationProvider=CUSTOM) == [own, foreign]
    assert listed(ApplicationProvider=CUSTOM, ApplicationAccount=MANAGEMENT) == [own]
    assert listed(ApplicationProvider=managed) == []
    assert listed(ApplicationAccount=STANDALONE) == []


@pytest.mark.rule("application.describe")
def test_a_listed_application_is_the_described_one(sso: Any, application: str, organization: Organization) -> None:
    (listed,) = sso.list_applications(InstanceArn=organization.instance.arn)["Applications"]
    described = sso.describe_application(ApplicationArn=application)
    del described["ResponseMetadata"]
    assert listed == described


@pytest.mark.rule("application.members-filter")
def test_a_member_lists_its_own_applications_with_the_filter(
    member: Any, create_application: CreateApplication, organization: Organization
) -> None:
    create_application()
    own = create_application(member)
    instance = {"InstanceArn": organization.instance.arn}
    answer = member.list_applications(Filter={"ApplicationAccount": organization.members[1]}, **instance)
    assert [application["ApplicationArn"] for application in answer["Applications"]] == [own]
    for filter in ({}, {"ApplicationProvider": CUSTOM}, {"ApplicationAccount": MANAGEMENT}):
        code, message = error_of(member.list_applications, Filter=filter, **instance)
        assert code == "AccessDeniedException"
        assert message.endswith(denial("ListApplications", organization.instance.arn))


@pytest.mark.rule("application.members-filter")
def test_an_account_instance_needs_no_filter(connect: Connect, organization: Organization) -> None:
    client = connect(account_id=organization.members[0])
    instance = client.create_instance()["InstanceArn"]
    arn = client.create_application(InstanceArn=instance, ApplicationProviderArn=CUSTOM, Name="app")["ApplicationArn"]
    assert arn.split("/")[1] == instance.split("/")[1]
    (application,) = client.list_applications(InstanceArn=instance)["Applications"]
    assert application["ApplicationArn"] == arn


@pytest.mark.rule("application.own-applications")
def test_a_member_uses_its_own_applications(member: Any, create_application: CreateApplication) -> None:
    arn = create_application(member)
    member.update_application(ApplicationArn=arn, Name="mine")
    assert member.describe_application(ApplicationArn=arn)["Name"] == "mine"
    member.tag_resource(ResourceArn=arn, Tags=[{"Key": "k", "Value": "v"}])
    assert member.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "k", "Value": "v"}]
    member.untag_resource(ResourceArn=arn, TagKeys=["k"])
    assert member.list_tags_for_resource(ResourceArn=arn)["Tags"] == []
    member.delete_application(ApplicationArn=arn)
    assert error_of(member.describe_application, ApplicationArn=arn)[0] == "ResourceNotFoundException"


@pytest.mark.rule("application.own-applications")
@pytest.mark.parametrize("id", ["", "apl-ffffffffffffffff"])
def test_others_applications_are_denied_to_a_member_whether_they_exist(member: Any, application: str, id: str) -> None:
    arn = with_id(application, id) if id else application
    code, message = error_of(member.describe_application, ApplicationArn=arn)
    assert code == "AccessDeniedException"
    assert message.endswith(denial("DescribeApplication", arn))
    assert error_of(member.list_tags_for_resource, ResourceArn=arn)[0] == "AccessDeniedException"


@pytest.mark.rule("application.own-applications")
def test_the_delegated_administrator_uses_all_applications(
    connect: Connect, delegate: str, member: Any, create_application: CreateApplication, organization: Organization
) -> None:
    arns = [create_application(), create_application(member)]
    client = connect(account_id=delegate)
    listed = client.list_applications(InstanceArn=organization.instance.arn)["Applications"]
    assert [application["ApplicationArn"] for application in listed] == arns
    for arn in arns:
        client.update_application(ApplicationArn=arn, Name="seen")


@pytest.mark.rule("application.page-of-fifty")
def test_a_page_has_no_more_than_fifty_applications(
    sso: Any, create_application: CreateApplication, organization: Organization
) -> None:
    arns = [create_application() for _ in range(51)]
    instance = {"InstanceArn": organization.instance.arn, "MaxResults": 100}
    first = sso.list_applications(**instance)
    second = sso.list_applications(NextToken=first["NextToken"], **instance)
    assert [len(page["Applications"]) for page in (first, second)] == [50, 1]
    listed = first["Applications"] + second["Applications"]
    assert [application["ApplicationArn"] for application in listed] == arns
    assert "NextToken" not in second


def test_a_filtered_list_is_paged(sso: Any, create_application: CreateApplication, organization: Organization) -> None:
    arns = [create_application() for _ in range(3)]
    pages = sso.get_paginator("list_applications").paginate(
        InstanceArn=organization.instance.arn,
        Filter={"ApplicationProvider": CUSTOM},
        PaginationConfig={"PageSize": 2},
    )
    assert [[application["ApplicationArn"] for application in page["Applications"]] for page in pages] == [
        arns[:2],
        arns[2:],
    ]
