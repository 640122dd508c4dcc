"""Making, describing, listing and deleting instances, in process and over HTTP."""

from __future__ import annotations

import re
import time
from datetime import datetime, timezone
from typing import Any

import boto3
import pytest
from moto.moto_api._internal import mock_random

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization, Send, error_of

PARTITIONS = [("aws", "us-east-1"), ("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1")]


def described(client: Any, arn: str) -> dict[str, Any]:
    """Return the description of an instance without what is about the answer itself."""
    answer: dict[str, Any] = client.describe_instance(InstanceArn=arn)
    del answer["ResponseMetadata"]
    return answer


def listed(client: Any, **params: Any) -> list[str]:
    """Return the ARNs of the instances that a client sees."""
    return [row["InstanceArn"] for row in client.list_instances(**params)["Instances"]]


@pytest.mark.rule("instance.empty-at-first")
def test_there_is_no_instance_until_one_is_made(sso: Any) -> None:
    assert listed(sso) == []
    assert listed(sso, RegionScope="ALL_REGIONS") == []
    arn = sso.create_instance()["InstanceArn"]
    assert listed(sso) == [arn]


@pytest.mark.rule("instance.identifiers")
@pytest.mark.parametrize(("partition", "region"), PARTITIONS)
def test_a_new_instance_has_the_service_s_identifiers(connect: Connect, partition: str, region: str) -> None:
    sso = connect(region_name=region)
    arn = sso.create_instance()["InstanceArn"]
    instance = described(sso, arn)
    assert re.fullmatch(f"arn:{partition}:sso:::instance/ssoins-[0-9a-f]{{16}}", arn)
    assert re.fullmatch("d-[0-9a-f]{10}", instance["IdentityStoreId"])
    store = instance["IdentityStoreId"]
    assert instance["IdentityStoreArn"] == f"arn:{partition}:identitystore::{MANAGEMENT}:identitystore/{store}"


@pytest.mark.rule("instance.identifiers")
def test_identifiers_can_be_repeated_with_moto_s_seed(connect: Connect) -> None:
    def make(account_id: str) -> tuple[str, str]:
        sso = connect(account_id=account_id)
        mock_random.seed(42)
        arn = sso.create_instance()["InstanceArn"]
        return arn, described(sso, arn)["IdentityStoreId"]

    assert make("111122223333") == make("444455556666")


@pytest.mark.rule("instance.one-per-account")
def test_a_second_instance_is_beyond_the_quota_in_every_region(connect: Connect) -> None:
    connect(account_id=STANDALONE).create_instance()
    refusal = (
        "ServiceQuotaExceededException",
        f"You have exceeded IAM Identity Center quotas. Cannot create more than 1 instance for {STANDALONE}",
    )
    for region in ("us-east-1", "eu-west-1"):
        assert error_of(connect(account_id=STANDALONE, region_name=region).create_instance) == refusal


@pytest.mark.rule("instance.one-per-account")
def test_each_partition_and_each_account_has_its_own_instance(connect: Connect) -> None:
    made = [connect(region_name=region).create_instance()["InstanceArn"] for _, region in PARTITIONS]
    made.append(connect(account_id=STANDALONE).create_instance()["InstanceArn"])
    assert len(set(made)) == 4
    for (_, region), arn in zip(PARTITIONS, made[:-1], strict=True):
        assert listed(connect(region_name=region), RegionScope="ALL_REGIONS") == [arn]
    assert error_of(connect(region_name="cn-northwest-1").create_instance)[0] == "ServiceQuotaExceededException"


@pytest.mark.rule("instance.one-per-account")
def test_the_organization_s_instance_is_not_the_member_s_own(organization: Organization, connect: Connect) -> None:
    member = connect(account_id=organization.members[0])
    own = member.create_instance()["InstanceArn"]
    assert listed(member) == [organization.instance.arn, own]
    assert error_of(member.create_instance)[0] == "ServiceQuotaExceededException"


@pytest.mark.rule("instance.management-account")
def test_the_management_account_may_not_create_one(organization: Organization, sso: Any) -> None:
    refusal = (
        "ValidationException",
        "Organization management account is not allowed to perform the operation.",
    )
    assert error_of(sso.create_instance) == refusal
    sso.delete_instance(InstanceArn=organization.instance.arn)
    assert error_of(sso.create_instance) == refusal
    assert listed(sso) == []


def test_an_account_may_create_one_again_when_its_organization_is_gone(sso: Any, connect: Connect) -> None:
    organizations = connect("organizations")
    organizations.create_organization(FeatureSet="ALL")
    assert error_of(sso.create_instance)[0] == "ValidationException"
    organizations.delete_organization()
    assert sso.create_instance()["InstanceArn"]


@pytest.mark.rule("instance.members-not-allowed")
def test_members_may_be_refused_theirs(endpoint: dict[str, str]) -> None:
    with mock_ssoadmin(organization_instance=True, allow_member_instances=False) as idc:

        def connect(service: str, account_id: str) -> Any:
            return idc.session(account_id=account_id).client(service, region_name="us-east-1", **endpoint)

        account = {"AccountName": "dev", "Email": "dev@example.com"}
        status = connect("organizations", MANAGEMENT).create_account(**account)["CreateAccountStatus"]
        member = connect("sso-admin", status["AccountId"])
        assert error_of(member.create_instance) == (
            "AccessDeniedException",
            f"The organization management account ({MANAGEMENT}) does not allow its members to create instances.",
        )
        assert len(listed(member)) == 1
        assert connect("sso-admin", STANDALONE).create_instance()["InstanceArn"]


def test_a_new_instance_is_described_with_all_its_members(sso: Any) -> None:
    before = time.time()
    arn = sso.create_instance(Name="dev")["InstanceArn"]
    instance = described(sso, arn)
    created = instance.pop("CreatedDate")
    store = instance.pop("IdentityStoreId")
    assert before - 1 < created.timestamp() < time.time() + 1
    assert instance == {
        "InstanceArn": arn,
        "IdentityStoreArn": f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store}",
        "OwnerAccountId": MANAGEMENT,
        "Name": "dev",
        "Status": "ACTIVE",
        "PrimaryRegion": "us-east-1",
        "Regions": [
            {"RegionName": "us-east-1", "Status": "ACTIVE", "AddedDate": created, "IsPrimaryRegion": True},
        ],
        "EncryptionConfigurationDetails": {"KeyType": "AWS_OWNED_KMS_KEY", "EncryptionStatus": "ENABLED"},
        "PermissionSetsEnabled": False,
    }


def test_a_listed_instance_is_what_describing_shows_without_its_configuration(sso: Any) -> None:
    instance = described(sso, sso.create_instance(Name="dev")["InstanceArn"])
    for configuration in ("EncryptionConfigurationDetails", "PermissionSetsEnabled"):
        del instance[configuration]
    assert sso.list_instances()["Instances"] == [instance]


def test_dates_are_numbers_of_seconds_with_milliseconds_on_the_wire(sso: Any, send: Send) -> None:
    arn = sso.create_instance()["InstanceArn"]
    answer = send(f'{{"InstanceArn": "{arn}"}}'.encode(), "DescribeInstance").json()
    assert answer["CreatedDate"] == answer["Regions"][0]["AddedDate"] == round(answer["CreatedDate"], 3)
    assert datetime.fromtimestamp(answer["CreatedDate"], timezone.utc).year >= 2025


def test_what_an_instance_does_not_have_is_absent_and_never_null(sso: Any, send: Send) -> None:
    arn = sso.create_instance()["InstanceArn"]
    for operation in ("DescribeInstance", "ListInstances"):
        text = send(f'{{"InstanceArn": "{arn}"}}'.encode(), operation).text
        assert "null" not in text
        assert '"Name"' not in text


@pytest.mark.rule("instance.organization-instance")
def test_the_organization_s_instance_belongs_to_the_management_account_and_has_permission_sets(
    organization: Organization, sso: Any
) -> None:
    instance = described(sso, organization.instance.arn)
    assert instance["OwnerAccountId"] == organization.management
    assert instance["IdentityStoreId"] == organization.instance.identity_store_id
    assert instance["PermissionSetsEnabled"] is True
    assert "Name" not in instance


@pytest.mark.rule("instance.regional")
def test_an_instance_is_listed_in_its_region_and_with_all_regions_everywhere(connect: Connect) -> None:
    sso = connect(region_name="eu-west-1")
    arn = sso.create_instance()["InstanceArn"]
    elsewhere = connect(region_name="us-east-1")
    for scope, here, there in [("CURRENT_REGION", [arn], []), ("ALL_REGIONS", [arn], [arn])]:
        assert listed(sso, RegionScope=scope) == here
        assert listed(elsewhere, RegionScope=scope) == there
    assert listed(elsewhere) == []
    assert listed(connect(region_name="cn-north-1"), RegionScope="ALL_REGIONS") == []


@pytest.mark.rule("instance.delete-cascades")
def test_deleting_an_instance_makes_room_for_another_without_anything_of_the_first(sso: Any) -> None:
    first = sso.create_instance(Name="first", Tags=[{"Key": "k", "Value": "v"}])["InstanceArn"]
    sso.update_instance(InstanceArn=first, PermissionSetsEnabled=True)
    sso.delete_instance(InstanceArn=first)
    assert listed(sso, RegionScope="ALL_REGIONS") == []
    second = sso.create_instance()["InstanceArn"]
    assert second != first
    assert sso.list_tags_for_resource(ResourceArn=second)["Tags"] == []
    instance = described(sso, second)
    assert "Name" not in instance
    assert instance["PermissionSetsEnabled"] is False


def test_a_deleted_organization_instance_can_be_enabled_again(
    idc: IdentityCenter, organization: Organization, sso: Any
) -> None:
    sso.delete_instance(InstanceArn=organization.instance.arn)
    assert idc.enable_organization_instance().arn != organization.instance.arn


def test_the_answers_of_updating_and_deleting_are_empty(sso: Any, send: Send) -> None:
    arn = sso.create_instance()["InstanceArn"]
    assert send(f'{{"InstanceArn": "{arn}", "Name": "dev"}}'.encode(), "UpdateInstance").json() == {}
    assert send(f'{{"InstanceArn": "{arn}"}}'.encode(), "DeleteInstance").json() == {}


def test_the_name_is_checked_by_the_model_s_pattern(sso: Any) -> None:
    for name in ("two words", "ü", "x/y"):
        assert error_of(sso.create_instance, Name=name)[0] == "ValidationException"
    assert sso.create_instance(Name="a+b=c,d.e@f-g_1")["InstanceArn"]


def test_accounts_of_assumed_roles_have_their_own_instance(idc: IdentityCenter, endpoint: dict[str, str]) -> None:
    sts = boto3.client("sts", region_name="us-east-1", **endpoint)
    role = {"RoleArn": f"arn:aws:iam::{STANDALONE}:role/dev", "RoleSessionName": "session"}
    keys = sts.assume_role(**role)["Credentials"]
    client = boto3.client(
        "sso-admin",
        region_name="us-east-1",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
        **endpoint,
    )
    assert described(client, client.create_instance()["InstanceArn"])["OwnerAccountId"] == STANDALONE
    missing = "arn:aws:sso:::instance/ssoins-0000000000000000"
    assert (
        f"User: arn:aws:sts::{STANDALONE}:assumed-role/dev/session is not"
        in error_of(client.describe_instance, InstanceArn=missing)[1]
    )
