"""Account assignments, in process and over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.center import UNKNOWN_REQUEST, UNKNOWN_USER, Center
from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of
from tests.services.sso_admin.operations.test_assignment_access import ACCOUNT_INSTANCE_REFUSAL

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
IN_PROCESS = ("ConflictException", "There is a conflicting operation in process.")


@pytest.fixture
def manual() -> Any:
    """Requests settle after one poll."""
    name = "ssoadmin::account_assignment"
    state_manager.set_transition(name, {"progression": "manual", "times": 1})
    yield
    state_manager.unset_transition(name)


@pytest.mark.rule("assignment.answer")
def test_the_answer_to_a_creation_is_in_progress_without_a_date(center: Center) -> None:
    access = center.access(center.permission_set(), center.dev, center.user())
    answer = center.sso.create_account_assignment(**access)["AccountAssignmentCreationStatus"]
    assert re.fullmatch(UUID, answer.pop("RequestId"))
    del access["InstanceArn"]
    assert answer == {"Status": "IN_PROGRESS"} | access


@pytest.mark.rule("assignment.answer")
def test_the_answer_to_a_deletion_is_in_progress_without_a_date(center: Center) -> None:
    access = center.access(center.permission_set(), center.dev, center.user())
    answer = center.sso.delete_account_assignment(**access)["AccountAssignmentDeletionStatus"]
    assert re.fullmatch(UUID, answer.pop("RequestId"))
    del access["InstanceArn"]
    assert answer == {"Status": "IN_PROGRESS"} | access


@pytest.mark.rule("assignment.status")
def test_a_settled_creation_has_a_date_and_no_reason(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    status = center.assign(permission_set, center.dev, user)
    assert status.pop("CreatedDate").microsecond % 1000 == 0
    assert re.fullmatch(UUID, status.pop("RequestId"))
    assert status == {
        "Status": "SUCCEEDED",
        "TargetId": center.dev,
        "TargetType": "AWS_ACCOUNT",
        "PermissionSetArn": permission_set,
        "PrincipalType": "USER",
        "PrincipalId": user,
    }
    assert center.assignments(permission_set, center.dev) == [("USER", user)]


def test_a_settled_deletion_has_taken_the_row_away(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    center.assign(*access)
    status = center.unassign(*access)
    assert status["Status"] == "SUCCEEDED"
    assert "CreatedDate" in status
    assert "FailureReason" not in status
    assert center.assignments(*access[:2]) == []


@pytest.mark.rule("assignment.status")
def test_a_creation_stays_describable_after_the_deletion(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    created = center.assign(*access)
    deleted = center.unassign(*access)
    assert created["RequestId"] != deleted["RequestId"]
    assert center.creation(created["RequestId"]) == created
    assert center.deletion(deleted["RequestId"]) == deleted


@pytest.mark.rule("assignment.status")
def test_a_creation_lands_with_the_poll_that_settles_it(center: Center, manual: None) -> None:
    access = (center.permission_set(), center.dev, center.user())
    answer = center.sso.create_account_assignment(**center.access(*access))["AccountAssignmentCreationStatus"]
    assert center.assignments(*access[:2]) == []
    assert center.roles(center.dev) == []
    assert center.creation(answer["RequestId"])["Status"] == "SUCCEEDED"
    assert center.assignments(*access[:2]) == [("USER", access[2])]
    assert len(center.roles(center.dev)) == 1


def test_settling_everything_lands_requests_in_progress(center: Center, idc: IdentityCenter, manual: None) -> None:
    access = (center.permission_set(), center.dev, center.user())
    center.sso.create_account_assignment(**center.access(*access))
    idc.settle()
    assert center.assignments(*access[:2]) == [("USER", access[2])]


def test_describing_a_settled_request_does_not_poll_a_later_one_for_the_same(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    settled = center.assign(*access)
    state_manager.set_transition("ssoadmin::account_assignment", {"progression": "manual", "times": 1})
    try:
        center.sso.delete_account_assignment(**center.access(*access))
        center.creation(settled["RequestId"])
        assert center.assignments(*access[:2]) == [("USER", access[2])]
    finally:
        state_manager.unset_transition("ssoadmin::account_assignment")


@pytest.mark.rule("assignment.request-unknown")
def test_unknown_requests_are_not_found(center: Center) -> None:
    created = center.assign(center.permission_set(), center.dev, center.user())
    for describe, member, id in (
        ("describe_account_assignment_creation_status", "AccountAssignmentCreationRequestId", UNKNOWN_REQUEST),
        ("describe_account_assignment_deletion_status", "AccountAssignmentDeletionRequestId", created["RequestId"]),
    ):
        code, message = error_of(getattr(center.sso, describe), InstanceArn=center.arn, **{member: id})
        assert (code, message) == ("ResourceNotFoundException", f"Could not find Request with id {id}")


@pytest.mark.rule("assignment.status-list")
def test_status_lists_are_slim_and_filtered(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    good = center.assign(permission_set, center.dev, user)
    bad = center.assign(permission_set, center.dev, UNKNOWN_USER)

    def listed(**filter: Any) -> Any:
        return center.sso.list_account_assignment_creation_status(InstanceArn=center.arn, **filter)[
            "AccountAssignmentsCreationStatus"
        ]

    slim = [{name: status[name] for name in ("Status", "RequestId", "CreatedDate")} for status in (good, bad)]
    assert listed() == slim
    assert listed(Filter={}) == slim
    assert listed(Filter={"Status": "SUCCEEDED"}) == slim[:1]
    assert listed(Filter={"Status": "FAILED"}) == slim[1:]
    assert listed(Filter={"Status": "IN_PROGRESS"}) == []


@pytest.mark.rule("assignment.status-list")
def test_deletions_have_a_list_of_their_own(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    center.assign(*access)
    gone, missing = center.unassign(*access), center.unassign(*access)
    listed = center.sso.list_account_assignment_deletion_status(InstanceArn=center.arn)
    assert [row["RequestId"] for row in listed["AccountAssignmentsDeletionStatus"]] == [
        gone["RequestId"],
        missing["RequestId"],
    ]
    failed = center.sso.list_account_assignment_deletion_status(InstanceArn=center.arn, Filter={"Status": "FAILED"})
    assert [row["RequestId"] for row in failed["AccountAssignmentsDeletionStatus"]] == [missing["RequestId"]]


def test_a_filtered_status_list_keeps_the_order_of_the_requests(center: Center, manual: None) -> None:
    permission_set = center.permission_set()
    ids = [
        center.sso.create_account_assignment(**center.access(permission_set, center.dev, center.user(name)))[
            "AccountAssignmentCreationStatus"
        ]["RequestId"]
        for name in ("ada", "bob", "eve")
    ]
    for id in reversed(ids):
        center.creation(id)
    pages = center.sso.get_paginator("list_account_assignment_creation_status").paginate(
        InstanceArn=center.arn, Filter={"Status": "SUCCEEDED"}, PaginationConfig={"PageSize": 1}
    )
    assert [row["RequestId"] for page in pages for row in page["AccountAssignmentsCreationStatus"]] == ids


@pytest.mark.rule("assignment.conflict")
@pytest.mark.parametrize("second", ["create_account_assignment", "delete_account_assignment"])
@pytest.mark.parametrize("first", ["create_account_assignment", "delete_account_assignment"])
def test_a_second_request_for_the_same_access_conflicts(center: Center, manual: None, first: str, second: str) -> None:
    permission_set, ada = center.permission_set(), center.user()
    access = center.access(permission_set, center.dev, ada)
    getattr(center.sso, first)(**access)
    assert error_of(getattr(center.sso, second), **access) == IN_PROCESS
    getattr(center.sso, second)(**access | {"TargetId": center.prod})
    getattr(center.sso, second)(**access | {"PrincipalId": center.user("bob")})


@pytest.mark.rule("assignment.throttled")
def test_too_many_creations_in_progress_are_throttled(center: Center, manual: None) -> None:
    permission_set, ada, bob = center.permission_set(), center.user(), center.user("bob")
    with mock_ssoadmin(quotas={"outstanding_account_assignments": 1}):
        center.sso.create_account_assignment(**center.access(permission_set, center.dev, ada))
        assert error_of(center.sso.create_account_assignment, **center.access(permission_set, center.dev, bob)) == (
            "ThrottlingException",
            "There are too many requests processing. Please try again later.",
        )


@pytest.mark.rule("assignment.duplicate")
def test_a_duplicate_succeeds_and_leaves_one_row_and_one_role(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    first, second = center.assign(*access), center.assign(*access)
    assert (first["Status"], second["Status"]) == ("SUCCEEDED", "SUCCEEDED")
    assert first["RequestId"] != second["RequestId"]
    assert center.assignments(*access[:2]) == [("USER", access[2])]
    assert len(center.roles(center.dev)) == 1


@pytest.mark.rule("assignment.duplicate")
def test_a_duplicate_does_not_provision_what_changed(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    center.assign(*access)
    center.sso.update_permission_set(InstanceArn=center.arn, PermissionSetArn=access[0], Description="new")
    center.assign(*access)
    assert center.accounts(access[0], ProvisioningStatus="LATEST_PERMISSION_SET_PROVISIONED") == []


@pytest.mark.rule("assignment.quotas")
def test_one_set_too_many_in_an_account_is_beyond_the_quota(center: Center) -> None:
    user, first, second = center.user(), center.permission_set("A"), center.permission_set("B")
    with mock_ssoadmin(quotas={"provisioned_permission_sets_per_account": 1}):
        assert center.assign(first, center.dev, user)["Status"] == "SUCCEEDED"
        code, message = error_of(center.sso.create_account_assignment, **center.access(second, center.dev, user))
        assert code == "ServiceQuotaExceededException"
        assert "more than 1 permission sets" in message
        assert center.assign(second, center.prod, user)["Status"] == "SUCCEEDED"


@pytest.mark.rule("assignment.quotas")
def test_one_group_too_many_is_beyond_the_quota(center: Center) -> None:
    permission_set, staff, guests = center.permission_set(), center.group("staff"), center.group("guests")
    with mock_ssoadmin(quotas={"groups_per_permission_set_and_account": 1}):
        assert center.assign(permission_set, center.dev, staff, "GROUP")["Status"] == "SUCCEEDED"
        code, message = error_of(
            center.sso.create_account_assignment, **center.access(permission_set, center.dev, guests, "GROUP")
        )
        assert code == "ServiceQuotaExceededException"
        assert "more than 1 groups" in message
        # Users do not count, nor do other accounts, nor does the same group once more.
        assert center.assign(permission_set, center.dev, center.user())["Status"] == "SUCCEEDED"
        assert center.assign(permission_set, center.prod, guests, "GROUP")["Status"] == "SUCCEEDED"
        assert center.assign(permission_set, center.dev, staff, "GROUP")["Status"] == "SUCCEEDED"
        center.unassign(permission_set, center.dev, staff, "GROUP")
        assert center.assign(permission_set, center.dev, guests, "GROUP")["Status"] == "SUCCEEDED"


@pytest.mark.rule("assignment.quotas")
def test_a_quota_used_up_by_others_in_progress_fails_the_request(
    center: Center, idc: IdentityCenter, manual: None
) -> None:
    permission_set = center.permission_set()
    with mock_ssoadmin(quotas={"groups_per_permission_set_and_account": 1}):
        ids = [
            center.sso.create_account_assignment(
                **center.access(permission_set, center.dev, center.group(name), "GROUP")
            )["AccountAssignmentCreationStatus"]["RequestId"]
            for name in ("staff", "guests")
        ]
        idc.settle()
    first, second = map(center.creation, ids)
    assert first["Status"] == "SUCCEEDED"
    assert (second["Status"], second["FailureReason"]) == (
        "FAILED",
        "You have exceeded IAM Identity Center quotas. Cannot assign more than 1 groups to "
        f"{center.dev} with {permission_set}",
    )


@pytest.mark.rule("assignment.principal-missing")
@pytest.mark.parametrize("type", ["USER", "GROUP"])
def test_a_missing_principal_fails_the_request(center: Center, type: str) -> None:
    permission_set = center.permission_set()
    # A user is not a group, and a group is not a user.
    principal = center.group() if type == "USER" else center.user()
    for id in (principal, UNKNOWN_USER):
        status = center.assign(permission_set, center.dev, id, type)
        assert (status["Status"], status["FailureReason"]) == (
            "FAILED",
            f"Received a 404 status error: the {type} assignee {id} was not found in directory "
            f"{center.identity_store_id}.",
        )
    assert center.assignments(permission_set, center.dev) == []
    assert center.roles(center.dev) == []


@pytest.mark.rule("assignment.account-missing")
def test_an_account_outside_the_organization_fails_the_request(center: Center) -> None:
    permission_set = center.permission_set()
    status = center.assign(permission_set, STANDALONE, center.user())
    assert (status["Status"], status["FailureReason"]) == (
        "FAILED",
        f"Received a 404 status error: AWS account {STANDALONE} was not found in the organization.",
    )
    assert center.accounts(permission_set) == []


@pytest.mark.rule("assignment.account-missing")
def test_accounts_that_join_and_leave_are_seen_at_once(center: Center) -> None:
    access = (center.permission_set(), center.user())
    organizations = center.connect("organizations")
    new = organizations.create_account(AccountName="new", Email="new@example.com")["CreateAccountStatus"]["AccountId"]
    assert center.assign(access[0], new, access[1])["Status"] == "SUCCEEDED"
    organizations.remove_account_from_organization(AccountId=new)
    assert center.assign(access[0], new, access[1])["Status"] == "FAILED"
    # What is left there can be tidied up.
    assert center.unassign(access[0], new, access[1])["Status"] == "SUCCEEDED"
    assert center.accounts(access[0]) == []


@pytest.mark.rule("assignment.suspended", "assignment.suspended-deletion")
def test_a_suspended_account_fails_every_request(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    center.assign(*access)
    center.connect("organizations").close_account(AccountId=center.dev)
    reason = (
        "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account "
        f"'{center.dev}' takes longer than usual. Please try again in a few minutes. If this problem continues, "
        "contact AWS Support."
    )
    for status in (center.assign(*access), center.unassign(*access), center.provision(*access[:2])):
        assert (status["Status"], status["FailureReason"]) == ("FAILED", reason)
    assert center.assignments(*access[:2]) == [("USER", access[2])]


@pytest.mark.rule("assignment.missing")
def test_deleting_what_is_not_there_fails(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    status = center.unassign(permission_set, center.dev, user)
    assert (status["Status"], status["FailureReason"]) == (
        "FAILED",
        "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key "
        f"EntitlementKey{{accessorId=AccessorId{{value={user}}}, resourceId=ResourceId{{value={center.dev}}}, "
        f"auxiliaryResourceId=AuxiliaryResourceId{{value={permission_set}}}, "
        f"containerId=ContainerId{{value={center.arn}}}}}",
    )


@pytest.mark.rule("permission-set.not-found")
@pytest.mark.parametrize("operation", ["create_account_assignment", "delete_account_assignment"])
def test_an_unknown_set_is_not_found_at_once(center: Center, operation: str) -> None:
    unknown = center.permission_set()[:-16] + "0" * 16
    assert error_of(getattr(center.sso, operation), **center.access(unknown, center.dev, center.user())) == (
        "ResourceNotFoundException",
        "Could not find PermissionSet with id ps-" + "0" * 16,
    )


@pytest.mark.rule("assignment.orphaned", "assignment.orphaned-deleted")
def test_deleted_principals_stay_listed_until_their_assignments_are_deleted(center: Center) -> None:
    permission_set, user, group = center.permission_set(), center.user(), center.group()
    rows = [("USER", user), ("GROUP", group)]
    for type, id in rows:
        center.assign(permission_set, center.dev, id, type)
    store = center.connect("identitystore")
    store.delete_user(IdentityStoreId=center.identity_store_id, UserId=user)
    store.delete_group(IdentityStoreId=center.identity_store_id, GroupId=group)
    assert center.assignments(permission_set, center.dev) == rows
    assert len(center.roles(center.dev)) == 1
    for type, id in rows:
        assert center.unassign(permission_set, center.dev, id, type)["Status"] == "SUCCEEDED"
    assert center.roles(center.dev) == []


def test_assignments_are_listed_per_account_and_set_in_the_order_of_creation(center: Center) -> None:
    a, b = center.permission_set("A"), center.permission_set("B")
    users = [center.user(name) for name in ("ada", "bob", "eve")]
    for user in users:
        center.assign(a, center.dev, user)
    center.assign(a, center.prod, users[0])
    center.assign(b, center.dev, users[1])
    center.unassign(a, center.dev, users[0])
    center.assign(a, center.dev, users[0])
    assert center.assignments(a, center.dev) == [("USER", user) for user in (*users[1:], users[0])]
    assert center.assignments(a, center.prod) == [("USER", users[0])]
    assert center.assignments(b, center.prod) == []
    page = center.sso.list_account_assignments(
        InstanceArn=center.arn, AccountId=center.prod, PermissionSetArn=a, MaxResults=1
    )
    assert page["AccountAssignments"] == [
        {"AccountId": center.prod, "PermissionSetArn": a, "PrincipalType": "USER", "PrincipalId": users[0]}
    ]
    assert "NextToken" not in page


def for_principal(center: Center, id: str, type: str = "USER", **kwargs: Any) -> list[tuple[str, str, str]]:
    pages = center.sso.get_paginator("list_account_assignments_for_principal").paginate(
        InstanceArn=center.arn, PrincipalId=id, PrincipalType=type, PaginationConfig={"PageSize": 1}, **kwargs
    )
    return [
        (row["AccountId"], row["PrincipalType"], row["PrincipalId"])
        for page in pages
        for row in page["AccountAssignments"]
    ]


@pytest.mark.rule("assignment.for-principal-groups")
def test_a_user_has_the_access_of_its_groups(center: Center) -> None:
    permission_set, ada, bob = center.permission_set(), center.user("ada"), center.user("bob")
    staff, guests = center.group("staff", ada, bob), center.group("guests", bob)
    center.assign(permission_set, center.dev, staff, "GROUP")
    center.assign(permission_set, center.dev, ada)
    center.assign(permission_set, center.prod, guests, "GROUP")
    center.assign(permission_set, center.prod, ada)
    assert for_principal(center, ada) == [
        (center.dev, "GROUP", staff),
        (center.dev, "USER", ada),
        (center.prod, "USER", ada),
    ]
    assert for_principal(center, ada, Filter={"AccountId": center.dev}) == [
        (center.dev, "GROUP", staff),
        (center.dev, "USER", ada),
    ]
    assert for_principal(center, ada, Filter={}) == for_principal(center, ada)
    assert for_principal(center, bob) == [(center.dev, "GROUP", staff), (center.prod, "GROUP", guests)]
    assert for_principal(center, staff, "GROUP") == [(center.dev, "GROUP", staff)]
    assert for_principal(center, guests, "GROUP", Filter={"AccountId": center.dev}) == []


@pytest.mark.rule("assignment.for-principal-groups")
def test_access_through_a_group_follows_the_membership(center: Center) -> None:
    permission_set, ada, staff = center.permission_set(), center.user(), center.group()
    store = center.connect("identitystore")
    center.assign(permission_set, center.dev, staff, "GROUP")
    assert for_principal(center, ada) == []
    membership = center.join(staff, ada)
    assert for_principal(center, ada) == [(center.dev, "GROUP", staff)]
    store.delete_group_membership(IdentityStoreId=center.identity_store_id, MembershipId=membership)
    assert for_principal(center, ada) == []
    center.join(staff, ada)
    assert for_principal(center, ada) == [(center.dev, "GROUP", staff)]
    store.delete_group(IdentityStoreId=center.identity_store_id, GroupId=staff)
    assert for_principal(center, ada) == []


@pytest.mark.rule("assignment.for-principal-missing")
def test_the_access_of_a_missing_principal_is_not_found(center: Center) -> None:
    permission_set, ada = center.permission_set(), center.user()
    center.assign(permission_set, center.dev, ada)
    center.connect("identitystore").delete_user(IdentityStoreId=center.identity_store_id, UserId=ada)
    for type, id in (("USER", ada), ("GROUP", UNKNOWN_USER)):
        assert error_of(
            center.sso.list_account_assignments_for_principal,
            InstanceArn=center.arn,
            PrincipalId=id,
            PrincipalType=type,
        ) == ("ResourceNotFoundException", f"Could not find {type} with id {id}")


@pytest.mark.rule("assignment.for-principal-management-account")
def test_the_access_of_a_principal_is_for_the_management_account(center: Center, delegate: str) -> None:
    request = {"InstanceArn": center.arn, "PrincipalId": center.user(), "PrincipalType": "USER"}
    assert center.sso.list_account_assignments_for_principal(**request)["AccountAssignments"] == []
    for account_id in (delegate, center.prod):
        client = center.connect(account_id=account_id)
        assert error_of(client.list_account_assignments_for_principal, **request)[0] == "AccessDeniedException"


@pytest.mark.rule("assignment.account-instance-target")
@pytest.mark.rule("assignment.for-principal-management-account")
def test_an_account_instance_with_permission_sets_reaches_its_own_account_only(connect: Connect) -> None:
    client, store = connect(account_id=STANDALONE), connect("identitystore", account_id=STANDALONE)
    arn = client.create_instance()["InstanceArn"]
    client.update_instance(InstanceArn=arn, PermissionSetsEnabled=True)
    store_id = client.describe_instance(InstanceArn=arn)["IdentityStoreId"]
    group = store.create_group(IdentityStoreId=store_id, DisplayName="staff")["GroupId"]
    permission_set = client.create_permission_set(InstanceArn=arn, Name="A")["PermissionSet"]["PermissionSetArn"]
    for account_id in (STANDALONE, MANAGEMENT):
        client.create_account_assignment(
            InstanceArn=arn,
            TargetId=account_id,
            TargetType="AWS_ACCOUNT",
            PermissionSetArn=permission_set,
            PrincipalType="GROUP",
            PrincipalId=group,
        )
    statuses = client.list_account_assignment_creation_status(InstanceArn=arn)["AccountAssignmentsCreationStatus"]
    assert [status["Status"] for status in statuses] == ["SUCCEEDED", "FAILED"]
    assert client.list_accounts_for_provisioned_permission_set(InstanceArn=arn, PermissionSetArn=permission_set)[
        "AccountIds"
    ] == [STANDALONE]
    assert (
        error_of(
            client.list_account_assignments_for_principal, InstanceArn=arn, PrincipalType="GROUP", PrincipalId=group
        )
        == ACCOUNT_INSTANCE_REFUSAL
    )


@pytest.mark.rule("permission-set.delete-in-use")
def test_a_set_that_is_in_use_cannot_be_deleted(center: Center) -> None:
    access = (center.permission_set(), center.dev, center.user())
    center.assign(*access)
    request = {"InstanceArn": center.arn, "PermissionSetArn": access[0]}
    assert error_of(center.sso.delete_permission_set, **request) == (
        "ConflictException",
        "Could not delete because PermissionSet has ApplicationProfile associated with it.",
    )
    center.unassign(*access)
    center.sso.delete_permission_set(**request)
    assert center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"] == []


@pytest.mark.rule("permission-set.delete-in-progress")
def test_a_set_with_a_request_in_progress_cannot_be_deleted(center: Center, manual: None) -> None:
    access, other = (center.permission_set(), center.dev, center.user()), center.permission_set("Other")
    center.sso.create_account_assignment(**center.access(*access))
    assert error_of(center.sso.delete_permission_set, InstanceArn=center.arn, PermissionSetArn=access[0]) == IN_PROCESS
    center.sso.delete_permission_set(InstanceArn=center.arn, PermissionSetArn=other)
