"""moto's CloudFormation knows our types while our backend is installed, and not before or after."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.cloudformation import models, parsing
from moto.core.common_models import CloudFormationModel
from moto.core.model_instances import model_data
from moto.core.responses import BaseResponse

from ssoadmin_mock import install, mock_ssoadmin, uninstall
from ssoadmin_mock.plugin.cloudformation.resource_types import RESOURCE_TYPES
from ssoadmin_mock.plugin.cloudformation.resources import published
from tests.plugin.cloudformation.conftest import resource, template

OURS = {resource.type_name for resource in RESOURCE_TYPES}
BODY = template({"Center": resource("Instance")})


def known() -> set[str]:
    return OURS & parsing.get_model_map().keys()


def wrapped() -> list[Any]:
    owners = {
        models.CloudFormationBackend: ("create_stack", "update_stack", "execute_change_set", "delete_stack"),
        parsing.ResourceMap: ("update", "delete"),
        BaseResponse: ("call_action",),
    }
    return [getattr(owner, name) for owner, names in owners.items() for name in names]


def test_the_types_are_known_only_while_the_mock_is_active() -> None:
    before, types = wrapped(), {model.cloudformation_type() for model in CloudFormationModel.__subclasses__()}
    assert known() == set()
    with mock_ssoadmin():
        assert known() == OURS
        assert set(parsing.get_name_type_map()) >= OURS
    assert known() == set()
    assert wrapped() == before
    assert {model.cloudformation_type() for model in CloudFormationModel.__subclasses__()} == types


def test_publishing_again_makes_no_further_classes() -> None:
    with published(RESOURCE_TYPES):
        before = CloudFormationModel.__subclasses__()
    with published(RESOURCE_TYPES):
        assert CloudFormationModel.__subclasses__() == before


def test_publishing_does_not_load_moto_s_cloudformation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "moto.cloudformation.parsing")
    with published(RESOURCE_TYPES):
        assert "moto.cloudformation.parsing" not in sys.modules


def test_plain_mock_aws_has_them_while_installed() -> None:
    install()
    try:
        with mock_aws():
            cfn = boto3.client("cloudformation", "us-east-1")
            cfn.create_stack(StackName="stack", TemplateBody=BODY)
            assert len(boto3.client("sso-admin", "us-east-1").list_instances()["Instances"]) == 1
    finally:
        uninstall()
    with mock_aws(), pytest.warns(UserWarning, match="AWS::SSO::Instance but it's not supported"):
        boto3.client("cloudformation", "us-east-1").create_stack(StackName="stack", TemplateBody=BODY)


def test_nothing_of_it_is_in_the_lists_behind_the_dashboard() -> None:
    before = {service: set(classes) for service, classes in model_data.items()}
    with mock_ssoadmin():
        boto3.client("cloudformation", "us-east-1").create_stack(StackName="stack", TemplateBody=BODY)
    assert {service: set(classes) for service, classes in model_data.items()} == before


IN_A_NEW_PROCESS = """
import sys
import boto3
from moto.core.responses import BaseResponse
from ssoadmin_mock import mock_ssoadmin

before = BaseResponse.call_action
with mock_ssoadmin():
    boto3.client("sso-admin", "us-east-1").create_instance()
    assert "moto.cloudformation.models" not in sys.modules, "entering has loaded moto's CloudFormation"
    boto3.client("sts", "us-east-1").get_caller_identity()
    cfn = boto3.client("cloudformation", "us-east-1")
    for name in ("first", "second"):
        cfn.create_stack(StackName=name, TemplateBody='{"Resources": {"Center": {"Type": "AWS::SSO::Instance"}}}')
        print(cfn.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])
assert BaseResponse.call_action is before
"""


def test_the_first_request_finds_everything_in_place() -> None:
    """In a process of its own, because moto's CloudFormation is loaded here."""
    command = [sys.executable, "-W", "error", "-c", IN_A_NEW_PROCESS]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["ROLLBACK_COMPLETE", "ROLLBACK_COMPLETE"], run.stderr
