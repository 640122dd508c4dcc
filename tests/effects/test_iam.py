"""The roles of permission sets in moto's IAM, in process and over HTTP."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import boto3
import pytest
from moto.organizations import utils

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.center import Center
from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of

INLINE = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
VIEW_ONLY = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


def attached(center: Center, account_id: str) -> list[str]:
    """The ARNs of the policies that are attached to the one role of an account."""
    (role,) = center.roles(account_id)
    policies = center.iam(account_id).list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    return [policy["PolicyArn"] for policy in policies]


def inline(center: Center, account_id: str) -> dict[str, Any]:
    """The inline policies of the one role of an account."""
    (role,) = center.roles(account_id)
    names = center.iam(account_id).list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
    return {
        name: center.iam(account_id).get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"]
        for name in names
    }


def boundary(center: Center, account_id: str) -> str | None:
    """The ARN of the permissions boundary of the one role of an account."""
    (role,) = center.roles(account_id)
    described = center.iam(account_id).get_role(RoleName=role["RoleName"])["Role"]
    arn: str | None = described.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return arn


def make_policy(center: Center, account_id: str, name: str, path: str = "/") -> str:
    created = center.iam(account_id).create_policy(PolicyName=name, Path=path, PolicyDocument=INLINE)
    return str(created["Policy"]["Arn"])


@pytest.mark.rule("role.created")
def test_the_role_is_what_public_dumps_of_roles_show(center: Center) -> None:
    permission_set = center.permission_set("Data.Lake", Description="For ETL", SessionDuration="PT2H")
    center.sso.put_inline_policy_to_permission_set(
        InstanceArn=center.arn, PermissionSetArn=permission_set, InlinePolicy=INLINE
    )
    center.assign(permission_set, center.dev, center.user())
    (role,) = center.roles(center.dev)
    (provider,) = center.iam(center.dev).list_saml_providers()["SAMLProviderList"]
    assert re.fullmatch(
        rf"arn:aws:iam::{center.dev}:saml-provider/AWSSSO_[0-9a-f]{{16}}_DO_NOT_DELETE", provider["Arn"]
    )
    assert re.fullmatch(r"AWSReservedSSO_Data\.Lake_[0-9a-f]{16}", role["RoleName"])
    assert role["Arn"] == f"arn:aws:iam::{center.dev}:role/aws-reserved/sso.amazonaws.com/{role['RoleName']}"
    assert role["Path"] == "/aws-reserved/sso.amazonaws.com/"
    assert role["MaxSessionDuration"] == 43200
    assert role["Description"] == "For ETL"
    assert role["AssumeRolePolicyDocument"] == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": provider["Arn"]},
                "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
            }
        ],
    }
    assert inline(center, center.dev) == {"AwsSSOInlinePolicy": json.loads(INLINE)}
    assert boundary(center, center.dev) is None


@pytest.mark.rule("role.created")
def test_the_role_has_the_policies_of_the_set(center: Center) -> None:
    permission_set = center.permission_set()
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    center.sso.attach_managed_policy_to_permission_set(**one_set, ManagedPolicyArn=VIEW_ONLY)
    center.sso.attach_customer_managed_policy_reference_to_permission_set(
        **one_set, CustomerManagedPolicyReference={"Name": "Deploy", "Path": "/teams/"}
    )
    center.sso.put_permissions_boundary_to_permission_set(
        **one_set, PermissionsBoundary={"CustomerManagedPolicyReference": {"Name": "Limit"}}
    )
    deploy, limit = make_policy(center, center.dev, "Deploy", "/teams/"), make_policy(center, center.dev, "Limit")
    assert center.assign(permission_set, center.dev, center.user())["Status"] == "SUCCEEDED"
    assert set(attached(center, center.dev)) == {VIEW_ONLY, deploy}
    assert boundary(center, center.dev) == limit
    # What IAM has attached it can describe, whether or not moto was asked to load AWS's policies.
    assert center.iam(center.dev).get_policy(PolicyArn=VIEW_ONLY)["Policy"]["PolicyName"] == "ViewOnlyAccess"


def test_the_role_has_the_policies_when_moto_has_loaded_them_all(center: Center) -> None:
    with mock_ssoadmin(config={"iam": {"load_aws_managed_policies": True}}):
        permission_set = center.permission_set()
        center.sso.attach_managed_policy_to_permission_set(
            InstanceArn=center.arn, PermissionSetArn=permission_set, ManagedPolicyArn=READ_ONLY
        )
        account = center.connect("organizations").create_account(AccountName="new", Email="new@example.com")
        new = account["CreateAccountStatus"]["AccountId"]
        center.assign(permission_set, new, center.user())
        assert attached(center, new) == [READ_ONLY]


@pytest.mark.rule("role.created")
def test_each_account_has_one_provider_and_suffixes_of_its_own(center: Center) -> None:
    a, b, user = center.permission_set("A"), center.permission_set("B"), center.user()
    for permission_set in (a, b):
        for account_id in (center.dev, center.prod):
            center.assign(permission_set, account_id, user)
    names = [role["RoleName"] for account_id in (center.dev, center.prod) for role in center.roles(account_id)]
    assert sorted(name.split("_")[1] for name in names) == ["A", "A", "B", "B"]
    assert len({name.rpartition("_")[2] for name in names}) == 4
    providers = [
        provider["Arn"].rpartition("/")[2]
        for account_id in (center.dev, center.prod)
        for provider in center.iam(account_id).list_saml_providers()["SAMLProviderList"]
    ]
    assert len(providers) == len(set(providers)) == 2


@pytest.mark.rule("role.created")
def test_tags_of_the_set_do_not_reach_the_role(center: Center) -> None:
    permission_set = center.permission_set(Tags=[{"Key": "team", "Value": "blue"}])
    center.provision(permission_set, center.dev)
    (role,) = center.roles(center.dev)
    assert center.iam(center.dev).list_role_tags(RoleName=role["RoleName"])["Tags"] == []


@pytest.mark.rule("role.created")
@pytest.mark.parametrize(
    ("region_name", "path", "audience"),
    [
        ("eu-west-1", "/aws-reserved/sso.amazonaws.com/eu-west-1/", "https://signin.aws.amazon.com/saml"),
        ("us-gov-west-1", "/aws-reserved/sso.amazonaws.com/us-gov-west-1/", "https://signin.amazonaws-us-gov.com/saml"),
        ("cn-north-1", "/aws-reserved/sso.amazonaws.com/cn-north-1/", "https://signin.amazonaws.cn/saml"),
    ],
)
def test_roles_live_in_the_partition_of_the_instance(
    idc: IdentityCenter, connect: Connect, region_name: str, path: str, audience: str
) -> None:
    instance = idc.enable_organization_instance(region_name=region_name)
    client = connect(region_name=region_name)
    partition = instance.arn.split(":")[1]
    permission_set = client.create_permission_set(InstanceArn=instance.arn, Name="A")["PermissionSet"][
        "PermissionSetArn"
    ]
    request = {"InstanceArn": instance.arn, "PermissionSetArn": permission_set}
    policy = f"arn:{partition}:iam::aws:policy/job-function/ViewOnlyAccess"
    client.attach_managed_policy_to_permission_set(**request, ManagedPolicyArn=policy)
    client.provision_permission_set(**request, TargetType="AWS_ACCOUNT", TargetId=MANAGEMENT)
    iam = connect("iam", region_name=region_name)
    (role,) = iam.list_roles(PathPrefix="/aws-reserved/")["Roles"]
    assert role["Path"] == path
    assert role["Arn"].startswith(f"arn:{partition}:iam::{MANAGEMENT}:role{path}")
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"]["StringEquals"]["SAML:aud"] == audience
    assert statement["Principal"]["Federated"].startswith(f"arn:{partition}:iam::{MANAGEMENT}:saml-provider/AWSSSO_")
    attached_policies = iam.list_attached_role_policies(RoleName=role["RoleName"])["AttachedPolicies"]
    assert [attached["PolicyArn"] for attached in attached_policies] == [policy]


@pytest.mark.rule("role.updated")
def test_a_change_reaches_the_role_when_it_is_provisioned(center: Center) -> None:
    permission_set = center.permission_set(Description="old")
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    center.sso.attach_managed_policy_to_permission_set(**one_set, ManagedPolicyArn=VIEW_ONLY)
    center.sso.put_inline_policy_to_permission_set(**one_set, InlinePolicy=INLINE)
    center.sso.put_permissions_boundary_to_permission_set(
        **one_set, PermissionsBoundary={"ManagedPolicyArn": READ_ONLY}
    )
    center.assign(permission_set, center.dev, center.user())
    before = center.roles(center.dev)
    assert boundary(center, center.dev) == READ_ONLY

    center.sso.update_permission_set(**one_set, Description="new")
    center.sso.detach_managed_policy_from_permission_set(**one_set, ManagedPolicyArn=VIEW_ONLY)
    center.sso.attach_managed_policy_to_permission_set(**one_set, ManagedPolicyArn=READ_ONLY)
    center.sso.delete_inline_policy_from_permission_set(**one_set)
    center.sso.delete_permissions_boundary_from_permission_set(**one_set)
    assert center.roles(center.dev) == before
    assert attached(center, center.dev) == [VIEW_ONLY]
    assert list(inline(center, center.dev)) == ["AwsSSOInlinePolicy"]

    center.provision(permission_set, center.dev)
    (role,) = center.roles(center.dev)
    assert (role["RoleName"], role["RoleId"]) == (before[0]["RoleName"], before[0]["RoleId"])
    assert role["Description"] == "new"
    assert attached(center, center.dev) == [READ_ONLY]
    assert inline(center, center.dev) == {}
    assert boundary(center, center.dev) is None
    assert center.iam(center.dev).get_policy(PolicyArn=VIEW_ONLY)["Policy"]["AttachmentCount"] == 0


@pytest.mark.rule("role.updated")
def test_provisioning_again_leaves_what_did_not_change(center: Center) -> None:
    permission_set = center.permission_set()
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    center.sso.attach_managed_policy_to_permission_set(**one_set, ManagedPolicyArn=VIEW_ONLY)
    center.provision(permission_set, center.dev)
    before = center.roles(center.dev)
    center.provision(permission_set, center.dev)
    assert center.roles(center.dev) == before
    assert attached(center, center.dev) == [VIEW_ONLY]
    assert center.iam(center.dev).get_policy(PolicyArn=VIEW_ONLY)["Policy"]["AttachmentCount"] == 1


@pytest.mark.rule("role.updated")
def test_a_role_that_went_with_its_account_comes_back_with_it(center: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    permission_set = center.permission_set()
    center.provision(permission_set, center.dev)
    (before,) = center.roles(center.dev)
    organizations = center.connect("organizations")
    organizations.remove_account_from_organization(AccountId=center.dev)
    assert center.roles(center.dev) == []
    monkeypatch.setattr(utils, "make_random_account_id", lambda: center.dev)
    organizations.create_account(AccountName="dev", Email="dev@example.com")
    center.provision(permission_set, center.dev)
    (after,) = center.roles(center.dev)
    assert after["RoleName"] == before["RoleName"]
    (provider,) = center.iam(center.dev).list_saml_providers()["SAMLProviderList"]
    (statement,) = after["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Federated": provider["Arn"]}


@pytest.mark.rule("role.removed")
def test_the_role_goes_with_the_last_assignment_and_comes_back_with_another_suffix(center: Center) -> None:
    permission_set, ada, staff = center.permission_set(), center.user(), center.group()
    center.sso.attach_managed_policy_to_permission_set(
        InstanceArn=center.arn, PermissionSetArn=permission_set, ManagedPolicyArn=VIEW_ONLY
    )
    center.assign(permission_set, center.dev, ada)
    center.assign(permission_set, center.dev, staff, "GROUP")
    center.unassign(permission_set, center.dev, ada)
    (first,) = center.roles(center.dev)
    center.unassign(permission_set, center.dev, staff, "GROUP")
    assert center.roles(center.dev) == []
    assert center.accounts(permission_set) == []
    assert center.iam(center.dev).get_policy(PolicyArn=VIEW_ONLY)["Policy"]["AttachmentCount"] == 0
    providers = center.iam(center.dev).list_saml_providers()["SAMLProviderList"]
    center.assign(permission_set, center.dev, ada)
    (second,) = center.roles(center.dev)
    assert second["RoleName"] != first["RoleName"]
    assert center.iam(center.dev).list_saml_providers()["SAMLProviderList"] == providers


@pytest.mark.rule("role.policy-missing")
@pytest.mark.parametrize("kind", ["policy", "boundary"])
def test_a_policy_that_the_account_does_not_have_fails_the_request(center: Center, kind: str) -> None:
    permission_set, user = center.permission_set(), center.user()
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    reference = {"Name": "Deploy", "Path": "/teams/"}
    if kind == "policy":
        center.sso.attach_customer_managed_policy_reference_to_permission_set(
            **one_set, CustomerManagedPolicyReference=reference
        )
    else:
        center.sso.put_permissions_boundary_to_permission_set(
            **one_set, PermissionsBoundary={"CustomerManagedPolicyReference": reference}
        )
    make_policy(center, center.prod, "Deploy", "/teams/")
    make_policy(center, center.dev, "Deploy", "/other/")
    status = center.assign(permission_set, center.dev, user)
    assert (status["Status"], status["FailureReason"]) == (
        "FAILED",
        f"Received a 404 status error: Not supported policy arn:aws:iam::{center.dev}:policy/teams/Deploy.",
    )
    assert center.roles(center.dev) == []
    assert center.iam(center.dev).list_saml_providers()["SAMLProviderList"] == []
    assert center.assign(permission_set, center.prod, user)["Status"] == "SUCCEEDED"


@pytest.mark.rule("role.policy-missing")
def test_a_failed_request_leaves_the_role_as_it_was(center: Center) -> None:
    permission_set = center.permission_set(Description="old")
    center.assign(permission_set, center.dev, center.user())
    before = center.roles(center.dev)
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    center.sso.update_permission_set(**one_set, Description="new")
    center.sso.attach_customer_managed_policy_reference_to_permission_set(
        **one_set, CustomerManagedPolicyReference={"Name": "Deploy"}
    )
    assert center.provision(permission_set)["Status"] == "FAILED"
    assert center.roles(center.dev) == before
    assert center.accounts(permission_set, ProvisioningStatus="LATEST_PERMISSION_SET_NOT_PROVISIONED") == [center.dev]


@pytest.mark.rule("role.policy-malformed")
def test_an_inline_policy_that_iam_refuses_fails_the_request(center: Center) -> None:
    permission_set = center.permission_set()
    statement = {"Effect": "Allow", "Action": "no-colon", "Resource": "*"}
    center.sso.put_inline_policy_to_permission_set(
        InstanceArn=center.arn,
        PermissionSetArn=permission_set,
        InlinePolicy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )
    status = center.assign(permission_set, center.dev, center.user())
    assert status["Status"] == "FAILED"
    assert status["FailureReason"].startswith("Received a 400 status error: ")
    assert center.roles(center.dev) == []


@pytest.mark.rule("role.instance-deleted")
def test_deleting_the_instance_removes_all_it_made(center: Center) -> None:
    user = center.user()
    for name in ("A", "B"):
        permission_set = center.permission_set(name)
        for account_id in (center.dev, center.prod, MANAGEMENT):
            center.assign(permission_set, account_id, user)
    center.iam(center.dev).create_role(RoleName="Own", AssumeRolePolicyDocument="{}")
    center.sso.delete_instance(InstanceArn=center.arn)
    for account_id in (center.dev, center.prod, MANAGEMENT):
        assert center.roles(account_id) == []
        assert center.iam(account_id).list_saml_providers()["SAMLProviderList"] == []
    assert center.iam(center.dev).get_role(RoleName="Own")["Role"]["RoleName"] == "Own"


@pytest.mark.rule("instance.service-role")
def test_an_instance_makes_its_service_role_once(connect: Connect) -> None:
    client, iam = connect(account_id=STANDALONE), connect("iam", account_id=STANDALONE)
    for _ in range(2):
        arn = client.create_instance()["InstanceArn"]
        (role,) = iam.list_roles()["Roles"]
        assert role["Arn"] == (
            f"arn:aws:iam::{STANDALONE}:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO"
        )
        client.delete_instance(InstanceArn=arn)


@pytest.mark.rule("instance.service-role")
def test_the_organization_instance_makes_it_in_the_management_account(center: Center) -> None:
    role = center.iam(MANAGEMENT).get_role(RoleName="AWSServiceRoleForSSO")["Role"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "sso.amazonaws.com"}


def session_arn(endpoint: dict[str, str], credentials: dict[str, str]) -> str:
    """Who calls with the credentials of a session."""
    sts = boto3.client(
        "sts",
        region_name="us-east-1",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
        **endpoint,
    )
    return str(sts.get_caller_identity()["Arn"])


def saml_assertion(role_arn: str, provider_arn: str, user_name: str) -> str:
    attributes = "".join(
        f'<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/{name}">'
        f"<saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"
        for name, value in (("RoleSessionName", user_name), ("Role", f"{role_arn},{provider_arn}"))
    )
    document = (
        '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">'
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">'
        f"<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>"
    )
    return base64.b64encode(document.encode()).decode()


@pytest.mark.rule("role.created")
def test_the_role_can_be_assumed(center: Center, endpoint: dict[str, str]) -> None:
    center.assign(center.permission_set(), center.dev, center.user("ada"))
    (role,) = center.roles(center.dev)
    assumed = center.connect("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="ada")
    session = f"arn:aws:sts::{center.dev}:assumed-role/{role['RoleName']}/ada"
    assert assumed["AssumedRoleUser"]["Arn"] == session
    assert session_arn(endpoint, assumed["Credentials"]) == session


@pytest.mark.rule("role.created")
@pytest.mark.parametrize("account", ["member", "management"])
def test_the_role_can_be_assumed_with_saml_under_the_user_s_name(
    center: Center, endpoint: dict[str, str], account: str
) -> None:
    account_id = center.dev if account == "member" else MANAGEMENT
    center.assign(center.permission_set(), account_id, center.user("ada"))
    (role,) = center.roles(account_id)
    (provider,) = center.iam(account_id).list_saml_providers()["SAMLProviderList"]
    sts = boto3.client("sts", region_name="us-east-1", **endpoint)  # type: ignore[call-overload]
    assumed = sts.assume_role_with_saml(
        RoleArn=role["Arn"],
        PrincipalArn=provider["Arn"],
        SAMLAssertion=saml_assertion(role["Arn"], provider["Arn"], "ada"),
    )
    session = f"arn:aws:sts::{account_id}:assumed-role/{role['RoleName']}/ada"
    assert assumed["AssumedRoleUser"]["Arn"] == session
    assert session_arn(endpoint, assumed["Credentials"]) == session


@pytest.mark.rule("assignment.who")
def test_a_denial_names_the_session_of_the_role(center: Center, delegate: str, endpoint: dict[str, str]) -> None:
    """A member's session of a role that Identity Center made is denied under the session's ARN."""
    center.assign(center.permission_set(), center.prod, center.user("ada"))
    (role,) = center.roles(center.prod)
    credentials = center.connect("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="ada")["Credentials"]
    client = boto3.client(
        "sso-admin",
        region_name="us-east-1",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
        **endpoint,  # type: ignore[arg-type]
    )
    code, message = error_of(client.list_permission_sets, InstanceArn=center.arn)
    assert code == "AccessDeniedException"
    assert message.startswith(f"User: arn:aws:sts::{center.prod}:assumed-role/{role['RoleName']}/ada is not authorized")
