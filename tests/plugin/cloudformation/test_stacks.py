"""What stacks do with our resources: change sets, nested stacks, clean-up, and going back; in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.center import UNKNOWN_USER, Center
from tests.plugin.cloudformation.conftest import NewStack, Stack, get_att, outputs, ref, resource, template
from tests.plugin.cloudformation.test_assignment import access
from tests.plugin.cloudformation.test_permission_set import arn_in, one_set

BUCKET = resource("AWS::S3::Bucket", BucketName="reports")


def names(center: Center) -> list[str]:
    """The names of the permission sets."""
    return list(arns_by_name(center))


def arns_by_name(center: Center) -> dict[str, str]:
    described = [
        center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
        for arn in center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"]
    ]
    return {permission_set["Name"]: permission_set["PermissionSetArn"] for permission_set in described}


def sets(center: Center, **names_by_id: str) -> dict[str, dict[str, Any]]:
    return {id: one_set(center, Name=name)["Set"] for id, name in names_by_id.items()}


def buckets(center: Center) -> list[str]:
    return [bucket["Name"] for bucket in center.connect("s3").list_buckets()["Buckets"]]


# --- creation ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("cloudformation.rollback")
def test_a_failed_creation_leaves_nothing_of_the_stack(center: Center, new_stack: NewStack, cfn: Any) -> None:
    resources = {"Bucket": BUCKET, **sets(center, One="Same"), "Two": one_set(center, Name="Same")["Set"]}
    exported = {"Arn": {"Value": get_att("One", "PermissionSetArn"), "Export": {"Name": "arn"}}}
    stack = new_stack(resources, Outputs=exported)
    assert stack.status == "ROLLBACK_COMPLETE"
    assert (names(center), buckets(center)) == ([], [])
    assert stack.outputs == {}
    assert cfn.list_exports()["Exports"] == []
    # Asking about the stack makes nothing anew.
    cfn.describe_stack_resources(StackName=stack.id)
    assert names(center) == []


@pytest.mark.rule("cloudformation.rollback")
def test_an_output_that_is_made_first_fails_the_stack_as_well(center: Center, new_stack: NewStack) -> None:
    center.permission_set("Taken")
    exported = {"Arn": {"Value": get_att("One", "PermissionSetArn"), "Export": {"Name": "arn"}}}
    stack = new_stack(sets(center, One="Taken"), Outputs=exported)
    assert stack.status == "ROLLBACK_COMPLETE"


@pytest.mark.rule("cloudformation.rollback")
def test_a_creation_that_cannot_be_taken_back_says_so(
    center: Center, new_stack: NewStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    arn, user = center.permission_set("Existing"), center.user()
    center.assign(arn, center.dev, user)

    def use_it(self: Any) -> None:
        center.assign(self.values["PermissionSetArn"], center.dev, user)

    monkeypatch.setattr("ssoadmin_mock.plugin.cloudformation.resource_types.PermissionSet.complete", use_it)
    stack = new_stack({**sets(center, One="New"), "Access": access(center, user, arn=arn)})
    assert stack.status == "ROLLBACK_FAILED"
    failures = [(name, status) for name, status, _ in stack.failures]
    assert failures == [("One", "DELETE_FAILED"), ("Access", "CREATE_FAILED")]


def test_a_stack_with_a_failed_creation_can_be_deleted(center: Center, new_stack: NewStack) -> None:
    center.permission_set("Taken")
    stack = new_stack(sets(center, One="Free", Two="Taken"))
    assert stack.delete() == "DELETE_COMPLETE"
    assert names(center) == ["Taken"]


# --- updates -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("cloudformation.rollback")
def test_a_failed_update_leaves_everything_as_it_was(center: Center, new_stack: NewStack) -> None:
    before = {**sets(center, Kept="Kept", Renamed="Before", Removed="Removed")}
    before["Access"] = access(center, center.user(), arn=get_att("Renamed", "PermissionSetArn"))
    stack = new_stack(before, Outputs=outputs(Arn=get_att("Renamed", "PermissionSetArn")))
    arns = {id: arn_in(stack, id) for id in ("Kept", "Renamed", "Removed")}
    after = {**sets(center, Kept="Kept", Renamed="After", Added="Added", Taken="Kept"), "Access": before["Access"]}
    assert stack.update(after) == "UPDATE_ROLLBACK_COMPLETE"
    assert sorted(names(center)) == ["Before", "Kept", "Removed"]
    assert {id: arn_in(stack, id) for id in arns} == arns
    assert stack.outputs == {"Arn": arns["Renamed"]}
    assert len(center.assignments(arns["Renamed"], center.dev)) == 1
    assert [(name, status) for name, status, _ in stack.failures] == [("Taken", "UPDATE_FAILED")]
    # And from there on, it can be updated again.
    del after["Taken"]
    assert stack.update(after) == "UPDATE_COMPLETE"
    assert sorted(names(center)) == ["Added", "After", "Kept"]


@pytest.mark.rule("cloudformation.rollback")
def test_a_resource_that_fails_after_one_was_replaced_brings_the_old_one_back(
    center: Center, new_stack: NewStack
) -> None:
    def resources(name: str, principal_id: str) -> dict[str, Any]:
        return {**sets(center, Set=name), "Access": access(center, principal_id)}

    ada = center.user()
    stack = new_stack(resources("Before", ada))
    arn = arn_in(stack)
    assert stack.update(resources("After", UNKNOWN_USER)) == "UPDATE_ROLLBACK_COMPLETE"
    assert (names(center), arn_in(stack)) == (["Before"], arn)
    assert center.assignments(arn, center.dev) == [("USER", ada)]


def test_a_changed_parameter_is_an_update(center: Center, cfn: Any) -> None:
    body = template(
        {"Set": resource("PermissionSet", InstanceArn=center.arn, Name=ref("Name"))},
        Parameters={"Name": {"Type": "String"}},
    )

    def name(value: str) -> list[dict[str, str]]:
        return [{"ParameterKey": "Name", "ParameterValue": value}]

    cfn.create_stack(StackName="stack", TemplateBody=body, Parameters=name("Before"))
    cfn.update_stack(StackName="stack", TemplateBody=body, Parameters=name("After"))
    assert names(center) == ["After"]
    cfn.update_stack(StackName="stack", TemplateBody=body, Parameters=name("not allowed"))
    assert names(center) == ["After"]
    cfn.update_stack(StackName="stack", TemplateBody=body, Parameters=name("Again"))
    assert names(center) == ["Again"]


@pytest.mark.rule("cloudformation.rollback")
def test_what_is_not_needed_any_more_and_cannot_be_deleted_stays(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(sets(center, Kept="Kept", Removed="Removed"))
    center.assign(arn_in(stack, "Removed"), center.dev, center.user())
    assert stack.update(sets(center, Kept="Kept")) == "UPDATE_COMPLETE"
    assert names(center) == ["Kept", "Removed"]
    assert [(name, status) for name, status, _ in stack.failures] == [("Removed", "DELETE_FAILED")]


def test_a_resource_can_be_removed_and_added_again(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(sets(center, Kept="Kept", Other="Other"))
    for wanted in (["Kept"], ["Kept", "Other"]):
        stack.update(sets(center, **{name: name for name in wanted}))
        assert names(center) == wanted


def test_conditions_hold_for_our_resources(center: Center, cfn: Any) -> None:
    conditional = {**one_set(center)["Set"], "Condition": "Wanted"}
    sections = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"Wanted": {"Fn::Equals": [ref("Stage"), "prod"]}},
    }
    resources = {"Set": conditional, **sets(center, Kept="Kept")}
    stage = [{"ParameterKey": "Stage", "ParameterValue": "dev"}]
    cfn.create_stack(StackName="stack", TemplateBody=template(resources, **sections), Parameters=stage)
    assert names(center) == ["Kept"]
    cfn.update_stack(StackName="stack", TemplateBody=template(sets(center, Kept="New"), **sections), Parameters=stage)
    assert names(center) == ["New"]


# --- change sets ---------------------------------------------------------------------------------------------------


class ChangeSets:
    """Change sets of one stack, made and executed as `aws cloudformation deploy` does."""

    def __init__(self, cfn: Any) -> None:
        self.cfn = cfn

    def deploy(self, resources: dict[str, Any], type: str) -> str:
        """Return the status of the stack that this ends in."""
        created = self.cfn.create_change_set(
            StackName="stack", ChangeSetName=f"changes-{type}", ChangeSetType=type, TemplateBody=template(resources)
        )
        self.cfn.execute_change_set(ChangeSetName=created["Id"])
        return Stack(self.cfn, created["StackId"]).status


def test_change_sets_create_and_update(center: Center, cfn: Any) -> None:
    changes = ChangeSets(cfn)
    assert changes.deploy(sets(center, One="Before"), "CREATE") == "CREATE_COMPLETE"
    assert names(center) == ["Before"]
    assert changes.deploy(sets(center, One="After"), "UPDATE") == "UPDATE_COMPLETE"
    assert names(center) == ["After"]


@pytest.mark.rule("cloudformation.rollback")
def test_failed_change_sets_go_back(center: Center, cfn: Any) -> None:
    center.permission_set("Taken")
    assert ChangeSets(cfn).deploy(sets(center, One="Free", Two="Taken"), "CREATE") == "ROLLBACK_COMPLETE"
    assert names(center) == ["Taken"]
    cfn.delete_stack(StackName="stack")
    ChangeSets(cfn).deploy(sets(center, One="Free"), "CREATE")
    assert ChangeSets(cfn).deploy(sets(center, One="Taken"), "UPDATE") == "UPDATE_ROLLBACK_COMPLETE"
    assert names(center) == ["Taken", "Free"]


# --- deletion ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("cloudformation.rollback")
def test_a_deletion_that_fails_keeps_the_stack_until_it_works(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_set(center))
    arn, user = arn_in(stack), center.user()
    center.assign(arn, center.dev, user)
    assert stack.delete() == "DELETE_FAILED"
    assert "Could not delete because PermissionSet has ApplicationProfile associated with it." in stack.reason
    center.unassign(arn, center.dev, user)
    assert stack.delete() == "DELETE_COMPLETE"
    assert names(center) == []


def test_what_is_to_be_retained_is(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(
        {"Set": {**one_set(center, Name="Kept")["Set"], "DeletionPolicy": "Retain"}, **sets(center, B="B")}
    )
    assert stack.delete() == "DELETE_COMPLETE"
    assert names(center) == ["Kept"]


def test_asking_about_a_deleted_stack_makes_nothing_anew(center: Center, new_stack: NewStack, cfn: Any) -> None:
    stack = new_stack(one_set(center), Outputs=outputs(Arn=get_att("Set", "PermissionSetArn")))
    arn = arn_in(stack)
    stack.delete()
    assert stack.outputs == {"Arn": arn}
    assert names(center) == []


# --- nested stacks -------------------------------------------------------------------------------------------------


@pytest.fixture
def nested(center: Center, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes a resource that is a stack: ``nested({...})``."""
    s3 = center.connect("s3")
    s3.create_bucket(Bucket="templates")

    def nested(resources: dict[str, Any]) -> dict[str, Any]:
        s3.put_object(Bucket="templates", Key="inner.json", Body=template(resources))
        return resource("AWS::CloudFormation::Stack", TemplateURL="https://s3.amazonaws.com/templates/inner.json")

    return nested


@pytest.mark.rule("cloudformation.rollback")
def test_a_nested_stack_that_fails_fails_the_outer_one(center: Center, new_stack: NewStack, nested: Any) -> None:
    center.permission_set("Taken")
    stack = new_stack({**sets(center, One="Outer"), "Inner": nested(sets(center, Two="Inner", Three="Taken"))})
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "was not successfully created: The following resource(s) failed to create: [Three]." in stack.reason
    assert names(center) == ["Taken"]


@pytest.mark.rule("cloudformation.rollback")
def test_a_nested_stack_that_cannot_be_deleted_keeps_the_outer_one(
    center: Center, new_stack: NewStack, nested: Any
) -> None:
    stack = new_stack({**sets(center, One="Outer"), "Inner": nested(sets(center, Two="Inner"))})
    center.assign(arns_by_name(center)["Inner"], center.dev, center.user())
    assert stack.delete() == "DELETE_FAILED"
    assert names(center) == ["Inner"]


# --- stacks without our resources ----------------------------------------------------------------------------------


def test_stacks_of_other_services_are_moto_s_own_business(center: Center, new_stack: NewStack) -> None:
    stack = new_stack({"Bucket": BUCKET})
    assert buckets(center) == ["reports"]
    assert stack.update({"Bucket": resource("AWS::S3::Bucket", BucketName="others")}) == "UPDATE_COMPLETE"
    assert buckets(center) == ["others"]
    assert stack.delete() == "DELETE_COMPLETE"
    assert buckets(center) == []
