"""A fault that hits nothing fails the test at its end, where that is asked for."""

from __future__ import annotations

import boto3
import moto.iam.models  # noqa: F401 (pytester forgets what is imported first in the tests that it runs)
import pytest

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.handle import IdentityCenter
from tests.test_pytest_plugin import PLUGIN

pytest_plugins = ["pytester"]


def test_the_message_shows_the_calls_that_came_nearest() -> None:
    @mock_ssoadmin(strict_faults=True)
    def calls() -> None:
        idc, sso = IdentityCenter(), boto3.client("sso-admin", region_name="us-east-1")
        idc.faults.fail("ListInstances", "ThrottlingException", when={"MaxResults": 7})
        idc.faults.fail("CreateInstance", "ThrottlingException")
        sso.list_instances(MaxResults=3)
        sso.list_instances(MaxResults=5)

    with pytest.raises(AssertionError) as failed:
        calls()
    assert str(failed.value).splitlines() == [
        "<Fault of ListInstances: hit 0, hits 1 more> hit nothing.",
        "  Nearest call: ListInstances(MaxResults=5) by 123456789012 in us-east-1",
        "<Fault of CreateInstance: hit 0, hits 1 more> hit nothing.",
        "The last calls:",
        "ListInstances(MaxResults=3) by 123456789012 in us-east-1",
        "ListInstances(MaxResults=5) by 123456789012 in us-east-1",
    ]


def test_it_is_for_functions_too_and_only_where_asked_for() -> None:
    def idle() -> None:
        IdentityCenter().faults.fail("CreateInstance", "ThrottlingException")

    mock_ssoadmin(idle)()
    with pytest.raises(AssertionError, match="hit nothing"):
        mock_ssoadmin(strict_faults=True)(idle)()
    with pytest.raises(AssertionError, match="hit nothing"), mock_ssoadmin(strict_faults=True):
        idle()


def test_faults_that_hit_and_limits_and_other_failures_are_none() -> None:
    with mock_ssoadmin(strict_faults=True) as idc:
        idc.faults.limit_rate(1000)
        idc.faults.delay("ListInstances", seconds=0.001)
        boto3.client("sso-admin", region_name="us-east-1").list_instances()

    def fails() -> None:
        IdentityCenter().faults.fail("CreateInstance", "ThrottlingException")
        raise KeyError("its own")

    with pytest.raises(KeyError), mock_ssoadmin(strict_faults=True):
        fails()
    with pytest.raises(KeyError):
        mock_ssoadmin(strict_faults=True)(fails)()


@pytest.mark.parametrize("scope", ["function", "module"])
def test_markers_and_ini_files_ask_for_it(scope: str, pytester: pytest.Pytester) -> None:
    suite = """
        import pytest

        pytestmark = pytest.mark.ssoadmin({arguments})

        @pytest.fixture(scope="{scope}")
        def shared(identity_center):
            if "{scope}" == "module":
                identity_center.faults.fail("CreateUser", "ThrottlingException")

        @pytest.fixture
        def own(identity_center):
            return identity_center.faults.fail("ListInstances", "ThrottlingException")

        def test_idle(shared, own):
            pass

        def test_hit(shared, own, sso_admin):
            sso_admin.list_instances()
    """
    pytester.makepyfile(test_marked=suite.format(arguments="strict_faults=True", scope=scope))
    pytester.makeini(f"[pytest]\nssoadmin_fixture_scope = {scope}\n")
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["<Fault of ListInstances: hit 0, hits 1 more> hit nothing."])
    pytester.makepyfile(test_marked=suite.format(arguments="", scope=scope))
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)
    pytester.runpytest_inprocess(*PLUGIN, "-o", "ssoadmin_strict_faults=true").assert_outcomes(passed=1, failed=1)
