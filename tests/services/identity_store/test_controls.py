"""What AWS has no API for, about calls of identitystore: faults, recorded calls, moto's recorder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config
from moto.moto_api import recorder

from ssoadmin_mock import IdentityCenter
from tests.conftest import error_of
from tests.services.identity_store.conftest import NAME, UNKNOWN, Store

NO_RETRIES = Config(retries={"total_max_attempts": 1})
ADA = {"UserName": "ada", "DisplayName": "Ada", "Name": NAME}


@pytest.fixture
def plain(store: Store) -> Store:
    """The same store through a client that does not retry."""
    return Store(store.center.connect("identitystore", config=NO_RETRIES), store.id, store.center)


# --- faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["CreateUser", "create_user", "identitystore:CreateUser", "identitystore:create_*"])
def test_a_call_fails_on_purpose_and_changes_nothing(idc: IdentityCenter, plain: Store, name: str) -> None:
    fault = idc.faults.fail(name, "InternalServerException", "On a break.")
    error = plain.error("create_user", **ADA)
    assert error["Error"] == {"Code": "InternalServerException", "Message": "On a break."}
    assert error["RequestId"] == error["ResponseMetadata"]["RequestId"]
    assert plain("list_users")["Users"] == []
    assert plain("create_user", **ADA)["UserId"]
    assert fault.count == 1


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("ResourceNotFoundException", "KMS_KEY_NOT_FOUND"),
        ("ValidationException", "KMS_DISABLED"),
        ("AccessDeniedException", "KMS_ACCESS_DENIED"),
        ("ThrottlingException", "KMS_THROTTLING"),
        ("ConflictException", "CONCURRENT_MODIFICATION"),
    ],
)
def test_a_fault_has_the_reason_of_the_model(idc: IdentityCenter, plain: Store, error: str, reason: str) -> None:
    idc.faults.fail("identitystore:UpdateUser", error, reason=reason)
    operations = [{"AttributePath": "title", "AttributeValue": "x"}]
    found = plain.error("update_user", UserId=UNKNOWN, Operations=operations)
    assert (found["Error"]["Code"], found["Reason"]) == (error, reason)


def test_a_fault_of_the_store_leaves_other_apis_alone(idc: IdentityCenter, plain: Store) -> None:
    idc.faults.fail("identitystore:*", "ThrottlingException", times=None)
    assert plain.refusal("describe_user", UserId=UNKNOWN) == ("ThrottlingException", "Rate exceeded")
    assert plain.center.sso.list_instances()["Instances"]


def test_only_the_calls_with_certain_parameters_fail(idc: IdentityCenter, plain: Store) -> None:
    idc.faults.fail("CreateUser", "ConflictException", "Duplicate UserName", when={"UserName": "eve"})
    ada = plain.user("ada")
    assert plain.refusal("create_user", **ADA | {"UserName": "eve"}) == ("ConflictException", "Duplicate UserName")
    assert [user["UserId"] for user in plain("list_users")["Users"]] == [ada]


def test_an_error_that_the_operation_does_not_have_is_refused(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="ConflictException"):
        idc.faults.fail("DescribeUser", "ConflictException")


# --- calls ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "identitystore:"])
def test_calls_are_found_by_the_name_of_their_operation(idc: IdentityCenter, store: Store, prefix: str) -> None:
    idc.calls.clear()
    made = store("create_user", **ADA)
    store.refusal("create_user", **ADA)
    first, second = idc.calls.of(f"{prefix}CreateUser", UserName="ada")
    assert first.parameters == {"IdentityStoreId": store.id, **ADA}
    assert first.result is not None
    assert first.result["UserId"] == made["UserId"]
    assert second.error == {"Code": "ConflictException", "Message": "Duplicate UserName"}
    idc.calls.assert_called(f"{prefix}create_user", times=2, UserName="ada")
    idc.calls.assert_not_called(f"{prefix}DeleteUser")


def test_a_misspelt_parameter_is_an_error_and_no_passing_test(idc: IdentityCenter) -> None:
    with pytest.raises(ValueError, match="CreateUser has no parameter 'Username'; did you mean 'UserName'"):
        idc.calls.assert_not_called("CreateUser", Username="ada")


# --- the recorder --------------------------------------------------------------------------------------------------


def test_moto_s_recorder_repeats_what_was_called(
    idc: IdentityCenter, connect: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, endpoint: dict[str, str]
) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    idc.enable_organization_instance()
    client = connect("identitystore")
    (store,) = client.list_identity_stores()["IdentityStores"]
    recorder.start_recording()
    try:
        made = client.create_user(IdentityStoreId=store["IdentityStoreId"], **ADA)
        client.create_group(IdentityStoreId=store["IdentityStoreId"], DisplayName="staff")
    finally:
        recorder.stop_recording()
    client.delete_user(IdentityStoreId=store["IdentityStoreId"], UserId=made["UserId"])
    recorder.replay_recording(endpoint.get("endpoint_url"))
    (ada,) = client.list_users(IdentityStoreId=store["IdentityStoreId"])["Users"]
    assert (ada["UserName"], ada["UserId"] == made["UserId"]) == ("ada", False)
    # The group was there, which the second request has met.
    assert error_of(client.create_group, IdentityStoreId=store["IdentityStoreId"], DisplayName="staff")[0] == (
        "ConflictException"
    )
