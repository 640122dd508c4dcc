"""The AWS CLI from PyPI."""

from __future__ import annotations

import json
import shlex
import time
from string import Template
from typing import Any

import jmespath
import pytest

from ssoadmin_mock.services.identity_store.service import SERVICE as IDENTITY_STORE
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.e2e.conftest import Aws, Server
from tests.e2e.operations import STEPS
from tests.e2e.steps import Step

# Version 1, which is the one on PyPI; version 2 exits with 254 and 252.
SERVICE_ERROR = 255
USAGE_ERROR = 2


def run(step: Step, variables: dict[str, str], aws: Aws, server: Server) -> Any:
    verb, command = shlex.split(step.command)[0], shlex.split(step.command)[1:]
    if verb == "POST":
        return server.moto_api(*command)
    # What no step has saved (the ${path:...} of attributes) stays as it is.
    return aws(verb, *(Template(argument).safe_substitute(variables) for argument in command)).json


def test_every_operation_works(aws: Aws, server: Server) -> None:
    server.moto_api("reset")
    variables: dict[str, str] = {}
    for step in STEPS:
        answer = run(step, variables, aws, server)
        assert not step.expects or jmespath.search(step.expects, answer) is True, f"{step.command}: {answer}"
        variables |= {name: jmespath.search(path, answer) for name, path in step.saves.items()}


@pytest.mark.parametrize("service", [SSO_ADMIN, IDENTITY_STORE], ids=lambda service: service.name)
def test_every_operation_has_a_step(service: Service) -> None:
    called = {tuple(step.command.split()[:2]) for step in STEPS}
    operations = {(service.name, _command_of(name)) for name in service.model.operation_names}
    assert sorted(operations - called) == [], "operations that no step calls"


def _command_of(operation: str) -> str:
    """`CreateInstance`: ``create-instance``."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in operation)[1:]


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
