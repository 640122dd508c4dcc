"""What Identity Center does in the IAM of accounts is in their trails, in process and over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssoadmin_mock import IdentityCenter
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect

POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


@pytest.fixture
def of_set(center: Center) -> dict[str, str]:
    """A permission set with policies, assigned nowhere."""
    of_set = {"InstanceArn": center.arn, "PermissionSetArn": center.permission_set("Reader", Description="May read.")}
    center.sso.attach_managed_policy_to_permission_set(**of_set, ManagedPolicyArn=READ_ONLY)
    center.sso.put_inline_policy_to_permission_set(**of_set, InlinePolicy=POLICY)
    center.sso.put_permissions_boundary_to_permission_set(**of_set, PermissionsBoundary={"ManagedPolicyArn": READ_ONLY})
    return of_set


def done(idc: IdentityCenter) -> list[dict[str, Any]]:
    """The records of IAM since the last time."""
    records = [record for record in idc.events if record["eventSource"] == "iam.amazonaws.com"]
    idc.calls.clear()
    return records


def names(records: list[dict[str, Any]]) -> list[str]:
    return [record["eventName"] for record in records]


@pytest.mark.rule("trail.service-role")
def test_the_first_assignment_makes_a_role(idc: IdentityCenter, center: Center, of_set: dict[str, str]) -> None:
    assert done(idc) == []
    ada = center.user("ada")
    center.assign(of_set["PermissionSetArn"], center.dev, ada)
    records = done(idc)
    assert names(records) == [
        *("CreateSAMLProvider", "CreateRole", "PutRolePolicy", "AttachRolePolicy", "PutRolePermissionsBoundary")
    ]
    provider, role, inline, managed, boundary = (record["requestParameters"] for record in records)
    name = role["roleName"]
    assert name.startswith("AWSReservedSSO_Reader_")
    iam = center.connect("iam", account_id=center.dev)
    there = iam.get_role(RoleName=name)["Role"]
    made = records[1]["responseElements"]["role"]
    assert (made["arn"], made["roleId"]) == (there["Arn"], there["RoleId"])
    assert (role["description"], role["maxSessionDuration"]) == ("May read.", 43200)
    assert inline == {"roleName": name, "policyName": "AwsSSOInlinePolicy", "policyDocument": POLICY}
    assert managed == {"roleName": name, "policyArn": READ_ONLY}
    assert boundary == {"roleName": name, "permissionsBoundary": READ_ONLY}
    arn = records[0]["responseElements"]["sAMLProviderArn"]
    assert arn == f"arn:aws:iam::{center.dev}:saml-provider/{provider['name']}"
    assert arn in role["assumeRolePolicyDocument"]
    assert [record["responseElements"] for record in records[2:]] == [None, None, None]


@pytest.mark.rule("trail.service-role")
def test_the_service_linked_role_does_it(idc: IdentityCenter, center: Center, of_set: dict[str, str]) -> None:
    center.assign(of_set["PermissionSetArn"], MANAGEMENT, center.user("ada"))
    record = done(idc)[1]
    role = center.connect("iam").get_role(RoleName="AWSServiceRoleForSSO")["Role"]
    assert record["userIdentity"] == {
        "type": "AssumedRole",
        "principalId": f"{role['RoleId']}:AWS-SSO",
        "arn": f"arn:aws:sts::{MANAGEMENT}:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
        "accountId": MANAGEMENT,
        "sessionContext": {
            "sessionIssuer": {
                "type": "Role",
                "principalId": role["RoleId"],
                "arn": role["Arn"],
                "accountId": MANAGEMENT,
                "userName": "AWSServiceRoleForSSO",
            },
            "attributes": {"mfaAuthenticated": "false"},
        },
        "invokedBy": "sso.amazonaws.com",
    }
    assert (record["sourceIPAddress"], record["userAgent"]) == ("sso.amazonaws.com", "sso.amazonaws.com")
    assert (record["recipientAccountId"], record["awsRegion"]) == (MANAGEMENT, "us-east-1")
    assert (record["readOnly"], record["eventType"]) == (False, "AwsApiCall")


@pytest.mark.rule("trail.service-role")
def test_provisioning_changes_what_has_changed(idc: IdentityCenter, center: Center, of_set: dict[str, str]) -> None:
    ada = center.user("ada")
    center.assign(of_set["PermissionSetArn"], center.dev, ada)
    done(idc)
    center.sso.provision_permission_set(**of_set, TargetType="ALL_PROVISIONED_ACCOUNTS")
    assert done(idc) == []
    center.sso.detach_managed_policy_from_permission_set(**of_set, ManagedPolicyArn=READ_ONLY)
    center.sso.delete_inline_policy_from_permission_set(**of_set)
    center.sso.delete_permissions_boundary_from_permission_set(**of_set)
    center.sso.update_permission_set(**of_set, Description="May do nothing.")
    assert done(idc) == []
    center.sso.provision_permission_set(**of_set, TargetType="ALL_PROVISIONED_ACCOUNTS")
    records = done(idc)
    assert names(records) == [*("UpdateRole", "DeleteRolePolicy", "DetachRolePolicy", "DeleteRolePermissionsBoundary")]
    assert records[0]["requestParameters"]["description"] == "May do nothing."


@pytest.mark.rule("trail.service-role")
def test_the_last_assignment_takes_the_role_along(idc: IdentityCenter, center: Center, of_set: dict[str, str]) -> None:
    ada = center.user("ada")
    center.assign(of_set["PermissionSetArn"], center.dev, ada)
    name = done(idc)[1]["requestParameters"]["roleName"]
    center.sso.delete_account_assignment(**center.access(of_set["PermissionSetArn"], center.dev, ada))
    records = done(idc)
    assert names(records) == ["DetachRolePolicy", "DeleteRolePolicy", "DeleteRole"]
    assert records[-1]["requestParameters"] == {"roleName": name}
    assert {record["recipientAccountId"] for record in records} == {center.dev}


@pytest.mark.rule("trail.service-role")
def test_deleting_the_instance_takes_the_provider_along(
    idc: IdentityCenter, center: Center, of_set: dict[str, str]
) -> None:
    center.assign(of_set["PermissionSetArn"], center.dev, center.user("ada"))
    arn = done(idc)[0]["responseElements"]["sAMLProviderArn"]
    center.sso.delete_instance(InstanceArn=center.arn)
    records = done(idc)
    assert names(records)[-1] == "DeleteSAMLProvider"
    assert records[-1]["requestParameters"] == {"sAMLProviderArn": arn}


def test_a_rule_in_the_account_hears_of_it(center: Center, connect: Connect, of_set: dict[str, str]) -> None:
    sqs, events = (connect(service, account_id=center.dev) for service in ("sqs", "events"))
    url = sqs.create_queue(QueueName="roles")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = {"source": ["aws.iam"], "detail": {"userIdentity": {"invokedBy": ["sso.amazonaws.com"]}}}
    events.put_rule(Name="roles", EventPattern=json.dumps({**pattern, "detail-type": ["AWS API Call via CloudTrail"]}))
    events.put_targets(Rule="roles", Targets=[{"Id": "queue", "Arn": arn}])
    center.assign(of_set["PermissionSetArn"], center.dev, center.user("ada"))
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert "CreateRole" in [json.loads(message["Body"])["detail"]["eventName"] for message in messages]


def test_a_world_that_is_loaded_leaves_no_records(idc: IdentityCenter) -> None:
    idc.load(
        {
            "organization": {"accounts": {"dev": "111122223333"}},
            "users": {"ada": None},
            "permission_sets": {"Reader": None},
            "assignments": [{"permission_set": "Reader", "users": "ada", "accounts": ["dev"]}],
        }
    )
    assert list(idc.events) == []
