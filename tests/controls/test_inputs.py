"""What tests give to the handle, to `mock_ssoadmin` and to the server's commands is checked where it is given."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests

from ssoadmin_mock import IdentityCenter, UnknownNameError, WorldError, mock_ssoadmin
from ssoadmin_mock.cli import main
from tests.conftest import MANAGEMENT

DEV = "111122223333"
WORLD: dict[str, Any] = {"organization": {"accounts": {"dev": DEV, "Log Archive": "444455556666"}}}
NO_REGIONS = ["mars-1", "US-EAST-1", "us-east1", "us-esat-1", "aws-global", "", 7, None]


@pytest.fixture
def idc() -> Any:
    with mock_ssoadmin() as idc:
        yield idc


@pytest.fixture
def world() -> Any:
    with mock_ssoadmin(world=WORLD) as idc:
        yield idc


# --- accounts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "id"), [("dev", DEV), (DEV, DEV), ("Log Archive", "444455556666"), ("999988887777", "999988887777")]
)
def test_a_session_is_of_an_account_by_name_or_id(given: str, id: str, world: IdentityCenter) -> None:
    session = world.session(account_id=given, region_name="us-east-1")
    assert session.client("sts").get_caller_identity()["Account"] == id


@pytest.mark.parametrize("given", ["Dev", "de", "11112222333", "1111222233334", "\u0661" * 12, f"{DEV}\n", ""])
def test_a_session_of_no_account_is_refused(given: str, world: IdentityCenter) -> None:
    with pytest.raises(UnknownNameError, match="account_id has to be twelve digits or the name of an account, not "):
        world.session(account_id=given)


def test_the_nearest_name_is_said(world: IdentityCenter) -> None:
    with pytest.raises(ValueError, match=r"'dve': 'dve' is not the name of an account; did you mean 'dev'\?"):
        world.session(account_id="dve")


@pytest.mark.parametrize("given", [111122223333, None, b"111122223333", ["dev"]])
def test_what_is_no_string_is_no_account(given: Any, idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="account_id has to be a string, not "):
        idc.session(account_id=given)


def test_without_an_organization_there_are_no_names(idc: IdentityCenter) -> None:
    with pytest.raises(UnknownNameError, match=r"twelve digits .*, not 'dev': There is no organization instance"):
        idc.session(account_id="dev")


# --- Regions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", NO_REGIONS)
def test_what_is_no_region_is_refused(region: Any, idc: IdentityCenter) -> None:
    refused = pytest.raises(ValueError, match="region_name has to be ")
    with refused:
        idc.enable_organization_instance(region_name=region)
    with refused:
        idc.ensure_organization_instance(region)
    if region is not None:
        with refused:
            idc.session(account_id=DEV, region_name=region)
        with pytest.raises(ValueError, match="organization_instance has to be "):
            mock_ssoadmin(organization_instance=region)
    assert boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"] == []


def test_the_nearest_region_is_said() -> None:
    with pytest.raises(ValueError, match="Region, not 'eu-wset-1'; did you mean 'eu-west-1'"):
        mock_ssoadmin(organization_instance="eu-wset-1")
    with pytest.raises(ValueError, match="Region, not 'mars-1'; for example 'us-east-1'"):
        mock_ssoadmin(organization_instance="mars-1")


def test_what_moto_is_told_to_take_is_taken(idc: IdentityCenter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_ALLOW_NONEXISTENT_REGION", "true")
    assert idc.session(account_id=DEV, region_name="antarctica-1").region_name == "antarctica-1"


@pytest.mark.parametrize("where", ["region", "additional_regions"])
def test_a_world_is_in_regions_that_there_are(where: str, idc: IdentityCenter) -> None:
    value = "eu-wset-1" if where == "region" else ["eu-wset-1"]
    with pytest.raises(WorldError, match=rf"instance\.{where}.*eu-west-1"):
        idc.load({"instance": {where: value}})


def test_the_command_refuses_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--organization-instance", "eu-wset-1"])
    assert "did you mean 'eu-west-1'?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["x" * 256, "a b", 7])
def test_a_name_that_the_service_does_not_take_is_refused(name: Any, idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="name"):
        idc.enable_organization_instance(name=name)
    assert boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"] == []


# --- what contradicts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("world", [WORLD, WORLD | {"instance": {"region": "eu-central-1"}}])
def test_a_world_in_another_region_than_the_one_asked_for(world: dict[str, Any]) -> None:
    mock = mock_ssoadmin(world=world, organization_instance="eu-west-1")
    with pytest.raises(ValueError, match="organization_instance='eu-west-1' contradicts the world, whose Region is "):
        mock.start()
    with pytest.raises(RuntimeError, match=r"Called stop\(\) before start\(\)"):
        mock.stop()


@pytest.mark.parametrize("asked", [True, "eu-central-1"])
def test_a_world_in_the_region_asked_for(asked: bool | str) -> None:
    world = WORLD | {"instance": {"region": "eu-central-1"}}
    with mock_ssoadmin(world=world, organization_instance=asked) as idc:
        assert idc.organization_instance.region_name == "eu-central-1"


@pytest.mark.parametrize("world", [None, WORLD])
def test_a_region_asked_for_inside_a_mock_that_has_another(world: Any) -> None:
    with mock_ssoadmin(organization_instance=True) as idc:
        inner = mock_ssoadmin(world=world, organization_instance="eu-west-1")
        with pytest.raises(RuntimeError, match="'eu-west-1' asks for another Region than us-east-1, where"):
            inner.start()
        assert idc.dump(ids=False) == {"organization": {}} or idc.dump()["organization"].get("accounts") is None
        with mock_ssoadmin(organization_instance="us-east-1"), mock_ssoadmin(organization_instance=True):
            assert idc.organization_instance.region_name == "us-east-1"


def test_another_partition_is_no_contradiction() -> None:
    with mock_ssoadmin(organization_instance=True), mock_ssoadmin(organization_instance="cn-north-1"):
        found = [
            boto3.client("sso-admin", region_name=region).list_instances()["Instances"][0]["PrimaryRegion"]
            for region in ("us-east-1", "cn-north-1")
        ]
    assert found == ["us-east-1", "cn-north-1"]


@pytest.mark.sockets
def test_the_server_begins_with_what_is_asked_for_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "world.json"
    file.write_text("{}")
    arguments = ["serve", "--port", "0", "--world", str(file), "--organization-instance", "eu-west-1"]
    assert main(arguments) == 1
    assert "'eu-west-1' contradicts the world, whose Region is us-east-1" in capsys.readouterr().err


# --- what is decorated ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["world.yaml", Path("world.yaml"), {"users": {"ada": None}}, {}])
def test_a_world_has_to_be_named(given: Any) -> None:
    with pytest.raises(TypeError, match=r"neither\. Its arguments are given by name, such as world="):
        mock_ssoadmin(given)


@pytest.mark.parametrize("given", [True, 7, b"x", ["x"]])
def test_what_is_no_function_is_not_decorated(given: Any) -> None:
    with pytest.raises(TypeError, match="mock_ssoadmin decorates a function or class"):
        mock_ssoadmin(given)


@pytest.mark.parametrize("config", ["x", 7, [("core", {})]])
def test_the_configuration_is_a_mapping(config: Any) -> None:
    with pytest.raises(ValueError, match="config has to be a mapping or None, not "):
        mock_ssoadmin(config=config)


# --- faults and calls ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", ["soon", -1, math.nan, math.inf, -math.inf, None, True, 1e300, 10**400])
def test_a_delay_takes_seconds(seconds: Any, idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="seconds has to be a number from 0 to "):
        idc.faults.delay(seconds=seconds)
    assert not idc.faults.declared


@pytest.mark.parametrize(
    ("declare", "message"),
    [
        (lambda faults: faults.fail(7, "ThrottlingException"), "operation has to be a string, not 7"),
        (lambda faults: faults.fail("*", None), "error has to be a string, not None"),
        (lambda faults: faults.fail("*", "ThrottlingException", 7), "message has to be a string or None, not 7"),
        (lambda faults: faults.fail("*", "ThrottlingException", reason=7), "reason has to be a string or None, not 7"),
        (lambda faults: faults.fail("*", "ThrottlingException", times=1.5), "times has to be a whole number of at "),
        (lambda faults: faults.fail("*", "ThrottlingException", times=True), "times has to be a whole number of at "),
        (lambda faults: faults.fail("*", "ThrottlingException", when="x"), "when has to be a function or a mapping"),
        (lambda faults: faults.fail("ListInstances", "ThrottlingException", when={1: 2}), "when has to be|A key of"),
        (
            lambda faults: faults.fail("ListInstances", "ThrottlingException", when={"MaxResults": "5"}),
            "ListInstances's MaxResults has to be a whole number, not '5'",
        ),
        (lambda faults: faults.fail_request("*", None), "failure_reason has to be a string, not None"),
        (lambda faults: faults.delay(None, seconds=1), "operation has to be a string, not None"),
        (lambda faults: faults.delay(seconds=1, times="once"), "times has to be a whole number of at least 1 or None"),
        (lambda faults: faults.limit_rate("fast"), "calls_per_second has to be a whole number from 1 to 1000000, not "),
        (lambda faults: faults.limit_rate(2.5), "calls_per_second has to be a whole number from 1 to 1000000, not 2.5"),
        (
            lambda faults: faults.limit_rate(10**30),
            "calls_per_second has to be a whole number from 1 to",
        ),
    ],
)
def test_a_fault_that_makes_no_sense(declare: Callable[[Any], Any], message: str, idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match=message):
        declare(idc.faults)
    assert not idc.faults.declared


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda calls: calls.of(None), "operation has to be a string, not None"),
        (lambda calls: calls.assert_called("ListInstances", times=-1), "times has to be a whole number of at least 0"),
        (lambda calls: calls.assert_called("ListInstances", times="1"), "times has to be a whole number of at least 0"),
        # No call of boto3's has a parameter of another type, so that these would hold whatever was called.
        (lambda calls: calls.assert_not_called("ListInstances", MaxResults="5"), "MaxResults has to be a whole number"),
        (lambda calls: calls.assert_not_called("ListInstances", MaxResults=None), "MaxResults has to be a whole numb"),
        (lambda calls: calls.assert_not_called("TagResource", Tags=({"Key": "a"},)), "Tags has to be a list, not "),
    ],
)
def test_a_question_about_calls_that_makes_no_sense(ask: Callable[[Any], Any], message: str, idc: Any) -> None:
    with pytest.raises(ValueError, match=message):
        ask(idc.calls)


# --- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["account", "user", "group", "permission_set", "application", "issuer"])
@pytest.mark.parametrize("name", [None, 7, ["ada"]])
def test_a_name_is_a_string(kind: str, name: Any, world: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="name has to be a string, not "):
        getattr(world, kind)(name)


def test_what_access_and_dumps_are_asked(world: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="user has to be a string or None, not 7"):
        world.access(user=7)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ids has to be True or False, not 'no'"):
        world.dump(ids="no")  # type: ignore[arg-type]


# --- the server's commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "body", "status", "message"),
    [
        ("enable-organization-instance", {"account_id": "x"}, 404, "account_id has to be twelve digits or the name"),
        ("ensure-organization-instance", {"account_id": ""}, 404, "account_id has to be twelve digits or the name"),
        ("enable-organization-instance", {"region_name": "mars-1"}, 400, "region_name has to be the name of a Region"),
        ("ensure-organization-instance", {"region_name": ""}, 400, "region_name has to be the name of a Region"),
        ("enable-organization-instance", {"name": "a b"}, 400, "name: "),
        ("reset", {"organization_instance": "mars-1"}, 400, "organization_instance has to be the name of a Region"),
        ("delay", {"seconds": "soon"}, 400, "seconds has to be a number from 0 to "),
        (
            "limit-rate",
            {"calls_per_second": 0},
            400,
            "calls_per_second has to be a whole number from 1 to 1000000, not 0",
        ),
    ],
)
def test_the_commands_say_so_too(command: str, body: dict[str, Any], status: int, message: str, idc: Any) -> None:
    idc.enable_organization_instance(name="acme")
    answer = requests.post(f"http://motoapi.amazonaws.com/moto-api/ssoadmin/{command}", json=body, timeout=10)
    assert (answer.status_code, answer.json()["message"].startswith(message)) == (status, True), answer.text
    # A refused reset has reset nothing.
    assert idc.organization_instance.owner_account_id == MANAGEMENT
