"""The wheel where only what it requires is installed."""

from __future__ import annotations

import json

from tests.package.conftest import Environment

ONE_CALL = """
import boto3
from ssoadmin_mock import mock_ssoadmin

@mock_ssoadmin
def code_under_test():
    sso = boto3.client("sso-admin", region_name="us-east-1")
    arn = sso.create_instance(Name="dev")["InstanceArn"]
    return sso.describe_instance(InstanceArn=arn)["Status"]

print(code_under_test())
"""

ONE_TEST = """
def test_it(identity_center, sso_admin):
    assert sso_admin.list_instances()["Instances"] == []
"""


def test_nothing_is_missing_and_nothing_for_developers_comes_along(installed: Environment) -> None:
    installed.run("python", "-m", "pip", "check")
    listed = json.loads(installed.run("python", "-m", "pip", "list", "--format", "json"))
    names = {distribution["name"].lower() for distribution in listed}
    assert {"ssoadmin-mock", "moto", "boto3", "botocore", "responses", "regex", "requests"} <= names
    assert names & {"pytest", "hypothesis", "flask", "mypy"} == set()


def test_it_answers_a_call(installed: Environment) -> None:
    assert installed.run("python", "-c", ONE_CALL).strip() == "ACTIVE"


def test_the_command_shows_its_tour(installed: Environment) -> None:
    assert ">>> sso_admin.create_account_assignment(" in installed.run("ssoadmin-mock", "demo")


def test_pytest_finds_the_plugin(installed: Environment) -> None:
    installed.run("python", "-m", "pip", "install", "-q", "pytest")
    (installed.folder / "test_one.py").write_text(ONE_TEST)
    assert "1 passed" in installed.run("python", "-m", "pytest", "-q", "test_one.py")
