"""Stacks are deleted and rolled back backwards: what was made last goes first, whoever's type it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.center import UNKNOWN_USER, Center
from tests.plugin.cloudformation.conftest import NewStack, Stack, get_att, ref, resource, template
from tests.plugin.cloudformation.test_assignment import access
from tests.plugin.cloudformation.test_stacks import arns_by_name, names, sets

Nested = Callable[..., dict[str, Any]]

ARN_PARAMETER = {"SetArn": {"Type": "String"}}


@pytest.fixture
def nested(center: Center) -> Nested:
    """Makes a resource that is a stack: ``nested("inner", {...}, Parameters={...})``."""
    s3 = center.connect("s3")
    s3.create_bucket(Bucket="templates")

    def nested(name: str, resources: dict[str, Any], sections: Any = None, **parameters: Any) -> dict[str, Any]:
        s3.put_object(Bucket="templates", Key=name, Body=template(resources, **sections or {}))
        url = f"https://s3.amazonaws.com/templates/{name}"
        return resource("AWS::CloudFormation::Stack", TemplateURL=url, Parameters=parameters)

    return nested


def access_in(nested: Nested, center: Center, **parameters: Any) -> dict[str, Any]:
    """A nested stack that assigns the permission set whose ARN it is given."""
    resources = {"Access": access(center, center.user(), arn=ref("SetArn"))}
    return nested("access", resources, {"Parameters": ARN_PARAMETER}, **parameters)


def statuses(stack: Stack, name: str) -> list[str]:
    """The statuses of the nested stack with a logical id, latest first."""
    stacks = stack.cfn.list_stacks()["StackSummaries"]
    (inner,) = [each["StackId"] for each in stacks if f"-{name}-" in each["StackName"]]
    events = stack.cfn.describe_stack_events(StackName=inner)["StackEvents"]
    return [event["ResourceStatus"] for event in events]


@pytest.mark.rule("cloudformation.backwards")
def test_a_nested_stack_goes_before_what_it_was_given(center: Center, new_stack: NewStack, nested: Nested) -> None:
    inner = access_in(nested, center, SetArn=get_att("Set", "PermissionSetArn"))
    stack = new_stack({**sets(center, Set="Admin"), "Inner": inner})
    assert stack.delete() == "DELETE_COMPLETE"
    assert names(center) == []
    assert stack.failures == []
    assert statuses(stack, "Inner")[0] == "DELETE_COMPLETE"


@pytest.mark.rule("cloudformation.backwards")
def test_depends_on_is_an_order_as_well(center: Center, new_stack: NewStack, nested: Nested) -> None:
    arn = center.permission_set("Existing")
    inner = access_in(nested, center, SetArn=arn)
    user = resource("AWS::IAM::User", depends_on="Inner", UserName="ada")
    stack = new_stack({"User": user, **sets(center, Set="Admin"), "Inner": {**inner, "DependsOn": ["Set"]}})
    assert stack.delete() == "DELETE_COMPLETE"
    assert center.assignments(arn, center.dev) == []


@pytest.mark.rule("cloudformation.backwards")
def test_nested_stacks_go_backwards_among_themselves(center: Center, new_stack: NewStack, nested: Nested) -> None:
    exported = {"Outputs": {"Arn": {"Value": get_att("Set", "PermissionSetArn"), "Export": {"Name": "arn"}}}}
    users = {"Access": access(center, center.user(), arn={"Fn::ImportValue": "arn"})}
    outer = {
        "Sets": nested("sets", sets(center, Set="Admin"), exported),
        "Uses": {**nested("uses", users), "DependsOn": "Sets"},
    }
    stack = new_stack(outer)
    assert stack.delete() == "DELETE_COMPLETE"
    assert names(center) == []
    for name in ("Sets", "Uses"):
        assert statuses(stack, name)[:2] == ["DELETE_COMPLETE", "DELETE_IN_PROGRESS"]


@pytest.mark.rule("cloudformation.backwards")
def test_a_creation_goes_back_through_nested_stacks(center: Center, new_stack: NewStack, nested: Nested) -> None:
    center.permission_set("Taken")
    inner = access_in(nested, center, SetArn=get_att("Set", "PermissionSetArn"))
    fails = {**sets(center, Fails="Taken")["Fails"], "DependsOn": "Inner"}
    stack = new_stack({**sets(center, Set="Admin"), "Inner": inner, "Fails": fails})
    assert stack.status == "ROLLBACK_COMPLETE"
    assert names(center) == ["Taken"]
    assert [(name, status) for name, status, _ in stack.failures] == [("Fails", "CREATE_FAILED")]


@pytest.mark.rule("cloudformation.backwards")
def test_an_update_goes_back_through_nested_stacks(center: Center, new_stack: NewStack, nested: Nested) -> None:
    center.permission_set("Taken")
    stack = new_stack(sets(center, Kept="Kept"))
    inner = access_in(nested, center, SetArn=get_att("Set", "PermissionSetArn"))
    fails = access(center, UNKNOWN_USER, arn=get_att("Set", "PermissionSetArn"))
    added = {**sets(center, Kept="Kept", Set="Admin"), "Inner": inner, "Fails": {**fails, "DependsOn": "Inner"}}
    assert stack.update(added) == "UPDATE_ROLLBACK_COMPLETE"
    assert names(center) == ["Taken", "Kept"]


@pytest.mark.rule("cloudformation.backwards")
def test_an_update_removes_nested_stacks_when_nothing_needs_them(
    center: Center, new_stack: NewStack, nested: Nested
) -> None:
    kept, inner = sets(center, Kept="Kept"), nested("sets", sets(center, Set="Admin"))
    stack = new_stack({**kept, "Inner": inner})
    uses = access(center, center.user(), arn=arns_by_name(center)["Admin"])
    assert stack.update({**kept, "Inner": inner, "Uses": uses}) == "UPDATE_COMPLETE"
    assert stack.update(kept) == "UPDATE_COMPLETE"
    assert names(center) == ["Kept"]
    assert statuses(stack, "Inner")[:2] == ["DELETE_COMPLETE", "DELETE_IN_PROGRESS"]


@pytest.mark.rule("cloudformation.backwards")
def test_what_moto_makes_goes_in_its_turn(center: Center, new_stack: NewStack, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = order_of_deletion(monkeypatch)
    first = resource("AWS::S3::Bucket", BucketName="first")
    last = resource("AWS::S3::Bucket", depends_on="Set", BucketName="last")
    stack = new_stack({"First": first, "Set": {**sets(center, Set="Set")["Set"], "DependsOn": "First"}, "Last": last})
    assert stack.delete() == "DELETE_COMPLETE"
    assert gone == ["Last", "Set", "First"]


def order_of_deletion(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the logical ids of resources in the order in which they are deleted."""
    from moto.cloudformation.parsing import ResourceMap

    gone: list[str] = []
    original = ResourceMap._delete_resource

    def delete(self: Any, parsed_resource: Any, resource_json: Any) -> None:
        original(self, parsed_resource, resource_json)
        gone.append(parsed_resource.logical_resource_id)

    monkeypatch.setattr(ResourceMap, "_delete_resource", delete)
    return gone


@pytest.mark.rule("cloudformation.backwards")
def test_a_resource_of_moto_s_that_cannot_be_deleted_keeps_the_stack(
    center: Center, new_stack: NewStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    from moto.s3.models import FakeBucket

    def refuse(*_: Any, **__: Any) -> None:
        raise RuntimeError("The bucket is not empty")

    bucket = resource("AWS::S3::Bucket", BucketName="full")
    used = {**sets(center, Set="Set")["Set"], "DependsOn": "Bucket"}
    stack = new_stack({"Bucket": bucket, "Set": used})
    with monkeypatch.context() as patched:
        patched.setattr(FakeBucket, "delete_from_cloudformation_json", refuse)
        assert stack.delete() == "DELETE_FAILED"
    assert stack.failures == [("Bucket", "DELETE_FAILED", "The bucket is not empty")]
    assert (names(center), stack.physical_id("Bucket")) == ([], "full")
    # What is gone already is not deleted again.
    gone = order_of_deletion(monkeypatch)
    assert stack.delete() == "DELETE_COMPLETE"
    assert gone == ["Bucket"]


@pytest.mark.rule("cloudformation.backwards")
def test_a_nested_stack_that_stays_is_what_the_outer_one_failed_to_delete(
    center: Center, new_stack: NewStack, nested: Nested
) -> None:
    stack = new_stack({**sets(center, One="Outer"), "Inner": nested("sets", sets(center, Two="Inner"))})
    center.assign(arns_by_name(center)["Inner"], center.dev, center.user())
    assert stack.delete() == "DELETE_FAILED"
    ((name, status, reason),) = stack.failures
    assert (name, status) == ("Inner", "DELETE_FAILED")
    assert "was not successfully deleted: The following resource(s) failed to delete: [Two]." in reason


@pytest.mark.rule("cloudformation.backwards")
def test_what_an_update_removes_and_is_to_be_retained_stays(center: Center, new_stack: NewStack) -> None:
    retained = {**sets(center, Set="Retained")["Set"], "DeletionPolicy": "Retain"}
    stack = new_stack({**sets(center, Kept="Kept"), "Set": retained})
    assert stack.update(sets(center, Kept="Kept")) == "UPDATE_COMPLETE"
    assert names(center) == ["Kept", "Retained"]
