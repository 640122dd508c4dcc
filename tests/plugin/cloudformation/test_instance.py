"""``AWS::SSO::Instance``, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from moto.moto_api import state_manager

from tests.conftest import MANAGEMENT, STANDALONE, Connect
from tests.plugin.cloudformation.conftest import NewStack, get_att, outputs, ref, resource, template

ATTRIBUTES = ("InstanceArn", "IdentityStoreId", "OwnerAccountId", "Status")
USER_TAG = {"Key": "team", "Value": "platform"}


def tags(sso: Any, arn: str, **params: Any) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in sso.list_tags_for_resource(ResourceArn=arn, **params)["Tags"]}


@pytest.mark.rule("cloudformation.ref", "cloudformation.attributes")
def test_an_instance_is_made_with_its_ref_and_attributes(new_stack: NewStack, sso: Any) -> None:
    stack = new_stack(
        {"Center": resource("Instance", Name="sandbox")},
        Outputs=outputs(Ref=ref("Center"), **{name: get_att("Center", name) for name in ATTRIBUTES}),
    )
    (instance,) = sso.list_instances()["Instances"]
    assert stack.status == "CREATE_COMPLETE"
    assert instance["Name"] == "sandbox"
    assert stack.outputs == {"Ref": instance["InstanceArn"], **{name: instance[name] for name in ATTRIBUTES}}
    assert stack.physical_id("Center") == instance["InstanceArn"]
    assert instance["OwnerAccountId"] == MANAGEMENT


def test_the_stack_s_account_and_region_make_it(new_stack: NewStack, connect: Connect) -> None:
    where = {"account_id": STANDALONE, "region_name": "eu-west-1"}
    new_stack({"Center": resource("Instance")}, client=connect("cloudformation", **where))
    (instance,) = connect(**where).list_instances()["Instances"]
    assert (instance["OwnerAccountId"], instance["PrimaryRegion"]) == (STANDALONE, "eu-west-1")
    assert connect().list_instances()["Instances"] == []


@pytest.mark.rule("cloudformation.tags-updated", "cloudformation.system-tags-of-others")
def test_an_update_changes_name_and_tags_in_place(new_stack: NewStack, sso: Any) -> None:
    stack = new_stack({"Center": resource("Instance", Name="old", Tags=[USER_TAG, {"Key": "gone", "Value": "x"}])})
    arn = stack.physical_id("Center")
    sso.tag_resource(ResourceArn=arn, InstanceArn=arn, Tags=[{"Key": "by-hand", "Value": "x"}])
    assert stack.update({"Center": resource("Instance", Name="new", Tags=[USER_TAG])}) == "UPDATE_COMPLETE"
    assert sso.describe_instance(InstanceArn=arn)["Name"] == "new"
    assert tags(sso, arn, InstanceArn=arn) == {
        "team": "platform",
        "aws:cloudformation:stack-name": "stack",
        "aws:cloudformation:logical-id": "Center",
        "aws:cloudformation:stack-id": stack.id,
    }


@pytest.mark.rule("cloudformation.stack-tags")
def test_tags_of_the_stack_stay_with_the_stack(cfn: Any, sso: Any) -> None:
    body = '{"Resources": {"Center": {"Type": "AWS::SSO::Instance"}}}'
    cfn.create_stack(StackName="stack", TemplateBody=body, Tags=[USER_TAG])
    (instance,) = sso.list_instances()["Instances"]
    assert "team" not in tags(sso, instance["InstanceArn"], InstanceArn=instance["InstanceArn"])


@pytest.mark.rule("cloudformation.tags-updated")
def test_an_update_to_no_tags_removes_those_there_are(new_stack: NewStack, sso: Any) -> None:
    stack = new_stack({"Center": resource("Instance", Tags=[USER_TAG])})
    arn = stack.physical_id("Center")
    stack.update({"Center": resource("Instance")})
    system = ("aws:cloudformation:logical-id", "aws:cloudformation:stack-id", "aws:cloudformation:stack-name")
    assert sorted(tags(sso, arn, InstanceArn=arn)) == list(system)


def test_deleting_the_stack_deletes_the_instance(new_stack: NewStack, sso: Any) -> None:
    stack = new_stack({"Center": resource("Instance")})
    assert stack.delete() == "DELETE_COMPLETE"
    assert sso.list_instances()["Instances"] == []


@pytest.mark.rule("cloudformation.failure-text", "cloudformation.rollback")
def test_an_error_of_the_operation_fails_the_stack(new_stack: NewStack, sso: Any) -> None:
    sso.create_instance()
    stack = new_stack({"Center": resource("Instance")})
    assert stack.status == "ROLLBACK_COMPLETE"
    prefix = (
        'Resource handler returned message: "You have exceeded IAM Identity Center quotas. Cannot create more than 1 '
        f'instance for {MANAGEMENT} (Service: SsoAdmin, Status Code: 400)" (RequestToken: '
    )
    assert stack.reason.startswith(prefix)
    assert stack.reason.endswith(", HandlerErrorCode: ServiceLimitExceeded)")


@pytest.mark.rule("cloudformation.waits")
def test_the_stack_waits_for_the_instance_whatever_the_state_manager_says(new_stack: NewStack, sso: Any) -> None:
    state_manager.set_transition("ssoadmin::instance", {"progression": "time", "seconds": 3600})
    try:
        stack = new_stack({"Center": resource("Instance")})
        assert stack.status == "CREATE_COMPLETE"
        assert sso.list_instances()["Instances"][0]["Status"] == "ACTIVE"
        stack.delete()
        assert sso.list_instances()["Instances"] == []
    finally:
        state_manager.unset_transition("ssoadmin::instance")


@pytest.mark.rule("cloudformation.properties")
def test_a_property_that_the_type_does_not_have_fails_the_resource(new_stack: NewStack) -> None:
    stack = new_stack({"Center": resource("Instance", Encryption="mine")})
    assert stack.reason == (
        "Properties validation failed for resource Center with message:\n"
        "#: extraneous key [Encryption] is not permitted"
    )


def test_an_attribute_that_the_type_does_not_have_is_an_error_of_the_template(cfn: Any) -> None:
    url = get_att("Center", "PortalUrl")
    resources = {"Center": resource("Instance"), "Other": resource("Instance", Name=url)}
    in_outputs = template({"Center": resource("Instance")}, Outputs=outputs(Url=url))
    for name, body in (("one", in_outputs), ("two", template(resources))):
        with pytest.raises(cfn.exceptions.ClientError, match="PortalUrl"):
            cfn.create_stack(StackName=name, TemplateBody=body)
