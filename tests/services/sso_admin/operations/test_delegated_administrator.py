"""What a delegated administrator may do with assignments and permission sets, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from botocore import xform_name

from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, error_of

EXPLICIT_DENY = " with an explicit deny in a resource-based policy"


def denied(account_id: str, operation: str, resource: str, tail: str = "") -> tuple[str, str]:
    """The error of an operation that an account may not do on a resource."""
    return (
        "AccessDeniedException",
        f"User: arn:aws:sts::{account_id}:user/moto is not authorized to perform: sso:{operation} "
        f"on resource: {resource}{tail}",
    )


@pytest.fixture
def delegated(connect: Connect, delegate: str) -> Any:
    """A client of the delegated administrator."""
    return connect(account_id=delegate)


@pytest.mark.rule("assignment.management-account-closed")
@pytest.mark.parametrize("operation", ["CreateAccountAssignment", "DeleteAccountAssignment"])
def test_the_management_account_is_closed_to_it(center: Center, delegate: str, delegated: Any, operation: str) -> None:
    access = center.access(center.permission_set(), MANAGEMENT, center.user())
    call = getattr(delegated, xform_name(operation))
    expected = denied(delegate, operation, f"arn:aws:sso:::account/{MANAGEMENT}", EXPLICIT_DENY)
    assert error_of(call, **access) == expected
    # Also when the set is provisioned there, which would be a reason, too.
    center.sso.create_account_assignment(**access)
    assert error_of(call, **access) == expected
    assert len(center.assignments(access["PermissionSetArn"], MANAGEMENT)) == 1


@pytest.mark.rule("assignment.management-account-not-provisioned")
def test_it_cannot_provision_to_the_management_account(center: Center, delegate: str, delegated: Any) -> None:
    assert error_of(
        delegated.provision_permission_set,
        InstanceArn=center.arn,
        PermissionSetArn=center.permission_set(),
        TargetType="AWS_ACCOUNT",
        TargetId=MANAGEMENT,
    ) == denied(delegate, "ProvisionPermissionSet", f"arn:aws:sso:::account/{MANAGEMENT}", EXPLICIT_DENY)


def test_it_may_do_everything_with_other_accounts_and_sets(center: Center, delegated: Any) -> None:
    permission_set, user = center.permission_set(), center.user()
    access = center.access(permission_set, center.prod, user)
    delegated.create_account_assignment(**access)
    assert center.assignments(permission_set, center.prod) == [("USER", user)]
    delegated.update_permission_set(InstanceArn=center.arn, PermissionSetArn=permission_set, Description="new")
    delegated.provision_permission_set(
        InstanceArn=center.arn, PermissionSetArn=permission_set, TargetType="AWS_ACCOUNT", TargetId=center.prod
    )
    assert center.roles(center.prod)[0]["Description"] == "new"
    delegated.delete_account_assignment(**access)
    delegated.delete_permission_set(InstanceArn=center.arn, PermissionSetArn=permission_set)
    assert center.sso.list_permission_sets(InstanceArn=center.arn)["PermissionSets"] == []


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("UpdatePermissionSet", {"Description": "new"}),
    ("DeletePermissionSet", {}),
    ("PutInlinePolicyToPermissionSet", {"InlinePolicy": "{}"}),
    ("DeleteInlinePolicyFromPermissionSet", {}),
    ("AttachManagedPolicyToPermissionSet", {"ManagedPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
    ("DetachManagedPolicyFromPermissionSet", {"ManagedPolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
    (
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        {"CustomerManagedPolicyReference": {"Name": "P"}},
    ),
    (
        "DetachCustomerManagedPolicyReferenceFromPermissionSet",
        {"CustomerManagedPolicyReference": {"Name": "P"}},
    ),
    ("PutPermissionsBoundaryToPermissionSet", {"PermissionsBoundary": {}}),
    ("DeletePermissionsBoundaryFromPermissionSet", {}),
    ("ProvisionPermissionSet", {"TargetType": "ALL_PROVISIONED_ACCOUNTS"}),
]


@pytest.mark.rule("assignment.provisioned-there-unchanged")
@pytest.mark.parametrize(("operation", "arguments"), CHANGES, ids=[name for name, _ in CHANGES])
def test_it_cannot_change_a_set_that_is_provisioned_in_the_management_account(
    center: Center, delegate: str, delegated: Any, operation: str, arguments: dict[str, Any]
) -> None:
    permission_set = center.permission_set()
    center.assign(permission_set, MANAGEMENT, center.user())
    call = getattr(delegated, xform_name(operation))
    assert error_of(call, InstanceArn=center.arn, PermissionSetArn=permission_set, **arguments) == denied(
        delegate, operation, permission_set
    )


@pytest.mark.rule("assignment.provisioned-in-management-account")
def test_it_cannot_assign_such_a_set_to_any_account(center: Center, delegate: str, delegated: Any) -> None:
    permission_set, user = center.permission_set(), center.user()
    center.assign(permission_set, MANAGEMENT, user)
    center.assign(permission_set, center.prod, user)
    access = center.access(permission_set, center.prod, user)
    assert error_of(delegated.create_account_assignment, **access) == denied(
        delegate, "CreateAccountAssignment", permission_set
    )
    assert error_of(delegated.delete_account_assignment, **access) == denied(
        delegate, "DeleteAccountAssignment", permission_set
    )
    center.unassign(permission_set, MANAGEMENT, user)
    delegated.delete_account_assignment(**access)
    assert center.assignments(permission_set, center.prod) == []


@pytest.mark.rule("assignment.provisioned-there-unchanged")
def test_it_cannot_tag_such_a_set(center: Center, delegate: str, delegated: Any) -> None:
    permission_set = center.permission_set()
    center.assign(permission_set, MANAGEMENT, center.user())
    request = {"InstanceArn": center.arn, "ResourceArn": permission_set}
    assert error_of(delegated.tag_resource, **request, Tags=[{"Key": "k", "Value": "v"}]) == denied(
        delegate, "TagResource", permission_set
    )
    assert error_of(delegated.untag_resource, **request, TagKeys=["k"]) == denied(
        delegate, "UntagResource", permission_set
    )
    assert delegated.list_tags_for_resource(**request)["Tags"] == []


@pytest.mark.rule("assignment.who")
def test_it_may_read_everything(center: Center, delegated: Any) -> None:
    permission_set, user = center.permission_set(), center.user()
    status = center.assign(permission_set, MANAGEMENT, user)
    one_set = {"InstanceArn": center.arn, "PermissionSetArn": permission_set}
    assert delegated.describe_permission_set(**one_set)["PermissionSet"]["Name"] == "Admin"
    assert delegated.list_account_assignments(**one_set, AccountId=MANAGEMENT)["AccountAssignments"] == [
        {
            "AccountId": MANAGEMENT,
            "PermissionSetArn": permission_set,
            "PrincipalType": "USER",
            "PrincipalId": user,
        }
    ]
    assert delegated.list_accounts_for_provisioned_permission_set(**one_set)["AccountIds"] == [MANAGEMENT]
    described = delegated.describe_account_assignment_creation_status(
        InstanceArn=center.arn, AccountAssignmentCreationRequestId=status["RequestId"]
    )
    assert described["AccountAssignmentCreationStatus"] == status


@pytest.mark.rule("assignment.who")
def test_other_members_may_do_nothing(center: Center, connect: Connect) -> None:
    permission_set = center.permission_set()
    member = connect(account_id=center.prod)
    access = center.access(permission_set, center.prod, center.user())
    tail = (
        " because the resource does not exist in this Region, no resource-based policies allow access, "
        "or a resource-based policy explicitly denies access"
    )
    assert error_of(member.create_account_assignment, **access) == denied(
        center.prod, "CreateAccountAssignment", center.arn, tail
    )
    assert error_of(
        member.list_account_assignments,
        InstanceArn=center.arn,
        AccountId=center.prod,
        PermissionSetArn=permission_set,
    ) == denied(center.prod, "ListAccountAssignments", center.arn, tail)


def test_it_loses_its_rights_when_it_is_deregistered(center: Center, connect: Connect, delegated: Any) -> None:
    access = center.access(center.permission_set(), center.prod, center.user())
    delegated.create_account_assignment(**access)
    connect("organizations").deregister_delegated_administrator(
        AccountId=center.dev, ServicePrincipal="sso.amazonaws.com"
    )
    assert error_of(delegated.delete_account_assignment, **access)[0] == "AccessDeniedException"
