"""Tests written the way that users of moto's own sso-admin write theirs, and what is different then."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.conftest import error_of

INSTANCE_ARN = "arn:aws:sso:::instance/ins-0123456789abcdef"
SET_ARN = "arn:aws:sso:::permissionSet/ins-fedcba9876543210/ps-0123456789abcdef"

ASSIGNMENT = {
    "InstanceArn": INSTANCE_ARN,
    "TargetId": "210987654321",
    "TargetType": "AWS_ACCOUNT",
    "PermissionSetArn": SET_ARN,
    "PrincipalType": "GROUP",
    "PrincipalId": str(uuid4()),
}


# --- as moto's users write them ------------------------------------------------------------------------------------


@mock_ssoadmin(moto_defaults=True)
@pytest.mark.parametrize("region_name", ["us-east-1", "eu-central-1", "cn-north-1"])
def test_there_is_an_instance_from_the_start(region_name: str) -> None:
    client = boto3.client("sso-admin", region_name=region_name)
    instances = client.list_instances()["Instances"]
    assert len(instances) == 1
    assert instances[0]["OwnerAccountId"] == "123456789012"
    assert instances[0]["Status"] == "ACTIVE"
    assert client.describe_instance(InstanceArn=instances[0]["InstanceArn"])["Status"] == "ACTIVE"


@mock_ssoadmin(moto_defaults=True)
def test_an_assignment_needs_no_principal_no_account_and_no_set() -> None:
    client = boto3.client("sso-admin", region_name="eu-west-1")
    status = client.create_account_assignment(**ASSIGNMENT)["AccountAssignmentCreationStatus"]
    assert status["Status"] == "SUCCEEDED"
    assert "FailureReason" not in status
    assert status["TargetId"] == "210987654321"
    assert status["CreatedDate"]
    described = client.describe_account_assignment_creation_status(
        InstanceArn=INSTANCE_ARN, AccountAssignmentCreationRequestId=status["RequestId"]
    )
    assert described["AccountAssignmentCreationStatus"]["Status"] == "SUCCEEDED"
    listed = client.list_account_assignments(
        InstanceArn=INSTANCE_ARN, AccountId="210987654321", PermissionSetArn=SET_ARN
    )["AccountAssignments"]
    assert [row["PrincipalId"] for row in listed] == [ASSIGNMENT["PrincipalId"]]


@mock_ssoadmin(moto_defaults=True)
def test_an_assignment_is_gone_after_its_deletion() -> None:
    client = boto3.client("sso-admin", region_name="eu-west-1")
    client.create_account_assignment(**ASSIGNMENT)
    status = client.delete_account_assignment(**ASSIGNMENT)["AccountAssignmentDeletionStatus"]
    assert status["Status"] == "SUCCEEDED"
    question = {"InstanceArn": INSTANCE_ARN, "AccountId": "210987654321", "PermissionSetArn": SET_ARN}
    assert client.list_account_assignments(**question)["AccountAssignments"] == []


class TestAnyTextForAPrincipal:
    @pytest.fixture(autouse=True)
    def _answers_fit_the_model(self) -> None:
        """Not here: what the model does not allow in comes out again."""

    @mock_ssoadmin(moto_defaults=True)
    def test_the_assignments_of_anybody_are_listed(self) -> None:
        client = boto3.client("sso-admin", region_name="us-west-2")
        question = {"InstanceArn": INSTANCE_ARN, "PrincipalId": "somebody", "PrincipalType": "USER"}
        assert client.list_account_assignments_for_principal(**question)["AccountAssignments"] == []
        client.create_account_assignment(**ASSIGNMENT | {"PrincipalId": "somebody", "PrincipalType": "USER"})
        (row,) = client.list_account_assignments_for_principal(**question)["AccountAssignments"]
        assert row == {
            "AccountId": "210987654321",
            "PermissionSetArn": SET_ARN,
            "PrincipalId": "somebody",
            "PrincipalType": "USER",
        }


@mock_ssoadmin(moto_defaults=True)
def test_a_permission_set_is_made_in_an_instance_that_nobody_made() -> None:
    client = boto3.client("sso-admin", region_name="ap-southeast-1")
    created = client.create_permission_set(Name="Reader", InstanceArn=INSTANCE_ARN)["PermissionSet"]
    arn = created["PermissionSetArn"]
    client.attach_managed_policy_to_permission_set(
        InstanceArn=INSTANCE_ARN, PermissionSetArn=arn, ManagedPolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess"
    )
    assert client.list_permission_sets(InstanceArn=INSTANCE_ARN)["PermissionSets"] == [arn]
    status = client.provision_permission_set(
        InstanceArn=INSTANCE_ARN, PermissionSetArn=arn, TargetType="AWS_ACCOUNT", TargetId="210987654321"
    )["PermissionSetProvisioningStatus"]
    assert (status["Status"], status["AccountId"]) == ("SUCCEEDED", "210987654321")
    again = client.provision_permission_set(
        InstanceArn=INSTANCE_ARN, PermissionSetArn=arn, TargetType="ALL_PROVISIONED_ACCOUNTS"
    )["PermissionSetProvisioningStatus"]
    assert again["Status"] == "SUCCEEDED"


@mock_ssoadmin(moto_defaults=True)
def test_a_set_that_nobody_made_is_missing_where_moto_looks_for_it() -> None:
    client = boto3.client("sso-admin", region_name="us-east-1")
    with pytest.raises(ClientError) as exc:
        client.describe_permission_set(InstanceArn=INSTANCE_ARN, PermissionSetArn=SET_ARN)
    assert exc.value.response["Error"]["Code"] == "ResourceNotFoundException"
    assert client.list_permission_sets(InstanceArn=INSTANCE_ARN)["PermissionSets"] == []


# --- what it is exactly --------------------------------------------------------------------------------------------


@pytest.fixture
def idc() -> Any:
    with mock_ssoadmin(moto_defaults=True) as idc:
        yield idc


def test_each_account_has_its_own_instance(idc: IdentityCenter, connect: Any, sso: Any) -> None:
    organizations = connect("organizations")
    organizations.create_organization(FeatureSet="ALL")
    member = organizations.create_account(AccountName="dev", Email="dev@example.com")
    clients = [sso, connect(account_id=member["CreateAccountStatus"]["AccountId"])]
    arns = [client.list_instances()["Instances"][0]["InstanceArn"] for client in clients]
    assert arns == [client.list_instances()["Instances"][0]["InstanceArn"] for client in clients]
    assert len(set(arns)) == 2


def test_adopted_instances_are_apart(sso: Any) -> None:
    other = INSTANCE_ARN.replace("0", "9")
    sso.create_permission_set(InstanceArn=INSTANCE_ARN, Name="Reader")
    assert sso.list_permission_sets(InstanceArn=other)["PermissionSets"] == []
    assert len(sso.list_permission_sets(InstanceArn=INSTANCE_ARN)["PermissionSets"]) == 1


def test_an_adopted_instance_is_the_account_s_and_not_listed(sso: Any) -> None:
    described = sso.describe_instance(InstanceArn=INSTANCE_ARN)
    assert (described["InstanceArn"], described["OwnerAccountId"]) == (INSTANCE_ARN, "123456789012")
    assert [row["InstanceArn"] == INSTANCE_ARN for row in sso.list_instances()["Instances"]] == [False]


def test_an_adopted_instance_can_be_deleted_and_is_adopted_anew(sso: Any) -> None:
    sso.create_permission_set(InstanceArn=INSTANCE_ARN, Name="Reader")
    sso.delete_instance(InstanceArn=INSTANCE_ARN)
    assert sso.list_permission_sets(InstanceArn=INSTANCE_ARN)["PermissionSets"] == []


def test_the_first_instance_does_not_come_back(sso: Any) -> None:
    (instance,) = sso.list_instances()["Instances"]
    sso.delete_instance(InstanceArn=instance["InstanceArn"])
    assert sso.list_instances()["Instances"] == []


def test_an_account_that_has_an_instance_cannot_create_one(sso: Any) -> None:
    assert error_of(sso.create_instance)[0] == "ServiceQuotaExceededException"


def test_the_organization_instance_takes_the_place_of_the_first_one() -> None:
    with mock_ssoadmin(moto_defaults=True, organization_instance=True) as idc:
        client = boto3.client("sso-admin", region_name="us-east-1")
        (instance,) = client.list_instances()["Instances"]
        assert instance["InstanceArn"] == idc.ensure_organization_instance("us-east-1").arn


def test_nothing_of_another_partition_is_adopted(connect: Any) -> None:
    sso = connect(region_name="cn-north-1")
    assert error_of(sso.list_permission_sets, InstanceArn=INSTANCE_ARN)[0] == "AccessDeniedException"


def test_an_application_is_assigned_to_anybody(sso: Any) -> None:
    arn = sso.create_application(
        InstanceArn=INSTANCE_ARN,
        ApplicationProviderArn="arn:aws:sso::aws:applicationProvider/custom",
        Name="app",
    )["ApplicationArn"]
    sso.create_application_assignment(ApplicationArn=arn, PrincipalId=str(uuid4()), PrincipalType="USER")
    assert len(sso.list_application_assignments(ApplicationArn=arn)["ApplicationAssignments"]) == 1


def test_everything_else_is_still_checked(sso: Any) -> None:
    code, message = error_of(sso.create_permission_set, InstanceArn=INSTANCE_ARN, Name="no spaces")
    assert (code, "'name'" in message) == ("ValidationException", True)
    assignment = ASSIGNMENT | {"PermissionSetArn": sso_set(sso)}
    assert sso.delete_account_assignment(**assignment)["AccountAssignmentDeletionStatus"]["Status"] == "FAILED"


def sso_set(sso: Any) -> str:
    return str(sso.create_permission_set(InstanceArn=INSTANCE_ARN, Name="Reader")["PermissionSet"]["PermissionSetArn"])


def test_without_it_nothing_is_there() -> None:
    with mock_ssoadmin():
        client = boto3.client("sso-admin", region_name="us-east-1")
        assert client.list_instances()["Instances"] == []
        assert error_of(client.list_permission_sets, InstanceArn=INSTANCE_ARN)[0] == "AccessDeniedException"
