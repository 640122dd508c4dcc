"""What moto calls by these names, for users who reach into it."""

from ssoadmin_mock.plugin.backend import SSOAdminBackend, ssoadmin_backends
from ssoadmin_mock.plugin.responses import response_class
from ssoadmin_mock.services.sso_admin.service import SERVICE

SSOAdminResponse = response_class(SERVICE)

__all__ = ["SSOAdminBackend", "SSOAdminResponse", "ssoadmin_backends"]
