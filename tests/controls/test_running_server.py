"""`mock_ssoadmin` in moto's server mode, against a server in another process."""

from __future__ import annotations

import os
import subprocess
import sys
import unittest
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
from botocore import UNSIGNED as UNSIGNED_REQUESTS
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError
from joserfc.jwk import ECKey
from moto import mock_aws, settings
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.config import default_user_config
from moto.server import ThreadedMotoServer

from ssoadmin_mock import (
    AccessMatrix,
    IdentityCenter,
    OrganizationInstance,
    UnknownNameError,
    WorldError,
    mock_ssoadmin,
    session,
)
from ssoadmin_mock.controls.faults import Fault, Faults
from ssoadmin_mock.controls.running_server import RunningServer
from tests.conftest import STANDALONE, error_of
from tests.insight.worlds import OFFICE
from tests.services.signing_in import DEVICE_CODE
from tests.serving import exports, serving

pytestmark = pytest.mark.sockets

OIDC_JWT = {
    "IssuerUrl": "https://issuer.example.com",
    "ClaimAttributePath": "name",
    "IdentityStoreAttributePath": "userName",
    "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server that another process runs."""
    with serving("--port", "0") as (_, printed):
        yield exports(printed)["AWS_ENDPOINT_URL"]


@pytest.fixture
def server_mode(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """moto's server mode, with this server."""
    monkeypatch.setattr(settings, "TEST_SERVER_MODE", True)
    monkeypatch.setenv("TEST_SERVER_MODE_ENDPOINT", server)
    return server


@pytest.fixture
def idc(server_mode: str) -> Iterator[IdentityCenter]:
    with mock_ssoadmin() as idc:
        yield idc


def client(**kwargs: Any) -> Any:
    return boto3.client("sso-admin", region_name="us-east-1", **kwargs)


def names_on(server: str) -> list[str | None]:
    data = requests.get(f"{server}/moto-api/data.json", timeout=10).json()
    return [instance["name"] for instance in data["ssoadmin"].get("Instance", [])]


def settings_on(server: str) -> Any:
    return requests.get(f"{server}/moto-api/ssoadmin/settings", timeout=10).json()


def test_clients_reach_the_server(idc: IdentityCenter, server: str) -> None:
    client().create_instance(Name="remote")
    assert names_on(server) == ["remote"]


def test_sessions_of_other_accounts_reach_the_server(idc: IdentityCenter, server: str) -> None:
    idc.session(account_id=STANDALONE, region_name="us-east-1").client("sso-admin").create_instance(Name="other")
    assert client().list_instances()["Instances"] == []
    assert names_on(server) == ["other"]
    table = session(account_id=STANDALONE, region_name="us-east-1").resource("dynamodb").Table("t")
    assert table.meta.client.meta.endpoint_url == server


def test_a_session_s_clients_may_go_elsewhere(idc: IdentityCenter) -> None:
    elsewhere = idc.session(account_id=STANDALONE).client("sts", region_name="us-east-1", endpoint_url="http://other")
    assert elsewhere.meta.endpoint_url == "http://other"


def test_the_handle_enables_the_organization_instance_there(idc: IdentityCenter) -> None:
    enabled = idc.enable_organization_instance(region_name="us-east-1", name="acme")
    (instance,) = client().list_instances()["Instances"]
    assert enabled == OrganizationInstance(
        arn=instance["InstanceArn"],
        identity_store_id=instance["IdentityStoreId"],
        owner_account_id=instance["OwnerAccountId"],
        region_name="us-east-1",
    )
    with pytest.raises(RuntimeError, match="owns the instance"):
        idc.enable_organization_instance()


@pytest.mark.parametrize(("wanted", "region"), [(True, "us-east-1"), ("eu-west-1", "eu-west-1")])
def test_the_organization_instance_can_be_asked_for_on_entry(wanted: bool | str, region: str, server_mode: str) -> None:
    with mock_ssoadmin(organization_instance=wanted), mock_ssoadmin(organization_instance=True):
        (instance,) = client().list_instances(RegionScope="ALL_REGIONS")["Instances"]
        assert instance["PrimaryRegion"] == region


def test_the_handle_settles_what_is_in_progress_there(idc: IdentityCenter, server: str) -> None:
    def transition(verb: str, **body: Any) -> None:
        url = f"{server}/moto-api/state-manager/{verb}-transition"
        requests.post(url, json={"model_name": "ssoadmin::instance", **body}, timeout=10).raise_for_status()

    transition("set", transition={"progression": "manual", "times": 99})
    try:
        arn = client().create_instance()["InstanceArn"]
        assert client().describe_instance(InstanceArn=arn)["Status"] == "CREATE_IN_PROGRESS"
        idc.settle()
        assert client().describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"
    finally:
        transition("unset")


def test_the_scim_endpoint_is_at_the_server(idc: IdentityCenter, server: str) -> None:
    with pytest.raises(RuntimeError, match="There is no organization instance"):
        _ = idc.scim_endpoint
    idc.enable_organization_instance(region_name="eu-west-1")
    assert idc.scim_endpoint.startswith(f"{server}/")
    first, second = idc.create_scim_token(), idc.create_scim_token()
    with pytest.raises(RuntimeError, match="has 2 tokens already"):
        idc.create_scim_token()
    idc.delete_scim_token(first)
    with pytest.raises(ValueError, match="has no such token"):
        idc.delete_scim_token(first)
    ada = {"userName": "ada", "displayName": "Ada", "name": {"givenName": "Ada", "familyName": "L"}}
    url, headers = f"{idc.scim_endpoint}Users", {"Authorization": f"Bearer {second}"}
    assert requests.post(url, json=ada, headers=headers, timeout=10).status_code == 201
    assert requests.post(url, json={}, headers=headers, timeout=10).status_code == 400
    idc.calls.assert_called("scim:CreateUser", httpBody=ada)
    error = idc.calls[-1].error
    assert error is not None
    assert error["Message"] == "The request has no body, or one that is no JSON object."


SIGN_IN = {
    "instance": {"region": "eu-west-1"},
    "organization": {"accounts": {"dev": "111122223333"}},
    "users": {"ada": None},
    "permission_sets": {"Reader": {"managed_policies": ["ReadOnlyAccess"]}},
    "assignments": [{"permission_set": "Reader", "users": "ada", "accounts": ["dev"]}],
}
UNSIGNED = Config(signature_version=UNSIGNED_REQUESTS)


def portal_accounts(token: str) -> list[str]:
    portal = boto3.client("sso", region_name="eu-west-1", config=UNSIGNED)
    return [account["accountName"] for account in portal.list_accounts(accessToken=token)["accountList"]]


def test_people_sign_in_at_the_server(idc: IdentityCenter, server: str) -> None:
    idc.load(SIGN_IN)
    # The Region of the endpoint is nobody's to know there: it is that of the instance.
    oidc = boto3.client("sso-oidc", region_name="eu-west-1", config=UNSIGNED)
    registered = oidc.register_client(clientName="tool", clientType="public", scopes=["sso:account:access"])
    proof = {name: registered[name] for name in ("clientId", "clientSecret")}
    started = [oidc.start_device_authorization(**proof, startUrl=idc.start_url) for _ in range(2)]
    assert started[0]["verificationUri"] == f"{server}/device"
    pending = idc.pending_sign_ins
    assert [each.user_code for each in pending] == [each["userCode"] for each in started]
    assert (pending[0].client_name, pending[0].start_url) == ("tool", idc.start_url)
    assert pending[0].expires_at > datetime.now(timezone.utc)
    idc.approve_sign_in(started[0]["userCode"], user="ada")
    idc.deny_sign_in(started[1]["userCode"])
    token = oidc.create_token(**proof, grantType=DEVICE_CODE, deviceCode=started[0]["deviceCode"])["accessToken"]
    assert portal_accounts(token) == ["dev"]
    denied = {**proof, "grantType": DEVICE_CODE, "deviceCode": started[1]["deviceCode"]}
    assert error_of(oidc.create_token, **denied)[0] == "AccessDeniedException"
    with pytest.raises(UnknownNameError, match="a sign-in that waits"):
        idc.approve_sign_in(started[0]["userCode"], user="ada")


def test_who_signed_in_at_the_server_signs_out_there(idc: IdentityCenter) -> None:
    idc.load(SIGN_IN)
    signed_in = idc.sign_in("ada")
    assert signed_in.user_id == idc.user("ada")
    assert signed_in.expires_at > datetime.now(timezone.utc)
    assert portal_accounts(signed_in.access_token) == ["dev"]
    signed_in.sign_out()
    with pytest.raises(ClientError, match="Session token not found or invalid"):
        portal_accounts(signed_in.access_token)


def test_profiles_and_roles_are_of_the_server(idc: IdentityCenter, tmp_path: Path) -> None:
    idc.load(SIGN_IN)
    role = idc.role_session(user="ada", account="dev", permission_set="Reader", region_name="eu-west-1")
    profile = {"user": "ada", "account": "dev", "permission_set": idc.permission_set("Reader")}
    with idc.write_profile(tmp_path, **profile, region_name="eu-west-1"):
        own = boto3.Session(profile_name="default")
        for session_of_role in (role, own):
            arn = session_of_role.client("sts").get_caller_identity()["Arn"]
            assert arn.startswith("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Reader_")
    assert len(idc.calls.of("sso:GetRoleCredentials")) == 2


def test_assertions_are_signed_by_the_server(idc: IdentityCenter) -> None:
    idc.load(SIGN_IN | {"issuers": {"okta": {"oidc_jwt": OIDC_JWT}}})
    assertion = idc.sign_assertion("okta", audience=("a", "b"), name="ada")
    assert assertion.count(".") == 2
    idc.use_issuer_keys("okta", {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]})
    with pytest.raises(RuntimeError, match="There is no private key of the issuer okta"):
        idc.sign_assertion("okta", audience="a")
    assert idc.on_behalf_of("ASIAEXAMPLE") is None


def test_settings_hold_on_the_server_and_end_with_the_mock(server_mode: str) -> None:
    requests.put(f"{server_mode}/moto-api/ssoadmin/settings", json={"allow_member_instances": False}, timeout=10)
    with mock_ssoadmin(quotas={"tags_per_resource": 1}):
        assert settings_on(server_mode) == {"allow_member_instances": False, "quotas": {"tags_per_resource": 1}}
        tags = [{"Key": "a", "Value": ""}, {"Key": "b", "Value": ""}]
        assert error_of(client().create_instance, Tags=tags)[0] == "ServiceQuotaExceededException"
        with mock_ssoadmin(quotas={"tags_per_resource": 2}, allow_member_instances=True):
            client().create_instance(Tags=tags)
        assert settings_on(server_mode) == {"allow_member_instances": False, "quotas": {"tags_per_resource": 1}}
    assert settings_on(server_mode) == {"allow_member_instances": False}
    requests.put(f"{server_mode}/moto-api/ssoadmin/settings", json={}, timeout=10)


def test_the_outermost_mock_begins_and_ends_with_empty_state(server_mode: str) -> None:
    requests.post(f"{server_mode}/moto-api/ssoadmin/enable-organization-instance", timeout=10)
    with mock_ssoadmin():
        assert names_on(server_mode) == []
        client().create_instance(Name="outer")
        with mock_ssoadmin():
            assert names_on(server_mode) == ["outer"]
        assert names_on(server_mode) == ["outer"]
    assert names_on(server_mode) == []


def test_inside_mock_aws_it_changes_nothing(server_mode: str) -> None:
    with mock_aws():
        client().create_instance(Name="outer")
        with mock_ssoadmin():
            assert names_on(server_mode) == ["outer"]
        assert names_on(server_mode) == ["outer"]
    assert names_on(server_mode) == []


def test_nothing_is_installed_or_guarded_in_this_process(server_mode: str) -> None:
    before = (BotocoreStubber.process_request, dict(default_user_config), dict(os.environ), boto3.client)
    with mock_ssoadmin(quotas={"tags_per_resource": 1}):
        assert BotocoreStubber.process_request is before[0]
    assert (BotocoreStubber.process_request, dict(default_user_config), dict(os.environ), boto3.client) == before


def test_classes_are_decorated(server_mode: str) -> None:
    @mock_ssoadmin(organization_instance=True)
    class Suite(unittest.TestCase):
        def test_it(self) -> None:
            assert len(client().list_instances()["Instances"]) == 1
            assert names_on(server_mode) == [None]

    result = unittest.TestResult()
    Suite("test_it").run(result)
    assert (result.testsRun, result.failures, result.errors) == (1, [], [])


@pytest.mark.usefixtures("server_mode")
def test_without_a_server_the_error_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_SERVER_MODE_ENDPOINT", "http://127.0.0.1:9")
    before = dict(default_user_config)
    with pytest.raises(RuntimeError, match=r"http://127\.0\.0\.1:9, .* Start it with `ssoadmin-mock serve`"):
        mock_ssoadmin().start()
    assert dict(default_user_config) == before
    with pytest.raises(RuntimeError, match="is not active"):
        session(account_id=STANDALONE)


@pytest.mark.usefixtures("server_mode")
def test_moto_s_own_server_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    plain.start()
    try:
        monkeypatch.setenv("TEST_SERVER_MODE_ENDPOINT", "http://{}:{}".format(*plain.get_host_and_port()))
        with pytest.raises(RuntimeError, match="moto's own server is not enough"):
            mock_ssoadmin().start()
    finally:
        plain.stop()


# --- calls and faults ----------------------------------------------------------------------------------------------

CREDENTIALS = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
NO_RETRIES = Config(retries={"total_max_attempts": 1})


def test_calls_that_the_server_answered_can_be_asserted(idc: IdentityCenter) -> None:
    other = idc.session(account_id=STANDALONE, region_name="eu-west-1").client("sso-admin")
    arn = other.create_instance(Name="dev")["InstanceArn"]
    error = error_of(other.create_instance, Name="second")
    first, second = idc.calls
    assert idc.calls.assert_called("create_instance", times=1, Name="dev") == [first]
    assert (first.result, first.error) == ({"InstanceArn": arn}, None)
    assert (first.caller.account_id, first.caller.region_name) == (STANDALONE, "eu-west-1")
    assert first.caller.arn.startswith(f"arn:aws:sts::{STANDALONE}:")
    assert (second.result, second.error) == (None, {"Code": error[0], "Message": error[1]})
    with pytest.raises(AssertionError, match="Name was 'second', not 'third'"):
        idc.calls.assert_called("CreateInstance", Name="third")


def test_calls_on_the_server_can_be_forgotten(idc: IdentityCenter) -> None:
    client().list_instances()
    assert (len(idc.calls), idc.calls.dropped) == (1, 0)
    idc.calls.clear()
    idc.calls.assert_not_called("ListInstances")
    assert repr(idc.calls) == "<no calls>"


def test_a_mock_begins_without_the_calls_and_faults_of_another_one(server_mode: str) -> None:
    requests.post(
        f"{server_mode}/moto-api/ssoadmin/fail",
        json={"operation": "*", "error": "ThrottlingException", "times": None},
        timeout=10,
    ).raise_for_status()
    with mock_ssoadmin() as idc:
        client(config=NO_RETRIES).list_instances()
        idc.faults.fail("*", "ThrottlingException", times=None)
        with mock_ssoadmin():
            assert len(idc.calls) == 1
    client(endpoint_url=server_mode, config=NO_RETRIES, **CREDENTIALS).list_instances()


def test_calls_fail_on_the_server(idc: IdentityCenter) -> None:
    fault = idc.faults.fail("list_instances", "InternalServerException", "Sorry.", times=2)
    assert error_of(client(config=NO_RETRIES).list_instances) == ("InternalServerException", "Sorry.")
    assert (fault.count, fault.remaining, fault.operations) == (1, 1, {"ListInstances"})
    assert client().list_instances()["ResponseMetadata"]["RetryAttempts"] == 1
    assert repr(fault) == "<Fault of ListInstances: hit 2, hits 0 more>"


def test_calls_with_certain_parameters_fail_on_the_server(idc: IdentityCenter) -> None:
    with idc.faults.fail("ListInstances", "ThrottlingException", times=None, when={"MaxResults": 5}) as fault:
        assert fault.in_force
        client(config=NO_RETRIES).list_instances()
        assert error_of(client(config=NO_RETRIES).list_instances, MaxResults=5)[0] == "ThrottlingException"
    assert not fault.in_force
    client(config=NO_RETRIES).list_instances(MaxResults=5)
    assert fault.count == 1


def test_a_function_cannot_be_sent_to_the_server(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="a function cannot be sent to it: let `when` be the parameters"):
        idc.faults.fail("ListInstances", "ThrottlingException", when=lambda call: True)


def test_a_fault_that_makes_no_sense_is_refused_by_the_server(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="ListInstances has no error 'ConflictException' in the service model"):
        idc.faults.fail("ListInstances", "ConflictException")


def test_requests_end_failed_on_the_server(idc: IdentityCenter) -> None:
    arn = idc.load({"users": {"ada": None}, "permission_sets": {"Reader": None}}).arn
    idc.faults.fail_request("CreateAccountAssignment", "The directory is on a break.")
    request = client().create_account_assignment(
        InstanceArn=arn,
        TargetType="AWS_ACCOUNT",
        TargetId="123456789012",
        PermissionSetArn=idc.permission_set("Reader"),
        PrincipalType="USER",
        PrincipalId=idc.user("ada"),
    )["AccountAssignmentCreationStatus"]
    status = client().describe_account_assignment_creation_status(
        InstanceArn=arn, AccountAssignmentCreationRequestId=request["RequestId"]
    )["AccountAssignmentCreationStatus"]
    assert (status["Status"], status["FailureReason"]) == ("FAILED", "The directory is on a break.")


def test_calls_take_their_time_on_the_server(idc: IdentityCenter) -> None:
    waiting = Config(read_timeout=0.2, retries={"total_max_attempts": 1})
    with idc.faults.delay("ListInstances", seconds=1), pytest.raises(ReadTimeoutError):
        client(config=waiting).list_instances()


@pytest.mark.parametrize("limit", [lambda faults: faults.limit_rate(20), lambda faults: faults.documented_limits()])
def test_the_documented_limits_hold_on_the_server(idc: IdentityCenter, limit: Callable[[Faults], Fault]) -> None:
    fault = limit(idc.faults)
    plain = client(config=NO_RETRIES)

    def burst() -> None:
        for _ in range(1000):
            plain.list_instances()

    with pytest.raises(ClientError, match="Rate exceeded"):
        burst()
    idc.faults.clear()
    assert fault.count == 1


def test_a_server_that_is_gone_needs_no_clearing() -> None:
    RunningServer("http://127.0.0.1:9").end()


def test_settings_that_the_server_does_not_know_are_refused(idc: IdentityCenter) -> None:
    from ssoadmin_mock.controls.active import active_controls

    with pytest.raises(ValueError, match="There is no ssoadmin setting 'colour'"):
        active_controls().use_settings({"colour": "red"})


TEST_FILE = """
import boto3
from ssoadmin_mock import mock_ssoadmin

@mock_ssoadmin(organization_instance=True)
def test_it():
    client = boto3.client("sso-admin", region_name="us-east-1")
    (instance,) = client.list_instances()["Instances"]
    assert client.meta.endpoint_url == "{url}"
    assert client.describe_instance(InstanceArn=instance["InstanceArn"])["Status"] == "ACTIVE"
"""


def test_the_environment_variable_switches_it_on(server: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TEST_FILE.format(url=server))
    environment = {
        **os.environ,
        "TEST_SERVER_MODE": "true",
        "TEST_SERVER_MODE_ENDPOINT": server,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_worlds_are_loaded_into_the_server(idc: IdentityCenter) -> None:
    instance = idc.load({"organization": {"accounts": {"dev": "111122223333"}}, "users": {"ada": None}})
    assert client().list_instances()["Instances"][0]["InstanceArn"] == instance.arn
    assert idc.organization_instance == instance
    assert idc.account("dev") == "111122223333"
    assert list(idc.dump()["users"]) == ["ada"]
    assert idc.dump(ids=False)["users"] == {"ada": {}}


def test_the_mock_begins_with_a_world_in_the_server(server_mode: str) -> None:
    world = {"users": {"ada": None}}
    with mock_ssoadmin(world=world), mock_ssoadmin(world=world) as idc:
        assert list(idc.dump()["users"]) == ["ada"]


def test_access_is_told_by_the_server(idc: IdentityCenter) -> None:
    idc.load(OFFICE)
    matrix = idc.access_matrix()
    assert matrix == AccessMatrix.of_world(OFFICE)
    assert idc.access(user="ada", account="dev").rows == matrix.access(user="ada", account="dev").rows
    assert idc.access(user=idc.user("ada"), permission_set="Admin")[0].role_arn.startswith("arn:aws:iam::111122223333:")
    assert not idc.diff(OFFICE)


def test_errors_of_questions_come_back_from_the_server(idc: IdentityCenter) -> None:
    with pytest.raises(RuntimeError, match=r"^There is no organization instance\. Load a world"):
        idc.access_matrix()
    idc.load(OFFICE)
    with pytest.raises(UnknownNameError, match=r"^'Ade' is not the name of a user; did you mean 'ada'\?$"):
        idc.access(user="Ade")


def test_errors_of_worlds_and_names_come_back_from_the_server(idc: IdentityCenter) -> None:
    with pytest.raises(WorldError, match=r"^groups.g.members: 'x' is not the name of a user; there are none.$"):
        idc.load({"groups": {"g": {"members": "x"}}})
    idc.enable_organization_instance()
    with pytest.raises(UnknownNameError, match=r"^'dve' is not the name of an account; choose from: master.$"):
        idc.account("dve")


def test_events_are_of_the_server_s_calls(idc: IdentityCenter) -> None:
    instance = idc.enable_organization_instance()
    client().create_permission_set(InstanceArn=instance.arn, Name="Admin")
    (record,) = idc.events.assert_recorded("CreatePermissionSet", requestParameters={"name": "Admin"})
    assert record == idc.events[-1]
    assert idc.events.sample("CreatePermissionSet")["detail"]["eventName"] == "CreatePermissionSet"
    idc.calls.clear()
    assert len(idc.events) == 0


def test_a_client_for_which_nobody_names_a_region_is_where_the_server_s_instance_is(
    idc: IdentityCenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    idc.enable_organization_instance(region_name="eu-west-1")
    assert boto3.Session().client("sso-admin").meta.region_name == "eu-west-1"


def test_the_server_s_state_is_taken_compared_and_put_back(idc: IdentityCenter) -> None:
    idc.load(OFFICE)
    before, dumped = idc.snapshot(), idc.dump()
    with idc.rollback():
        client().create_permission_set(InstanceArn=idc.organization_instance.arn, Name="Another")
        assert idc.snapshot() != before
    assert idc.snapshot() == before
    assert idc.dump() == dumped


SHARED = """
import pytest

pytestmark = pytest.mark.ssoadmin(world={"users": {"ada": None}, "permission_sets": {"Admin": None}})

def make(idc, sso, name):
    sso.create_permission_set(InstanceArn=idc.organization_instance.arn, Name=name)

@pytest.fixture(scope="module")
def wide(identity_center, sso_admin):
    make(identity_center, sso_admin, "Wide")

@pytest.mark.parametrize("number", [1, 2])
def test_it(identity_center, sso_admin, wide, number):
    make(identity_center, sso_admin, "Own")
    assert set(identity_center.dump()["permission_sets"]) == {"Admin", "Wide", "Own"}
    idc, arn = identity_center, identity_center.organization_instance.arn
    sso_admin.create_account_assignment(
        InstanceArn=arn, TargetType="AWS_ACCOUNT", TargetId=idc.organization_instance.owner_account_id,
        PermissionSetArn=idc.permission_set("Admin"), PrincipalType="USER", PrincipalId=idc.user("ada"),
    )
    assert number == 1
"""


def test_fixtures_share_the_server_s_state_and_a_failure_is_looked_back_at(server: str, tmp_path: Path) -> None:
    (tmp_path / "test_shared.py").write_text(SHARED)
    (tmp_path / "pytest.ini").write_text("[pytest]\nssoadmin_fixture_scope = module\n")
    environment = {
        **os.environ,
        "TEST_SERVER_MODE": "true",
        "TEST_SERVER_MODE_ENDPOINT": server,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "1 failed, 1 passed" in done.stdout, done.stdout
    assert "access since the test began" in done.stdout
    assert "  ada: Admin in" in done.stdout
    assert "CreateAccountAssignment(InstanceArn=" in done.stdout
