"""The controls over HTTP, through moto's server and through moto's mock of `requests`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any

import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.moto_api import state_manager

import ssoadmin_mock
from ssoadmin_mock import IdentityCenter, settle
from ssoadmin_mock.controls.http import COMMANDS
from ssoadmin_mock.services.discovery import services
from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of
from tests.insight.worlds import OFFICE

Send = Callable[..., requests.Response]


@pytest.fixture
def url(idc: IdentityCenter, endpoint: dict[str, str]) -> str:
    return endpoint.get("endpoint_url", "http://motoapi.amazonaws.com") + "/moto-api"


@pytest.fixture
def send(url: str) -> Send:
    """Sends a command: ``send("settle")``, ``send("settings", "PUT", json={...})``."""

    def send(command: str, method: str = "POST", **kwargs: Any) -> requests.Response:
        return requests.request(method, f"{url}/ssoadmin/{command}", timeout=10, **kwargs)

    return send


def refusal(response: requests.Response) -> tuple[int, str, str]:
    assert response.headers["Content-Type"] == "application/json"
    return response.status_code, response.json()["type"], response.json()["message"]


def test_it_enables_the_organization_instance(send: Send, connect: Connect) -> None:
    enabled = send("enable-organization-instance", json={"region_name": "eu-west-1", "name": "acme"}).json()
    (instance,) = connect(region_name="eu-west-1").list_instances()["Instances"]
    assert enabled == {
        "arn": instance["InstanceArn"],
        "identity_store_id": instance["IdentityStoreId"],
        "owner_account_id": instance["OwnerAccountId"],
        "region_name": "eu-west-1",
    }
    assert instance["Name"] == "acme"


def test_snapshots_are_compared_and_outlive_a_new_beginning(send: Send, connect: Connect) -> None:
    def snapshot() -> str:
        return send("snapshots").json()["snapshot"]

    def are_equal(one: str, other: str) -> bool:
        return send("compare", json={"snapshot": one, "other": other}).json()["equal"]

    sso, at_first = connect(), snapshot()
    send("settings", "PUT", json={"quotas": {"tags_per_resource": 1}})
    sso.create_instance()
    changed = snapshot()
    assert not are_equal(at_first, changed)
    send("begin-anew")
    assert sso.list_instances()["Instances"] == []
    assert send("settings", "GET").json() == {"quotas": {"tags_per_resource": 1}}
    send("restore", json={"snapshot": changed})
    assert are_equal(changed, snapshot())
    assert len(sso.list_instances()["Instances"]) == 1


def test_it_enables_the_organization_instance_of_another_account(send: Send, connect: Connect) -> None:
    connect("organizations", account_id=STANDALONE).create_organization(FeatureSet="ALL")
    assert (
        send("ensure-organization-instance", json={"account_id": STANDALONE}).json()["owner_account_id"] == STANDALONE
    )
    assert len(connect(account_id=STANDALONE).list_instances()["Instances"]) == 1


def test_the_default_region_is_us_east_1(send: Send) -> None:
    assert send("enable-organization-instance").json()["region_name"] == "us-east-1"


def test_enabling_a_second_time_is_a_conflict(send: Send) -> None:
    arn = send("enable-organization-instance").json()["arn"]
    status, kind, message = refusal(send("enable-organization-instance"))
    assert (status, kind) == (409, "RuntimeError")
    assert arn in message


def test_ensuring_returns_the_instance_there_is(send: Send) -> None:
    enabled = send("enable-organization-instance").json()
    assert send("ensure-organization-instance", json={"region_name": "eu-west-1"}).json() == enabled


@pytest.mark.parametrize("command", ["enable-organization-instance", "ensure-organization-instance"])
@pytest.mark.parametrize("account_id", ["x", "", "12345678901", "1234567890123", "\uff11" * 12, "\0", "\ud800"])
def test_an_account_that_cannot_be_is_refused(command: str, account_id: str, send: Send) -> None:
    status, type, message = refusal(send(command, json={"account_id": account_id}))
    assert (status, type) == (404, "UnknownNameError")
    assert message.startswith(f"account_id has to be twelve digits or the name of an account, not {account_id!r}: ")


@pytest.mark.parametrize(
    ("command", "body"), [("dump-world", {}), ("access", {}), ("find", {"kind": "accounts", "name": "master"})]
)
def test_without_an_organization_questions_are_a_conflict(
    command: str, body: dict[str, Any], send: Send, connect: Connect
) -> None:
    send("enable-organization-instance")
    assert send(command, json=body).status_code == 200
    connect("organizations").delete_organization()
    status, type, message = refusal(send(command, json=body))
    assert (status, type) == (409, "RuntimeError")
    assert message.startswith("There is no organization instance.")


def test_a_rate_beyond_all_counting_is_refused(send: Send, sso: Any) -> None:
    status, type, message = refusal(send("limit-rate", json={"calls_per_second": 10**30}))
    assert (status, type) == (400, "ValueError")
    assert message.startswith("calls_per_second has to be a whole number from 1 to 1000000")
    assert sso.list_instances()["Instances"] == []


ODD_VALUES: tuple[Any, ...] = (
    *("x", "", MANAGEMENT, "us-east-1", "nowhere", "cn-north-1", "\ud800", "\0", "accounts", "*"),
    *(None, True, False, 0, -1, 1.5, 10**400, [], ["a"], {}, {"a": 1}, {"users": {"ada": None}}),
)


def odd_requests(random: Random) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Commands with members that they know, and values that they do not expect."""
    commands = [(name, method) for name, methods in COMMANDS.items() for method in methods]
    for _ in range(60):
        name, method = random.choice(commands)
        members = COMMANDS[name][method].accepts or ()
        yield name, method, {member: random.choice(ODD_VALUES) for member in members if random.random() < 0.7}


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_asked_is_never_a_failure_of_the_server(seed: int, send: Send, connect: Connect) -> None:
    random, organizations = Random(seed), connect("organizations")
    for name, method, body in odd_requests(random):
        if random.random() < 0.1:
            with suppress(ClientError):
                random.choice((organizations.create_organization, organizations.delete_organization))()
        response = send(name, method, json=body)
        assert (response.status_code < 500, response.json()) == (True, response.json()), (name, method, body)


def test_it_settles_what_is_in_progress(send: Send, sso: Any) -> None:
    state_manager.set_transition("ssoadmin::instance", {"progression": "manual", "times": 99})
    try:
        arn = sso.create_instance()["InstanceArn"]
        assert sso.describe_instance(InstanceArn=arn)["Status"] == "CREATE_IN_PROGRESS"
        assert send("settle").json() == {"status": "ok"}
        assert sso.describe_instance(InstanceArn=arn)["Status"] == "ACTIVE"
    finally:
        state_manager.unset_transition("ssoadmin::instance")


def test_reset_empties_every_service_and_restores_the_settings(send: Send, connect: Connect) -> None:
    connect().create_instance()
    connect("sns").create_topic(Name="news")
    send("settings", "PUT", json={"quotas": {"tags_per_resource": 1}})
    assert send("reset").json() == {"status": "ok"}
    assert connect().list_instances()["Instances"] == []
    assert connect("sns").list_topics()["Topics"] == []
    assert send("settings", "GET").json() == {}


@pytest.mark.parametrize(("wanted", "region"), [(True, "us-east-1"), ("eu-west-1", "eu-west-1")])
def test_reset_may_begin_with_the_organization_instance(
    wanted: bool | str, region: str, send: Send, connect: Connect
) -> None:
    send("reset", json={"organization_instance": wanted})
    (instance,) = connect(region_name=region).list_instances()["Instances"]
    assert instance["PrimaryRegion"] == region


def test_settings_replace_those_before(send: Send, sso: Any) -> None:
    send("settings", "PUT", json={"allow_member_instances": False})
    assert send("settings", "PUT", json={"quotas": {"tags_per_resource": 1}}).json() == {"status": "ok"}
    assert send("settings", "GET").json() == {"quotas": {"tags_per_resource": 1}}
    tags = [{"Key": "a", "Value": ""}, {"Key": "b", "Value": ""}]
    assert error_of(sso.create_instance, Tags=tags)[0] == "ServiceQuotaExceededException"


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"quota": {}}, "There is no ssoadmin setting 'quota'"),
        ({"quotas": {"tags": 1}}, "There is no ssoadmin quota 'tags'"),
        ({"quotas": 5}, "quotas has to be a mapping, not 5."),
        ({"quotas": {"tags_per_resource": "3"}}, "quotas['tags_per_resource'] has to be a whole number of at least 0"),
        ({"moto_defaults": "no"}, "moto_defaults has to be True or False, not 'no'."),
        ({"access_scopes": "sso"}, "access_scopes has to be a list, tuple or set, not 'sso'."),
    ],
)
def test_settings_that_make_no_sense_change_nothing(chosen: dict[str, Any], message: str, send: Send) -> None:
    status, kind, said = refusal(send("settings", "PUT", json=chosen))
    assert (status, kind) == (400, "ValueError")
    assert message in said
    assert send("settings", "GET").json() == {}


@pytest.mark.parametrize(
    ("command", "body", "message"),
    [
        ("settle", "[", "The request body is not valid JSON"),
        pytest.param("settle", "[" * 100_000, "The request body is not valid JSON", id="deep"),
        ("settle", '{"now": 1e999}', "The request body is not valid JSON"),
        ("settle", "[]", "The request body has to be a JSON object."),
        ("settle", '{"now": true}', "There is no parameter 'now' here; choose from: none."),
        (
            "enable-organization-instance",
            '{"region": "eu-west-1"}',
            "There is no parameter 'region' here; choose from: region_name, account_id, name.",
        ),
        ("enable-organization-instance", '{"region_name": 1}', "region_name has to be a string, not 1."),
        ("enable-organization-instance", '{"name": 1}', "name has to be a string or null, not 1."),
        ("reset", '{"organization_instance": 1}', "organization_instance has to be true or false or a string, not 1."),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(command: str, body: str, message: str, send: Send) -> None:
    # As curl sends it: without saying that it is JSON.
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, kind, said = refusal(send(command, data=body, headers=form))
    assert (status, kind) == (400, "ValueError")
    assert said.startswith(message)


def test_a_command_that_does_not_exist_is_answered_with_those_that_do(send: Send) -> None:
    status, kind, message = refusal(send("enable"))
    assert (status, kind) == (404, "NoSuchCommand")
    assert message == f"There is no /moto-api/ssoadmin/enable; choose from: {', '.join(COMMANDS)}."


def test_a_wrong_method_is_answered_with_the_right_one(send: Send) -> None:
    assert refusal(send("settle", "GET")) == (405, "NoSuchCommand", "/moto-api/ssoadmin/settle takes POST, not GET.")


def test_it_is_closed_when_the_mock_has_ended() -> None:
    from moto.moto_api._internal.urls import url_paths

    assert not [path for path in url_paths if "ssoadmin" in path]
    with pytest.raises(RuntimeError, match="not active"):
        settle()


def test_it_loads_dumps_and_finds(send: Send, connect: Connect) -> None:
    world = {"organization": {"accounts": {"dev": "111122223333"}}, "users": {"ada": None}}
    loaded = send("load-world", json={"world": world}).json()
    assert connect().list_instances()["Instances"][0]["InstanceArn"] == loaded["arn"]
    assert list(send("dump-world").json()["users"]) == ["ada"]
    assert send("find", json={"kind": "accounts", "name": "dev"}).json() == {"id": "111122223333", "name": "dev"}


def test_it_tells_who_has_access(send: Send) -> None:
    send("load-world", json={"world": OFFICE})
    answer = send("access", json={"user": "eve", "account": None}).json()
    assert [(each["type"], each["name"]) for each in answer["principals"]] == [("USER", "eve")]
    assert [(row["account_id"], row["is_latest"]) for row in answer["rows"]] == [("123456789012", True)]
    assert len(send("access").json()["rows"]) == 11


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        ({"user": "ada", "group": "staff"}, 400, "A user and a group are two principals: ask for one of them."),
        ({"principal": "ada"}, 400, "There is no parameter 'principal' here; choose from: user, group, account, "),
        ({"user": 1}, 400, "user has to be a string or null, not 1."),
        ({"group": "ada"}, 404, "'ada' is not the name of a group; choose from: admins, staff."),
    ],
)
def test_questions_that_make_no_sense_are_refused(asked: dict[str, Any], status: int, message: str, send: Send) -> None:
    send("load-world", json={"world": OFFICE})
    refused, _, said = refusal(send("access", json=asked))
    assert refused == status
    assert said.startswith(message)


# --- calls and faults ----------------------------------------------------------------------------------------------


@pytest.fixture
def plain(connect: Connect) -> Any:
    """A client that does not retry."""
    return connect(config=Config(retries={"total_max_attempts": 1}))


def test_it_tells_what_was_called_and_forgets_it(send: Send, plain: Any) -> None:
    plain.list_instances(MaxResults=5)
    told = send("calls", "GET").json()
    (call,) = told["calls"]
    assert (
        call.pop("caller").items()
        >= {
            "account_id": "123456789012",
            "region_name": "us-east-1",
            "arn": "arn:aws:sts::123456789012:user/moto",
        }.items()
    )
    assert call == {
        "service": "sso-admin",
        "operation": "ListInstances",
        "parameters": {"MaxResults": 5},
        "result": {"Instances": []},
        "error": None,
    }
    assert told["dropped"] == 0
    send("calls", "DELETE")
    assert send("calls", "GET").json()["calls"] == []


def test_it_lets_calls_fail(send: Send, plain: Any, idc: IdentityCenter) -> None:
    declared = send("fail", json={"operation": "ListInstances", "error": "ThrottlingException", "times": 2}).json()
    id = declared.pop("id")
    assert declared == {"operations": ["ListInstances"], "remaining": 2, "count": 0, "in_force": True}
    assert error_of(plain.list_instances) == ("ThrottlingException", "Rate exceeded")
    shown = {"id": id, "operations": ["ListInstances"], "remaining": 1, "count": 1, "in_force": True}
    assert send("faults", "GET").json() == {"faults": [shown]}
    # What the handle sees is the same.
    assert [fault.count for fault in idc.faults.declared] == [1]


def test_it_ends_one_fault_or_all(send: Send, plain: Any) -> None:
    body = {"operation": "ListInstances", "error": "ThrottlingException", "times": None}
    ids = [send("fail", json=body).json()["id"] for _ in range(2)]
    send("faults", "DELETE", json={"id": ids[0]})
    assert [fault["in_force"] for fault in send("faults", "GET").json()["faults"]] == [False, True]
    assert error_of(plain.list_instances)[0] == "ThrottlingException"
    send("faults", "DELETE")
    plain.list_instances()
    assert [fault["in_force"] for fault in send("faults", "GET").json()["faults"]] == [False, False]


SHARING_A_RATE = sorted({name for each in services().values() if each.shares_a_rate for name in each.operations})


@pytest.mark.parametrize(
    ("command", "body", "operations"),
    [
        ("fail-request", {"operation": "Provision*", "failure_reason": "no"}, ["ProvisionPermissionSet"]),
        ("delay", {"operation": "ListInstances", "seconds": 0.01, "when": {"MaxResults": 1}}, ["ListInstances"]),
        ("limit-rate", {"calls_per_second": 1000}, SHARING_A_RATE),
        ("documented-limits", {}, SHARING_A_RATE),
    ],
)
def test_it_declares_every_kind_of_fault(command: str, body: dict[str, Any], operations: list[str], send: Send) -> None:
    assert send(command, json=body).json()["operations"] == operations


@pytest.mark.parametrize(
    ("command", "body", "message"),
    [
        ("fail", {"operation": "ListInstances"}, "The parameter 'error' is missing."),
        (
            "fail",
            {"operation": "*", "error": "ThrottlingException", "times": True},
            "times has to be a whole number of at least 1 or null, not True.",
        ),
        ("delay", {"seconds": -1}, "seconds has to be a number from 0 to "),
        (
            "fail",
            {"operation": "ListInstance", "error": "x"},
            "There is no operation 'ListInstance'; did you mean",
        ),
        (
            "delay",
            {"operation": "ListInstances", "seconds": 1, "when": {"MaxResult": 1}},
            "ListInstances has no parameter 'MaxResult'; did you mean 'MaxResults'?",
        ),
    ],
)
def test_faults_that_make_no_sense_are_refused(command: str, body: dict[str, Any], message: str, send: Send) -> None:
    status, kind, said = refusal(send(command, json=body))
    assert (status, kind) == (400, "ValueError")
    assert said.startswith(message)


def test_reset_forgets_calls_and_ends_faults(send: Send, plain: Any) -> None:
    plain.list_instances()
    send("fail", json={"operation": "*", "error": "ThrottlingException", "times": None})
    send("reset")
    assert send("calls", "GET").json()["calls"] == []
    plain.list_instances()


def test_reset_lets_time_be_as_it_was(send: Send, plain: Any) -> None:
    before = time.time()
    send("advance", json={"seconds": 3600})
    send("slow", json={"operation": "CreateInstance", "seconds": 60})
    send("reset")
    arn = plain.create_instance()["InstanceArn"]
    instance = plain.describe_instance(InstanceArn=arn)
    assert instance["Status"] == "ACTIVE"
    assert instance["CreatedDate"].timestamp() - before < 60


@mock_aws
def test_under_plain_mock_aws_nobody_notes_calls() -> None:
    ssoadmin_mock.install()
    try:
        response = requests.get("http://motoapi.amazonaws.com/moto-api/ssoadmin/calls", timeout=10)
    finally:
        ssoadmin_mock.uninstall()
    message = "Calls are noted, and faults have an effect, only in mock_ssoadmin and IdentityCenterServer."
    assert refusal(response) == (409, "RuntimeError", message)


def test_it_shows_the_organization_instance(send: Send) -> None:
    status, kind, message = refusal(send("organization-instance", "GET"))
    assert (status, kind) == (409, "RuntimeError")
    assert message.startswith("There is no organization instance.")
    enabled = send("enable-organization-instance").json()
    assert send("organization-instance", "GET").json() == enabled


def test_a_name_that_nothing_has_is_not_found(send: Send) -> None:
    send("load-world", json={"world": {}})
    status, kind, message = refusal(send("find", json={"kind": "users", "name": "ada"}))
    assert (status, kind, message) == (
        404,
        "UnknownNameError",
        "'ada' is not the name of a user; there are none.",
    )


@pytest.mark.parametrize(
    ("command", "body", "message"),
    [
        ("load-world", {}, "The parameter 'world' is missing."),
        ("load-world", {"world": []}, "world has to be an object, not []."),
        ("load-world", {"world": {"user": {}}}, "user: 'user' is not the name of a key here; did you mean 'users'?"),
        ("find", {"kind": "planets", "name": "x"}, "kind has to be one of 'accounts', 'users', 'groups', "),
    ],
)
def test_worlds_that_make_no_sense_are_refused(command: str, body: dict[str, Any], message: str, send: Send) -> None:
    status, _, said = refusal(send(command, json=body))
    assert status == 400
    assert said.startswith(message)
