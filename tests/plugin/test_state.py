"""Snapshots of the whole state, put back in any order; mocks with a state of their own; how time passes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import freezegun
import pytest
import time_machine
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter, WorldError, mock_ssoadmin
from ssoadmin_mock.effects import clock

WORLD = {
    "organization": {"accounts": {"dev": "111122223333"}},
    "users": {"ada": None},
    "permission_sets": {"Admin": None, "Viewer": None},
    "assignments": [{"permission_set": "Admin", "users": ["ada"], "accounts": ["dev"]}],
}


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    with mock_ssoadmin(world=WORLD) as idc:
        yield idc


@pytest.fixture
def sso(idc: IdentityCenter) -> Any:
    return boto3.client("sso-admin", region_name=idc.organization_instance.region_name)


def create(idc: IdentityCenter, sso: Any, name: str) -> str:
    made = sso.create_permission_set(InstanceArn=idc.organization_instance.arn, Name=name)
    return str(made["PermissionSet"]["PermissionSetArn"])


def assign(idc: IdentityCenter, sso: Any) -> str:
    status = sso.create_account_assignment(
        InstanceArn=idc.organization_instance.arn,
        TargetId=idc.account("dev"),
        TargetType="AWS_ACCOUNT",
        PermissionSetArn=idc.permission_set("Viewer"),
        PrincipalType="USER",
        PrincipalId=idc.user("ada"),
    )
    return str(status["AccountAssignmentCreationStatus"]["RequestId"])


def status_of(idc: IdentityCenter, sso: Any, request: str) -> str:
    answer = sso.describe_account_assignment_creation_status(
        InstanceArn=idc.organization_instance.arn, AccountAssignmentCreationRequestId=request
    )
    return str(answer["AccountAssignmentCreationStatus"]["Status"])


def test_what_was_made_is_gone_and_made_again_has_the_same_id(idc: IdentityCenter, sso: Any) -> None:
    before = idc.snapshot()
    first = create(idc, sso, "New")
    assert idc.snapshot() != before
    idc.restore(before)
    assert idc.snapshot() == before
    with pytest.raises(ValueError, match="New"):
        idc.permission_set("New")
    assert create(idc, sso, "New") == first


def test_snapshots_are_restored_in_any_order(idc: IdentityCenter, sso: Any) -> None:
    zero = idc.snapshot()
    arn = create(idc, sso, "One")
    one = idc.snapshot()
    sso.delete_permission_set(InstanceArn=idc.organization_instance.arn, PermissionSetArn=arn)
    two = idc.snapshot()
    for snapshot in (one, zero, two, one, one, zero):
        idc.restore(snapshot)
        assert [each == idc.snapshot() for each in (zero, one, two)] == [each is snapshot for each in (zero, one, two)]


def test_a_page_token_goes_on_where_it_was(idc: IdentityCenter, sso: Any) -> None:
    arn = idc.organization_instance.arn
    page = sso.list_permission_sets(InstanceArn=arn, MaxResults=1)
    with idc.rollback():
        for each in sso.list_permission_sets(InstanceArn=arn)["PermissionSets"][1:]:
            sso.delete_permission_set(InstanceArn=arn, PermissionSetArn=each)
    rest = sso.list_permission_sets(InstanceArn=arn, NextToken=page["NextToken"])["PermissionSets"]
    assert rest == [idc.permission_set("Viewer")]


def test_a_request_in_progress_goes_on(idc: IdentityCenter, sso: Any) -> None:
    idc.slow("CreateAccountAssignment", polls=2)
    request = assign(idc, sso)
    in_progress = idc.snapshot()
    for _ in range(2):
        statuses = [status_of(idc, sso, request) for _ in range(2)]
        assert statuses == ["IN_PROGRESS", "SUCCEEDED"]
        assert len(idc.access()) == 2
        idc.restore(in_progress)
        assert len(idc.access()) == 1


def test_other_services_are_part_of_it(idc: IdentityCenter) -> None:
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="key", Body=b"before")
    organizations = boto3.client("organizations", region_name="us-east-1")
    accounts = len(organizations.list_accounts()["Accounts"])
    with idc.rollback():
        s3.put_object(Bucket="bucket", Key="key", Body=b"after")
        s3.delete_object(Bucket="bucket", Key="key")
        organizations.create_account(AccountName="new", Email="new@example.com")
        boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="queue")
    assert s3.get_object(Bucket="bucket", Key="key")["Body"].read() == b"before"
    assert len(organizations.list_accounts()["Accounts"]) == accounts
    assert "QueueUrls" not in boto3.client("sqs", region_name="us-east-1").list_queues()


def test_reading_changes_nothing_and_calls_do_not_count(idc: IdentityCenter, sso: Any) -> None:
    before = idc.snapshot()
    sso.list_permission_sets(InstanceArn=idc.organization_instance.arn)
    assert idc.snapshot() == before
    with idc.rollback():
        sso.list_instances()
        assert [call.operation for call in idc.calls] == ["ListPermissionSets", "ListInstances"]
    assert [call.operation for call in idc.calls] == ["ListPermissionSets"]


def test_faults_are_as_they_were(idc: IdentityCenter, sso: Any) -> None:
    kept = idc.faults.fail("ListInstances", "AccessDeniedException")
    with idc.rollback():
        with pytest.raises(sso.exceptions.AccessDeniedException):
            sso.list_instances()
        other = idc.faults.fail("ListPermissionSets", "AccessDeniedException", times=None)
        kept.remove()
    assert (kept.count, kept.remaining, kept.in_force) == (0, 1, True)
    assert not other.in_force
    with pytest.raises(sso.exceptions.AccessDeniedException):
        sso.list_instances()
    kept.remove()
    assert idc.faults.in_force == []


def test_reset_goes_back_to_the_beginning(idc: IdentityCenter, sso: Any) -> None:
    create(idc, sso, "New")
    idc.faults.fail("ListInstances", "AccessDeniedException")
    idc.reset()
    assert idc.dump() == mock_dump()
    assert list(idc.calls) == []
    assert idc.faults.in_force == []
    idc.restore(idc.snapshot())
    assert sso.list_instances()["Instances"][0]["InstanceArn"] == idc.organization_instance.arn


def mock_dump() -> dict[str, Any]:
    with mock_ssoadmin(world=WORLD, isolated=True) as idc:
        return idc.dump()


def test_threads_take_and_restore_meanwhile(idc: IdentityCenter, sso: Any) -> None:
    before = idc.snapshot()
    arn = idc.organization_instance.arn

    def work(number: int) -> int:
        if number % 3 == 0:
            idc.restore(before)
        elif number % 3 == 1:
            create(idc, sso, f"Set{number}")
        return len(sso.list_permission_sets(InstanceArn=arn)["PermissionSets"])

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(work, range(60)))
    assert min(counts) >= 2
    idc.restore(before)
    assert idc.snapshot() == before


def test_a_world_is_loaded_once_and_is_the_same_for_each_test() -> None:
    made = []
    for _ in range(3):
        with mock_ssoadmin(world=WORLD) as idc:
            made.append(idc.dump())
            sso = boto3.client("sso-admin", region_name="us-east-1")
            create(idc, sso, "New")
            assert "New" not in made[-1]["permission_sets"]
    assert made[0] == made[1] == made[2]


def test_another_seed_makes_other_ids() -> None:
    ids = []
    for seed in (1, 2, 1):
        mock_seed(seed)
        with mock_ssoadmin(world=WORLD) as idc:
            ids.append(idc.user("ada"))
    assert ids[0] != ids[1]
    assert ids[0] == ids[2]


def mock_seed(seed: int) -> None:
    from moto.moto_api._internal import mock_random

    mock_random.seed(seed)


def test_an_isolated_mock_has_a_state_of_its_own(idc: IdentityCenter) -> None:
    before = idc.snapshot()
    with mock_ssoadmin(isolated=True) as inner:
        with pytest.raises(RuntimeError, match="no organization instance"):
            _ = inner.organization_instance
        with mock_ssoadmin(world={"users": {"ada": None}}, isolated=True) as innermost:
            assert list(innermost.dump()["users"]) == ["ada"]
        inner.enable_organization_instance()
    assert idc.snapshot() == before


def test_isolated_mocks_end_in_any_order(idc: IdentityCenter) -> None:
    before = idc.snapshot()
    first, second = mock_ssoadmin(isolated=True), mock_ssoadmin(isolated=True)
    first.start()
    second.start()
    first.stop()
    with pytest.raises(RuntimeError, match="no organization instance"):
        _ = idc.organization_instance
    second.stop()
    assert idc.snapshot() == before


def test_a_world_that_conflicts_says_which_mock_is_active() -> None:
    with (
        mock_ssoadmin(world=WORLD),
        pytest.raises(WorldError, match=r"(?s)Another mock is active.*test_state\.py:\d+.*isolated=True"),
        mock_ssoadmin(world={"permission_sets": {"Admin": {"description": "another"}}}),
    ):
        pass


def test_what_is_slow_is_done_when_the_time_has_passed(idc: IdentityCenter, sso: Any) -> None:
    idc.slow("create_account_assignment", seconds=60)
    request = assign(idc, sso)
    idc.advance(59)
    assert status_of(idc, sso, request) == "IN_PROGRESS"
    idc.advance(1)
    assert status_of(idc, sso, request) == "SUCCEEDED"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"operation": "CreateAccountAssigment", "polls": 1}, "Did you mean CreateAccountAssignment?"),
        ({"operation": "ListUsers", "polls": 1}, r"finishes later\. Choose from: CreateInstance, "),
        ({"operation": "CreateAccountAssignment"}, "Say polls= or seconds="),
        ({"operation": "CreateAccountAssignment", "polls": 1, "seconds": 1}, "Say polls= or seconds="),
    ],
)
def test_names_are_checked(idc: IdentityCenter, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        idc.slow(**arguments)


def test_slowness_and_time_end_with_the_mock() -> None:
    before = state_manager.get_transition("ssoadmin::instance")
    with mock_ssoadmin() as idc:
        idc.slow("CreateInstance", polls=5)
        state_manager.set_transition("ssoadmin::region", {"progression": "manual", "times": 3})
        idc.advance(3600)
        assert clock.offset() == 3600
    assert state_manager.get_transition("ssoadmin::instance") == before
    assert state_manager.get_transition("ssoadmin::region") == before
    assert clock.offset() == 0


def test_rates_follow_the_clock_of_the_mock(idc: IdentityCenter, sso: Any) -> None:
    idc.faults.limit_rate(1)
    sso.list_instances()
    idc.advance(1)
    sso.list_instances()


def test_the_clock_is_put_back(idc: IdentityCenter) -> None:
    idc.advance(5)
    before = idc.snapshot()
    with idc.rollback():
        idc.advance(3600)
    assert clock.offset() == 5
    assert idc.snapshot() == before


def test_rates_follow_the_clocks_of_freezegun_and_time_machine(idc: IdentityCenter, sso: Any) -> None:
    idc.faults.limit_rate(1)
    throttled = "ThrottlingException"
    with freezegun.freeze_time("2030-01-01") as frozen:
        sso.list_instances()
        with pytest.raises(ClientError, match=throttled):
            once(idc).list_instances()
        frozen.tick(1)
        sso.list_instances()
    with time_machine.travel("2031-01-01", tick=False) as traveller:
        sso.list_instances()
        with pytest.raises(ClientError, match=throttled):
            once(idc).list_instances()
        traveller.shift(1)
        sso.list_instances()


def once(idc: IdentityCenter) -> Any:
    """A client that does not try again."""
    region_name = idc.organization_instance.region_name
    return boto3.client("sso-admin", region_name=region_name, config=Config(retries={"total_max_attempts": 1}))
