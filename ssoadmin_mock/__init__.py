"""Mocks AWS IAM Identity Center (`sso-admin`) in-process, on top of moto.

Importing this package imports neither moto nor boto3; they are loaded when a name of theirs is first used.
"""

from __future__ import annotations

# Type checkers know the name. Importing `typing` for it would take longer than all else that is done here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from ssoadmin_mock.controls.install import install, uninstall
    from ssoadmin_mock.controls.organization_instance import OrganizationInstance
    from ssoadmin_mock.controls.sign_ins import PendingSignIn, SignIn
    from ssoadmin_mock.decorator import mock_ssoadmin
    from ssoadmin_mock.handle import (
        IdentityCenter,
        access_matrix,
        account,
        application,
        approve_sign_in,
        deny_sign_in,
        diff,
        dump,
        enable_organization_instance,
        group,
        issuer,
        load,
        permission_set,
        role_session,
        session,
        settle,
        sign_assertion,
        sign_in,
        use_issuer_keys,
        user,
        write_profile,
    )
    from ssoadmin_mock.insight.access import Access
    from ssoadmin_mock.insight.diff import AccessDiff
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.plugin.sso_admin.backend import SSOAdminBackend, SSOAdminResponse, ssoadmin_backends
    from ssoadmin_mock.plugin.unmocked import UnmockedAWSCallError
    from ssoadmin_mock.world.capture import capture
    from ssoadmin_mock.world.errors import CaptureError, UnknownNameError, WorldError
    from ssoadmin_mock.world.types import World

__version__ = "0.1.0"

__all__ = [
    "Access",
    "AccessDiff",
    "AccessMatrix",
    "CaptureError",
    "IdentityCenter",
    "OrganizationInstance",
    "PendingSignIn",
    "SSOAdminBackend",
    "SSOAdminResponse",
    "SignIn",
    "UnknownNameError",
    "UnmockedAWSCallError",
    "World",
    "WorldError",
    "access_matrix",
    "account",
    "application",
    "approve_sign_in",
    "capture",
    "deny_sign_in",
    "diff",
    "dump",
    "enable_organization_instance",
    "group",
    "install",
    "issuer",
    "load",
    "mock_ssoadmin",
    "permission_set",
    "role_session",
    "session",
    "settle",
    "sign_assertion",
    "sign_in",
    "ssoadmin_backends",
    "uninstall",
    "use_issuer_keys",
    "user",
    "write_profile",
]

_MODULES = {
    "Access": "insight.access",
    "AccessDiff": "insight.diff",
    "AccessMatrix": "insight.matrix",
    "CaptureError": "world.errors",
    "IdentityCenter": "handle",
    "OrganizationInstance": "controls.organization_instance",
    "PendingSignIn": "controls.sign_ins",
    "SSOAdminBackend": "plugin.sso_admin.backend",
    "SSOAdminResponse": "plugin.sso_admin.backend",
    "SignIn": "controls.sign_ins",
    "UnknownNameError": "world.errors",
    "UnmockedAWSCallError": "plugin.unmocked",
    "World": "world.types",
    "WorldError": "world.errors",
    "access_matrix": "handle",
    "account": "handle",
    "application": "handle",
    "approve_sign_in": "handle",
    "capture": "world.capture",
    "deny_sign_in": "handle",
    "diff": "handle",
    "dump": "handle",
    "enable_organization_instance": "handle",
    "group": "handle",
    "install": "controls.install",
    "issuer": "handle",
    "load": "handle",
    "mock_ssoadmin": "decorator",
    "permission_set": "handle",
    "role_session": "handle",
    "session": "handle",
    "sign_assertion": "handle",
    "settle": "handle",
    "sign_in": "handle",
    "ssoadmin_backends": "plugin.sso_admin.backend",
    "use_issuer_keys": "handle",
    "uninstall": "controls.install",
    "user": "handle",
    "write_profile": "handle",
}


# Type checkers must not see it: they would take each name that is missing above for an object.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
