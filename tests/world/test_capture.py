"""Capturing: a world, captured through boto3, loads to the same world."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from ssoadmin_mock import CaptureError, IdentityCenter, capture
from ssoadmin_mock.controls.in_process import InProcess
from ssoadmin_mock.world import schema
from ssoadmin_mock.world.progress import Progress
from ssoadmin_mock.world.reading import Pace, Reader
from ssoadmin_mock.world.redaction import redacted
from ssoadmin_mock.world.source import Document
from tests.conftest import MANAGEMENT
from tests.world.examples import WORLD

FAST = 100_000


@pytest.fixture
def world(idc: IdentityCenter) -> IdentityCenter:
    idc.load(WORLD)
    return idc


@pytest.fixture
def session(idc: IdentityCenter) -> boto3.Session:
    return idc.session(account_id=MANAGEMENT, region_name="eu-west-1")


@pytest.fixture
def calls(session: boto3.Session) -> list[str]:
    """The names of the operations that are called, as they are."""
    made: list[str] = []
    session.events.register("before-call", lambda model, **_: made.append(model.name))
    return made


Refuse = Callable[[str, str, int], None]


@pytest.fixture
def refuse(session: boto3.Session) -> Refuse:
    """Lets the first calls of an operation end in an error."""

    def refuse(operation: str, code: str, times: int) -> None:
        remaining = iter(range(times))

        def answer(**_: Any) -> Any:
            if next(remaining, None) is None:
                return None
            from botocore.awsrequest import AWSResponse

            response = AWSResponse("https://x", 400, {}, None)
            return response, {"Error": {"Code": code, "Message": "m"}, "ResponseMetadata": {"HTTPStatusCode": 400}}

        session.events.register(f"before-call.*.{operation}", answer)

    return refuse


def test_a_capture_is_a_world(world: IdentityCenter, session: boto3.Session) -> None:
    captured = capture(session, calls_per_second=FAST)
    schema.check(Document(captured))
    dumped = world.dump()
    # Policies are in the accounts' own IAM: what a capture knows is which of them there must be.
    assert {policy["name"] for policy in captured.pop("customer_managed_policies")} == {"Boundary", "Extra"}
    del dumped["customer_managed_policies"]
    assert captured == dumped


@pytest.mark.parametrize("redact", [False, True])
def test_capture_load_capture_is_identical(world: IdentityCenter, session: boto3.Session, redact: bool) -> None:
    first = capture(session, redact=redact, calls_per_second=FAST)
    reset()
    world.load(first)
    second = capture(world.session(account_id=MANAGEMENT), region_name="eu-west-1", calls_per_second=FAST)
    assert json.dumps(second) == json.dumps(first)


def reset() -> None:
    InProcess().reset()


def test_an_empty_world_is_captured(idc: IdentityCenter) -> None:
    idc.load({})
    captured = capture(idc.session(account_id=MANAGEMENT), calls_per_second=FAST)
    assert captured == idc.dump()


def test_every_call_reads(world: IdentityCenter, session: boto3.Session, calls: list[str]) -> None:
    capture(session, calls_per_second=FAST)
    assert len(calls) > 50
    assert {name for name in calls if not name.startswith(("List", "Describe", "Get"))} == set()


def test_nothing_but_reading_can_be_called(session: boto3.Session) -> None:
    reader = Reader(session, "us-east-1", Pace(FAST), Progress(""))
    with pytest.raises(ValueError, match="CreateOrganization does not only read"):
        reader.call("organizations", "CreateOrganization")


@pytest.mark.rule("organization.delegates-read")
def test_a_delegated_administrator_captures_the_same(world: IdentityCenter, session: boto3.Session) -> None:
    delegate = world.session(account_id=world.account("log-archive"), region_name="eu-west-1")
    assert capture(delegate, calls_per_second=FAST) == capture(session, calls_per_second=FAST)


def test_where_there_is_no_instance_there_is_nothing_to_capture(
    idc: IdentityCenter, session: boto3.Session, tmp_path: Path
) -> None:
    idc.load({})
    with pytest.raises(CaptureError, match=f"organization of {MANAGEMENT} has no instance .* in eu-west-1"):
        capture(session, state_file=tmp_path / "state", calls_per_second=FAST)
    # When there is one later, nothing stands in the way.
    assert not (tmp_path / "state").exists()


# --- pace, retries, resuming ---------------------------------------------------------------------------------------


class Clock:
    """A clock that only goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_no_second_has_more_than_twenty_calls() -> None:
    clock = Clock()
    pace = Pace(20, clock, clock.sleep)
    times = []
    for number in range(100):
        pace.wait()
        times.append(clock.now)
        clock.now += 0.02 if number % 3 else 0.001
    assert max(sum(begin <= time < begin + 1 for time in times) for begin in times) == 20
    assert clock.now < 6


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_throttled_calls_are_repeated_ever_more_slowly(
    world: IdentityCenter, session: boto3.Session, calls: list[str], refuse: Refuse, clock: Clock
) -> None:
    refuse("ListPermissionSets", "ThrottlingException", 3)
    reader = Reader(session, "eu-west-1", Pace(FAST, clock, clock.sleep), Progress(""))
    instance = reader.call("sso-admin", "ListInstances")["Instances"][0]["InstanceArn"]
    assert len(reader.call("sso-admin", "ListPermissionSets", InstanceArn=instance)["PermissionSets"]) == 3
    assert clock.slept == [0.5, 1, 2]


def test_a_call_that_is_always_throttled_ends_in_its_error(
    world: IdentityCenter, session: boto3.Session, refuse: Refuse, clock: Clock
) -> None:
    refuse("ListInstances", "TooManyRequestsException", 8)
    with pytest.raises(ClientError, match="TooManyRequestsException"):
        Reader(session, "eu-west-1", Pace(FAST, clock, clock.sleep), Progress("")).call("sso-admin", "ListInstances")
    assert len(clock.slept) == 7


class CountingPace(Pace):
    waits = 0

    def wait(self) -> None:
        self.waits += 1
        super().wait()


def test_every_try_keeps_the_pace_the_last_one_included(
    world: IdentityCenter, session: boto3.Session, refuse: Refuse, clock: Clock
) -> None:
    refuse("ListInstances", "TooManyRequestsException", 7)
    pace = CountingPace(FAST, clock, clock.sleep)
    Reader(session, "eu-west-1", pace, Progress("")).call("sso-admin", "ListInstances")
    assert (len(clock.slept), pace.waits) == (7, 8)


def test_an_interrupted_capture_goes_on_where_it_stopped(
    world: IdentityCenter, session: boto3.Session, calls: list[str], refuse: Refuse, tmp_path: Path
) -> None:
    expected = capture(session, calls_per_second=FAST)
    needed = len(calls)
    calls.clear()
    state_file = tmp_path / "world.yaml.capture"
    refuse("ListTrustedTokenIssuers", "InternalServerException", 1)
    with pytest.raises(ClientError, match="InternalServerException"):
        capture(session, state_file=state_file, calls_per_second=FAST)
    assert stat.S_IMODE(state_file.stat().st_mode) == 0o600
    # As if it had been killed while it wrote.
    state_file.write_text(state_file.read_text(encoding="utf-8") + '["half', encoding="utf-8")
    assert capture(session, state_file=state_file, calls_per_second=FAST) == expected
    # Whose organization it is is asked both times; the call that was refused did not get as far as being counted.
    assert len(calls) == needed + len(["GetCallerIdentity", "DescribeOrganization", "ListInstances"])
    assert not state_file.exists()


def test_a_capture_of_another_account_is_not_gone_on_with(
    world: IdentityCenter, session: boto3.Session, tmp_path: Path
) -> None:
    state_file = tmp_path / "state"
    state_file.write_text('{"account": "999988887777", "region": "eu-west-1"}\n', encoding="utf-8")
    with pytest.raises(CaptureError, match=r"is from another account or Region .*Delete it to begin anew"):
        capture(session, state_file=state_file, calls_per_second=FAST)


def test_lists_of_many_pages_are_read_to_the_end(idc: IdentityCenter) -> None:
    idc.load({"permission_sets": {f"P{number:03}": None for number in range(230)}})
    captured = capture(idc.session(account_id=MANAGEMENT), calls_per_second=FAST)
    assert list(captured["permission_sets"]) == [f"P{number:03}" for number in range(230)]


# --- what real organizations have and the mock has not -------------------------------------------------------------


def test_what_applications_of_aws_refuse_to_say_is_left_out(
    idc: IdentityCenter, session: boto3.Session, refuse: Refuse
) -> None:
    idc.load({"instance": {"region": "eu-west-1"}, "applications": {"a": WORLD["applications"]["reports"]}})
    for operation in ("GetApplicationAssignmentConfiguration", "ListApplicationGrants", "ListTagsForResource"):
        refuse(operation, "AccessDeniedException", 1)
    assert list(capture(session, calls_per_second=FAST)["applications"]["a"]) == ["id"]


# --- redaction -----------------------------------------------------------------------------------------------------


def test_a_redacted_world_has_no_names_addresses_and_account_ids(world: IdentityCenter) -> None:
    dumped = world.dump()
    text = json.dumps(redacted(dumped))
    names = [
        "acme",
        "Lovelace",
        "ada",
        "bob",
        "eve",
        "staff",
        "payroll",
        "reports",
        "okta",
        "Admin",
        "Reader",
        "Bounded",
    ]
    names += ["Workloads", "log-archive", "Extra", "Boundary", "Everybody", "King", "Countess", "identity", "finance"]
    secrets = [*(f'"{name}"' for name in names), "acme.example", "111122223333", "444455556666"]
    assert [secret for secret in secrets if secret in text] == []
    assert "AdministratorAccess" in text
    assert dumped["organization"]["management_account"]["id"] == MANAGEMENT


def test_the_same_becomes_the_same_everywhere() -> None:
    world = redacted(
        {
            "organization": {
                "management_account": {"id": "999988887777", "name": "acme"},
                "accounts": {"dev": {"id": "111122223333", "email": "ada@acme.example"}},
            },
            "users": {"ada": {"id": "11111111-1111-4111-8111-111122223333", "email": "ada@acme.example"}},
            "permission_sets": {
                "P": {"inline_policy": "arn:aws:iam::111122223333:role/x for ada@acme.example in b-999988887777"}
            },
            "assignments": [{"permission_set": "P", "users": ["ada"], "accounts": ["dev", "acme"]}],
            "applications": {
                "a": {"portal_options": {"u": "https://a.acme.example/x", "v": ["https://a.acme.example"]}}
            },
            "access_control_attributes": {"Team": "${path:userName}"},
        }
    )
    accounts = world["organization"]["accounts"]
    assert accounts == {"account-2": {"id": "100000000001", "email": "email-1@example.com"}}
    assert world["organization"]["management_account"] == {"id": MANAGEMENT, "name": "account-1"}
    assert world["users"] == {"user-1": {"id": "11111111-1111-4111-8111-111122223333", "email": "email-1@example.com"}}
    assert world["permission_sets"]["permission-set-1"]["inline_policy"] == (
        f"arn:aws:iam::100000000001:role/x for email-1@example.com in b-{MANAGEMENT}"
    )
    assert world["assignments"] == [
        {"permission_set": "permission-set-1", "users": ["user-1"], "accounts": ["account-2", "account-1"]}
    ]
    assert world["applications"]["application-1"]["portal_options"] == {
        "u": "https://host-1.example.com/x",
        "v": ["https://host-1.example.com"],
    }
    assert world["access_control_attributes"] == {"Team": "${path:userName}"}


def test_a_world_without_ids_is_redacted_as_well() -> None:
    assert redacted({"users": {"ada": {}}, "organization": {"accounts": {"dev": "111122223333"}}}) == {
        "users": {"user-1": {}},
        "organization": {"accounts": {"account-1": "100000000000"}},
    }


def test_a_redacted_world_loads(world: IdentityCenter, session: boto3.Session) -> None:
    captured = capture(session, redact=True, calls_per_second=FAST)
    reset()
    world.load(captured)
    assert len(world.dump()["assignments"]) == len(captured["assignments"])
