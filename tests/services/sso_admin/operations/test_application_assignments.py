"""Application assignments and configurations, in process and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import Connect, Organization, error_of
from tests.services.sso_admin.operations.conftest import CreateApplication

Principal = dict[str, str]

NOBODY = {"PrincipalType": "USER", "PrincipalId": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}


class Directory:
    """The users and groups of the organization instance."""

    def __init__(self, client: Any, identity_store_id: str) -> None:
        self._client = client
        self._store = {"IdentityStoreId": identity_store_id}

    def user(self, name: str = "ann") -> Principal:
        answer = self._client.create_user(
            UserName=name, DisplayName=name, Name={"GivenName": name, "FamilyName": name}, **self._store
        )
        return {"PrincipalType": "USER", "PrincipalId": answer["UserId"]}

    def group(self, name: str = "devs", *members: Principal) -> Principal:
        group_id = self._client.create_group(DisplayName=name, **self._store)["GroupId"]
        for member in members:
            self._client.create_group_membership(
                GroupId=group_id, MemberId={"UserId": member["PrincipalId"]}, **self._store
            )
        return {"PrincipalType": "GROUP", "PrincipalId": group_id}

    def delete_user(self, user: Principal) -> None:
        self._client.delete_user(UserId=user["PrincipalId"], **self._store)


@pytest.fixture
def directory(connect: Connect, organization: Organization) -> Directory:
    return Directory(connect("identitystore"), organization.instance.identity_store_id)


@pytest.fixture
def assigned_to(sso: Any, organization: Organization) -> Callable[..., list[dict[str, str]]]:
    def assigned_to(principal: Principal, client: Any = sso, **params: Any) -> list[dict[str, str]]:
        return client.list_application_assignments_for_principal(
            InstanceArn=organization.instance.arn, **principal, **params
        )["ApplicationAssignments"]

    return assigned_to


def test_an_assignment_is_described_and_listed(
    sso: Any, application: str, directory: Directory, assigned_to: Any
) -> None:
    user, group = directory.user(), directory.group()
    expected = [{"ApplicationArn": application, **principal} for principal in (user, group)]
    for principal in (user, group):
        sso.create_application_assignment(ApplicationArn=application, **principal)
    assert sso.list_application_assignments(ApplicationArn=application)["ApplicationAssignments"] == expected
    for principal, assignment in zip((user, group), expected, strict=True):
        described = sso.describe_application_assignment(ApplicationArn=application, **principal)
        del described["ResponseMetadata"]
        assert described == assignment
        assert assigned_to(principal) == [assignment]


def test_a_deleted_assignment_is_gone_everywhere(
    sso: Any, application: str, directory: Directory, assigned_to: Any
) -> None:
    user, other = directory.user(), directory.user("bob")
    for principal in (user, other):
        sso.create_application_assignment(ApplicationArn=application, **principal)
    sso.delete_application_assignment(ApplicationArn=application, **user)
    assert assigned_to(user) == []
    assert sso.list_application_assignments(ApplicationArn=application)["ApplicationAssignments"] == [
        {"ApplicationArn": application, **other}
    ]
    sso.create_application_assignment(ApplicationArn=application, **user)


@pytest.mark.rule("application-assignment.duplicate")
def test_a_second_assignment_is_a_conflict(sso: Any, application: str, directory: Directory) -> None:
    user = directory.user()
    sso.create_application_assignment(ApplicationArn=application, **user)
    code, message = error_of(sso.create_application_assignment, ApplicationArn=application, **user)
    assert code == "ConflictException"
    assert message == f"USER {user['PrincipalId']} is assigned to {application} already."
    assert len(sso.list_application_assignments(ApplicationArn=application)["ApplicationAssignments"]) == 1


@pytest.mark.rule("application-assignment.principal-missing")
def test_a_principal_that_does_not_exist_is_not_found(sso: Any, application: str, directory: Directory) -> None:
    for missing in (NOBODY, directory.user() | {"PrincipalType": "GROUP"}):
        assert error_of(sso.create_application_assignment, ApplicationArn=application, **missing) == (
            "ResourceNotFoundException",
            f"Could not find {missing['PrincipalType']} with id {missing['PrincipalId']}.",
        )
    assert sso.list_application_assignments(ApplicationArn=application)["ApplicationAssignments"] == []


@pytest.mark.rule("application-assignment.principal-deleted")
def test_the_assignments_of_a_deleted_user_stay_until_they_are_deleted(
    sso: Any, application: str, directory: Directory, assigned_to: Any
) -> None:
    user = directory.user()
    sso.create_application_assignment(ApplicationArn=application, **user)
    directory.delete_user(user)
    assert assigned_to(user) == [{"ApplicationArn": application, **user}]
    sso.delete_application_assignment(ApplicationArn=application, **user)
    assert sso.list_application_assignments(ApplicationArn=application)["ApplicationAssignments"] == []


@pytest.mark.rule("application-assignment.not-found")
@pytest.mark.parametrize("operation", ["describe_application_assignment", "delete_application_assignment"])
def test_an_assignment_that_does_not_exist_is_not_found(
    sso: Any, application: str, directory: Directory, operation: str
) -> None:
    user = directory.user()
    code, message = error_of(getattr(sso, operation), ApplicationArn=application, **user)
    assert code == "ResourceNotFoundException"
    assert message == f"Could not find an assignment of USER {user['PrincipalId']} to {application}."


@pytest.mark.rule("application-assignment.groups-quota")
def test_groups_beyond_the_quota_are_refused_and_users_are_not(
    sso: Any, create_application: CreateApplication, directory: Directory
) -> None:
    application, other = create_application(), create_application()
    first, second = directory.group("first"), directory.group("second")
    with mock_ssoadmin(quotas={"groups_per_application": 1}):
        sso.create_application_assignment(ApplicationArn=application, **first)
        code, message = error_of(sso.create_application_assignment, ApplicationArn=application, **second)
        assert code == "ServiceQuotaExceededException"
        quotas = "You have exceeded IAM Identity Center quotas."
        assert message == f"{quotas} Cannot assign more than 1 groups to {application}"
        for name in ("ann", "bob"):
            sso.create_application_assignment(ApplicationArn=application, **directory.user(name))
        sso.create_application_assignment(ApplicationArn=other, **second)


@pytest.mark.rule("application-assignment.direct-only")
@pytest.mark.rule("application-assignment.through-groups", "application-assignment.group-rows")
def test_access_through_a_group_is_listed_and_not_described(
    sso: Any, create_application: CreateApplication, directory: Directory, assigned_to: Any
) -> None:
    user = directory.user()
    group, foreign = directory.group("devs", user), directory.group("ops")
    applications = [create_application(Name=name) for name in "abc"]
    sso.create_application_assignment(ApplicationArn=applications[0], **group)
    sso.create_application_assignment(ApplicationArn=applications[1], **user)
    sso.create_application_assignment(ApplicationArn=applications[2], **foreign)
    sso.create_application_assignment(ApplicationArn=applications[2], **group)
    assert assigned_to(user) == [
        {"ApplicationArn": applications[0], **group},
        {"ApplicationArn": applications[1], **user},
        {"ApplicationArn": applications[2], **group},
    ]
    code, _ = error_of(sso.describe_application_assignment, ApplicationArn=applications[0], **user)
    assert code == "ResourceNotFoundException"


@pytest.mark.rule("application-assignment.through-groups", "application-assignment.group-rows")
def test_direct_and_group_assignments_are_paged_in_one_order(
    sso: Any, create_application: CreateApplication, directory: Directory, organization: Organization
) -> None:
    user = directory.user()
    group = directory.group("devs", user)
    expected = []
    for number in range(5):
        assignment = {"ApplicationArn": create_application(), **(group if number % 2 else user)}
        sso.create_application_assignment(**assignment)
        expected.append(assignment)
    pages = sso.get_paginator("list_application_assignments_for_principal").paginate(
        InstanceArn=organization.instance.arn, **user, PaginationConfig={"PageSize": 2}
    )
    listed = [page["ApplicationAssignments"] for page in pages]
    assert listed == [expected[:2], expected[2:4], expected[4:]]


def test_the_list_for_a_principal_can_be_narrowed_to_an_application(
    sso: Any, create_application: CreateApplication, directory: Directory, assigned_to: Any
) -> None:
    user = directory.user()
    group = directory.group("devs", user)
    application, other = create_application(), create_application()
    for principal in (user, group):
        sso.create_application_assignment(ApplicationArn=application, **principal)
    sso.create_application_assignment(ApplicationArn=other, **group)
    rows = assigned_to(user, Filter={"ApplicationArn": application})
    assert sorted(row["PrincipalType"] for row in rows) == ["GROUP", "USER"]
    assert {row["ApplicationArn"] for row in rows} == {application}
    assert assigned_to(user, Filter={"ApplicationArn": other}) == [{"ApplicationArn": other, **group}]
    assert len(assigned_to(user, Filter={})) == 3


def test_a_filter_by_an_application_that_does_not_exist_is_not_found(
    sso: Any, application: str, organization: Organization
) -> None:
    sso.delete_application(ApplicationArn=application)
    code, _ = error_of(
        sso.list_application_assignments_for_principal,
        InstanceArn=organization.instance.arn,
        Filter={"ApplicationArn": application},
        **NOBODY,
    )
    assert code == "ResourceNotFoundException"


@pytest.mark.rule("application-assignment.filter-required")
def test_a_member_must_filter_by_one_of_its_own_applications(
    sso: Any,
    member: Any,
    application: str,
    create_application: CreateApplication,
    directory: Directory,
    assigned_to: Any,
    organization: Organization,
) -> None:
    user, own = directory.user(), create_application(member)
    for arn in (application, own):
        sso.create_application_assignment(ApplicationArn=arn, **user)
    assert assigned_to(user, member, Filter={"ApplicationArn": own}) == [{"ApplicationArn": own, **user}]
    request = {"InstanceArn": organization.instance.arn, **user}
    for filter, resource in (({}, organization.instance.arn), ({"ApplicationArn": application}, application)):
        code, message = error_of(member.list_application_assignments_for_principal, Filter=filter, **request)
        assert code == "AccessDeniedException"
        assert f"sso:ListApplicationAssignmentsForPrincipal on resource: {resource} because" in message


def test_a_member_assigns_users_to_its_own_applications(
    member: Any, application: str, create_application: CreateApplication, directory: Directory
) -> None:
    user, own = directory.user(), create_application(member)
    member.create_application_assignment(ApplicationArn=own, **user)
    assert len(member.list_application_assignments(ApplicationArn=own)["ApplicationAssignments"]) == 1
    code, _ = error_of(member.create_application_assignment, ApplicationArn=application, **user)
    assert code == "AccessDeniedException"


@pytest.mark.rule("application-assignment.required")
def test_whether_assignments_are_required_can_be_changed(sso: Any, application: str, directory: Directory) -> None:
    user = directory.user()
    sso.create_application_assignment(ApplicationArn=application, **user)
    for required in (False, True):
        sso.put_application_assignment_configuration(ApplicationArn=application, AssignmentRequired=required)
        got = sso.get_application_assignment_configuration(ApplicationArn=application)
        assert got["AssignmentRequired"] is required
        assert len(sso.list_application_assignments(ApplicationArn=application)["ApplicationAssignments"]) == 1


@pytest.mark.rule("application.session-configuration")
def test_the_session_configuration_is_empty_until_it_is_put(sso: Any, application: str) -> None:
    member = "UserBackgroundSessionApplicationStatus"
    assert member not in sso.get_application_session_configuration(ApplicationArn=application)
    for status in ("ENABLED", "DISABLED"):
        sso.put_application_session_configuration(ApplicationArn=application, **{member: status})
        assert sso.get_application_session_configuration(ApplicationArn=application)[member] == status
    sso.put_application_session_configuration(ApplicationArn=application)
    assert sso.get_application_session_configuration(ApplicationArn=application)[member] == "DISABLED"
