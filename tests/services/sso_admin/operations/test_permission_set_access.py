"""Who may call the operations on permission sets and attributes for access control, and on which instances."""

from __future__ import annotations

from typing import Any

import pytest

from ssoadmin_mock import ssoadmin_backends
from tests.conftest import STANDALONE, Connect, Organization, error_of
from tests.services.sso_admin.operations.one_permission_set import new_permission_set

UNKNOWN_ID = "ps-00000000000000ff"
VIEW_ONLY = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}'
REFERENCE = {"CustomerManagedPolicyReference": {"Name": "Developers"}}
ATTRIBUTES = {"InstanceAccessControlAttributeConfiguration": {"AccessControlAttributes": []}}

# In an order in which each succeeds after the ones before.
ON_A_SET: dict[str, dict[str, Any]] = {
    "describe_permission_set": {},
    "update_permission_set": {"Description": "New"},
    "attach_managed_policy_to_permission_set": {"ManagedPolicyArn": VIEW_ONLY},
    "list_managed_policies_in_permission_set": {},
    "detach_managed_policy_from_permission_set": {"ManagedPolicyArn": VIEW_ONLY},
    "attach_customer_managed_policy_reference_to_permission_set": REFERENCE,
    "list_customer_managed_policy_references_in_permission_set": {},
    "detach_customer_managed_policy_reference_from_permission_set": REFERENCE,
    "put_inline_policy_to_permission_set": {"InlinePolicy": POLICY},
    "get_inline_policy_for_permission_set": {},
    "delete_inline_policy_from_permission_set": {},
    "put_permissions_boundary_to_permission_set": {"PermissionsBoundary": {"ManagedPolicyArn": VIEW_ONLY}},
    "get_permissions_boundary_for_permission_set": {},
    "delete_permissions_boundary_from_permission_set": {},
    "delete_permission_set": {},
}
ON_AN_INSTANCE: dict[str, dict[str, Any]] = {
    "create_permission_set": {"Name": "New"},
    "list_permission_sets": {},
    "create_instance_access_control_attribute_configuration": ATTRIBUTES,
    "describe_instance_access_control_attribute_configuration": {},
    "update_instance_access_control_attribute_configuration": ATTRIBUTES,
    "delete_instance_access_control_attribute_configuration": {},
}
ALL = ON_AN_INSTANCE | ON_A_SET

OLDER_REFUSAL = "The operation is not supported for this Identity Center instance"
NEWEST_REFUSAL = "This operation is not supported for account instances of IAM Identity Center."


def api_name(operation: str) -> str:
    return "".join(word.capitalize() for word in operation.split("_"))


def params_of(operation: str, instance_arn: str) -> dict[str, Any]:
    """Return valid parameters that name the instance and, where the operation takes one, a set that it has not."""
    on_a_set = {"PermissionSetArn": instance_arn.replace(":instance/", ":permissionSet/") + f"/{UNKNOWN_ID}"}
    return {"InstanceArn": instance_arn, **ALL[operation], **(on_a_set if operation in ON_A_SET else {})}


@pytest.mark.rule("instance.members-denied")
@pytest.mark.parametrize("operation", ALL)
def test_a_member_account_is_denied(organization: Organization, connect: Connect, operation: str) -> None:
    member = connect(account_id=organization.members[1])
    arn = organization.instance.arn
    code, message = error_of(getattr(member, operation), **params_of(operation, arn))
    assert code == "AccessDeniedException"
    assert f"is not authorized to perform: sso:{api_name(operation)} on resource: {arn} because" in message


@pytest.mark.rule("permission-set.account-instance")
@pytest.mark.rule("access-control.where")
@pytest.mark.parametrize("operation", ALL)
def test_an_account_instance_refuses_in_the_newest_words_and_in_the_older_ones(
    connect: Connect, operation: str
) -> None:
    standalone = connect(account_id=STANDALONE)
    arn = standalone.create_instance()["InstanceArn"]
    code, message = error_of(getattr(standalone, operation), **params_of(operation, arn))
    assert code == "ValidationException"
    assert message.startswith(NEWEST_REFUSAL)
    assert OLDER_REFUSAL in message


@pytest.mark.rule("permission-set.account-instance")
def test_an_account_instance_has_permission_sets_once_they_are_enabled(connect: Connect) -> None:
    standalone = connect(account_id=STANDALONE)
    arn = standalone.create_instance()["InstanceArn"]
    standalone.update_instance(InstanceArn=arn, PermissionSetsEnabled=True)
    created = standalone.create_permission_set(InstanceArn=arn, Name="Admin")["PermissionSet"]
    assert standalone.list_permission_sets(InstanceArn=arn)["PermissionSets"] == [created["PermissionSetArn"]]


@pytest.mark.rule("permission-set.not-enabled")
@pytest.mark.parametrize("operation", ["create_permission_set", "list_permission_sets"])
def test_an_organization_instance_without_permission_sets_refuses_them(
    organization: Organization, sso: Any, operation: str
) -> None:
    instance = ssoadmin_backends[organization.management]["aws"].instance
    assert instance is not None
    instance.permission_sets_enabled = False
    assert error_of(getattr(sso, operation), **params_of(operation, instance.arn)) == (
        "ValidationException",
        "Permission Sets are not enabled for this instance",
    )


@pytest.mark.rule("permission-set.not-found")
@pytest.mark.parametrize("operation", ON_A_SET)
def test_an_unknown_set_is_not_found(organization: Organization, sso: Any, operation: str) -> None:
    assert error_of(getattr(sso, operation), **params_of(operation, organization.instance.arn)) == (
        "ResourceNotFoundException",
        f"Could not find PermissionSet with id {UNKNOWN_ID}",
    )


@pytest.mark.rule("permission-set.not-found")
@pytest.mark.parametrize("other", ["arn:aws:sso:::permissionSet/ssoins-ffffffffffffffff/", "aws-cn"])
def test_a_set_s_id_under_another_instance_s_arn_is_not_found(organization: Organization, sso: Any, other: str) -> None:
    permission_set = new_permission_set(sso, organization)
    foreign = permission_set.arn.replace("arn:aws:", "arn:aws-cn:") if other == "aws-cn" else other + permission_set.id
    assert error_of(sso.describe_permission_set, InstanceArn=permission_set.instance_arn, PermissionSetArn=foreign) == (
        "ResourceNotFoundException",
        f"Could not find PermissionSet with id {permission_set.id}",
    )


@pytest.mark.rule("instance.not-here")
def test_a_set_of_another_region_is_denied(organization: Organization, sso: Any, connect: Connect) -> None:
    permission_set = new_permission_set(sso, organization)
    elsewhere = connect(region_name="eu-west-1")
    code, message = error_of(
        elsewhere.describe_permission_set,
        InstanceArn=permission_set.instance_arn,
        PermissionSetArn=permission_set.arn,
    )
    assert code == "AccessDeniedException"
    assert "because the resource does not exist in this Region" in message


def test_the_delegated_administrator_may_do_everything(
    organization: Organization, delegate: str, connect: Connect
) -> None:
    administrator = connect(account_id=delegate)
    arn = organization.instance.arn
    for operation, params in ON_AN_INSTANCE.items():
        getattr(administrator, operation)(InstanceArn=arn, **params)
    (set_arn,) = administrator.list_permission_sets(InstanceArn=arn)["PermissionSets"]
    administrator.tag_resource(ResourceArn=set_arn, Tags=[{"Key": "team", "Value": "platform"}])
    for operation, params in ON_A_SET.items():
        getattr(administrator, operation)(InstanceArn=arn, PermissionSetArn=set_arn, **params)
    assert connect().list_permission_sets(InstanceArn=arn)["PermissionSets"] == []


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("list_tags_for_resource", {}),
        ("tag_resource", {"Tags": [{"Key": "team", "Value": "platform"}]}),
        ("untag_resource", {"TagKeys": ["team"]}),
    ],
)
def test_a_member_account_is_denied_a_set_s_tags(
    organization: Organization, sso: Any, connect: Connect, operation: str, params: dict[str, Any]
) -> None:
    permission_set = new_permission_set(sso, organization)
    member = connect(account_id=organization.members[1])
    code, _ = error_of(getattr(member, operation), ResourceArn=permission_set.arn, **params)
    assert code == "AccessDeniedException"
