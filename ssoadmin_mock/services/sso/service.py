"""sso as a value."""

from __future__ import annotations

from ssoadmin_mock.services.logging import Logging
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso.access import use_session
from ssoadmin_mock.services.sso.errors import ForbiddenException
from ssoadmin_mock.wire.service_model import ApiModel

_LOGGING = Logging("sso.amazonaws.com", is_service_event=True)

SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=ApiModel("sso"),
    instance_members=frozenset({"accessToken"}),
    use_instance=use_session,
    token_header="x-amz-sso_bearer_token",
    unmodelled_errors=(ForbiddenException,),
    secrets=frozenset({"accessToken", "secretAccessKey", "sessionToken"}),
    shares_a_rate=True,
    error_codes={
        "ThrottlingException": "TooManyRequestsException",
        "ValidationException": "InvalidRequestException",
    },
    logged=dict.fromkeys(("ListAccounts", "ListAccountRoles", "GetRoleCredentials"), _LOGGING),
)

operation = SERVICE.registry.operation
"""Registers an operation of sso."""
