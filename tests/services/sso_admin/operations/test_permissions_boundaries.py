"""The permissions boundary of a permission set."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Organization
from tests.services.sso_admin.operations.one_permission_set import OnePermissionSet, new_permission_set

PUT = "put_permissions_boundary_to_permission_set"
GET = "get_permissions_boundary_for_permission_set"
DELETE = "delete_permissions_boundary_from_permission_set"

MANAGED = {"ManagedPolicyArn": "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"}
CUSTOMER = {"CustomerManagedPolicyReference": {"Name": "Boundary", "Path": "/security/"}}


@pytest.fixture
def admin(sso: Any, organization: Organization) -> OnePermissionSet:
    return new_permission_set(sso, organization)


def boundary(permission_set: OnePermissionSet) -> dict[str, Any]:
    return permission_set.call(GET)["PermissionsBoundary"]


@pytest.mark.rule("permissions-boundary.put")
def test_a_boundary_is_of_either_kind_and_the_last_one_put_holds(admin: OnePermissionSet) -> None:
    for given in (MANAGED, CUSTOMER, MANAGED):
        admin.call(PUT, PermissionsBoundary=given)
        assert boundary(admin) == given


@pytest.mark.rule("customer-managed-policy.identity")
def test_a_boundary_without_a_path_has_the_root_path(admin: OnePermissionSet) -> None:
    admin.call(PUT, PermissionsBoundary={"CustomerManagedPolicyReference": {"Name": "Boundary"}})
    assert boundary(admin) == {"CustomerManagedPolicyReference": {"Name": "Boundary", "Path": "/"}}


@pytest.mark.rule("permissions-boundary.one-kind", "permissions-boundary.neither-kind")
@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "Either ManagedPolicyArn or CustomerManagedPolicyReference should be given"),
        (MANAGED | CUSTOMER, "Only ManagedPolicyArn or CustomerManagedPolicyReference should be given"),
    ],
    ids=["neither", "both"],
)
def test_a_boundary_of_both_kinds_or_neither_is_refused(
    admin: OnePermissionSet, given: dict[str, Any], text: str
) -> None:
    admin.call(PUT, PermissionsBoundary=CUSTOMER)
    assert admin.error(PUT, PermissionsBoundary=given) == ("ValidationException", text)
    assert boundary(admin) == CUSTOMER


@pytest.mark.rule("permissions-boundary.put")
def test_an_aws_managed_boundary_must_exist(admin: OnePermissionSet) -> None:
    arn = "arn:aws:iam::aws:policy/NoSuchPolicy"
    assert admin.error(PUT, PermissionsBoundary={"ManagedPolicyArn": arn}) == (
        "ResourceNotFoundException",
        f"Policy does not exist with ARN: {arn}",
    )


@pytest.mark.rule("permissions-boundary.absent", "permissions-boundary.absent-deleted")
@pytest.mark.parametrize("operation", [GET, DELETE])
def test_an_absent_boundary_can_be_neither_read_nor_deleted(admin: OnePermissionSet, operation: str) -> None:
    absent = ("ResourceNotFoundException", f"PermissionsBoundary not present in permission set {admin.arn}")
    assert admin.error(operation) == absent
    admin.call(PUT, PermissionsBoundary=MANAGED)
    admin.call(DELETE)
    assert admin.error(operation) == absent


def test_a_boundary_put_or_deleted_has_to_be_provisioned(admin: OnePermissionSet) -> None:
    versions = [admin.version]
    for operation, params in ((PUT, {"PermissionsBoundary": MANAGED}), (DELETE, {})):
        admin.call(operation, **params)
        versions.append(admin.version)
    assert versions == sorted(set(versions))
