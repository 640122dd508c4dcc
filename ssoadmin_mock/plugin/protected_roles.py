"""What IAM Identity Center owns in an account's IAM, and nobody else can change there.

The provisioning of ours does not go through these operations. moto's CloudFormation does, as its API does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, wraps
from inspect import signature
from typing import Any

from moto.iam import exceptions
from moto.iam.models import IAMBackend, Role

from ssoadmin_mock.effects import ids
from ssoadmin_mock.effects.iam import RESERVED_PATH, SERVICE_ROLE_NAME, SERVICE_ROLE_PATH, is_saml_provider
from ssoadmin_mock.plugin.patching import replaced

# As observed; that of a SAML provider is not public.
REFUSAL = "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS"

# The methods of moto's backend, each of which is an operation of IAM, or of CloudFormation, by what they are told.
CHANGES = {
    "role_name": (
        "add_role_to_instance_profile",
        "attach_role_policy",
        "delete_role",
        "delete_role_permissions_boundary",
        "delete_role_policy",
        "detach_role_policy",
        "put_role_permissions_boundary",
        "put_role_policy",
        "remove_role_from_instance_profile",
        "tag_role",
        "untag_role",
        "update_assume_role_policy",
        "update_role",
        "update_role_description",
    ),
    "role_names": ("create_inline_policy", "create_instance_profile", "update_inline_policy"),
    "saml_provider_arn": ("delete_saml_provider", "update_saml_provider"),
}

# Before 5.2 moto's IAM had no exception that takes any code; this one did, with another status.
_Error: Callable[[str, str], Exception] = vars(exceptions).get("IAMException") or type(
    "UnmodifiableEntity", (vars(exceptions).get("IAMConflictException", Exception),), {"code": 400}
)


def protected() -> AbstractContextManager[None]:
    """Refuse what changes the roles and SAML providers of Identity Center, and its service-linked role."""
    guarded = {
        method: _guarded(getattr(IAMBackend, method), parameter)
        for parameter, methods in CHANGES.items()
        for method in methods
    }
    deletion = _kept_while_in_use(IAMBackend.delete_service_linked_role)
    return replaced(IAMBackend, guarded | {"delete_service_linked_role": deletion})


@cache
def _guarded(original: Callable[..., Any], parameter: str) -> Callable[..., Any]:
    arguments = signature(original)

    @wraps(original)
    def change(self: IAMBackend, *args: Any, **kwargs: Any) -> Any:
        given = arguments.bind(self, *args, **kwargs).arguments.get(parameter) or []
        for name in [given] if isinstance(given, str) else given:
            _check(self, name.rpartition("/")[2], is_role=parameter != "saml_provider_arn")
        return original(self, *args, **kwargs)

    return change


def _check(iam: IAMBackend, name: str, is_role: bool) -> None:
    if _is_protected_role(iam, name) if is_role else is_saml_provider(name) and name in iam.saml_providers:
        raise _Error("UnmodifiableEntity", REFUSAL.format(name))


def _is_protected_role(iam: IAMBackend, name: str) -> bool:
    role = _role(iam, name)
    return role is not None and role.path.startswith((RESERVED_PATH, SERVICE_ROLE_PATH))


def _role(iam: IAMBackend, name: str) -> Role | None:
    return next((role for role in iam.roles.values() if role.name == name), None)


@cache
def _kept_while_in_use(original: Callable[[IAMBackend, str], str]) -> Callable[[IAMBackend, str], str]:
    # IAM accepts the request, and the deletion fails later. moto's deletions are done at once and never fail.
    def delete_service_linked_role(self: IAMBackend, role_name: str) -> str:
        role = _role(self, role_name) if role_name == SERVICE_ROLE_NAME else None
        if role is None or _is_in_use(self):
            return original(self, role_name)
        del self.roles[role.id]
        return ids.uuid()

    return delete_service_linked_role


def _is_in_use(iam: IAMBackend) -> bool:
    has_roles = any(role.path.startswith(RESERVED_PATH) for role in iam.roles.values())
    return has_roles or any(is_saml_provider(name) for name in iam.saml_providers)
