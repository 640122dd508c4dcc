"""The fixtures as a project that has this package installed sees them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

# pytester forgets what is imported first in the tests that it runs in this process, and rules are declared once.
import ssoadmin_mock.handle
import ssoadmin_mock.insight.live
import ssoadmin_mock.insight.trail
import ssoadmin_mock.plugin.nesting
import ssoadmin_mock.pytest_plugin
import ssoadmin_mock.world.load
import ssoadmin_mock.world.schema
import ssoadmin_mock.world.source
from ssoadmin_mock.services.settings import Settings

pytestmark = pytest.mark.sockets

pytest_plugins = ["pytester"]

# Where the package is not installed, pytest does not find the plugin by itself.
OURS = ("-p", "ssoadmin_mock.pytest_plugin", "-p", "no:cacheprovider")
# Whether the pytest that runs this test rewrote the plugin's assertions depends on how the package was installed.
OURS += ("-W", "ignore::pytest.PytestAssertRewriteWarning")
# In development mode the filters of the pytest that runs this test would hold inside: its warnings are errors.
OURS = ("-W", "default", *OURS)
# It collects all garbage of this process five times, as the pytest that runs this test does at its end.
OURS += ("-p", "no:unraisableexception")
# pytest-asyncio warns about its own configuration.
PLUGIN = (*OURS, "-p", "no:asyncio")


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


def test_the_marker_says_who_signs_in_at_once(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest

        @pytest.mark.ssoadmin(world={"users": {"ada": None}}, auto_sign_in="ada")
        def test_it(identity_center):
            oidc = boto3.client("sso-oidc", region_name="us-east-1")
            registered = oidc.register_client(clientName="tool", clientType="public")
            client = {name: registered[name] for name in ("clientId", "clientSecret")}
            oidc.start_device_authorization(**client, startUrl=identity_center.start_url)
            assert list(identity_center.pending_sign_ins) == []
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


def test_the_client_fixture_is_a_client_of_the_mock(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(sso_admin, identity_center):
            arn = identity_center.enable_organization_instance().arn
            assert sso_admin.describe_instance(InstanceArn=arn)["OwnerAccountId"] == "123456789012"
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


def test_the_client_fixture_is_where_the_organization_instance_is(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        WORLD = {
            "organization": {"management_account": {"id": "999988887777"}},
            "instance": {"region": "eu-central-1"},
        }

        @pytest.mark.ssoadmin(world=WORLD)
        def test_it(sso_admin, identity_center):
            (instance,) = sso_admin.list_instances()["Instances"]
            assert instance["InstanceArn"] == identity_center.organization_instance.arn
            assert instance["OwnerAccountId"] == "999988887777"
            assert sso_admin.meta.region_name == "eu-central-1"
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
            "    The URL of the mock over HTTP: *",
        ]
    )


def test_the_server_fixture_is_the_url(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3

        def test_it(identity_center, identity_center_server):
            assert identity_center_server.startswith("http://127.0.0.1:")
            enabled = identity_center.enable_organization_instance()
            sso = boto3.client("sso-admin", region_name="us-east-1", endpoint_url=identity_center_server)
            assert sso.list_instances()["Instances"][0]["InstanceArn"] == enabled.arn
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


# --- the marker ----------------------------------------------------------------------------------------------------


def test_the_marker_takes_what_mock_ssoadmin_takes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.ssoadmin(organization_instance="eu-west-1", quotas={"permission_sets_per_instance": 1})
        def test_it(identity_center, sso_admin):
            (instance,) = sso_admin.list_instances()["Instances"]
            assert instance["PrimaryRegion"] == "eu-west-1"
            sso_admin.create_permission_set(InstanceArn=instance["InstanceArn"], Name="one")
            with pytest.raises(sso_admin.exceptions.ServiceQuotaExceededException):
                sso_admin.create_permission_set(InstanceArn=instance["InstanceArn"], Name="two")

        def test_another_one_has_none_of_it(sso_admin):
            assert sso_admin.list_instances()["Instances"] == []
        """
    )
    pytester.runpytest_inprocess(*PLUGIN, "--strict-markers").assert_outcomes(passed=2)


def test_the_nearest_marker_s_argument_counts(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.ssoadmin(organization_instance="eu-west-1", allow_member_instances=False)

        @pytest.mark.ssoadmin(organization_instance="eu-west-2")
        class TestThem:
            def test_of_the_class(self, identity_center):
                assert identity_center.ensure_organization_instance("us-east-1").region_name == "eu-west-2"

            @pytest.mark.ssoadmin(organization_instance="eu-west-3")
            def test_of_the_function(self, identity_center):
                from ssoadmin_mock.services import settings

                assert identity_center.ensure_organization_instance("us-east-1").region_name == "eu-west-3"
                assert not settings.current().allow_member_instances
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)


def test_a_marked_test_is_in_the_mock_without_a_fixture(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import unittest

        import boto3
        import pytest

        @pytest.fixture
        def instances():
            return boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"]

        @pytest.mark.ssoadmin(organization_instance=True)
        def test_it(instances):
            assert len(instances) == 1

        @pytest.mark.ssoadmin(organization_instance=True)
        class TestOfUnittest(unittest.TestCase):
            def test_it(self):
                assert len(boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"]) == 1
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2)


def test_the_marker_is_listed(pytester: pytest.Pytester) -> None:
    pytester.runpytest_inprocess(*PLUGIN, "--markers").stdout.fnmatch_lines(
        ["@pytest.mark.ssoadmin(?*arguments): run the test in mock_ssoadmin(?*arguments), and have its fixtures use *"]
    )


# --- what a reader sees of failures --------------------------------------------------------------------------------


def test_an_argument_that_does_not_exist_fails_the_test_with_those_that_do(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.ssoadmin(colour="red")
        def test_it():
            pass
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "*_ ERROR at setup of test_it _*",
            "@pytest.mark.ssoadmin: There is no ssoadmin setting 'colour'; choose from: *, quotas, strict_faults.",
        ],
        consecutive=True,
    )


@pytest.mark.parametrize(
    ("world", "problem"),
    [
        ('"nowhere.yaml"', "nowhere.yaml: This file cannot be read: No such file or directory. Looked in: /*."),
        ('{"user": {}}', "user: 'user' is not the name of a key here; did you mean 'users'?"),
    ],
)
def test_a_world_that_cannot_be_loaded_fails_the_test_with_what_is_wrong(
    world: str, problem: str, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(
        f"""
        import pytest

        @pytest.mark.ssoadmin(world={world})
        def test_it():
            pass

        def test_the_next_one_begins_afresh(identity_center):
            identity_center.load({{"users": {{"ada": None}}}})
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(
        ["*_ ERROR at setup of test_it _*", f"@pytest.mark.ssoadmin: {problem}", "=*= short test summary info =*"],
        consecutive=True,
    )


def test_the_file_of_a_world_is_beside_the_test_or_in_the_root_folder(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeini("[pytest]")
    folder, elsewhere = pytester.mkdir("tests"), pytester.mkdir("elsewhere")
    for path, user in [
        (folder / "near.json", "near"),
        (pytester.path / "near.json", "far"),
        (elsewhere / "a.json", "x"),
    ]:
        path.write_text(f'{{"users": {{"{user}": null}}}}')
    (pytester.path / "root.json").write_text('{"users": {"root": null}}')
    (folder / "test_it.py").write_text(
        """
import pytest
from ssoadmin_mock import AccessMatrix, WorldError, mock_ssoadmin

@pytest.mark.ssoadmin(world="near.json")
def test_marked(identity_center):
    assert list(identity_center.dump()["users"]) == ["near"]

@mock_ssoadmin(world="root.json")
def test_decorated():
    pass

def test_loaded(identity_center):
    identity_center.load("root.json")
    identity_center.load("near.json")
    assert list(identity_center.dump()["users"]) == ["root", "near"]

def test_in_the_working_directory(identity_center):
    identity_center.load("a.json")

def test_nowhere(identity_center):
    identity_center.load("b.json")
"""
    )
    monkeypatch.chdir(elsewhere)
    result = pytester.runpytest_inprocess(*PLUGIN, f"--rootdir={pytester.path}", str(folder))
    result.assert_outcomes(passed=4, failed=1)
    looked_in = f"Looked in: {folder}, {pytester.path}, {elsewhere}."
    assert f"b.json: This file cannot be read: No such file or directory. {looked_in}" in result.stdout.str()


def test_an_argument_without_a_name_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.ssoadmin("eu-west-1", True)
        def test_it(sso_admin):
            pass
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            "*_ ERROR at setup of test_it _*",
            "@pytest.mark.ssoadmin takes the keyword arguments of mock_ssoadmin, such as organization_instance=True, "
            "and nothing else: 'eu-west-1', True",
        ],
        consecutive=True,
    )


def test_a_failed_assertion_about_calls_shows_the_nearest_one_and_none_of_our_code(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_called(identity_center, sso_admin):
            sso_admin.list_instances(MaxResults=5)
            identity_center.calls.assert_called("ListInstances", MaxResults=6)

        def test_not_called(identity_center, sso_admin):
            sso_admin.list_instances(MaxResults=5)
            identity_center.calls.assert_not_called("ListInstances")
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        [
            '>       identity_center.calls.assert_called("ListInstances", MaxResults=6)',
            "E       AssertionError: ListInstances was not called with MaxResults=6.",
            "E       Nearest call: ListInstances(MaxResults=5) by 123456789012 in us-east-1",
            "E         MaxResults was 5, not 6",
            "E       All calls: ListInstances",
            "",
            "test_a_failed_assertion_about_calls_shows_the_nearest_one_and_none_of_our_code.py:3: AssertionError",
        ],
        consecutive=True,
    )
    result.stdout.fnmatch_lines(
        [
            '>       identity_center.calls.assert_not_called("ListInstances")',
            "E       AssertionError: ListInstances was called:",
            "E         ListInstances(MaxResults=5) by 123456789012 in us-east-1",
        ],
        consecutive=True,
    )


def test_access_that_differs_fails_with_what_was_gained_and_lost(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        WORLD = {
            "organization": {"accounts": {"dev": "111122223333"}},
            "users": {"ada": None, "bob": None, "eve": None},
            "groups": {"staff": {"members": ["eve"]}},
            "permission_sets": {"Admin": None},
            "assignments": [{"permission_set": "Admin", "users": ["ada", "eve"], "accounts": "dev"}],
        }

        @pytest.mark.ssoadmin(world=WORLD)
        def test_it(identity_center, sso_admin):
            before = identity_center.access_matrix()
            access = {
                "InstanceArn": sso_admin.list_instances()["Instances"][0]["InstanceArn"],
                "PermissionSetArn": identity_center.permission_set("Admin"),
                "TargetType": "AWS_ACCOUNT",
                "TargetId": identity_center.account("dev"),
            }
            user, group = identity_center.user, identity_center.group
            sso_admin.create_account_assignment(**access, PrincipalType="USER", PrincipalId=user("bob"))
            sso_admin.create_account_assignment(**access, PrincipalType="GROUP", PrincipalId=group("staff"))
            sso_admin.delete_account_assignment(**access, PrincipalType="USER", PrincipalId=user("ada"))
            assert before == identity_center.access_matrix()
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN, "-vv")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">       assert before == identity_center.access_matrix()",
            "E       assert the same access on the left and on the right, where it is: 2 gained, 1 lost, 1 changed",
            "E         gained:",
            "E           bob: Admin in dev (direct)",
            "E           group staff: Admin in dev (direct)",
            "E         lost:",
            "E           ada: Admin in dev (direct)",
            "E         changed:",
            "E           eve: Admin in dev (was direct; is direct, through staff)",
            "",
        ],
        consecutive=True,
    )


DIFFERENCES = """
    from ssoadmin_mock import AccessDiff, AccessMatrix, diff

    def world(*users):
        access = {"permission_set": "Admin", "users": list(users), "accounts": "master"}
        return {"users": dict.fromkeys(users), "permission_sets": {"Admin": None}, "assignments": [access]}

    def test_it():
        ADA, EVE = world("ada"), world("eve")
        ASSERTION
"""


@pytest.mark.parametrize(
    ("assertion", "failure"),
    [
        (
            "assert diff(ADA, EVE) == AccessDiff()",
            [
                "assert the same changes of access on the left and on the right",
                "  on the left:",
                "    gained:",
                "      eve: Admin in master (direct)",
                "    lost:",
                "      ada: Admin in master (direct)",
                "  on the right:",
                "    no change of access",
            ],
        ),
        (
            "assert None == diff(ADA, EVE)",
            [
                "assert the same changes of access on the left and on the right",
                "  on the left:",
                "    None",
                "  on the right:",
                "    gained:",
                "      eve: Admin in master (direct)",
                "    lost:",
                "      ada: Admin in master (direct)",
            ],
        ),
        (
            "assert not diff(ADA, EVE)",
            [
                "assert not <AccessDiff: gained eve: Admin in master (direct); lost ada: Admin in master (direct)>",
            ],
        ),
        (
            "assert AccessMatrix.of_world(ADA) != AccessMatrix.of_world(ADA)",
            [
                "assert <AccessMatrix of 1: ada: Admin in master (direct)> != <AccessMatrix of 1: ada: Admin in master "
                "(direct)>",
            ],
        ),
        (
            "assert AccessMatrix.of_world(ADA)[0] == AccessMatrix.of_world(EVE)[0]",
            [
                "assert the same access on the left and on the right; different: principal, ways",
                "  on the left:",
                "    ada: Admin in master (direct)",
                "  on the right:",
                "    eve: Admin in master (direct)",
            ],
        ),
        ("assert AccessMatrix() == []", ["assert <AccessMatrix of 0: nobody has access> == []"]),
        ("assert 'ada' == 'eve'", ["assert 'ada' == 'eve'", "  ", "  - eve", "  + ada"]),
    ],
)
def test_other_comparisons_are_explained_as_far_as_they_are_ours(
    assertion: str, failure: list[str], pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(DIFFERENCES.replace("ASSERTION", assertion))
    result = pytester.runpytest_inprocess(*PLUGIN, "-vv")
    result.assert_outcomes(failed=1)
    # pytest leaves out its "AssertionError: ", unless the text that follows has quotation marks.
    told = [re.sub(r"^E {7}(?:AssertionError: )?", "", line) for line in result.outlines if line.startswith("E  ")]
    assert told[: len(failure)] == failure


def test_access_of_what_was_never_imported_is_nothing_to_explain(alone: pytest.Pytester) -> None:
    alone.makepyfile(
        """
        import sys

        def test_it():
            try:
                assert {"ada": 1} == {"ada": 2}
            except AssertionError as error:
                assert "Differing items" in str(error)
            assert "ssoadmin_mock.insight" not in sys.modules
        """
    )
    alone.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)


# --- beside other plugins ------------------------------------------------------------------------------------------


@pytest.fixture
def alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """For runs in a process of their own, that find this package wherever it is."""
    path = [str(Path(__file__).parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    return pytester


def test_workers_of_xdist_have_a_mock_each(alone: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    alone.makepyfile(
        """
        import pytest

        @pytest.mark.ssoadmin(organization_instance=True)
        @pytest.mark.parametrize("number", range(8))
        def test_it(number, identity_center, sso_admin, worker_id):
            assert worker_id in ("gw0", "gw1")
            arn = identity_center.ensure_organization_instance("us-east-1").arn
            assert sso_admin.list_permission_sets(InstanceArn=arn)["PermissionSets"] == []
            sso_admin.create_permission_set(InstanceArn=arn, Name="one")
            assert len(identity_center.calls) == 2
        """
    )
    alone.runpytest_subprocess(*PLUGIN, "-n", "2", "-W", "error").assert_outcomes(passed=8)


@pytest.mark.parametrize("mode", ["auto", "strict"])
def test_coroutines_of_pytest_asyncio_are_in_the_mock(alone: pytest.Pytester, mode: str) -> None:
    pytest.importorskip("pytest_asyncio")
    alone.makepyfile(
        """
        import asyncio

        import boto3
        import pytest
        import pytest_asyncio

        pytestmark = [pytest.mark.asyncio, pytest.mark.ssoadmin(organization_instance=True)]

        @pytest_asyncio.fixture
        async def instances(sso_admin):
            return await asyncio.to_thread(sso_admin.list_instances)

        async def test_with_fixtures(identity_center, instances):
            arn = identity_center.ensure_organization_instance("us-east-1").arn
            assert [instance["InstanceArn"] for instance in instances["Instances"]] == [arn]

        async def test_with_the_marker_alone():
            await asyncio.sleep(0)
            assert boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"]

        async def test_many_calls_at_once(identity_center, sso_admin):
            await asyncio.gather(*(asyncio.to_thread(sso_admin.list_instances) for _ in range(20)))
            identity_center.calls.assert_called("ListInstances", times=20)
        """
    )
    options = ("-o", f"asyncio_mode={mode}", "-o", "asyncio_default_fixture_loop_scope=function")
    alone.runpytest_subprocess(*OURS, *options, "-W", "error").assert_outcomes(passed=3)


def test_a_suite_that_does_not_use_it_loads_nothing(alone: pytest.Pytester) -> None:
    alone.makepyfile(
        """
        import sys

        def test_it():
            loaded = sorted(name for name in sys.modules if name.startswith("ssoadmin_mock"))
            ours = ("pytest_plugin", "world", "world.search_path")
            assert loaded == ["ssoadmin_mock", *(f"ssoadmin_mock.{name}" for name in ours)]
            assert not {"moto", "boto3", "botocore"} & sys.modules.keys()
        """
    )
    alone.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)


# --- calls outside the mock ----------------------------------------------------------------------------------------

CLIENT = """
import boto3
import pytest
from moto import mock_aws
from ssoadmin_mock import UnmockedAWSCallError, mock_ssoadmin

KEYS = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}  # nobody looks for others
CLIENT = boto3.client("sso-admin", region_name="us-east-1", **KEYS)
"""


def test_the_guard_stops_calls_outside_a_mock_and_no_others(alone: pytest.Pytester) -> None:
    alone.makeini("[pytest]\nssoadmin_guard = true")
    alone.makeconftest(
        """
        import boto3

        KEYS = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
        EARLY = boto3.client("sso-admin", region_name="us-east-1", **KEYS)
        """
    )
    alone.makepyfile(
        """
        import botocore.exceptions, boto3, pytest, requests
        from conftest import EARLY
        from ssoadmin_mock import UnmockedAWSCallError, mock_ssoadmin

        @pytest.mark.parametrize("late", [True, False])
        def test_clients(late):
            client = boto3.client("sso-admin", region_name="us-east-1") if late else EARLY
            said = r"POST https://sso.us-east-1.amazonaws.com/ \\(sso-admin ListInstances\\).*with mock_ssoadmin"
            with pytest.raises(UnmockedAWSCallError, match=said):
                client.list_instances()

        def test_requests():
            with pytest.raises(UnmockedAWSCallError, match="GET https://sts.amazonaws.com/"):
                requests.get("https://sts.amazonaws.com/")

        def test_in_mocks():
            from moto import mock_aws

            with mock_ssoadmin():
                assert EARLY.list_instances()["Instances"] == []
            with mock_aws():
                assert boto3.client("sts", region_name="us-east-1").get_caller_identity()["Account"] == "123456789012"
                assert EARLY.list_instances()["Instances"]
                with pytest.raises(UnmockedAWSCallError):
                    boto3.client("ec2", "us-east-1", endpoint_url="https://ec2.us-east-1.api.aws").describe_vpcs()
            with pytest.raises(UnmockedAWSCallError):
                EARLY.list_instances()

        def test_elsewhere():
            keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
            local = boto3.client("sts", region_name="us-east-1", endpoint_url="http://127.0.0.1:1", **keys)
            with pytest.raises(botocore.exceptions.EndpointConnectionError):
                local.get_caller_identity()
            with pytest.raises(requests.ConnectionError):
                requests.get("http://127.0.0.1:1/")
        """
    )
    alone.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=5)
    alone.runpytest_subprocess(*PLUGIN, "-n", "2").assert_outcomes(passed=5)


@pytest.mark.parametrize("early", [True, False])
def test_the_guard_stops_calls_of_modules_that_are_imported(early: bool, pytester: pytest.Pytester) -> None:
    code = f"{CLIENT}\nCLIENT.list_instances()\n"
    pytester.makepyfile(**{"conftest" if early else "test_it": code})
    result = pytester.runpytest_inprocess(*PLUGIN, "-o", "ssoadmin_guard=true")
    assert result.ret != 0
    output = result.stdout.str() + result.stderr.str()
    assert "UnmockedAWSCallError: No mock answers POST https://sso.us-east-1.amazonaws.com/" in output


def test_the_guard_ends_with_pytest(pytester: pytest.Pytester) -> None:
    from botocore.endpoint import Endpoint
    from botocore.httpsession import URLLib3Session
    from requests.adapters import HTTPAdapter

    before = Endpoint.make_request, URLLib3Session.send, HTTPAdapter.send
    pytester.makepyfile("def test_it(): pass")
    pytester.runpytest_inprocess(*PLUGIN, "-o", "ssoadmin_guard=true").assert_outcomes(passed=1)
    assert (Endpoint.make_request, URLLib3Session.send, HTTPAdapter.send) == before


def test_fixtures_of_a_marked_module_and_class_are_in_the_mock_and_keep_what_they_make(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        CLIENT
        + """
pytestmark = pytest.mark.ssoadmin(organization_instance=True)

def arn():
    return CLIENT.list_instances()["Instances"][0]["InstanceArn"]

def names():
    sets = CLIENT.list_permission_sets(InstanceArn=arn())["PermissionSets"]
    found = [CLIENT.describe_permission_set(InstanceArn=arn(), PermissionSetArn=one) for one in sets]
    return {one["PermissionSet"]["Name"] for one in found}

@pytest.fixture(scope="class")
def made():
    CLIENT.create_permission_set(InstanceArn=arn(), Name="made")
    yield
    assert names() == {"made"}

@pytest.fixture(scope="class")
def unrelated():
    yield
    assert CLIENT.list_instances()["Instances"]

class TestKept:
    def test_one(self, made):
        assert names() == {"made"}
        CLIENT.create_permission_set(InstanceArn=arn(), Name="first")

    def test_two(self, made):
        assert names() == {"made"}

class TestEmpty:
    def test_one(self, unrelated):
        CLIENT.create_permission_set(InstanceArn=arn(), Name="first")

    def test_two(self, unrelated):
        assert names() == set()
"""
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=4)


@pytest.mark.parametrize("when", ["set up", "torn down"])
def test_a_fixture_of_a_wider_scope_than_the_marker_may_not_call_aws(when: str, pytester: pytest.Pytester) -> None:
    call = "CLIENT.list_instances()"
    pytester.makepyfile(
        CLIENT
        + f"""
@pytest.fixture(scope="session")
def wide():
    {call if when == "set up" else ""}
    yield
    {call if when == "torn down" else ""}

@pytest.mark.ssoadmin
def test_it(wide):
    pass
"""
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    assert result.parseoutcomes()["errors"] == 1
    assert f"The session-scoped fixture 'wide' is {when} " in result.stdout.str()
    assert "@pytest.mark.ssoadmin on test_" in result.stdout.str()


def test_fixtures_of_decorated_tests_and_classes_are_in_the_mock(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        CLIENT
        + """
import unittest

def instances():
    return len(CLIENT.list_instances()["Instances"])

@pytest.fixture
def made():
    CLIENT.create_instance()
    yield
    assert instances() == 1

@mock_ssoadmin
def test_function(made):
    assert instances() == 1

@mock_ssoadmin(organization_instance=True)
def test_the_handle(identity_center, tmp_path):
    assert identity_center.organization_instance

@pytest.mark.ssoadmin(quotas={"permission_sets_per_instance": 0})
@mock_ssoadmin(organization_instance=True)
def test_marked_and_decorated(identity_center, sso_admin):
    arn = identity_center.organization_instance.arn
    with pytest.raises(sso_admin.exceptions.ServiceQuotaExceededException):
        sso_admin.create_permission_set(InstanceArn=arn, Name="one")

@mock_ssoadmin
class TestFixturesOfAClass:
    @pytest.fixture(scope="class", autouse=True)
    def shared(self):
        CLIENT.create_instance()
        yield
        assert instances() == 1

    def test_it(self):
        assert instances() == 1

@mock_ssoadmin
class TestFixturesOfATest:
    @pytest.fixture
    def mine(self):
        CLIENT.create_instance()

    def setup_method(self):
        assert instances() == 0

    def test_one(self, mine):
        assert instances() == 1

    test_two = test_one

@mock_ssoadmin
class TestInUnittest(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def mine(self):
        CLIENT.create_instance()

    def test_one(self):
        assert instances() == 1

    test_two = test_one
"""
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=8)


@pytest.mark.parametrize("source", ["@mock_ssoadmin", "@pytest.mark.ssoadmin"])
def test_a_fixture_that_pytest_does_not_call_leaves_no_mock_behind(source: str, pytester: pytest.Pytester) -> None:
    # As when a warning about the fixture is an error: its finalizers do not run.
    pytester.makeconftest(
        """
        import pytest

        @pytest.hookimpl(tryfirst=True)
        def pytest_fixture_setup(fixturedef):
            if fixturedef.argname == "shared":
                raise RuntimeError("not called")
        """
    )
    pytester.makepyfile(
        f"""
        import pytest
        from moto.core.models import botocore_stubber
        from ssoadmin_mock import mock_ssoadmin

        {source}
        class TestInMock:
            @pytest.fixture(scope="class", autouse=True)
            def shared(self):
                yield

            def test_it(self):
                pass

        def test_later():
            assert not botocore_stubber.enabled
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1, errors=1)
    assert "RuntimeError: not called" in result.stdout.str()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("def setUpModule(): CLIENT.list_instances()", "The module-scoped fixture 'setup_module' is set up before"),
        ("def setup_module(): CLIENT.list_instances()", "The module-scoped fixture 'setup_module' is set up before"),
        (
            "def tearDownModule(): CLIENT.list_instances()",
            "The module-scoped fixture 'setup_module' is torn down after",
        ),
    ],
)
@pytest.mark.parametrize("base", ["unittest.TestCase", "object"])
def test_what_is_set_up_for_a_module_of_decorated_classes_may_not_call_aws(
    base: str, code: str, name: str, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile(
        f"{CLIENT}\nimport unittest\n{code}\n@mock_ssoadmin\nclass TestIt({base}):\n    def test_it(self): pass\n"
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    assert result.parseoutcomes()["errors"] == 1
    assert name in result.stdout.str()
    assert "@mock_ssoadmin on test_" in result.stdout.str()


def test_fixtures_of_a_test_that_other_decorators_run_may_not_call_aws(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        CLIENT
        + """
import functools

def twice(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        for _ in range(2):
            function(*args, **kwargs)
    return wrapper

@pytest.fixture
def early():
    return CLIENT.list_instances()["Instances"]

@twice
@mock_ssoadmin
def test_each_run_begins_with_empty_state():
    assert CLIENT.list_instances()["Instances"] == []
    CLIENT.create_instance()

@twice
@mock_ssoadmin
def test_not_run(early):
    pass
"""
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1, errors=1)
    assert "The function-scoped fixture 'early' is set up before @mock_ssoadmin on test_" in result.stdout.str()


def test_a_world_that_is_none_fails_the_decorated_test_with_one_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(CLIENT + '@mock_ssoadmin(world="missing.yaml")\ndef test_it(): pass\n')
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["@mock_ssoadmin: missing.yaml: *"])


# --- cost and packaging --------------------------------------------------------------------------------------------


def test_the_plugin_imports_nothing_that_pytest_has_not() -> None:
    def imported(statement: str) -> set[str]:
        command = [sys.executable, "-X", "importtime", "-c", statement]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        return {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}

    # How long they take is in docs/performance.md; here, which they are.
    added = imported("import pytest, ssoadmin_mock.pytest_plugin") - imported("import pytest")
    ours = {"pytest_plugin", "world", "world.search_path"}
    assert added == {"ssoadmin_mock", *(f"ssoadmin_mock.{name}" for name in ours)}


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


WRITTEN_FOR_MOTO = """
import boto3
import pytest
from moto import mock_aws

# Clients and mocks as suites have them: at import, as decorators, fixtures and in between.
INSTANCE_ARN = "arn:aws:sso:::instance/ssoins-0123456789abcdef"


@pytest.fixture
def client():
    with mock_aws():
        yield boto3.client("sso-admin", region_name="us-east-1")


@mock_aws
def test_there_is_an_instance():
    client = boto3.client("sso-admin", region_name="us-east-1")
    assert client.list_instances()["Instances"][0]["OwnerAccountId"] == "123456789012"


def test_nothing_has_to_exist(client):
    status = client.create_account_assignment(
        InstanceArn=INSTANCE_ARN,
        TargetId="210987654321",
        TargetType="AWS_ACCOUNT",
        PermissionSetArn="arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef",
        PrincipalType="USER",
        PrincipalId="11111111-2222-4333-8444-555555555555",
    )["AccountAssignmentCreationStatus"]
    assert status["Status"] == "SUCCEEDED"


def test_what_moto_lacks_works(client):
    # DescribeInstance is none of moto's operations.
    arn = client.list_instances()["Instances"][0]["InstanceArn"]
    assert client.describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"
"""


def test_a_suite_written_for_moto_needs_no_change_but_one_of_settings(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(WRITTEN_FOR_MOTO)
    pytester.makeini("[pytest]\nssoadmin_moto_defaults = true")
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=3)
    with pytest.raises(RuntimeError, match="before install"):
        ssoadmin_mock.uninstall()


def test_without_the_settings_moto_answers(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(WRITTEN_FOR_MOTO)
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=2, failed=1)


def test_settings_are_read_from_ini_files(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from ssoadmin_mock.services.settings import Settings, current

        def test_them(identity_center):
            assert current() == Settings(
                access_scopes=["my:scope", "other:scope"],
                allow_filters=False,
                auto_sign_in="ada",
                quotas={"tags_per_resource": 1, "regions_per_instance": 2},
            )
        """
    )
    pytester.makeini(
        """
        [pytest]
        ssoadmin_access_scopes = my:scope other:scope
        ssoadmin_allow_filters = false
        ssoadmin_auto_sign_in = ada
        ssoadmin_quotas =
            tags_per_resource = 1
            regions_per_instance=2
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)


def test_ini_files_have_all_settings() -> None:
    assert list(ssoadmin_mock.pytest_plugin._SETTINGS) == sorted(each.name for each in fields(Settings))


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (
            "ssoadmin_quotas=tags_per_resource=many",
            "*tags_per_resource'? has to be a whole number of at least 0, not 'many'*",
        ),
        ("ssoadmin_quotas=tags=1", "*There is no ssoadmin quota 'tags'; choose from: *"),
    ],
)
def test_what_is_wrong_in_an_ini_file_is_said_before_any_test(
    pytester: pytest.Pytester, option: str, told: str
) -> None:
    result = pytester.runpytest_inprocess(*PLUGIN, "-o", option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([told])


WORLD_OF_ADA = {
    "organization": {"accounts": {"dev": "111122223333"}},
    "users": {"ada": None, "bob": None},
    "permission_sets": {"Admin": None},
    "assignments": [{"permission_set": "Admin", "users": "ada", "accounts": ["dev"]}],
}


def test_a_test_that_fails_shows_what_it_did(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        import pytest

        @pytest.mark.ssoadmin(world={WORLD_OF_ADA!r})
        def test_it(identity_center, sso_admin):
            arn = identity_center.organization_instance.arn
            identity_center.faults.fail("DeleteInstance", "ConflictException")
            identity_center.faults.fail("ListInstances", "ThrottlingException", when={{"MaxResults": 7}})
            for _ in range(12):
                sso_admin.list_instances()
            for operation, user in (("create", "bob"), ("delete", "ada")):
                getattr(sso_admin, f"{{operation}}_account_assignment")(
                    InstanceArn=arn, TargetType="AWS_ACCOUNT", TargetId="111122223333", PrincipalType="USER",
                    PermissionSetArn=identity_center.permission_set("Admin"), PrincipalId=identity_center.user(user),
                )
            assert False
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- ssoadmin_mock: the last calls -*",
            "... 4 before these",
            "ListInstances() by 123456789012 in us-east-1",
            "CreateAccountAssignment(InstanceArn='arn:aws:sso:::instance/*",
            "DeleteAccountAssignment(InstanceArn='arn:aws:sso:::instance/*",
            "*- ssoadmin_mock: faults that hit nothing -*",
            "<Fault of DeleteInstance: hit 0, hits 1 more>",
            "<Fault of ListInstances: hit 0, hits 1 more>",
            "*- ssoadmin_mock: access since the mock began -*",
            "gained:",
            "  bob: Admin in dev (direct)",
            "lost:",
            "  ada: Admin in dev (direct)",
        ]
    )


def test_a_context_manager_s_calls_are_shown_though_it_has_ended(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest
        from ssoadmin_mock import mock_ssoadmin

        def test_it():
            with mock_ssoadmin():
                boto3.client("sso-admin", region_name="us-east-1").list_instances()
                raise KeyError("no")

        def test_another():
            assert False

        def test_outside():
            with pytest.raises(KeyError), mock_ssoadmin():
                raise KeyError("expected")
            assert False
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(failed=3)
    assert result.stdout.str().count("ssoadmin_mock: the last calls") == 1
    result.stdout.fnmatch_lines(["ListInstances() by 123456789012 in us-east-1"])


def test_only_the_calls_of_the_test_are_shown_where_the_mock_is_wider(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest
        from ssoadmin_mock import mock_ssoadmin

        @pytest.fixture(scope="module", autouse=True)
        def mock():
            with mock_ssoadmin():
                yield boto3.client("sso-admin", region_name="us-east-1")

        def test_that_passes(mock):
            mock.create_instance(Name="first")

        def test_that_fails(mock):
            mock.list_instances()
            assert False
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["ListInstances() by 123456789012 in us-east-1"])
    result.stdout.no_fnmatch_line("CreateInstance*")


def test_secrets_are_not_shown(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3

        def test_it(identity_center):
            oidc = boto3.client("sso-oidc", region_name="us-east-1")
            client = oidc.register_client(clientName="my tool", clientType="public")
            with open("secret", "w") as file:
                file.write(client["clientSecret"])
            secrets = {"clientId": client["clientId"], "clientSecret": client["clientSecret"]}
            grant = {"grantType": "refresh_token", "refreshToken": "a-secret-token"}
            try:
                oidc.create_token(**secrets, **grant)
            finally:
                del client, secrets, grant
        """
    )
    result = pytester.runpytest_inprocess(*PLUGIN, "--tb=line")
    result.assert_outcomes(failed=1)
    shown = result.stdout.str()
    assert "CreateToken(clientId=" in shown
    assert "a-secret-token" not in shown
    assert (pytester.path / "secret").read_text() not in shown


def test_whoever_uses_no_mock_gets_nothing_and_imports_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import sys\ndef test_it():\n    assert 'ssoadmin_mock.controls' not in sys.modules, 'x'\n    assert 0"
    )
    result = pytester.runpytest_subprocess(*PLUGIN)
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*ssoadmin_mock:*")
    result.stdout.fnmatch_lines(["E       assert 0"])
