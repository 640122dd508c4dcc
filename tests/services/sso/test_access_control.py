"""What credentials of the portal may do, where moto's access control is on: the role's policies, and its boundary."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto.core import set_initial_no_auth_action_count

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.conftest import error_of

DEV = "111122223333"
ADMINISTRATOR = {"managed_policies": ["AdministratorAccess"]}
READ_ONLY = {"managed_policy": "AmazonS3ReadOnlyAccess"}
CUSTOMER = {"customer_managed_policy": {"name": "Boundary"}}
DENIED = "AccessDenied"


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    """The mock, with a bucket in dev, and ada who may do there what a permission set says."""
    with mock_ssoadmin(world={"organization": {"accounts": {"dev": DEV}}, "users": {"ada": None}}) as idc:
        admin = idc.session(account_id="dev").client("s3", region_name="us-east-1")
        admin.create_bucket(Bucket="reports")
        for key in ("today", "yesterday"):
            admin.put_object(Bucket="reports", Key=key, Body=b"all is well")
        yield idc


def controlled(call: Callable[[], Any]) -> Any:
    """Make a call that moto holds against IAM's policies."""
    return set_initial_no_auth_action_count(0)(call)()


def boundary_in_dev(idc: IdentityCenter, *actions: str) -> None:
    """Make the policy that CUSTOMER names, which permits these actions."""
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}
    iam = idc.session(account_id="dev").client("iam")
    iam.create_policy(PolicyName="Boundary", PolicyDocument=json.dumps(document))


def client_of_ada(idc: IdentityCenter, permission_set: dict[str, Any], service: str = "s3") -> Any:
    idc.load(
        {
            "permission_sets": {"Role": permission_set},
            "assignments": [{"permission_set": "Role", "users": "ada", "accounts": ["dev"]}],
        }
    )
    session = idc.role_session(user="ada", account="dev", permission_set="Role", region_name="us-east-1")
    return session.client(service)


def get(s3: Any) -> Any:
    return controlled(lambda: s3.get_object(Bucket="reports", Key="today")["Body"].read())


def delete(s3: Any) -> Any:
    return controlled(lambda: s3.delete_object(Bucket="reports", Key="today"))


def test_a_reader_reads_and_deletes_nothing(idc: IdentityCenter) -> None:
    s3 = client_of_ada(idc, {"managed_policies": ["AmazonS3ReadOnlyAccess"]})
    assert get(s3) == b"all is well"
    assert error_of(lambda: delete(s3))[0] == DENIED


def test_an_administrator_without_a_boundary_deletes(idc: IdentityCenter) -> None:
    s3 = client_of_ada(idc, ADMINISTRATOR)
    delete(s3)
    assert error_of(lambda: get(s3))[0] == "NoSuchKey"


@pytest.mark.rule("portal.permissions-boundary")
@pytest.mark.parametrize("boundary", [READ_ONLY, CUSTOMER], ids=["AWS managed", "customer managed"])
def test_a_boundary_takes_from_what_policies_permit(idc: IdentityCenter, boundary: dict[str, Any]) -> None:
    boundary_in_dev(idc, "s3:GetObject", "s3:ListBucket")
    s3 = client_of_ada(idc, ADMINISTRATOR | {"permissions_boundary": boundary})
    assert get(s3) == b"all is well"
    assert error_of(lambda: delete(s3))[0] == DENIED


@pytest.mark.rule("portal.permissions-boundary")
def test_a_boundary_adds_nothing_to_what_policies_permit(idc: IdentityCenter) -> None:
    boundary_in_dev(idc, "s3:*")
    reader = {"managed_policies": ["AmazonS3ReadOnlyAccess"], "permissions_boundary": CUSTOMER}
    s3 = client_of_ada(idc, reader)
    assert error_of(lambda: delete(s3))[0] == DENIED


@pytest.mark.rule("portal.permissions-boundary")
def test_a_boundary_that_is_gone_permits_nothing(idc: IdentityCenter) -> None:
    boundary_in_dev(idc, "s3:*")
    s3 = client_of_ada(idc, ADMINISTRATOR | {"permissions_boundary": CUSTOMER})
    idc.session(account_id="dev").client("iam").delete_policy(PolicyArn=f"arn:aws:iam::{DEV}:policy/Boundary")
    assert error_of(lambda: get(s3))[0] == DENIED


@pytest.mark.rule("portal.permissions-boundary")
def test_everybody_may_ask_who_they_are(idc: IdentityCenter) -> None:
    sts = client_of_ada(idc, ADMINISTRATOR | {"permissions_boundary": READ_ONLY}, "sts")
    assert controlled(sts.get_caller_identity)["Arn"].endswith("/ada")


@pytest.mark.rule("portal.permissions-boundary")
def test_a_boundary_holds_for_calls_of_identity_center_itself(idc: IdentityCenter) -> None:
    sso = client_of_ada(idc, ADMINISTRATOR | {"permissions_boundary": READ_ONLY}, "sso-admin")
    code, text = error_of(lambda: controlled(sso.list_instances))
    assert code == "AccessDeniedException"
    assert "/ada is not authorized to perform: sso:ListInstances" in text


@pytest.mark.rule("portal.permissions-boundary")
def test_other_roles_are_held_against_what_moto_holds_them_against(idc: IdentityCenter) -> None:
    boundary_in_dev(idc, "s3:GetObject")
    iam = idc.session(account_id="dev").client("iam")
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
    arn = iam.create_role(
        RoleName="own",
        AssumeRolePolicyDocument=json.dumps(trust | {"Version": "2012-10-17"}),
        PermissionsBoundary=f"arn:aws:iam::{DEV}:policy/Boundary",
    )["Role"]["Arn"]
    everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    iam.put_role_policy(RoleName="own", PolicyName="all", PolicyDocument=json.dumps(everything))
    sts = idc.session(account_id="dev").client("sts", region_name="us-east-1")
    given = sts.assume_role(RoleArn=arn, RoleSessionName="somebody")["Credentials"]
    s3 = idc.session(account_id="dev").client(
        "s3",
        region_name="us-east-1",
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
    delete(s3)
