"""Regions of an instance, in process and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from moto.moto_api import state_manager

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, error_of

NOT_HERE = "because the resource does not exist in this Region"


@pytest.fixture
def key_arn(connect: Connect) -> str:
    """A multi-Region key in us-east-1 with a replica in eu-west-1."""
    kms = connect("kms")
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]
    kms.replicate_key(KeyId=key["KeyId"], ReplicaRegion="eu-west-1")
    return str(key["Arn"])


@pytest.fixture
def instance_arn(organization: Organization, sso: Any, key_arn: str) -> str:
    """An organization instance that Regions can be added to."""
    encrypt(sso, organization.instance.arn, key_arn)
    return organization.instance.arn


@pytest.fixture
def slow() -> Iterator[None]:
    """Regions are added and removed with the second poll."""
    state_manager.set_transition("ssoadmin::region", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("ssoadmin::region")


def encrypt(sso: Any, instance_arn: str, key_arn: str | None) -> None:
    configuration = (
        {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": key_arn} if key_arn else {"KeyType": "AWS_OWNED_KMS_KEY"}
    )
    sso.update_instance(InstanceArn=instance_arn, EncryptionConfiguration=configuration)


def status(sso: Any, instance_arn: str, region_name: str) -> str:
    return str(sso.describe_region(InstanceArn=instance_arn, RegionName=region_name)["Status"])


def names(sso: Any, instance_arn: str) -> list[str]:
    return [region["RegionName"] for region in sso.list_regions(InstanceArn=instance_arn)["Regions"]]


def test_a_new_instance_has_its_primary_region(sso: Any, organization: Organization) -> None:
    arn = organization.instance.arn
    created = sso.describe_instance(InstanceArn=arn)["CreatedDate"]
    primary = {"RegionName": "us-east-1", "Status": "ACTIVE", "AddedDate": created, "IsPrimaryRegion": True}
    assert sso.list_regions(InstanceArn=arn)["Regions"] == [primary]
    described = sso.describe_region(InstanceArn=arn, RegionName="us-east-1")
    assert {key: described[key] for key in primary} == primary


@pytest.mark.rule("region.in-progress")
def test_a_region_is_adding_and_then_active(sso: Any, instance_arn: str) -> None:
    before = datetime.now(timezone.utc).timestamp()
    assert sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")["Status"] == "ADDING"
    described = sso.describe_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert described["Status"] == "ACTIVE"
    assert described["IsPrimaryRegion"] is False
    assert described["AddedDate"].timestamp() == pytest.approx(before, abs=60)
    instance = sso.describe_instance(InstanceArn=instance_arn)
    assert instance["PrimaryRegion"] == "us-east-1"
    assert instance["Regions"] == sso.list_regions(InstanceArn=instance_arn)["Regions"]
    assert names(sso, instance_arn) == ["us-east-1", "eu-west-1"]


@pytest.mark.rule("region.in-progress")
def test_a_removed_region_is_removing_and_then_gone(sso: Any, instance_arn: str) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert sso.remove_region(InstanceArn=instance_arn, RegionName="eu-west-1")["Status"] == "REMOVING"
    error, _ = error_of(sso.describe_region, InstanceArn=instance_arn, RegionName="eu-west-1")
    assert error == "ResourceNotFoundException"
    assert names(sso, instance_arn) == ["us-east-1"]
    # And can be added again.
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert status(sso, instance_arn, "eu-west-1") == "ACTIVE"


@pytest.mark.rule("region.in-progress")
def test_describing_a_region_polls_it(sso: Any, instance_arn: str, slow: None) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert status(sso, instance_arn, "eu-west-1") == "ADDING"
    assert sso.list_regions(InstanceArn=instance_arn)["Regions"][1]["Status"] == "ADDING"
    assert status(sso, instance_arn, "eu-west-1") == "ACTIVE"
    sso.remove_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert status(sso, instance_arn, "eu-west-1") == "REMOVING"
    assert sso.list_regions(InstanceArn=instance_arn)["Regions"][1]["Status"] == "REMOVING"
    assert error_of(sso.describe_region, InstanceArn=instance_arn, RegionName="eu-west-1")[0] == (
        "ResourceNotFoundException"
    )


@pytest.mark.rule("region.one-at-a-time")
def test_one_region_is_added_or_removed_at_a_time(
    sso: Any, instance_arn: str, connect: Connect, key_arn: str, slow: None
) -> None:
    connect("kms").replicate_key(KeyId=key_arn.rpartition("/")[2], ReplicaRegion="us-west-2")
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    for operation, region_name in (("add_region", "us-west-2"), ("remove_region", "eu-west-1")):
        code, message = error_of(getattr(sso, operation), InstanceArn=instance_arn, RegionName=region_name)
        assert code == "ConflictException"
        assert message == "eu-west-1 is ADDING. Wait until that is done."
    assert [status(sso, instance_arn, "eu-west-1") for _ in range(2)][-1] == "ACTIVE"
    sso.remove_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    for operation, region_name in (("add_region", "us-west-2"), ("remove_region", "eu-west-1")):
        code, message = error_of(getattr(sso, operation), InstanceArn=instance_arn, RegionName=region_name)
        assert code == "ConflictException"
        assert message == "eu-west-1 is REMOVING. Wait until that is done."
    assert names(sso, instance_arn) == ["us-east-1", "eu-west-1"]


@pytest.mark.rule("region.already-added")
@pytest.mark.parametrize("region_name", ["us-east-1", "eu-west-1"])
def test_a_region_is_added_once(sso: Any, instance_arn: str, region_name: str) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    refusal = ("ConflictException", f"{region_name} is a Region of {instance_arn} already.")
    assert error_of(sso.add_region, InstanceArn=instance_arn, RegionName=region_name) == refusal
    assert names(sso, instance_arn) == ["us-east-1", "eu-west-1"]


@pytest.mark.rule("region.organization-instance-only")
def test_an_account_instance_has_no_additional_regions(connect: Connect) -> None:
    sso = connect(account_id=STANDALONE)
    arn = sso.create_instance()["InstanceArn"]
    code, message = error_of(sso.add_region, InstanceArn=arn, RegionName="eu-west-1")
    assert code == "ValidationException"
    assert message == f"{arn} is an account instance. Only an organization instance has Regions."
    assert names(sso, arn) == ["us-east-1"]


@pytest.mark.rule("region.enabled-by-default")
@pytest.mark.parametrize("region_name", ["af-south-1", "us-gov-west-1", "cn-north-1", "xx-nowhere-1"])
def test_a_region_must_be_enabled_by_default_in_the_partition(sso: Any, instance_arn: str, region_name: str) -> None:
    code, message = error_of(sso.add_region, InstanceArn=instance_arn, RegionName=region_name)
    assert code == "ValidationException"
    assert message == f"{region_name} is not a Region of aws that is enabled by default."
    assert names(sso, instance_arn) == ["us-east-1"]


@pytest.mark.rule("region.quota")
def test_six_regions_are_the_quota_unless_it_is_set(
    sso: Any, instance_arn: str, connect: Connect, key_arn: str
) -> None:
    regions = ["us-east-2", "us-west-1", "us-west-2", "eu-west-2", "eu-west-3", "eu-central-1"]
    for region_name in regions:
        connect("kms").replicate_key(KeyId=key_arn.rpartition("/")[2], ReplicaRegion=region_name)
    for region_name in regions[:5]:
        sso.add_region(InstanceArn=instance_arn, RegionName=region_name)
    code, message = error_of(sso.add_region, InstanceArn=instance_arn, RegionName=regions[5])
    assert code == "ServiceQuotaExceededException"
    quotas = "You have exceeded IAM Identity Center quotas."
    assert message == f"{quotas} Cannot have more than 6 Regions for {instance_arn}"
    with mock_ssoadmin(quotas={"regions_per_instance": 7}):
        sso.add_region(InstanceArn=instance_arn, RegionName=regions[5])
    assert names(sso, instance_arn) == ["us-east-1", *regions]


@pytest.mark.rule("region.multi-region-key")
def test_the_aws_owned_key_does_not_do(sso: Any, organization: Organization) -> None:
    arn = organization.instance.arn
    code, message = error_of(sso.add_region, InstanceArn=arn, RegionName="eu-west-1")
    assert code == "ValidationException"
    assert message == f"{arn} is not encrypted with a customer managed multi-Region KMS key."
    assert names(sso, arn) == ["us-east-1"]


@pytest.mark.rule("region.multi-region-key")
def test_a_key_of_one_region_does_not_do(sso: Any, organization: Organization, connect: Connect) -> None:
    arn = organization.instance.arn
    key_arn = connect("kms").create_key()["KeyMetadata"]["Arn"]
    encrypt(sso, arn, key_arn)
    code, message = error_of(sso.add_region, InstanceArn=arn, RegionName="eu-west-1")
    assert code == "ValidationException"
    assert message == f"The KMS key {key_arn} is not a multi-Region key."


@pytest.mark.rule("region.multi-region-key")
def test_the_key_needs_a_replica_in_the_region(sso: Any, instance_arn: str, key_arn: str) -> None:
    code, message = error_of(sso.add_region, InstanceArn=instance_arn, RegionName="us-west-2")
    assert code == "ValidationException"
    assert message == f"The multi-Region KMS key {key_arn} has no replica in us-west-2."
    assert names(sso, instance_arn) == ["us-east-1"]


@pytest.mark.rule("region.multi-region-key")
def test_the_replica_must_be_usable(sso: Any, instance_arn: str, key_arn: str, connect: Connect) -> None:
    connect("kms", region_name="eu-west-1").disable_key(KeyId=key_arn.rpartition("/")[2])
    with pytest.raises(sso.exceptions.ValidationException) as caught:
        sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert caught.value.response["Reason"] == "KMS_DisabledException"
    connect("kms", region_name="eu-west-1").schedule_key_deletion(KeyId=key_arn.rpartition("/")[2])
    with pytest.raises(sso.exceptions.ValidationException) as caught:
        sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert caught.value.response["Reason"] == "KMS_InvalidStateException"


@pytest.mark.rule("region.multi-region-key")
def test_a_key_deleted_from_kms_does_not_do(sso: Any, organization: Organization, connect: Connect) -> None:
    from moto.kms.models import kms_backends

    key = connect("kms").create_key(MultiRegion=True)["KeyMetadata"]
    encrypt(sso, organization.instance.arn, key["Arn"])
    del kms_backends[MANAGEMENT]["us-east-1"].keys[key["KeyId"]]
    assert error_of(sso.add_region, InstanceArn=organization.instance.arn, RegionName="eu-west-1") == (
        "ValidationException",
        f"The KMS key {key['Arn']} is not a multi-Region key.",
    )


@pytest.mark.rule("region.key-stays")
def test_the_key_cannot_be_given_up_while_there_are_additional_regions(
    sso: Any, instance_arn: str, key_arn: str, connect: Connect
) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    kms = connect("kms")
    without_replica = kms.create_key(MultiRegion=True)["KeyMetadata"]["Arn"]
    single = "An instance with additional Regions needs a customer managed multi-Region KMS key. Remove them first."
    for arn, refusal in (
        (None, single),
        (without_replica, f"The multi-Region KMS key {without_replica} has no replica in eu-west-1."),
    ):
        error = error_of(encrypt, sso=sso, instance_arn=instance_arn, key_arn=arn)
        assert error == ("ValidationException", refusal)
        details = sso.describe_instance(InstanceArn=instance_arn)["EncryptionConfigurationDetails"]
        assert details["KmsKeyArn"] == key_arn
    kms.replicate_key(KeyId=without_replica.rpartition("/")[2], ReplicaRegion="eu-west-1")
    encrypt(sso, instance_arn, without_replica)
    sso.remove_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    encrypt(sso, instance_arn, None)


@pytest.mark.rule("region.primary-stays")
def test_the_primary_region_cannot_be_removed(sso: Any, instance_arn: str) -> None:
    code, message = error_of(sso.remove_region, InstanceArn=instance_arn, RegionName="us-east-1")
    assert code == "ValidationException"
    assert message == f"us-east-1 is the primary Region of {instance_arn} and cannot be removed."
    assert names(sso, instance_arn) == ["us-east-1"]


@pytest.mark.rule("region.not-found")
@pytest.mark.parametrize("operation", ["describe_region", "remove_region"])
def test_a_region_that_the_instance_does_not_have_is_not_found(sso: Any, instance_arn: str, operation: str) -> None:
    code, message = error_of(getattr(sso, operation), InstanceArn=instance_arn, RegionName="eu-west-1")
    assert code == "ResourceNotFoundException"
    assert message == f"eu-west-1 is not a Region of {instance_arn}."


def test_regions_are_listed_in_pages(sso: Any, instance_arn: str) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    first = sso.list_regions(InstanceArn=instance_arn, MaxResults=1)
    rest = sso.list_regions(InstanceArn=instance_arn, MaxResults=1, NextToken=first["NextToken"])
    assert [region["RegionName"] for region in first["Regions"] + rest["Regions"]] == ["us-east-1", "eu-west-1"]
    assert "NextToken" not in rest


@pytest.mark.rule("region.reads-everywhere")
def test_reads_answer_alike_in_every_active_region(sso: Any, instance_arn: str, connect: Connect) -> None:
    there = connect(region_name="eu-west-1")
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    sso.tag_resource(ResourceArn=instance_arn, Tags=[{"Key": "team", "Value": "platform"}])
    (listed,) = there.list_instances()["Instances"]
    assert listed == sso.list_instances()["Instances"][0]
    assert listed["InstanceArn"] == instance_arn
    assert listed["PrimaryRegion"] == "us-east-1"
    assert [region["RegionName"] for region in listed["Regions"]] == ["us-east-1", "eu-west-1"]
    for operation, params, key in (
        ("describe_instance", {"InstanceArn": instance_arn}, "IdentityStoreId"),
        ("list_regions", {"InstanceArn": instance_arn}, "Regions"),
        ("describe_region", {"InstanceArn": instance_arn, "RegionName": "eu-west-1"}, "Status"),
        ("list_tags_for_resource", {"ResourceArn": instance_arn}, "Tags"),
    ):
        assert getattr(there, operation)(**params)[key] == getattr(sso, operation)(**params)[key]


@pytest.mark.rule("region.reads-everywhere")
def test_a_region_answers_only_while_it_is_active(sso: Any, instance_arn: str, connect: Connect, slow: None) -> None:
    there = connect(region_name="eu-west-1")

    def answers() -> bool:
        listed = [instance["InstanceArn"] for instance in there.list_instances()["Instances"]]
        if listed == [instance_arn]:
            there.describe_instance(InstanceArn=instance_arn)
            return True
        assert listed == []
        code, message = error_of(there.describe_instance, InstanceArn=instance_arn)
        assert code == "AccessDeniedException"
        assert NOT_HERE in message
        return False

    assert not answers()
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert not answers()
    while status(sso, instance_arn, "eu-west-1") != "ACTIVE":
        pass
    assert answers()
    sso.remove_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    assert not answers()


@pytest.mark.rule("region.writes-in-primary")
@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("update_instance", {"Name": "changed"}),
        ("delete_instance", {}),
        ("add_region", {"RegionName": "us-west-2"}),
        ("remove_region", {"RegionName": "eu-west-1"}),
        ("tag_resource", {"Tags": [{"Key": "team", "Value": "platform"}]}),
    ],
)
def test_an_instance_is_changed_in_its_primary_region_only(
    sso: Any, instance_arn: str, connect: Connect, operation: str, params: dict[str, Any]
) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    before = sso.describe_instance(InstanceArn=instance_arn)
    member = "ResourceArn" if operation == "tag_resource" else "InstanceArn"
    code, message = error_of(getattr(connect(region_name="eu-west-1"), operation), **{member: instance_arn}, **params)
    assert code == "AccessDeniedException"
    assert NOT_HERE in message
    after = sso.describe_instance(InstanceArn=instance_arn)
    del before["ResponseMetadata"], after["ResponseMetadata"]
    assert after == before
    assert sso.list_tags_for_resource(ResourceArn=instance_arn)["Tags"] == []


@pytest.mark.rule("region.writes-in-primary")
def test_applications_are_made_and_changed_in_an_additional_region(
    sso: Any, instance_arn: str, connect: Connect
) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    there = connect(region_name="eu-west-1")
    arn = there.create_application(
        InstanceArn=instance_arn, ApplicationProviderArn="arn:aws:sso::aws:applicationProvider/custom", Name="wiki"
    )["ApplicationArn"]
    there.update_application(ApplicationArn=arn, Status="DISABLED")
    there.put_application_assignment_configuration(ApplicationArn=arn, AssignmentRequired=False)
    described = sso.describe_application(ApplicationArn=arn)
    assert described["CreatedFrom"] == "eu-west-1"
    assert described["Status"] == "DISABLED"
    there.delete_application(ApplicationArn=arn)
    assert sso.list_applications(InstanceArn=instance_arn)["Applications"] == []


def test_deleting_the_instance_ends_its_additional_regions(sso: Any, instance_arn: str, connect: Connect) -> None:
    there = connect(region_name="eu-west-1")
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    sso.delete_instance(InstanceArn=instance_arn)
    assert there.list_instances()["Instances"] == []
    assert error_of(there.describe_instance, InstanceArn=instance_arn)[0] == "AccessDeniedException"


def test_an_instance_deleted_while_a_region_is_being_added_stays_deleted(
    sso: Any, instance_arn: str, slow: None, connect: Connect, idc: Any
) -> None:
    sso.add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    sso.delete_instance(InstanceArn=instance_arn)
    idc.settle()
    assert sso.list_instances(RegionScope="ALL_REGIONS")["Instances"] == []


def test_the_delegated_administrator_manages_regions_and_a_member_does_not(
    instance_arn: str, delegate: str, organization: Organization, connect: Connect
) -> None:
    connect(account_id=delegate).add_region(InstanceArn=instance_arn, RegionName="eu-west-1")
    member = connect(account_id=organization.members[1], region_name="eu-west-1")
    assert [instance["InstanceArn"] for instance in member.list_instances()["Instances"]] == [instance_arn]
    assert error_of(member.list_regions, InstanceArn=instance_arn)[0] == "AccessDeniedException"
