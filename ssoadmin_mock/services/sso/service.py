"""sso as a value."""

from __future__ import annotations

from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso.access import use_session
from ssoadmin_mock.services.sso.errors import ForbiddenException
from ssoadmin_mock.wire.service_model import ApiModel

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
)

operation = SERVICE.registry.operation
"""Registers an operation of sso."""
