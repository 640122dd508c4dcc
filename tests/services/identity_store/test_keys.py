"""A store whose instance is encrypted with a key that cannot be used any more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.identity_store.conftest import UNKNOWN, Store, as_operations


@pytest.fixture
def kms(store: Store) -> Any:
    """A client of the account and Region of the instance."""
    return store.center.connect("kms")


@pytest.fixture
def key(store: Store, kms: Any) -> str:
    """The ARN of the multi-Region key that the store is encrypted with, with a replica in eu-west-1."""
    metadata = kms.create_key(MultiRegion=True)["KeyMetadata"]
    kms.replicate_key(KeyId=metadata["KeyId"], ReplicaRegion="eu-west-1")
    sso, instance = store.center.sso, {"InstanceArn": store.center.arn}
    encryption = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": metadata["Arn"]}
    sso.update_instance(**instance, EncryptionConfiguration=encryption)
    sso.add_region(**instance, RegionName="eu-west-1")
    return str(metadata["Arn"])


def id_of(key: str) -> str:
    return key.rpartition("/")[2]


@pytest.mark.rule("identity-store.key-unusable")
@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("describe_user", {"UserId": UNKNOWN}),
        ("list_users", {}),
        ("update_user", {"UserId": UNKNOWN, "Operations": as_operations(("title", "x"))}),
        ("create_group", {"DisplayName": "staff"}),
        ("list_group_memberships", {"GroupId": UNKNOWN}),
        ("delete_group_membership", {"MembershipId": UNKNOWN}),
    ],
)
def test_with_its_key_disabled_nobody_is_read_or_changed(
    store: Store, kms: Any, key: str, operation: str, params: dict[str, Any]
) -> None:
    kms.disable_key(KeyId=id_of(key))
    error = store.error(operation, **params)
    assert error["Error"] == {"Code": "ValidationException", "Message": f"The KMS key {key} is disabled."}
    assert error["Reason"] == "KMS_DISABLED"
    assert error["RequestId"]


@pytest.mark.rule("identity-store.key-unusable")
def test_with_its_key_pending_deletion_the_state_is_the_reason(store: Store, kms: Any, key: str) -> None:
    ada = store.user()
    kms.schedule_key_deletion(KeyId=id_of(key))
    assert store.error("describe_user", UserId=ada)["Reason"] == "KMS_INVALID_STATE"
    kms.cancel_key_deletion(KeyId=id_of(key))
    kms.enable_key(KeyId=id_of(key))
    assert store.described(ada)["UserName"] == "ada"


@pytest.mark.rule("identity-store.key-unusable")
def test_the_store_itself_is_described_and_configured_without_its_key(store: Store, kms: Any, key: str) -> None:
    kms.disable_key(KeyId=id_of(key))
    network = {"VpceAccessRequired": False}
    store("update_identity_store", NetworkConfiguration=network)
    assert store("describe_identity_store")["NetworkConfiguration"] == network
    assert len(store.client.list_identity_stores()["IdentityStores"]) == 1


@pytest.mark.rule("identity-store.key-unusable")
def test_in_an_additional_region_the_replica_of_the_key_counts(store: Store, key: str) -> None:
    ada, there = store.user(), store.seen_by(region_name="eu-west-1")
    assert there.described(ada)["UserName"] == "ada"
    store.center.connect("kms", region_name="eu-west-1").disable_key(KeyId=id_of(key))
    assert there.error("describe_user", UserId=ada)["Reason"] == "KMS_DISABLED"
    assert store.described(ada)["UserName"] == "ada"
