"""UpdateInstance: the name, and one configuration at a time."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from ssoadmin_mock import IdentityCenter
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, error_of
from tests.services.sso_admin.operations.test_instances import PARTITIONS, described

AWS_OWNED = {"KeyType": "AWS_OWNED_KMS_KEY"}
NETWORK = {
    "VpceAccessRequired": True,
    "RestrictSourceVpcs": ["arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0123456789abcdef0"],
    "AllowSourceIps": ["192.0.2.0/24", "2001:db8::/32"],
    "ExcludeApplicationArns": ["arn:aws:sso::123456789012:application/*"],
}
CONFIGURATIONS = {
    "EncryptionConfiguration": AWS_OWNED,
    "PermissionSetsEnabled": True,
    "NetworkConfiguration": NETWORK,
}


def customer_managed(arn: str) -> dict[str, str]:
    return {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": arn}


def key_of(kms: Any, **params: Any) -> str:
    """Return the ARN of a new KMS key."""
    return str(kms.create_key(**params)["KeyMetadata"]["Arn"])


@pytest.fixture
def kms(connect: Connect) -> Any:
    return connect("kms")


@pytest.fixture
def arn(sso: Any) -> str:
    return str(sso.create_instance(Name="before")["InstanceArn"])


@pytest.fixture
def key(kms: Any) -> str:
    return key_of(kms)


def refusal_of_key(sso: Any, arn: str, key: str) -> tuple[str, str, str]:
    """Return code, reason and text of the refusal of a customer managed key."""
    with pytest.raises(ClientError) as caught:
        sso.update_instance(InstanceArn=arn, EncryptionConfiguration=customer_managed(key))
    assert described(sso, arn)["EncryptionConfigurationDetails"]["KeyType"] == "AWS_OWNED_KMS_KEY"
    response: Any = caught.value.response
    return response["Error"]["Code"], response.get("Reason", ""), response["Error"]["Message"]


def test_the_name_can_be_given_and_changed(sso: Any) -> None:
    arn = sso.create_instance()["InstanceArn"]
    for name in ("first", "second"):
        sso.update_instance(InstanceArn=arn, Name=name)
        assert described(sso, arn)["Name"] == name


def test_what_is_left_out_stays_as_it_is(sso: Any, arn: str, key: str) -> None:
    configurations = CONFIGURATIONS | {"EncryptionConfiguration": customer_managed(key)}
    for name, value in configurations.items():
        sso.update_instance(InstanceArn=arn, **{name: value})
    sso.update_instance(InstanceArn=arn)
    instance = described(sso, arn)
    assert instance["Name"] == "before"
    assert instance["PermissionSetsEnabled"] is True
    assert instance["EncryptionConfigurationDetails"]["KmsKeyArn"] == key
    assert instance["NetworkConfigurationDetails"] == NETWORK


@pytest.mark.rule("instance.update-one-at-a-time")
@pytest.mark.parametrize(
    "names",
    [
        ("EncryptionConfiguration", "PermissionSetsEnabled"),
        ("EncryptionConfiguration", "NetworkConfiguration"),
        ("PermissionSetsEnabled", "NetworkConfiguration"),
        tuple(CONFIGURATIONS),
    ],
)
def test_one_call_changes_one_configuration_at_most(sso: Any, arn: str, names: tuple[str, ...]) -> None:
    before = described(sso, arn)
    several = {name: CONFIGURATIONS[name] for name in names}
    assert error_of(sso.update_instance, InstanceArn=arn, Name="after", **several) == (
        "ValidationException",
        "Only one of EncryptionConfiguration, PermissionSetsEnabled and NetworkConfiguration can be set in one "
        "request. Make a separate UpdateInstance call for each.",
    )
    assert described(sso, arn) == before


@pytest.mark.rule("instance.update-one-at-a-time")
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_the_name_may_come_along_with_a_configuration(sso: Any, arn: str, name: str) -> None:
    sso.update_instance(InstanceArn=arn, Name="after", **{name: CONFIGURATIONS[name]})
    assert described(sso, arn)["Name"] == "after"


@pytest.mark.rule("instance.permission-sets-enabled")
def test_permission_sets_cannot_be_disabled(organization: Organization, sso: Any) -> None:
    arn = organization.instance.arn
    assert error_of(sso.update_instance, InstanceArn=arn, Name="after", PermissionSetsEnabled=False) == (
        "ValidationException",
        "PermissionSetsEnabled can only be true: permission sets cannot be disabled.",
    )
    instance = described(sso, arn)
    assert instance["PermissionSetsEnabled"] is True
    assert "Name" not in instance


@pytest.mark.rule("instance.permission-sets-in-account-instance")
def test_an_account_instance_can_have_permission_sets(sso: Any, arn: str) -> None:
    assert described(sso, arn)["PermissionSetsEnabled"] is False
    sso.update_instance(InstanceArn=arn, PermissionSetsEnabled=True)
    assert described(sso, arn)["PermissionSetsEnabled"] is True


@pytest.mark.rule("instance.network")
def test_a_network_configuration_is_shown_once_it_was_set(sso: Any, arn: str) -> None:
    assert "NetworkConfigurationDetails" not in described(sso, arn)
    sso.update_instance(InstanceArn=arn, NetworkConfiguration=NETWORK)
    assert described(sso, arn)["NetworkConfigurationDetails"] == NETWORK


@pytest.mark.rule("instance.network")
def test_a_network_configuration_replaces_the_one_before_and_empty_lists_clear(sso: Any, arn: str) -> None:
    sso.update_instance(InstanceArn=arn, NetworkConfiguration=NETWORK)
    only_ips = {"VpceAccessRequired": True, "AllowSourceIps": ["192.0.2.1"], "RestrictSourceVpcs": []}
    sso.update_instance(InstanceArn=arn, NetworkConfiguration=only_ips)
    assert described(sso, arn)["NetworkConfigurationDetails"] == {
        "VpceAccessRequired": True,
        "AllowSourceIps": ["192.0.2.1"],
    }


@pytest.mark.rule("instance.network")
def test_access_from_anywhere_clears_the_lists(sso: Any, arn: str) -> None:
    sso.update_instance(InstanceArn=arn, NetworkConfiguration=NETWORK | {"VpceAccessRequired": False})
    assert described(sso, arn)["NetworkConfigurationDetails"] == {"VpceAccessRequired": False}


@pytest.mark.rule("instance.encryption")
@pytest.mark.parametrize(("partition", "region"), PARTITIONS)
def test_a_customer_managed_key_and_back(connect: Connect, partition: str, region: str) -> None:
    sso = connect(region_name=region)
    arn = sso.create_instance()["InstanceArn"]
    key = key_of(connect("kms", region_name=region))
    assert key.startswith(f"arn:{partition}:kms:{region}:")
    sso.update_instance(InstanceArn=arn, EncryptionConfiguration=customer_managed(key))
    assert described(sso, arn)["EncryptionConfigurationDetails"] == {
        "KeyType": "CUSTOMER_MANAGED_KEY",
        "KmsKeyArn": key,
        "EncryptionStatus": "ENABLED",
    }
    sso.update_instance(InstanceArn=arn, EncryptionConfiguration=AWS_OWNED)
    assert described(sso, arn)["EncryptionConfigurationDetails"] == {
        "KeyType": "AWS_OWNED_KMS_KEY",
        "EncryptionStatus": "ENABLED",
    }


@pytest.mark.rule("instance.encryption")
def test_a_customer_managed_key_needs_an_arn_and_an_aws_owned_one_has_none(sso: Any, arn: str, key: str) -> None:
    for configuration, refusal in (
        ({"KeyType": "CUSTOMER_MANAGED_KEY"}, "KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY."),
        (AWS_OWNED | {"KmsKeyArn": key}, "KmsKeyArn cannot be specified when KeyType is AWS_OWNED_KMS_KEY."),
    ):
        change = {"InstanceArn": arn, "Name": "after", "EncryptionConfiguration": configuration}
        assert error_of(sso.update_instance, **change) == ("ValidationException", refusal)
    assert described(sso, arn)["Name"] == "before"


@pytest.mark.rule("instance.encryption")
def test_a_key_that_kms_does_not_know_is_not_found(sso: Any, arn: str, key: str) -> None:
    unknown = key.rpartition("/")[0] + "/00000000-0000-0000-0000-000000000000"
    for missing in (unknown, key.replace("us-east-1", "eu-west-1"), key.replace("us-east-1", "mars-north-1")):
        code, reason, message = refusal_of_key(sso, arn, missing)
        assert (code, reason) == ("ResourceNotFoundException", "KMS_NotFoundException")
        assert message == f"The KMS key {missing} does not exist."


@pytest.mark.rule("instance.encryption")
def test_the_arn_must_name_the_partition_of_the_key(sso: Any, arn: str, key: str) -> None:
    code, reason, _ = refusal_of_key(sso, arn, key.replace("arn:aws:", "arn:aws-cn:"))
    assert (code, reason) == ("ResourceNotFoundException", "KMS_NotFoundException")


@pytest.mark.rule("instance.encryption")
def test_a_disabled_key_is_refused_until_it_is_enabled(sso: Any, arn: str, kms: Any, key: str) -> None:
    key_id = key.rpartition("/")[2]
    kms.disable_key(KeyId=key_id)
    refusal = ("ValidationException", "KMS_DisabledException", f"The KMS key {key} is disabled.")
    assert refusal_of_key(sso, arn, key) == refusal
    kms.enable_key(KeyId=key_id)
    sso.update_instance(InstanceArn=arn, EncryptionConfiguration=customer_managed(key))


@pytest.mark.rule("instance.encryption")
def test_a_key_pending_deletion_is_refused(sso: Any, arn: str, kms: Any, key: str) -> None:
    kms.schedule_key_deletion(KeyId=key.rpartition("/")[2])
    refusal = ("ValidationException", "KMS_InvalidStateException", f"The KMS key {key} is PendingDeletion.")
    assert refusal_of_key(sso, arn, key) == refusal


def id_of(key: str) -> str:
    return key.rpartition("/")[2]


@pytest.fixture
def encrypted(sso: Any, organization: Organization, key: str) -> str:
    """The organization's instance, with a customer managed key."""
    sso.update_instance(InstanceArn=organization.instance.arn, EncryptionConfiguration=customer_managed(key))
    return organization.instance.arn


def refusal_of_reading(sso: Any, arn: str) -> tuple[str, str, str]:
    """Return code, reason and text of the refusal of a list operation on an instance."""
    with pytest.raises(ClientError) as caught:
        sso.list_permission_sets(InstanceArn=arn)
    response: Any = caught.value.response
    return response["Error"]["Code"], response["Reason"], response["Error"]["Message"]


@pytest.mark.rule("instance.key-unusable")
def test_with_its_key_disabled_an_instance_is_out_of_use_until_the_key_is_enabled(
    sso: Any, encrypted: str, kms: Any, key: str
) -> None:
    kms.disable_key(KeyId=id_of(key))
    disabled = ("ValidationException", "KMS_DisabledException", f"The KMS key {key} is disabled.")
    assert refusal_of_reading(sso, encrypted) == disabled
    code, text = error_of(sso.create_permission_set, InstanceArn=encrypted, Name="Admin")
    assert (code, text) == (disabled[0], disabled[2])
    assert [row["InstanceArn"] for row in sso.list_instances()["Instances"]] == [encrypted]
    assert described(sso, encrypted)["EncryptionConfigurationDetails"]["KmsKeyArn"] == key
    kms.enable_key(KeyId=id_of(key))
    assert sso.list_permission_sets(InstanceArn=encrypted)["PermissionSets"] == []


@pytest.mark.rule("instance.key-unusable")
@pytest.mark.parametrize("way_out", ["cancel", "another key", "delete"])
def test_with_its_key_pending_deletion_an_instance_is_out_of_use_and_can_be_saved(
    sso: Any, encrypted: str, kms: Any, key: str, way_out: str
) -> None:
    kms.schedule_key_deletion(KeyId=id_of(key))
    text = f"The KMS key {key} is PendingDeletion."
    assert refusal_of_reading(sso, encrypted) == ("ValidationException", "KMS_InvalidStateException", text)
    if way_out == "delete":
        sso.delete_instance(InstanceArn=encrypted)
        assert sso.list_instances()["Instances"] == []
        return
    if way_out == "cancel":
        kms.cancel_key_deletion(KeyId=id_of(key))
        kms.enable_key(KeyId=id_of(key))
    else:
        sso.update_instance(InstanceArn=encrypted, EncryptionConfiguration=AWS_OWNED)
    assert sso.list_permission_sets(InstanceArn=encrypted)["PermissionSets"] == []


@pytest.mark.rule("instance.key-unusable")
def test_a_key_that_only_a_world_names_is_taken_as_usable(idc: IdentityCenter, sso: Any) -> None:
    key = f"arn:aws:kms:us-east-1:{MANAGEMENT}:key/12345678-1234-1234-1234-123456789012"
    arn = idc.load({"instance": {"encryption": customer_managed(key)}}).arn
    assert sso.list_permission_sets(InstanceArn=arn)["PermissionSets"] == []


@pytest.mark.rule("instance.key-unusable")
def test_in_an_additional_region_the_replica_of_the_key_counts(
    sso: Any, organization: Organization, kms: Any, connect: Connect
) -> None:
    arn, key = organization.instance.arn, key_of(kms, MultiRegion=True)
    kms.replicate_key(KeyId=id_of(key), ReplicaRegion="eu-west-1")
    sso.update_instance(InstanceArn=arn, EncryptionConfiguration=customer_managed(key))
    sso.add_region(InstanceArn=arn, RegionName="eu-west-1")
    there = connect(region_name="eu-west-1")
    connect("kms", region_name="eu-west-1").disable_key(KeyId=id_of(key))
    replica = key.replace("us-east-1", "eu-west-1")
    disabled = ("ValidationException", "KMS_DisabledException", f"The KMS key {replica} is disabled.")
    assert refusal_of_reading(there, arn) == disabled
    assert sso.list_permission_sets(InstanceArn=arn)["PermissionSets"] == []


@pytest.mark.rule("instance.encryption")
@pytest.mark.parametrize(
    ("usage", "spec"),
    [("SIGN_VERIFY", "RSA_2048"), ("GENERATE_VERIFY_MAC", "HMAC_256"), ("ENCRYPT_DECRYPT", "RSA_2048")],
)
def test_a_key_that_is_not_for_symmetric_encryption_is_refused(
    sso: Any, arn: str, kms: Any, usage: str, spec: str
) -> None:
    key = key_of(kms, KeyUsage=usage, KeySpec=spec)
    text = f"The KMS key {key} is not for symmetric encryption."
    assert refusal_of_key(sso, arn, key) == ("ValidationException", "KMS_InvalidKeyUsageException", text)


@pytest.mark.rule("instance.key-place")
def test_a_key_of_another_account_or_region_is_refused(sso: Any, arn: str, connect: Connect) -> None:
    for key in (
        key_of(connect("kms", account_id=STANDALONE)),
        key_of(connect("kms", region_name="eu-west-1")),
    ):
        code, _, message = refusal_of_key(sso, arn, key)
        assert code == "ValidationException"
        place = f"the account {MANAGEMENT} and Region us-east-1"
        assert message == f"The KMS key {key} is not in {place} of the instance."


def test_what_is_no_kms_arn_is_refused_by_its_form(sso: Any, arn: str) -> None:
    for text in ("alias/my-key-with-a-long-name", "12345678-1234-1234-1234-123456789012"):
        code, _, message = refusal_of_key(sso, arn, text)
        assert code == "ValidationException"
        assert "'encryptionConfiguration.kmsKeyArn'" in message


@pytest.mark.rule("instance.encryption-updating")
@pytest.mark.parametrize("settle", [True, False])
def test_a_change_of_key_shows_as_updating_until_it_settles(
    idc: IdentityCenter, sso: Any, arn: str, key: str, settle: bool
) -> None:
    state_manager.set_transition("ssoadmin::instance_encryption", {"progression": "manual", "times": 2})
    try:
        sso.update_instance(InstanceArn=arn, EncryptionConfiguration=customer_managed(key))
        details = described(sso, arn)["EncryptionConfigurationDetails"]
        assert (details["EncryptionStatus"], details["KmsKeyArn"]) == ("UPDATING", key)
        if settle:
            idc.settle()
        assert described(sso, arn)["EncryptionConfigurationDetails"]["EncryptionStatus"] == "ENABLED"
        assert described(sso, arn)["Status"] == "ACTIVE"
    finally:
        state_manager.unset_transition("ssoadmin::instance_encryption")
