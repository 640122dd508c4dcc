"""The permissions boundary of a permission set: put, get and delete."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.operations.permission_set_policies import (
    check_aws_managed_policy,
    customer_managed_policy,
    reference_to,
)
from ssoadmin_mock.services.sso_admin.rules import permission_set_policies as rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as permission_set_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ResourceNotFoundException, ValidationException
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import Rule

ABSENT = "PermissionsBoundary not present in permission set {}"
BOTH_KINDS = "Only ManagedPolicyArn or CustomerManagedPolicyReference should be given"
NEITHER_KIND = "Either ManagedPolicyArn or CustomerManagedPolicyReference should be given"


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        permission_set_rules.NOT_FOUND,
        rules.BOUNDARY_ONE_KIND,
        rules.BOUNDARY_NEITHER_KIND,
        rules.BOUNDARY_PUT,
        rules.MANAGED_EXISTS,
        rules.CUSTOMER_IDENTITY,
    ),
)
def put_permissions_boundary_to_permission_set(
    call: Call, *, permission_set: PermissionSet, permissions_boundary: dict[str, Any]
) -> None:
    """Give a permission set its permissions boundary, in place of the one before."""
    permission_set.permissions_boundary = _boundary(call, permissions_boundary)
    permission_set.version += 1


def _boundary(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    if len(given) != 1:
        text, rule = (BOTH_KINDS, rules.BOUNDARY_ONE_KIND) if given else (NEITHER_KIND, rules.BOUNDARY_NEITHER_KIND)
        raise ValidationException(text, rule=rule)
    if "ManagedPolicyArn" in given:
        check_aws_managed_policy(call, given["ManagedPolicyArn"])
        return given
    policy = customer_managed_policy(given["CustomerManagedPolicyReference"])
    return {"CustomerManagedPolicyReference": reference_to(policy)}


@operation(access=Access.PERMISSION_SETS, rules=(permission_set_rules.NOT_FOUND, rules.BOUNDARY_ABSENT))
def get_permissions_boundary_for_permission_set(_call: Call, *, permission_set: PermissionSet) -> dict[str, Any]:
    """Return the permissions boundary of a permission set."""
    _check_has_boundary(permission_set, rules.BOUNDARY_ABSENT)
    return {"PermissionsBoundary": permission_set.permissions_boundary}


@operation(access=Access.PERMISSION_SETS, rules=(permission_set_rules.NOT_FOUND, rules.BOUNDARY_ABSENT_DELETED))
def delete_permissions_boundary_from_permission_set(_call: Call, *, permission_set: PermissionSet) -> None:
    """Delete the permissions boundary of a permission set."""
    _check_has_boundary(permission_set, rules.BOUNDARY_ABSENT_DELETED)
    permission_set.permissions_boundary = None
    permission_set.version += 1


def _check_has_boundary(permission_set: PermissionSet, rule: Rule) -> None:
    if permission_set.permissions_boundary is None:
        raise ResourceNotFoundException(ABSENT.format(permission_set.arn), rule=rule)
