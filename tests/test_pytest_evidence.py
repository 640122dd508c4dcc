"""``pytest --ssoadmin-evidence``: what the answers of a run rest on."""

from __future__ import annotations

import pytest

from tests.test_pytest_plugin import PLUGIN

pytestmark = pytest.mark.sockets

pytest_plugins = ["pytester"]

SUITE = """
import boto3
import pytest

def client():
    return boto3.client("sso-admin", region_name="us-east-1")

@pytest.mark.ssoadmin(organization_instance=True)
def test_unknown_instance():
    sso = client()
    with pytest.raises(sso.exceptions.AccessDeniedException):
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-0000000000000000")

@pytest.mark.ssoadmin
def test_list():
    client().list_instances()
"""


@pytest.mark.parametrize("arguments", [["--ssoadmin-evidence"], ["-o", "ssoadmin_evidence_report=true"]], ids=" ".join)
@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["alone", "xdist"])
def test_a_run_ends_with_what_it_rests_on(pytester: pytest.Pytester, arguments: list[str], workers: list[str]) -> None:
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess(*PLUGIN, *arguments, *workers)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*= what the answers of IAM Identity Center rest on =*", "*answers *decided by*"])
    counted = [line.split()[0] for line in result.outlines if line.strip()[:1].isdigit() and "  " in line]
    assert sum(map(int, counted)) == 2


def test_a_run_without_calls_says_so(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_subprocess(*PLUGIN, "--ssoadmin-evidence")
    result.stdout.fnmatch_lines(["No call of IAM Identity Center was answered."])


def test_nobody_who_does_not_ask_sees_any_of_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SUITE)
    result = pytester.runpytest_subprocess(*PLUGIN)
    result.assert_outcomes(passed=2)
    result.stdout.no_fnmatch_line("*rest on*")
