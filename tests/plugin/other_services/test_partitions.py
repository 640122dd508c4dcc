"""IAM, STS and Identity Center of one partition are about the same roles and policies."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto.utilities.utils import get_partition

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.controls.in_process import InProcess
from ssoadmin_mock.world.source import Document
from tests.conftest import MANAGEMENT, Connect

POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})

REGIONS = {
    "us-east-1": "aws",
    "eu-central-1": "aws",
    "us-gov-west-1": "aws-us-gov",
    "us-gov-east-1": "aws-us-gov",
    "cn-north-1": "aws-cn",
    "cn-northwest-1": "aws-cn",
}
if get_partition("eusc-de-east-1") != "aws":
    # Older versions of moto do not know this partition.
    REGIONS["eusc-de-east-1"] = "aws-eusc"


def provisioned(idc: IdentityCenter, connect: Connect, region_name: str, iam: Any) -> str:
    """A set with a customer managed policy of the account's, provisioned there; returns what became of it."""
    policy = iam.create_policy(PolicyName="Own", PolicyDocument=POLICY)["Policy"]["Arn"]
    assert policy == f"arn:{REGIONS[region_name]}:iam::{MANAGEMENT}:policy/Own"
    sso, instance = connect(region_name=region_name), idc.enable_organization_instance(region_name=region_name)
    created = sso.create_permission_set(InstanceArn=instance.arn, Name="A")["PermissionSet"]
    request = {"InstanceArn": instance.arn, "PermissionSetArn": created["PermissionSetArn"]}
    sso.attach_customer_managed_policy_reference_to_permission_set(
        **request, CustomerManagedPolicyReference={"Name": "Own"}
    )
    sso.provision_permission_set(**request, TargetType="AWS_ACCOUNT", TargetId=MANAGEMENT)
    (status,) = sso.list_permission_set_provisioning_status(InstanceArn=instance.arn)[
        "PermissionSetsProvisioningStatus"
    ]
    answer = sso.describe_permission_set_provisioning_status(
        InstanceArn=instance.arn, ProvisionPermissionSetRequestId=status["RequestId"]
    )
    return str(answer["PermissionSetProvisioningStatus"]["Status"])


@pytest.mark.rule("role.created")
@pytest.mark.parametrize("region_name", REGIONS)
def test_customer_managed_policies_and_roles_meet(
    idc: IdentityCenter, connect: Connect, endpoint: dict[str, str], region_name: str
) -> None:
    iam = connect("iam", region_name=region_name)
    assert provisioned(idc, connect, region_name, iam) == "SUCCEEDED"
    (role,) = iam.list_roles(PathPrefix="/aws-reserved/")["Roles"]
    assert role["Arn"].startswith(f"arn:{REGIONS[region_name]}:iam::{MANAGEMENT}:role/aws-reserved/sso.amazonaws.com/")
    iam.get_role(RoleName="AWSServiceRoleForSSO")

    sts = connect("sts", region_name=region_name)
    credentials = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="ada")["Credentials"]
    session = boto3.Session(
        credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], region_name
    )
    assert session.client("sts", **endpoint).get_caller_identity()["Arn"] == (  # type: ignore[call-overload]
        f"arn:{REGIONS[region_name]}:sts::{MANAGEMENT}:assumed-role/{role['RoleName']}/ada"
    )
    assert len(session.client("iam", **endpoint).list_roles(PathPrefix="/aws-reserved/")["Roles"]) == 1  # type: ignore[call-overload]


@pytest.mark.parametrize("config", [{}, {"use_fips_endpoint": True}])
@pytest.mark.parametrize("region_name", ["us-gov-west-1", "us-gov-east-1"])
def test_iam_of_govcloud_is_not_that_of_the_others(connect: Connect, region_name: str, config: dict[str, bool]) -> None:
    for name in ("us-east-1", region_name):
        iam = connect("iam", region_name=name, config=Config(**config) if name == region_name else None)  # type: ignore[arg-type]
        iam.create_role(RoleName="Same", AssumeRolePolicyDocument="{}")
        (role,) = iam.list_roles()["Roles"]
        assert role["Arn"] == f"arn:{REGIONS[name]}:iam::{MANAGEMENT}:role/Same"


CHINA, COMMERCIAL = "cn-north-1", "eu-central-1"


@pytest.fixture
def both(idc: IdentityCenter, monkeypatch: pytest.MonkeyPatch) -> IdentityCenter:
    """One account with an organization instance in each of two partitions."""
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    idc.load({"instance": {"region": COMMERCIAL}, "users": {"ada": None}})
    idc.load({"instance": {"region": CHINA}, "users": {"li": None}})
    return idc


def test_the_default_region_says_which_partition_is_meant(
    both: IdentityCenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for region_name, user in ((COMMERCIAL, "ada"), (CHINA, "li"), ("us-east-1", "ada"), ("cn-northwest-1", "li")):
        monkeypatch.setenv("AWS_DEFAULT_REGION", region_name)
        assert list(both.dump()["users"]) == [user]
        assert both.user(user)
        assert get_partition(both.organization_instance.region_name) == get_partition(region_name)


@pytest.mark.parametrize("region_name", [None, "us-gov-west-1"])
def test_where_it_does_not_say_the_error_names_both_and_the_remedy(
    both: IdentityCenter, monkeypatch: pytest.MonkeyPatch, region_name: str | None
) -> None:
    if region_name is not None:
        monkeypatch.setenv("AWS_DEFAULT_REGION", region_name)
    with pytest.raises(RuntimeError) as caught:
        both.dump()
    for part in (COMMERCIAL, CHINA, MANAGEMENT, "arn:aws:sso", "arn:aws-cn:sso", "AWS_DEFAULT_REGION"):
        assert part in str(caught.value)


def test_a_world_that_is_loaded_once_is_found_whatever_else_there_is(both: IdentityCenter) -> None:
    document = Document({"instance": {"region": "us-gov-west-1"}, "users": {"bo": None}})
    first = InProcess().load_world(document, once=True)
    assert InProcess().load_world(document, once=True) == first
    assert first.region_name == "us-gov-west-1"
