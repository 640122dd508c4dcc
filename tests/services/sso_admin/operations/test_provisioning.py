"""Provisioning permission sets, in process and over HTTP."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.center import UNKNOWN_REQUEST, Center
from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of

LATEST = "LATEST_PERMISSION_SET_PROVISIONED"
OUTDATED = "LATEST_PERMISSION_SET_NOT_PROVISIONED"
IN_PROCESS = ("ConflictException", "There is a conflicting operation in process.")


@pytest.fixture
def manual() -> Any:
    """Requests settle after one poll."""
    name = "ssoadmin::permission_set_provisioning"
    state_manager.set_transition(name, {"progression": "manual", "times": 1})
    yield
    state_manager.unset_transition(name)


def start(center: Center, permission_set: str, account_id: str | None = None) -> str:
    """Start to provision and return the request's id."""
    target = {"TargetType": "AWS_ACCOUNT", "TargetId": account_id} if account_id else {}
    answer = center.sso.provision_permission_set(
        InstanceArn=center.arn,
        PermissionSetArn=permission_set,
        **(target or {"TargetType": "ALL_PROVISIONED_ACCOUNTS"}),
    )
    return str(answer["PermissionSetProvisioningStatus"]["RequestId"])


def change(center: Center, permission_set: str) -> None:
    center.sso.update_permission_set(InstanceArn=center.arn, PermissionSetArn=permission_set, Description="new")


@pytest.mark.rule("assignment.answer")
def test_the_answer_is_in_progress_without_a_date(center: Center) -> None:
    permission_set = center.permission_set()
    answer = center.sso.provision_permission_set(
        InstanceArn=center.arn, PermissionSetArn=permission_set, TargetType="AWS_ACCOUNT", TargetId=center.dev
    )["PermissionSetProvisioningStatus"]
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.pop("RequestId"))
    assert answer == {"Status": "IN_PROGRESS", "AccountId": center.dev, "PermissionSetArn": permission_set}


@pytest.mark.rule("provisioning.unassigned", "provisioning.unassigned-removed")
def test_a_set_can_be_provisioned_to_an_account_where_nobody_has_it(center: Center) -> None:
    permission_set = center.permission_set()
    status = center.provision(permission_set, center.dev)
    assert status.pop("CreatedDate")
    assert status.pop("RequestId")
    assert status == {"Status": "SUCCEEDED", "AccountId": center.dev, "PermissionSetArn": permission_set}
    assert center.accounts(permission_set) == [center.dev]
    assert len(center.roles(center.dev)) == 1
    user = center.user()
    center.assign(permission_set, center.dev, user)
    center.unassign(permission_set, center.dev, user)
    assert center.roles(center.dev) == []


@pytest.mark.rule("provisioning.drift")
def test_a_changed_set_is_outdated_until_it_is_provisioned_again(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    for account_id in (center.dev, center.prod):
        center.assign(permission_set, account_id, user)

    def drift() -> tuple[list[str], list[str]]:
        lists = (center.accounts(permission_set, ProvisioningStatus=status) for status in (LATEST, OUTDATED))
        return tuple(lists)  # type: ignore[return-value]

    both = [center.dev, center.prod]
    assert drift() == (both, [])
    change(center, permission_set)
    assert drift() == ([], both)
    center.provision(permission_set, center.dev)
    assert drift() == ([center.dev], [center.prod])
    change(center, permission_set)
    assert drift() == ([], both)
    center.provision(permission_set)
    assert drift() == (both, [])
    assert center.accounts(permission_set) == both


@pytest.mark.rule("provisioning.drift")
def test_accounts_outdated_by_different_versions_are_listed_in_one_order(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    for account_id in (center.dev, center.prod, MANAGEMENT):
        center.assign(permission_set, account_id, user)
    change(center, permission_set)
    center.provision(permission_set, center.prod)
    change(center, permission_set)
    center.provision(permission_set, MANAGEMENT)
    change(center, permission_set)
    pages = center.sso.get_paginator("list_accounts_for_provisioned_permission_set").paginate(
        InstanceArn=center.arn,
        PermissionSetArn=permission_set,
        ProvisioningStatus=OUTDATED,
        PaginationConfig={"PageSize": 1},
    )
    assert [page["AccountIds"] for page in pages] == [[center.dev], [center.prod], [MANAGEMENT]]


@pytest.mark.rule("provisioning.drift")
@pytest.mark.parametrize(
    "change",
    [
        ("update_permission_set", {"SessionDuration": "PT2H"}),
        ("put_inline_policy_to_permission_set", {"InlinePolicy": '{"Statement": []}'}),
        ("attach_managed_policy_to_permission_set", {"ManagedPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
        (
            "attach_customer_managed_policy_reference_to_permission_set",
            {"CustomerManagedPolicyReference": {"Name": "P"}},
        ),
        (
            "put_permissions_boundary_to_permission_set",
            {"PermissionsBoundary": {"ManagedPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}},
        ),
    ],
)
def test_every_kind_of_change_outdates_the_accounts(center: Center, change: tuple[str, dict[str, Any]]) -> None:
    operation, arguments = change
    if "InlinePolicy" in arguments:
        statement = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        arguments = {"InlinePolicy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}
    permission_set = center.permission_set()
    center.provision(permission_set, center.dev)
    getattr(center.sso, operation)(InstanceArn=center.arn, PermissionSetArn=permission_set, **arguments)
    assert center.accounts(permission_set, ProvisioningStatus=OUTDATED) == [center.dev]


@pytest.mark.rule("provisioning.drift")
def test_tags_do_not_outdate_the_accounts(center: Center) -> None:
    permission_set = center.permission_set()
    center.provision(permission_set, center.dev)
    center.sso.tag_resource(InstanceArn=center.arn, ResourceArn=permission_set, Tags=[{"Key": "team", "Value": "blue"}])
    assert center.accounts(permission_set, ProvisioningStatus=OUTDATED) == []


@pytest.mark.rule("provisioning.drift")
def test_the_sets_of_an_account_are_listed_by_status(center: Center) -> None:
    sets, user = [center.permission_set(name) for name in "ABC"], center.user()
    for permission_set in sets:
        center.assign(permission_set, center.dev, user)
    change(center, sets[1])
    assert center.permission_sets_in(center.dev) == sets
    assert center.permission_sets_in(center.dev, ProvisioningStatus=LATEST) == [sets[0], sets[2]]
    assert center.permission_sets_in(center.dev, ProvisioningStatus=OUTDATED) == [sets[1]]
    center.unassign(sets[0], center.dev, user)
    assert center.permission_sets_in(center.dev) == sets[1:]


@pytest.mark.rule("provisioning.empty-list")
def test_an_account_without_sets_has_an_empty_list(center: Center) -> None:
    answer = center.sso.list_permission_sets_provisioned_to_account(InstanceArn=center.arn, AccountId=center.dev)
    assert answer["PermissionSets"] == []


@pytest.mark.rule("provisioning.target-id")
@pytest.mark.parametrize(
    ("target", "refusal"),
    [
        ({"TargetType": "AWS_ACCOUNT"}, "TargetId is required when TargetType is AWS_ACCOUNT."),
        (
            {"TargetType": "ALL_PROVISIONED_ACCOUNTS", "TargetId": MANAGEMENT},
            "TargetId cannot be specified when TargetType is ALL_PROVISIONED_ACCOUNTS.",
        ),
    ],
)
def test_one_account_needs_a_target_and_all_accounts_have_none(
    center: Center, target: dict[str, str], refusal: str
) -> None:
    assert error_of(
        center.sso.provision_permission_set, InstanceArn=center.arn, PermissionSetArn=center.permission_set(), **target
    ) == ("ValidationException", refusal)


@pytest.mark.rule("provisioning.conflict")
@pytest.mark.parametrize(("first", "second"), [("dev", "dev"), ("dev", None), (None, "dev"), (None, None)])
def test_a_second_request_for_the_same_set_and_account_conflicts(
    center: Center, manual: None, first: str | None, second: str | None
) -> None:
    permission_set, accounts = center.permission_set(), {"dev": center.dev, None: None}
    start(center, permission_set, accounts[first])
    target: dict[str, Any] = {"TargetType": "ALL_PROVISIONED_ACCOUNTS"}
    if second:
        target = {"TargetType": "AWS_ACCOUNT", "TargetId": accounts[second]}
    request = {"InstanceArn": center.arn, "PermissionSetArn": permission_set} | target
    assert error_of(center.sso.provision_permission_set, **request) == IN_PROCESS
    center.sso.provision_permission_set(**request | {"PermissionSetArn": center.permission_set("Other")})


def test_other_accounts_and_assignments_do_not_conflict(center: Center, manual: None) -> None:
    permission_set = center.permission_set()
    start(center, permission_set, center.dev)
    start(center, permission_set, center.prod)
    assert center.assign(permission_set, center.dev, center.user())["Status"] == "SUCCEEDED"


@pytest.mark.rule("provisioning.throttled")
def test_too_many_requests_in_progress_are_throttled(center: Center, manual: None) -> None:
    with mock_ssoadmin(quotas={"concurrent_provisionings": 1}):
        id = start(center, center.permission_set("A"), center.dev)
        request = {"InstanceArn": center.arn, "PermissionSetArn": center.permission_set("B")}
        target = {"TargetType": "AWS_ACCOUNT", "TargetId": center.dev}
        assert error_of(center.sso.provision_permission_set, **request, **target) == (
            "ThrottlingException",
            "There are too many requests processing. Please try again later.",
        )
        assert center.provisioning(id)["Status"] == "SUCCEEDED"
        center.sso.provision_permission_set(**request, **target)


@pytest.mark.rule("provisioning.quota")
def test_one_set_too_many_fails_the_request(center: Center) -> None:
    with mock_ssoadmin(quotas={"provisioned_permission_sets_per_account": 1}):
        first = center.permission_set("A")
        center.provision(first, center.dev)
        status = center.provision(center.permission_set("B"), center.dev)
        assert (status["Status"], status["FailureReason"]) == (
            "FAILED",
            "You have exceeded IAM Identity Center quotas. Cannot provision more than 1 permission sets to "
            f"{center.dev}",
        )
        assert center.provision(first, center.dev)["Status"] == "SUCCEEDED"


@pytest.mark.rule("assignment.account-missing")
def test_an_account_outside_the_organization_fails_the_request(center: Center) -> None:
    status = center.provision(center.permission_set(), STANDALONE)
    assert (status["Status"], status["AccountId"]) == ("FAILED", STANDALONE)
    assert status["FailureReason"] == (
        f"Received a 404 status error: AWS account {STANDALONE} was not found in the organization."
    )


@pytest.mark.rule("provisioning.everywhere-fails")
def test_an_account_that_lost_its_last_assignment_fails_the_request_once(
    center: Center, idc: IdentityCenter, manual: None
) -> None:
    permission_set, user = center.permission_set(), center.user()
    center.assign(permission_set, center.dev, user)
    center.assign(permission_set, center.prod, user)
    change(center, permission_set)
    id = start(center, permission_set)
    center.unassign(permission_set, center.dev, user)
    idc.settle()
    status = center.provisioning(id)
    assert (status["Status"], status["FailureReason"]) == (
        "FAILED",
        f"Received a 404 status error: Permission set provision not found in AWS account {center.dev}.",
    )
    assert center.accounts(permission_set, ProvisioningStatus=LATEST) == [center.prod]
    again = start(center, permission_set)
    assert center.provisioning(again)["Status"] == "SUCCEEDED"


@pytest.mark.rule("provisioning.everywhere-fails")
def test_a_suspended_account_fails_the_request_but_not_the_other_accounts(center: Center) -> None:
    permission_set, user = center.permission_set(), center.user()
    for account_id in (center.dev, center.prod):
        center.assign(permission_set, account_id, user)
    change(center, permission_set)
    center.connect("organizations").close_account(AccountId=center.dev)
    status = center.provision(permission_set)
    assert status["Status"] == "FAILED"
    assert f"'{center.dev}'" in status["FailureReason"]
    assert center.accounts(permission_set, ProvisioningStatus=LATEST) == [center.prod]


@pytest.mark.rule("assignment.request-unknown")
def test_an_unknown_request_is_not_found(center: Center) -> None:
    for id in (UNKNOWN_REQUEST, center.assign(center.permission_set(), center.dev, center.user())["RequestId"]):
        assert error_of(
            center.sso.describe_permission_set_provisioning_status,
            InstanceArn=center.arn,
            ProvisionPermissionSetRequestId=id,
        ) == ("ResourceNotFoundException", f"Could not find Request with id {id}")


@pytest.mark.rule("assignment.status-list")
def test_requests_are_listed_by_status(center: Center) -> None:
    permission_set = center.permission_set()
    good, bad = center.provision(permission_set, center.dev), center.provision(permission_set, STANDALONE)

    def listed(**filter: Any) -> list[dict[str, Any]]:
        answer = center.sso.list_permission_set_provisioning_status(InstanceArn=center.arn, **filter)
        statuses: list[dict[str, Any]] = answer["PermissionSetsProvisioningStatus"]
        return statuses

    assert [row["RequestId"] for row in listed()] == [good["RequestId"], bad["RequestId"]]
    assert listed(Filter={"Status": "FAILED"}) == [{name: bad[name] for name in ("Status", "RequestId", "CreatedDate")}]


def test_a_set_being_provisioned_cannot_be_deleted(center: Center, manual: None) -> None:
    permission_set = center.permission_set()
    start(center, permission_set, center.dev)
    request = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    assert error_of(center.sso.delete_permission_set, **request) == IN_PROCESS


def test_requests_in_progress_die_with_the_instance(center: Center, idc: IdentityCenter, manual: None) -> None:
    start(center, center.permission_set(), center.dev)
    center.sso.delete_instance(InstanceArn=center.arn)
    idc.settle()
    assert center.roles(center.dev) == []


@pytest.mark.rule("assignment.who")
def test_provisioning_is_for_administrators(center: Center, connect: Connect, delegate: str) -> None:
    permission_set = center.permission_set()
    request = {"InstanceArn": center.arn, "PermissionSetArn": permission_set, "TargetType": "ALL_PROVISIONED_ACCOUNTS"}
    connect(account_id=delegate).provision_permission_set(**request)
    member = connect(account_id=center.prod)
    assert error_of(member.provision_permission_set, **request)[0] == "AccessDeniedException"
    assert (
        error_of(member.list_permission_sets_provisioned_to_account, InstanceArn=center.arn, AccountId=center.prod)[0]
        == "AccessDeniedException"
    )
