"""The fixtures as a project that has this package installed sees them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

# Where the package is not installed, pytest does not find the plugin by itself.
PLUGIN = ("-p", "ssoadmin_mock.pytest_plugin", "-p", "no:cacheprovider")


def test_the_server_fixture_answers_other_programs(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import os, subprocess, sys

        CODE = "import boto3; print(boto3.client('sso-admin').list_instances()['Instances'][0]['InstanceArn'])"

        def test_it(identity_center, identity_center_server):
            enabled = identity_center.enable_organization_instance()
            environment = {**os.environ, **identity_center_server.environment}
            answer = subprocess.check_output([sys.executable, "-c", CODE], env=environment, text=True)
            assert answer.strip() == enabled.arn
            assert identity_center_server.url == environment["AWS_ENDPOINT_URL"]

        def test_the_next_test_begins_with_empty_state(identity_center_server, sso_admin):
            assert sso_admin.list_instances()["Instances"] == []
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)


def test_the_client_fixture_is_a_client_of_the_mock(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(sso_admin, identity_center):
            arn = identity_center.enable_organization_instance().arn
            assert sso_admin.describe_instance(InstanceArn=arn)["OwnerAccountId"] == "123456789012"
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


def test_the_fixtures_are_listed_with_what_they_are(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess(*PLUGIN, "--fixtures")
    result.stdout.fnmatch_lines(
        [
            "identity_center -- *",
            "    The mock, active and empty during the test: *",
            "sso_admin -- *",
            "identity_center_server -- *",
            "    The mock over HTTP: *",
        ]
    )


def test_the_plugin_loads_neither_moto_nor_boto3() -> None:
    code = "import sys, ssoadmin_mock.pytest_plugin; sys.exit(bool({'moto', 'boto3', 'botocore'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_package_announces_the_plugin_to_pytest() -> None:
    project = (Path(__file__).parent.parent / "pyproject.toml").read_text()
    (announced,) = re.findall(
        r'^\[project\.entry-points\.pytest11\]\n(?:#.*\n)?"(.*)" = "(.*)"$', project, re.MULTILINE
    )
    # pytest refuses a module that it knows under two names, and users may name it as well.
    assert announced == ("ssoadmin_mock.pytest_plugin", "ssoadmin_mock.pytest_plugin")
