"""Instances on their way: CREATE_IN_PROGRESS and DELETE_IN_PROGRESS."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter, settle
from tests.conftest import Connect, error_of
from tests.services.sso_admin.operations.test_instances import listed

SetProgression = Callable[..., None]


@pytest.fixture
def progression() -> Iterator[SetProgression]:
    """Sets how instances progress: ``progression("manual", times=2)``."""

    def set_progression(progression: str, **how: float) -> None:
        state_manager.set_transition("ssoadmin::instance", {"progression": progression, **how})

    yield set_progression
    state_manager.unset_transition("ssoadmin::instance")


def status(sso: Any, arn: str) -> str:
    return str(sso.describe_instance(InstanceArn=arn)["Status"])


def statuses_listed(sso: Any) -> list[str]:
    return [row["Status"] for row in sso.list_instances()["Instances"]]


@pytest.mark.rule("instance.in-progress")
def test_by_default_an_instance_is_made_and_deleted_at_once(sso: Any) -> None:
    arn = sso.create_instance()["InstanceArn"]
    assert statuses_listed(sso) == ["ACTIVE"]
    sso.delete_instance(InstanceArn=arn)
    assert listed(sso) == []


@pytest.mark.rule("instance.in-progress")
def test_with_manual_progression_describing_is_a_poll(sso: Any, progression: SetProgression) -> None:
    progression("manual", times=2)
    arn = sso.create_instance()["InstanceArn"]
    assert statuses_listed(sso) == ["CREATE_IN_PROGRESS"]
    assert [status(sso, arn) for _ in range(3)] == ["CREATE_IN_PROGRESS", "ACTIVE", "ACTIVE"]
    sso.delete_instance(InstanceArn=arn)
    assert statuses_listed(sso) == ["DELETE_IN_PROGRESS"]
    assert status(sso, arn) == "DELETE_IN_PROGRESS"
    assert error_of(sso.describe_instance, InstanceArn=arn)[0] == "AccessDeniedException"
    assert listed(sso) == []


@pytest.mark.rule("instance.in-progress")
def test_with_progression_over_http_the_same_holds(connect: Connect, server_url: str, sso: Any) -> None:
    import requests

    def post(what: str, **body: Any) -> None:
        url = f"{server_url}/moto-api/state-manager/{what}-transition"
        requests.post(url, json={"model_name": "ssoadmin::instance", **body}, timeout=10).raise_for_status()

    post("set", transition={"progression": "manual", "times": 1})
    try:
        arn = sso.create_instance()["InstanceArn"]
        assert statuses_listed(sso) == ["CREATE_IN_PROGRESS"]
        assert status(sso, arn) == "ACTIVE"
    finally:
        post("unset")


@pytest.mark.rule("instance.in-progress")
def test_with_progression_by_time_nothing_needs_to_be_called(sso: Any, progression: SetProgression) -> None:
    progression("time", seconds=0.5)
    arn = sso.create_instance()["InstanceArn"]
    assert statuses_listed(sso) == ["CREATE_IN_PROGRESS"]
    time.sleep(0.6)
    assert statuses_listed(sso) == ["ACTIVE"]
    sso.delete_instance(InstanceArn=arn)
    assert statuses_listed(sso) == ["DELETE_IN_PROGRESS"]
    time.sleep(0.6)
    assert listed(sso) == []
    assert sso.create_instance()["InstanceArn"] != arn


@pytest.mark.rule("instance.in-progress")
def test_settling_finishes_everything_in_every_account(
    idc: IdentityCenter, connect: Connect, progression: SetProgression
) -> None:
    progression("manual", times=100)
    clients = [connect(), connect(account_id="111122223333"), connect(region_name="cn-north-1")]
    made = [client.create_instance()["InstanceArn"] for client in clients]
    idc.settle()
    assert [statuses_listed(client) for client in clients] == [["ACTIVE"]] * 3
    clients[0].delete_instance(InstanceArn=made[0])
    settle()
    assert [listed(client) for client in clients] == [[], [made[1]], [made[2]]]


@pytest.mark.rule("instance.creating-refuses")
def test_an_instance_being_created_can_only_be_described_and_deleted(sso: Any, progression: SetProgression) -> None:
    progression("manual", times=100)
    arn = sso.create_instance(Name="new")["InstanceArn"]
    refusal = (
        "ValidationException",
        f"The instance {arn} is being created. Until it is ACTIVE, call DescribeInstance and DeleteInstance.",
    )
    assert error_of(sso.update_instance, InstanceArn=arn, Name="other") == refusal
    assert error_of(sso.tag_resource, ResourceArn=arn, Tags=[]) == refusal
    assert error_of(sso.list_tags_for_resource, ResourceArn=arn) == refusal
    assert sso.describe_instance(InstanceArn=arn)["Name"] == "new"
    sso.delete_instance(InstanceArn=arn)
    assert status(sso, arn) == "DELETE_IN_PROGRESS"


@pytest.mark.rule("instance.creating-refuses")
def test_an_instance_being_deleted_can_only_be_described(sso: Any, progression: SetProgression) -> None:
    arn = sso.create_instance(Tags=[{"Key": "k", "Value": "v"}])["InstanceArn"]
    progression("manual", times=100)
    sso.delete_instance(InstanceArn=arn)
    refusal = ("ValidationException", f"The instance {arn} is being deleted.")
    assert error_of(sso.update_instance, InstanceArn=arn, Name="other") == refusal
    assert error_of(sso.list_tags_for_resource, ResourceArn=arn) == refusal
    assert error_of(sso.delete_instance, InstanceArn=arn) == refusal
    assert status(sso, arn) == "DELETE_IN_PROGRESS"


def test_an_instance_being_deleted_still_counts(sso: Any, progression: SetProgression, idc: IdentityCenter) -> None:
    arn = sso.create_instance()["InstanceArn"]
    progression("manual", times=100)
    sso.delete_instance(InstanceArn=arn)
    assert error_of(sso.create_instance)[0] == "ServiceQuotaExceededException"
    idc.settle()
    assert sso.create_instance()["InstanceArn"] != arn


def test_an_instance_deleted_while_it_is_created_never_becomes_active(
    sso: Any, progression: SetProgression, idc: IdentityCenter
) -> None:
    progression("manual", times=2)
    arn = sso.create_instance()["InstanceArn"]
    assert status(sso, arn) == "CREATE_IN_PROGRESS"
    sso.delete_instance(InstanceArn=arn)
    assert status(sso, arn) == "DELETE_IN_PROGRESS"
    idc.settle()
    assert listed(sso) == []


def test_the_client_token_of_an_instance_being_created_returns_it(sso: Any, progression: SetProgression) -> None:
    progression("manual", times=2)
    arn = sso.create_instance(ClientToken="token")["InstanceArn"]
    assert sso.create_instance(ClientToken="token")["InstanceArn"] == arn


@pytest.mark.rule("instance.delete-cascades")
def test_deleting_an_instance_ends_what_is_in_progress_in_it(
    sso: Any, connect: Connect, progression: SetProgression, idc: IdentityCenter
) -> None:
    state_manager.set_transition("ssoadmin::instance_encryption", {"progression": "manual", "times": 100})
    try:
        arn = sso.create_instance()["InstanceArn"]
        key = connect("kms").create_key()["KeyMetadata"]["Arn"]
        configuration = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": key}
        sso.update_instance(InstanceArn=arn, EncryptionConfiguration=configuration)
        progression("manual", times=100)
        sso.delete_instance(InstanceArn=arn)
        details = sso.describe_instance(InstanceArn=arn)["EncryptionConfigurationDetails"]
        assert details["EncryptionStatus"] == "UPDATING"
        idc.settle()
        assert listed(sso) == []
    finally:
        state_manager.unset_transition("ssoadmin::instance_encryption")
