"""Holds calls of Identity Center's roles against their permissions boundaries, which moto's access control does not."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.effects import iam
from ssoadmin_mock.plugin.patching import replaced

if TYPE_CHECKING:
    from moto.iam.access_control import IAMRequestBase

_ALWAYS_PERMITTED = "sts:GetCallerIdentity"


def enforced(access_control: Any) -> AbstractContextManager[None]:
    """Let a role do no more than its boundary permits as well (rule ``portal.permissions-boundary``).

    :param access_control: moto's module.
    """
    original = access_control.IAMRequestBase.check_action_permitted

    def check_action_permitted(self: IAMRequestBase, resource: str) -> None:
        original(self, resource)
        boundary = _boundary_of(self)
        if boundary is not None and self._action != _ALWAYS_PERMITTED and not permits(self, boundary, resource):
            self._raise_access_denied()

    def permits(request: IAMRequestBase, boundary: str, resource: str) -> bool:
        policy = request._access_key.backend.managed_policies.get(boundary)
        if policy is None:
            # It was deleted, which IAM would not allow. Nothing is what it permits.
            return False
        result = access_control.IAMPolicy(policy).is_action_permitted(request._action, resource)
        return bool(result is access_control.PermissionResult.PERMITTED)

    return replaced(access_control.IAMRequestBase, {"check_action_permitted": check_action_permitted})


def _boundary_of(request: IAMRequestBase) -> str | None:
    """Return the ARN of the boundary of the role that calls, where a role of Identity Center does and has one."""
    role_name = vars(request._access_key).get("_owner_role_name")
    return None if role_name is None else iam.boundary_of(request._access_key.backend, role_name)
