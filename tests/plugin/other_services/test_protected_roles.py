"""What nobody but Identity Center can change in an account's IAM, in process and over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from moto.iam.models import iam_backends

from ssoadmin_mock.plugin.protected_roles import CHANGES
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, error_of
from tests.plugin.cloudformation.conftest import resource, template

SERVICE_ROLE = "AWSServiceRoleForSSO"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
OTHER_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ATTACHED = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"

ROLE_CHANGES: dict[str, dict[str, Any]] = {
    "add_role_to_instance_profile": {"InstanceProfileName": "profile"},
    "attach_role_policy": {"PolicyArn": ATTACHED},
    "delete_role": {},
    "delete_role_permissions_boundary": {},
    "delete_role_policy": {"PolicyName": "AwsSSOInlinePolicy"},
    "delete_service_linked_role": {},
    "detach_role_policy": {"PolicyArn": ATTACHED},
    "put_role_permissions_boundary": {"PermissionsBoundary": OTHER_POLICY},
    "put_role_policy": {"PolicyName": "Own", "PolicyDocument": POLICY},
    "remove_role_from_instance_profile": {"InstanceProfileName": "profile"},
    "tag_role": {"Tags": [{"Key": "k", "Value": "v"}]},
    "untag_role": {"TagKeys": ["k"]},
    "update_assume_role_policy": {"PolicyDocument": POLICY},
    "update_role": {"MaxSessionDuration": 3600},
    "update_role_description": {"Description": "mine"},
}


def refused(name: str) -> tuple[str, str]:
    return (
        "UnmodifiableEntity",
        f"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS",
    )


@pytest.fixture
def permission_set(center: Center) -> str:
    """A set with all kinds of policies, assigned in the first member account and in the management account."""
    permission_set = center.permission_set(Description="theirs")
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    center.sso.attach_managed_policy_to_permission_set(**one_set, ManagedPolicyArn=ATTACHED)
    center.sso.put_inline_policy_to_permission_set(**one_set, InlinePolicy=POLICY)
    user = center.user()
    for account_id in (center.dev, MANAGEMENT):
        assert center.assign(permission_set, account_id, user)["Status"] == "SUCCEEDED"
    return permission_set


def state(iam: Any, role_name: str) -> dict[str, Any]:
    """Everything that IAM says about a role."""
    return {
        "role": iam.get_role(RoleName=role_name)["Role"],
        "inline": iam.list_role_policies(RoleName=role_name)["PolicyNames"],
        "attached": iam.list_attached_role_policies(RoleName=role_name)["AttachedPolicies"],
        "tags": iam.list_role_tags(RoleName=role_name)["Tags"],
        "profiles": iam.list_instance_profiles_for_role(RoleName=role_name)["InstanceProfiles"],
    }


@pytest.mark.rule("role.protected", "role.service-role-protected")
@pytest.mark.parametrize("account", ["member", "management"])
@pytest.mark.parametrize("which", ["permission set", "service"])
def test_every_change_of_a_role_is_refused(center: Center, permission_set: str, account: str, which: str) -> None:
    account_id = center.dev if account == "member" else MANAGEMENT
    iam = center.iam(account_id)
    iam.create_instance_profile(InstanceProfileName="profile")
    name = SERVICE_ROLE if which == "service" else center.roles(account_id)[0]["RoleName"]
    before = state(iam, name)
    errors = {change: error_of(getattr(iam, change), RoleName=name, **given) for change, given in ROLE_CHANGES.items()}
    assert errors == dict.fromkeys(ROLE_CHANGES, refused(name))
    assert state(iam, name) == before


@pytest.mark.rule("role.protected")
def test_these_are_all_changes_that_iam_s_model_knows() -> None:
    model = ServiceModel(Loader().load_service_model("iam", "service-2"), "iam")
    changes = {
        name
        for name in model.operation_names
        if (shape := model.operation_model(name).input_shape) is not None and "RoleName" in shape.members
        if not name.startswith(("Get", "List", "Create"))
    }
    assert {change.replace("_", "") for change in ROLE_CHANGES} == {name.lower() for name in changes}
    assert set(CHANGES["role_name"]) == set(ROLE_CHANGES) - {"delete_service_linked_role"}


@pytest.mark.rule("role.provider-protected")
def test_the_saml_provider_is_protected_as_well(center: Center, permission_set: str) -> None:
    iam = center.iam(center.dev)
    (provider,) = iam.list_saml_providers()["SAMLProviderList"]
    name = provider["Arn"].rpartition("/")[2]
    # Old versions of moto answer GetSAMLProvider with XML that is none.
    before = vars(iam_backends[center.dev]["aws"].saml_providers[name]).copy()
    assert error_of(iam.delete_saml_provider, SAMLProviderArn=provider["Arn"]) == refused(name)
    update = {"SAMLProviderArn": provider["Arn"], "SAMLMetadataDocument": "x" * 1000}
    assert error_of(iam.update_saml_provider, **update) == refused(name)
    assert vars(iam_backends[center.dev]["aws"].saml_providers[name]) == before


def test_what_is_one_s_own_can_be_changed(center: Center, permission_set: str) -> None:
    iam = center.iam(center.dev)
    iam.create_role(RoleName="Own", AssumeRolePolicyDocument=POLICY)
    iam.create_instance_profile(InstanceProfileName="profile")
    iam.add_role_to_instance_profile(RoleName="Own", InstanceProfileName="profile")
    iam.remove_role_from_instance_profile(RoleName="Own", InstanceProfileName="profile")
    iam.put_role_policy(RoleName="Own", PolicyName="P", PolicyDocument=POLICY)
    iam.delete_role_policy(RoleName="Own", PolicyName="P")
    iam.tag_role(RoleName="Own", Tags=[{"Key": "k", "Value": "v"}])
    iam.delete_role(RoleName="Own")
    arn = iam.create_saml_provider(Name="Own", SAMLMetadataDocument="x" * 1000)["SAMLProviderArn"]
    iam.update_saml_provider(SAMLProviderArn=arn, SAMLMetadataDocument="y" * 1000)
    iam.delete_saml_provider(SAMLProviderArn=arn)
    assert error_of(iam.delete_role, RoleName="Own")[0] == "NoSuchEntity"
    linked = iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")["Role"]["RoleName"]
    iam.delete_service_linked_role(RoleName=linked)


@pytest.mark.rule("role.protected")
@pytest.mark.rule("role.updated")
def test_identity_center_itself_changes_and_deletes_them(center: Center, permission_set: str) -> None:
    center.sso.update_permission_set(InstanceArn=center.arn, PermissionSetArn=permission_set, Description="newer")
    assert center.provision(permission_set)["Status"] == "SUCCEEDED"
    assert center.roles(center.dev)[0]["Description"] == "newer"
    center.sso.delete_instance(InstanceArn=center.arn)
    iam = center.iam(center.dev)
    assert (center.roles(center.dev), iam.list_saml_providers()["SAMLProviderList"]) == ([], [])


@pytest.mark.rule("role.service-role-in-use")
def test_the_service_role_can_be_deleted_when_nothing_needs_it(center: Center, permission_set: str) -> None:
    iam = center.iam(center.dev)
    user = center.assignments(permission_set, center.dev)[0][1]
    assert error_of(iam.delete_service_linked_role, RoleName=SERVICE_ROLE) == refused(SERVICE_ROLE)
    center.unassign(permission_set, center.dev, user)
    # The SAML provider is still there.
    assert error_of(iam.delete_service_linked_role, RoleName=SERVICE_ROLE) == refused(SERVICE_ROLE)
    center.sso.delete_instance(InstanceArn=center.arn)
    # Until then it is as protected as before, against everything else.
    assert error_of(iam.delete_role, RoleName=SERVICE_ROLE) == refused(SERVICE_ROLE)
    task = iam.delete_service_linked_role(RoleName=SERVICE_ROLE)["DeletionTaskId"]
    assert iam.get_service_linked_role_deletion_status(DeletionTaskId=task)["Status"] == "SUCCEEDED"
    assert error_of(iam.get_role, RoleName=SERVICE_ROLE)[0] == "NoSuchEntity"
    assert error_of(iam.delete_service_linked_role, RoleName=SERVICE_ROLE)[0] == "NoSuchEntity"


def policy_of(*role_names: str) -> dict[str, Any]:
    """A template's resources: an inline policy of roles."""
    return {"P": resource("AWS::IAM::Policy", PolicyName="P", PolicyDocument=json.loads(POLICY), Roles=role_names)}


@pytest.mark.rule("role.protected-from-stacks")
@pytest.mark.parametrize("type", ["Policy", "ManagedPolicy", "InstanceProfile"])
def test_cloudformation_is_refused_as_well(center: Center, connect: Connect, permission_set: str, type: str) -> None:
    (role,) = center.roles(MANAGEMENT)
    iam, cfn, name = center.iam(MANAGEMENT), connect("cloudformation"), role["RoleName"]
    before = state(iam, name)
    document = {} if type == "InstanceProfile" else {"PolicyName": "P", "PolicyDocument": json.loads(POLICY)}
    body = template({"R": resource(f"AWS::IAM::{type}", Roles=[name], **document)})
    assert error_of(cfn.create_stack, StackName="s", TemplateBody=body) == refused(name)
    assert state(iam, name) == before


@pytest.mark.rule("role.protected-from-stacks")
def test_updates_of_stacks_are_refused_as_well(center: Center, connect: Connect, permission_set: str) -> None:
    (role,) = center.roles(MANAGEMENT)
    iam, cfn, name = center.iam(MANAGEMENT), connect("cloudformation"), role["RoleName"]
    iam.create_role(RoleName="Own", AssumeRolePolicyDocument=POLICY)
    cfn.create_stack(StackName="s", TemplateBody=template(policy_of("Own")))
    before = state(iam, name)
    assert error_of(cfn.update_stack, StackName="s", TemplateBody=template(policy_of("Own", name))) == refused(name)
    assert state(iam, name) == before


@pytest.mark.rule("role.protected-from-stacks")
def test_a_stack_cannot_take_a_role_over(center: Center, connect: Connect, permission_set: str) -> None:
    (role,) = center.roles(MANAGEMENT)
    iam, cfn, name = center.iam(MANAGEMENT), connect("cloudformation"), role["RoleName"]
    before = state(iam, name)
    body = template({"R": resource("AWS::IAM::Role", RoleName=name, AssumeRolePolicyDocument=json.loads(POLICY))})
    assert error_of(cfn.create_stack, StackName="s", TemplateBody=body)[0] == "EntityAlreadyExists"
    assert state(iam, name) == before
