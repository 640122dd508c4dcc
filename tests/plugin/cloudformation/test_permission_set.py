"""``AWS::SSO::PermissionSet``, in process and over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest
from moto.iam.models import iam_backends

from tests.center import Center
from tests.plugin.cloudformation.conftest import NewStack, Stack, get_att, outputs, ref, resource
from tests.plugin.cloudformation.test_instance import USER_TAG, tags

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
BILLING = "arn:aws:iam::aws:policy/job-function/Billing"
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


@pytest.fixture
def target(center: Center) -> dict[str, str]:
    return {"InstanceArn": center.arn}


def arn_in(stack: Stack, name: str = "Set") -> str:
    return stack.physical_id(name).split("|")[1]


def one_set(center: Center, **properties: Any) -> dict[str, dict[str, Any]]:
    return {"Set": resource("PermissionSet", **({"InstanceArn": center.arn, "Name": "Admin"} | properties))}


class Policies:
    """The policies of a permission set."""

    def __init__(self, center: Center, arn: str) -> None:
        self.sso, self.target = center.sso, {"InstanceArn": center.arn, "PermissionSetArn": arn}

    @property
    def managed(self) -> list[str]:
        attached = self.sso.list_managed_policies_in_permission_set(**self.target)["AttachedManagedPolicies"]
        return [policy["Arn"] for policy in attached]

    @property
    def customer_managed(self) -> list[dict[str, str]]:
        listed = self.sso.list_customer_managed_policy_references_in_permission_set(**self.target)
        return listed["CustomerManagedPolicyReferences"]  # type: ignore[no-any-return]  # boto3 has no types

    @property
    def inline(self) -> str:
        return str(self.sso.get_inline_policy_for_permission_set(**self.target)["InlinePolicy"])

    @property
    def boundary(self) -> dict[str, Any] | None:
        try:
            got = self.sso.get_permissions_boundary_for_permission_set(**self.target)
        except self.sso.exceptions.ResourceNotFoundException:
            return None
        return got["PermissionsBoundary"]  # type: ignore[no-any-return]  # boto3 has no types


@pytest.mark.rule(
    "cloudformation.ref",
    "cloudformation.attributes",
    "cloudformation.created-unprovisioned",
    "cloudformation.system-tags",
)
def test_a_permission_set_is_made_with_everything_that_the_template_says(center: Center, new_stack: NewStack) -> None:
    resources = one_set(
        center,
        Description="Reads everything",
        SessionDuration="PT2H",
        RelayStateType="https://example.com/start",
        ManagedPolicies=[READ_ONLY, BILLING],
        CustomerManagedPolicyReferences=[{"Name": "plain"}, {"Name": "deep", "Path": "/a/b/"}],
        PermissionsBoundary={"ManagedPolicyArn": READ_ONLY},
        InlinePolicy=POLICY,
        Tags=[USER_TAG],
    )
    stack = new_stack(resources, Outputs=outputs(Ref=ref("Set"), Arn=get_att("Set", "PermissionSetArn")))
    (arn,) = center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"]
    described = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
    policies = Policies(center, arn)
    assert stack.outputs == {"Ref": f"{center.arn}|{arn}", "Arn": arn}
    assert described | {"CreatedDate": None} == {
        "Name": "Admin",
        "PermissionSetArn": arn,
        "Description": "Reads everything",
        "CreatedDate": None,
        "SessionDuration": "PT2H",
        "RelayState": "https://example.com/start",
    }
    assert policies.managed == [READ_ONLY, BILLING]
    assert policies.customer_managed == [{"Name": "plain", "Path": "/"}, {"Name": "deep", "Path": "/a/b/"}]
    assert policies.boundary == {"ManagedPolicyArn": READ_ONLY}
    assert json.loads(policies.inline) == POLICY
    assert tags(center.sso, arn, InstanceArn=center.arn) == {
        "team": "platform",
        "aws:cloudformation:stack-name": "stack",
        "aws:cloudformation:logical-id": "Set",
        "aws:cloudformation:stack-id": stack.id,
    }
    requests = center.sso.list_permission_set_provisioning_status(InstanceArn=center.arn)
    assert requests["PermissionSetsProvisioningStatus"] == []


@pytest.mark.rule("cloudformation.update-provisions")
def test_an_update_in_place_changes_everything_and_provisions_it(center: Center, new_stack: NewStack) -> None:
    before = one_set(
        center,
        Description="old",
        SessionDuration="PT2H",
        RelayStateType="https://example.com/",
        ManagedPolicies=[READ_ONLY],
        CustomerManagedPolicyReferences=[{"Name": "old"}],
        PermissionsBoundary={"ManagedPolicyArn": READ_ONLY},
        InlinePolicy=POLICY,
    )
    after = one_set(center, Description="new", SessionDuration="PT3H", ManagedPolicies=[BILLING])
    stack = new_stack(before)
    arn = arn_in(stack)
    center.iam(center.dev).create_policy(PolicyName="old", PolicyDocument=json.dumps(POLICY))
    center.assign(arn, center.dev, center.user())
    assert stack.update(after) == "UPDATE_COMPLETE"
    assert arn_in(stack) == arn
    described = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
    policies = Policies(center, arn)
    assert (described["Description"], described["SessionDuration"]) == ("new", "PT3H")
    assert "RelayState" not in described
    assert policies.managed == [BILLING]
    assert policies.customer_managed == []
    assert policies.boundary is None
    assert policies.inline == ""
    assert center.accounts(arn, ProvisioningStatus="LATEST_PERMISSION_SET_PROVISIONED") == [center.dev]


@pytest.mark.rule("cloudformation.request-failed", "cloudformation.rollback")
def test_a_failed_provisioning_takes_the_update_back(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_set(center, Description="before"))
    arn = arn_in(stack)
    center.assign(arn, center.dev, center.user())
    changed = one_set(center, Description="after", CustomerManagedPolicyReferences=[{"Name": "missing"}])
    assert stack.update(changed) == "UPDATE_ROLLBACK_COMPLETE"
    assert "Request " in stack.reason
    assert " failed due to: Received a 404 status error: Not supported policy" in stack.reason
    described = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
    assert described["Description"] == "before"
    assert Policies(center, arn).customer_managed == []
    assert center.accounts(arn, ProvisioningStatus="LATEST_PERMISSION_SET_PROVISIONED") == [center.dev]


@pytest.mark.rule("cloudformation.rollback")
def test_an_update_that_cannot_be_taken_back_says_so(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_set(center, CustomerManagedPolicyReferences=[{"Name": "missing"}]))
    center.sso.provision_permission_set(
        InstanceArn=center.arn, PermissionSetArn=arn_in(stack), TargetType="AWS_ACCOUNT", TargetId=center.dev
    )
    center.iam(center.dev).create_policy(PolicyName="missing", PolicyDocument=json.dumps(POLICY))
    center.provision(arn_in(stack), center.dev)
    # IAM deletes no policy that is attached, and nobody can detach it from this role.
    del iam_backends[center.dev]["aws"].managed_policies[f"arn:aws:iam::{center.dev}:policy/missing"]
    changed = one_set(center, Description="new", CustomerManagedPolicyReferences=[{"Name": "missing"}])
    assert stack.update(changed) == "UPDATE_ROLLBACK_FAILED"
    assert [(name, status) for name, status, _ in stack.failures] == [("Set", "UPDATE_FAILED")] * 2


@pytest.mark.rule("cloudformation.empty-managed-policies")
def test_an_update_to_no_managed_policies_detaches_none(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_set(center, ManagedPolicies=[READ_ONLY, BILLING]))
    policies = Policies(center, arn_in(stack))
    stack.update(one_set(center, ManagedPolicies=[BILLING]))
    assert policies.managed == [BILLING]
    stack.update(one_set(center, ManagedPolicies=[]))
    assert policies.managed == [BILLING]


@pytest.mark.rule("cloudformation.inline-policy")
@pytest.mark.parametrize("policy", [POLICY, json.dumps(POLICY)], ids=["object", "string"])
def test_an_inline_policy_is_an_object_or_a_string(center: Center, new_stack: NewStack, policy: Any) -> None:
    stack = new_stack(one_set(center, InlinePolicy=policy))
    policies = Policies(center, arn_in(stack))
    assert json.loads(policies.inline) == POLICY
    stack.update(one_set(center))
    assert policies.inline == ""


@pytest.mark.rule("cloudformation.properties")
def test_what_yaml_reads_as_a_date_or_a_number_is_text(center: Center, cfn: Any) -> None:
    body = f"""
    Resources:
      Set:
        Type: AWS::SSO::PermissionSet
        Properties:
          InstanceArn: {center.arn}
          Name: 2026
          Tags:
            - {{Key: cost-center, Value: 4711}}
          InlinePolicy:
            Version: 2012-10-17
            Statement: [{{Effect: Allow, Action: "s3:*", Resource: "*"}}]
    """
    stack = Stack(cfn, cfn.create_stack(StackName="stack", TemplateBody=body)["StackId"])
    arn = arn_in(stack)
    described = center.sso.describe_permission_set(InstanceArn=center.arn, PermissionSetArn=arn)["PermissionSet"]
    assert described["Name"] == "2026"
    assert tags(center.sso, arn, InstanceArn=center.arn)["cost-center"] == "4711"
    assert json.loads(Policies(center, arn).inline)["Version"] == "2012-10-17"


def test_a_permission_set_that_cannot_be_completed_does_not_stay(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_set(center, ManagedPolicies=["arn:aws:iam::aws:policy/NoSuchPolicy"]))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert "Policy does not exist with ARN: arn:aws:iam::aws:policy/NoSuchPolicy" in stack.reason
    assert center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"] == []


def test_a_name_that_is_taken_is_reported_as_a_resource_that_exists(center: Center, new_stack: NewStack) -> None:
    center.permission_set("Admin")
    stack = new_stack(one_set(center))
    assert "PermissionSet with name Admin already exists." in stack.reason
    assert stack.reason.endswith(", HandlerErrorCode: AlreadyExists)")


@pytest.mark.rule("cloudformation.replacement")
def test_another_name_makes_another_permission_set_and_its_assignment_follows(
    center: Center, new_stack: NewStack
) -> None:
    user = center.user()

    def resources(name: str) -> dict[str, dict[str, Any]]:
        access = center.access("", center.dev, user) | {"PermissionSetArn": get_att("Set", "PermissionSetArn")}
        return {"Access": resource("Assignment", **access), **one_set(center, Name=name)}

    stack = new_stack(resources("Old"), Outputs=outputs(Arn=get_att("Set", "PermissionSetArn")))
    old = arn_in(stack)
    sections = {"Outputs": outputs(Arn=get_att("Set", "PermissionSetArn"))}
    assert stack.update(resources("New"), **sections) == "UPDATE_COMPLETE"
    (new,) = center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"]
    assert new != old
    assert stack.outputs == {"Arn": new}
    assert center.assignments(new, center.dev) == [("USER", user)]
    assert stack.physical_id("Access").split("|")[3] == new
    assert ["_New_" in role["RoleName"] for role in center.roles(center.dev)] == [True]


def test_a_permission_set_that_somebody_deleted_can_be_neither_changed_nor_changed_back(
    center: Center, new_stack: NewStack
) -> None:
    stack = new_stack(one_set(center))
    center.sso.delete_permission_set(InstanceArn=center.arn, PermissionSetArn=arn_in(stack))
    assert stack.update(one_set(center, Description="new")) == "UPDATE_ROLLBACK_FAILED"
    assert "Could not find PermissionSet with id" in stack.failures[0][2]
