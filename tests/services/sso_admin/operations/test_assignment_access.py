"""Who may call the operations on assignments and provisioning, and on which instances."""

from __future__ import annotations

from typing import Any

import pytest

from tests.center import UNKNOWN_REQUEST, UNKNOWN_USER
from tests.conftest import STANDALONE, Connect, Organization, error_of

TARGET = {"TargetId": STANDALONE, "TargetType": "AWS_ACCOUNT"}
PRINCIPAL = {"PrincipalType": "USER", "PrincipalId": UNKNOWN_USER}

ON_A_SET: dict[str, dict[str, Any]] = {
    "create_account_assignment": TARGET | PRINCIPAL,
    "delete_account_assignment": TARGET | PRINCIPAL,
    "list_account_assignments": {"AccountId": STANDALONE},
    "list_accounts_for_provisioned_permission_set": {},
    "provision_permission_set": TARGET,
}
ON_AN_INSTANCE: dict[str, dict[str, Any]] = {
    "describe_account_assignment_creation_status": {"AccountAssignmentCreationRequestId": UNKNOWN_REQUEST},
    "describe_account_assignment_deletion_status": {"AccountAssignmentDeletionRequestId": UNKNOWN_REQUEST},
    "describe_permission_set_provisioning_status": {"ProvisionPermissionSetRequestId": UNKNOWN_REQUEST},
    "list_account_assignment_creation_status": {},
    "list_account_assignment_deletion_status": {},
    "list_account_assignments_for_principal": PRINCIPAL,
    "list_permission_set_provisioning_status": {},
    "list_permission_sets_provisioned_to_account": {"AccountId": STANDALONE},
}
ALL = ON_AN_INSTANCE | ON_A_SET

ACCOUNT_INSTANCE_REFUSAL = (
    "ValidationException",
    "This operation is not supported for account instances of IAM Identity Center. "
    "The operation is not supported for this Identity Center instance",
)


def params_of(operation: str, instance_arn: str) -> dict[str, Any]:
    """Return valid parameters that name the instance and, where the operation takes one, a set that it has not."""
    permission_set = instance_arn.replace(":instance/", ":permissionSet/") + "/ps-00000000000000ff"
    on_a_set = {"PermissionSetArn": permission_set} if operation in ON_A_SET else {}
    return {"InstanceArn": instance_arn} | ALL[operation] | on_a_set


@pytest.mark.rule("instance.members-denied")
@pytest.mark.parametrize("operation", ALL)
def test_a_member_account_is_denied(organization: Organization, connect: Connect, operation: str) -> None:
    member = connect(account_id=organization.members[1])
    code, message = error_of(getattr(member, operation), **params_of(operation, organization.instance.arn))
    assert code == "AccessDeniedException"
    api_name = member.meta.method_to_api_mapping[operation]
    assert f"is not authorized to perform: sso:{api_name} on resource: {organization.instance.arn} because" in message


@pytest.mark.rule("permission-set.account-instance")
@pytest.mark.parametrize("operation", ALL)
def test_an_account_instance_refuses(connect: Connect, operation: str) -> None:
    standalone = connect(account_id=STANDALONE)
    arn = standalone.create_instance()["InstanceArn"]
    assert error_of(getattr(standalone, operation), **params_of(operation, arn)) == ACCOUNT_INSTANCE_REFUSAL
