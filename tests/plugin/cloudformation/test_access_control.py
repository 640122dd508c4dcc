"""``AWS::SSO::InstanceAccessControlAttributeConfiguration``, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.center import Center
from tests.plugin.cloudformation.conftest import NewStack, outputs, ref, resource

TYPE = "InstanceAccessControlAttributeConfiguration"
EMAIL = {"Key": "email", "Value": {"Source": ["${path:emails[primary eq true].value}"]}}
TEAM = {"Key": "team", "Value": {"Source": ["${path:enterprise.department}"]}}


def attributes(center: Center) -> list[dict[str, Any]]:
    described = center.sso.describe_instance_access_control_attribute_configuration(InstanceArn=center.arn)
    assert described["Status"] == "ENABLED"
    return described[TYPE]["AccessControlAttributes"]  # type: ignore[no-any-return]  # boto3 has no types


@pytest.mark.rule("cloudformation.ref")
def test_attributes_are_made_changed_and_deleted(center: Center, new_stack: NewStack) -> None:
    def resources(*list: dict[str, Any]) -> dict[str, Any]:
        return {"Abac": resource(TYPE, InstanceArn=center.arn, AccessControlAttributes=[*list])}

    stack = new_stack(resources(EMAIL), Outputs=outputs(Ref=ref("Abac")))
    assert stack.outputs == {"Ref": center.arn}
    assert attributes(center) == [EMAIL]
    assert stack.update(resources(EMAIL, TEAM)) == "UPDATE_COMPLETE"
    assert attributes(center) == [EMAIL, TEAM]
    stack.delete()
    with pytest.raises(center.sso.exceptions.ResourceNotFoundException):
        attributes(center)


@pytest.mark.rule("cloudformation.deprecated-wrapper")
def test_the_deprecated_wrapper_does_as_well_and_the_newer_property_goes_first(
    center: Center, new_stack: NewStack
) -> None:
    wrapper = {"AccessControlAttributes": [TEAM]}
    stack = new_stack({"Abac": resource(TYPE, InstanceArn=center.arn, **{TYPE: wrapper})})
    assert attributes(center) == [TEAM]
    both = resource(TYPE, InstanceArn=center.arn, AccessControlAttributes=[EMAIL], **{TYPE: wrapper})
    stack.update({"Abac": both})
    assert attributes(center) == [EMAIL]


def test_no_attributes_at_all_switch_it_on(center: Center, new_stack: NewStack) -> None:
    new_stack({"Abac": resource(TYPE, InstanceArn=center.arn)})
    assert attributes(center) == []
