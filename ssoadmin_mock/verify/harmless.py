"""Which calls cannot change anything, as their operation and their parameters say.

This is what stands between a probe and somebody's production organization: a step that it does not allow is not sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import Shape

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.wire.probes import Step
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.validation import violations

_UUID = "ffffffff-fff1-70ff-ffff-ffffffffffff"
NOBODYS: Mapping[str, str] = {
    "nobodys_instance": "arn:{partition}:sso:::instance/ssoins-ffffffffffffffff",
    "nobodys_permission_set": "arn:{partition}:sso:::permissionSet/ssoins-ffffffffffffffff/ps-ffffffffffffffff",
    "nobodys_set_here": "arn:{partition}:sso:::permissionSet/{instance_id}/ps-ffffffffffffffff",
    "nobodys_application": "arn:{partition}:sso::{account}:application/{instance_id}/apl-ffffffffffffffff",
    "nobodys_issuer": "arn:{partition}:sso::{owner}:trustedTokenIssuer/{instance_id}"
    "/tti-ffffffff-ffff-ffff-ffff-ffffffffffff",
    "nobodys_foreign_application": "arn:{partition}:sso::{account}:application/ssoins-ffffffffffffffff"
    "/apl-ffffffffffffffff",
    "nobodys_foreign_issuer": "arn:{partition}:sso::{account}:trustedTokenIssuer/ssoins-ffffffffffffffff"
    "/tti-ffffffff-ffff-ffff-ffff-ffffffffffff",
    "nobodys_store": "d-ffffffffff",
    "nobodys_user": _UUID,
    "nobodys_group": _UUID,
    "nobodys_membership": _UUID,
    "nobodys_request": "ffffffff-ffff-4fff-bfff-ffffffffffff",
    "nobodys_account": "000000000000",
    "nobodys_tenant": "fffffffffff-ffff-ffff-ffff-ffffffffffff",
    "nobodys_client": "ssoadmin-mock-nobodys-client",
    "nobodys_token": "ssoadmin-mock-nobodys-token",
    "nobodys_name": "ssoadmin-mock-nobodys-name",
}
"""Ids that nobody has: the account is none, and the others are one of more than a trillion that the service draws."""

# What an operation acts upon: where the one that is named does not exist, there is nothing that it could change.
# Principals and targets are left out on purpose: a request that names a wrong one may be accepted.
_ACTED_UPON = frozenset(
    {
        "ApplicationArn",
        "GroupId",
        "IdentityStoreId",
        "InstanceArn",
        "MembershipId",
        "PermissionSetArn",
        "ResourceArn",
        "TrustedTokenIssuerArn",
        "UserId",
        "accessToken",
        "clientId",
        "id",
    }
)
# Whether an operation only reads, where neither its name nor an API of ours tells.
_READS = {
    ("organizations", "ListAccounts"): True,
    ("scim", "ServiceProviderConfig"): True,
    # It hands out credentials.
    ("sso", "GetRoleCredentials"): False,
}


def cannot_change(step: Step) -> bool:
    """Tell whether a step changes nothing, whatever the service thinks of it.

    It only reads; or what it has to act upon is something that nobody has, that nobody can have (the value breaks the
    model), or that it does not name at all.
    """
    return is_read(step) or any(
        _names_nothing(shape, step.params.get(name)) for name, shape in acted_upon(step).items()
    )


def is_read(step: Step) -> bool:
    """Tell whether a step only reads, as the name of its operation says."""
    spec = _spec(step)
    return _READS.get((step.service, step.operation), spec is not None and spec.is_read)


def acted_upon(step: Step) -> dict[str, Shape]:
    """Return the members of a request that say what it acts upon, and that it cannot do without: by name, the shape."""
    spec = _spec(step)
    if spec is None:
        return {}
    shape = spec.input_shape
    return {name: shape.members[name] for name in shape.required_members if name in _ACTED_UPON}


def _names_nothing(shape: Shape, value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, str) and value.startswith("{"):
        return value.endswith("}") and value[1:-1] in NOBODYS
    return bool(violations(shape, value))


def _spec(step: Step) -> OperationSpec | None:
    service = services().get(step.service)
    return None if service is None else service.api.spec(step.operation)
