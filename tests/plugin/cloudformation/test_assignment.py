"""``AWS::SSO::Assignment``, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from moto.moto_api import state_manager

from tests.center import UNKNOWN_USER, Center
from tests.plugin.cloudformation.conftest import NewStack, get_att, resource
from tests.plugin.cloudformation.test_permission_set import arn_in, one_set


def access(center: Center, principal_id: str, type: str = "USER", arn: Any = None) -> dict[str, Any]:
    set_arn = arn or get_att("Set", "PermissionSetArn")
    properties = center.access("", center.dev, principal_id, type) | {"PermissionSetArn": set_arn}
    return resource("Assignment", **properties)


@pytest.mark.rule("cloudformation.ref")
def test_an_assignment_is_made_after_what_it_refers_to(center: Center, new_stack: NewStack) -> None:
    group = center.group()
    stack = new_stack({"Access": access(center, group, "GROUP"), **one_set(center)})
    arn = arn_in(stack)
    assert stack.status == "CREATE_COMPLETE"
    assert center.assignments(arn, center.dev) == [("GROUP", group)]
    assert stack.physical_id("Access") == f"{center.arn}|{center.dev}|AWS_ACCOUNT|{arn}|GROUP|{group}"
    assert len(center.roles(center.dev)) == 1


@pytest.mark.rule("cloudformation.request-failed", "cloudformation.rollback")
def test_a_failed_assignment_fails_the_stack_with_the_reason(center: Center, new_stack: NewStack) -> None:
    stack = new_stack({**one_set(center), "Access": access(center, UNKNOWN_USER)})
    reason = f"the USER assignee {UNKNOWN_USER} was not found in directory {center.identity_store_id}"
    assert stack.status == "ROLLBACK_COMPLETE"
    assert f" failed due to: Received a 404 status error: {reason}" in stack.reason
    assert [(name, status) for name, status, _ in stack.failures] == [("Access", "CREATE_FAILED")]
    assert center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"] == []


@pytest.mark.rule("cloudformation.assignment-exists")
def test_an_assignment_that_exists_already_is_not_taken_over(center: Center, new_stack: NewStack) -> None:
    arn, user = center.permission_set(), center.user()
    center.assign(arn, center.dev, user)
    stack = new_stack({"Access": access(center, user, arn=arn)})
    assert "Assignment already exists. Can't process creation." in stack.reason
    assert center.assignments(arn, center.dev) == [("USER", user)]


def test_an_assignment_that_exists_is_found_on_the_last_page(center: Center, new_stack: NewStack) -> None:
    arn, users = center.permission_set(), [center.user(f"user{number}") for number in range(101)]
    for user in users:
        center.sso.create_account_assignment(**center.access(arn, center.dev, user))
    stack = new_stack({"Access": access(center, users[-1], arn=arn)})
    assert "Assignment already exists. Can't process creation." in stack.reason


@pytest.mark.rule("cloudformation.replacement")
def test_another_principal_replaces_the_assignment(center: Center, new_stack: NewStack) -> None:
    ada, bob = center.user("ada"), center.user("bob")
    stack = new_stack({**one_set(center), "Access": access(center, ada)})
    assert stack.update({**one_set(center), "Access": access(center, bob)}) == "UPDATE_COMPLETE"
    assert center.assignments(arn_in(stack), center.dev) == [("USER", bob)]


def test_deleting_the_stack_deletes_assignment_and_permission_set(center: Center, new_stack: NewStack) -> None:
    stack = new_stack({"Access": access(center, center.user()), **one_set(center)})
    assert stack.delete() == "DELETE_COMPLETE"
    assert center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"] == []
    assert center.roles(center.dev) == []


@pytest.mark.rule("cloudformation.already-gone")
def test_an_assignment_that_is_gone_already_does_not_keep_the_stack(center: Center, new_stack: NewStack) -> None:
    user = center.user()
    stack = new_stack({**one_set(center), "Access": access(center, user)})
    center.unassign(arn_in(stack), center.dev, user)
    assert stack.delete() == "DELETE_COMPLETE"


@pytest.mark.rule("cloudformation.properties")
def test_what_is_missing_is_refused_by_the_operation(center: Center, new_stack: NewStack) -> None:
    stack = new_stack({"Access": resource("Assignment", InstanceArn=center.arn, TargetType="AWS_ACCOUNT")})
    assert "Member must not be null" in stack.reason
    assert stack.reason.endswith(", HandlerErrorCode: InvalidRequest)")


@pytest.mark.rule("cloudformation.waits")
def test_the_stack_waits_for_the_assignment_and_nothing_else(center: Center, new_stack: NewStack) -> None:
    ada, bob, arn = center.user("ada"), center.user("bob"), center.permission_set()
    state_manager.set_transition("ssoadmin::account_assignment", {"progression": "time", "seconds": 3600})
    try:
        other = center.sso.create_account_assignment(**center.access(arn, center.prod, bob))
        stack = new_stack({"Access": access(center, ada, arn=arn)})
        request_id = other["AccountAssignmentCreationStatus"]["RequestId"]
        assert stack.status == "CREATE_COMPLETE"
        assert center.assignments(arn, center.dev) == [("USER", ada)]
        assert center.creation(request_id)["Status"] == "IN_PROGRESS"
    finally:
        state_manager.unset_transition("ssoadmin::account_assignment")


def test_a_request_in_the_way_fails_the_stack(center: Center, new_stack: NewStack) -> None:
    ada, arn = center.user("ada"), center.permission_set()
    state_manager.set_transition("ssoadmin::account_assignment", {"progression": "time", "seconds": 3600})
    try:
        center.sso.create_account_assignment(**center.access(arn, center.dev, ada))
        stack = new_stack({"Access": access(center, ada, arn=arn)})
        assert stack.reason.endswith(", HandlerErrorCode: ResourceConflict)")
    finally:
        state_manager.unset_transition("ssoadmin::account_assignment")
