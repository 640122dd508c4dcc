"""The AWS CLI from PyPI."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Iterable
from string import Template
from typing import Any

import jmespath
import pytest
from botocore import xform_name

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from tests.e2e.conftest import Aws, Server
from tests.e2e.operations import STEPS
from tests.e2e.signing_in import SIGNING_IN, WORLD
from tests.e2e.steps import Step

# Version 1, which is the one on PyPI; version 2 exits with 254 and 252.
SERVICE_ERROR = 255
USAGE_ERROR = 2


def run(step: Step, variables: dict[str, str], aws: Aws, server: Server) -> Any:
    verb, command = shlex.split(step.command)[0], shlex.split(step.command)[1:]
    if verb == "POST":
        name, *members = (Template(argument).substitute(variables) for argument in command)
        return server.moto_api(name, **dict(_member(*member.split("=", 1)) for member in members))
    # What no step has saved (the ${path:...} of attributes) stays as it is.
    return aws(verb, *(Template(argument).safe_substitute(variables) for argument in command)).json


def _member(name: str, value: str) -> tuple[str, Any]:
    return name, json.loads(value) if value.startswith("{") else value


def test_every_operation_works(aws: Aws, server: Server) -> None:
    server.moto_api("reset")
    walk(STEPS, {}, aws, server)


def test_people_sign_in(aws: Aws, server: Server) -> None:
    server.moto_api("reset")
    instance = server.moto_api("load-world", world=WORLD)
    start_url = f"https://{instance['identity_store_id']}.awsapps.com/start"
    walk(SIGNING_IN, {"start_url": start_url}, aws, server)


def walk(steps: Iterable[Step], variables: dict[str, str], aws: Aws, server: Server) -> None:
    for step in steps:
        answer = run(step, variables, aws, server)
        assert not step.expects or jmespath.search(step.expects, answer) is True, f"{step.command}: {answer}"
        variables |= {name: jmespath.search(path, answer) for name, path in step.saves.items()}


@pytest.mark.parametrize("service", [each for each in services().values() if each.is_in_boto3], ids=repr)
def test_every_operation_has_a_step(service: Service) -> None:
    called = {tuple(step.command.split()[:2]) for step in (*STEPS, *SIGNING_IN)}
    operations = {(service.name, _command_of(name)) for name in service.model.operation_names}
    assert sorted(operations - called) == [], "operations that no step calls"


def _command_of(operation: str) -> str:
    """`CreateInstance`: ``create-instance``."""
    return xform_name(operation, "-")


@pytest.fixture
def instance(server: Server) -> str:
    arn: str = server.moto_api("ensure-organization-instance")["arn"]
    return arn


@pytest.fixture
def permission_sets(aws: Aws, instance: str) -> list[str]:
    """The ARNs of five permission sets."""
    return [
        aws("sso-admin", "create-permission-set", "--instance-arn", instance, "--name", f"set-{number}").json[
            "PermissionSet"
        ]["PermissionSetArn"]
        for number in range(5)
    ]


def list_sets(aws: Aws, instance: str, *options: str) -> Any:
    return aws("sso-admin", "list-permission-sets", "--instance-arn", instance, *options).json


def test_it_pages_through_lists(aws: Aws, instance: str, permission_sets: list[str]) -> None:
    assert list_sets(aws, instance, "--page-size", "2")["PermissionSets"] == permission_sets
    one_page = list_sets(aws, instance, "--max-results", "2", "--no-paginate")
    assert one_page["PermissionSets"] == permission_sets[:2]
    assert one_page["NextToken"]


def test_it_stops_at_max_items_and_goes_on_from_there(aws: Aws, instance: str, permission_sets: list[str]) -> None:
    first = list_sets(aws, instance, "--max-items", "3", "--page-size", "2")
    assert first["PermissionSets"] == permission_sets[:3]
    rest = list_sets(aws, instance, "--starting-token", first["NextToken"], "--page-size", "2")
    assert rest == {"PermissionSets": permission_sets[3:]}


def test_an_error_of_the_service_fails_the_command(aws: Aws, instance: str) -> None:
    missing = instance.replace("instance/", "permissionSet/") + "/ps-0123456789abcdef"
    outcome = aws("sso-admin", "describe-permission-set", "--instance-arn", instance, "--permission-set-arn", missing)
    assert outcome.code == SERVICE_ERROR
    assert "(ResourceNotFoundException) when calling the DescribePermissionSet operation: Could" in outcome.err


def test_the_kind_of_an_error_is_named(aws: Aws, instance: str) -> None:
    refused = aws("sso-admin", "create-instance")
    assert refused.code == SERVICE_ERROR
    assert "(ValidationException) when calling the CreateInstance operation: Organization management" in refused.err
    elsewhere = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
    denied = aws("sso-admin", "describe-instance", "--instance-arn", elsewhere)
    assert denied.code == SERVICE_ERROR
    assert "(AccessDeniedException) when calling the DescribeInstance operation: User: arn:aws:" in denied.err


def test_what_the_client_itself_refuses_is_an_error_of_usage(aws: Aws) -> None:
    assert aws("sso-admin", "describe-instance").code == USAGE_ERROR


def test_the_program_exits_with_the_codes_of_its_commands(aws_program: Aws) -> None:
    (instance,) = aws_program("sso-admin", "list-instances").json["Instances"]
    assert instance["Status"] == "ACTIVE"
    refused = aws_program("sso-admin", "create-instance")
    assert refused.code == SERVICE_ERROR
    assert refused.out == ""
    assert "An error occurred (ValidationException) when calling the CreateInstance operation" in refused.err
    assert aws_program("sso-admin", "describe-instance").code == USAGE_ERROR


def test_dates_are_dates(aws: Aws, instance: str) -> None:
    describe = ("sso-admin", "describe-instance", "--instance-arn", instance)
    as_sent = aws(*describe).json["CreatedDate"]
    assert abs(as_sent - time.time()) < 600, "seconds since the epoch, which version 1 prints as they are"
    assert aws(*describe, "--query", "CreatedDate", "--output", "text").out.strip() == str(as_sent)


def test_queries_and_tables_work(aws: Aws, instance: str) -> None:
    listed = aws("sso-admin", "list-instances", "--query", "Instances[].InstanceArn")
    assert json.loads(listed.out) == [instance]
    assert instance in aws("sso-admin", "list-instances", "--output", "table").out
