"""sso-oidc as a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssoadmin_mock.services.logging import Logging
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso_oidc import authorize, verification
from ssoadmin_mock.services.sso_oidc.model import API

_OAUTH_CODES = {
    "AccessDeniedException": "access_denied",
    "AuthorizationPendingException": "authorization_pending",
    "ExpiredTokenException": "expired_token",
    "InternalServerException": "server_error",
    "InvalidClientException": "invalid_client",
    "InvalidClientMetadataException": "invalid_client_metadata",
    "InvalidGrantException": "invalid_grant",
    "InvalidRedirectUriException": "invalid_redirect_uri",
    "InvalidRequestException": "invalid_request",
    "InvalidRequestRegionException": "invalid_request",
    "InvalidScopeException": "invalid_scope",
    "SlowDownException": "slow_down",
    "UnauthorizedClientException": "unauthorized_client",
    "UnsupportedGrantTypeException": "unsupported_grant_type",
}

_SECRETS = frozenset(
    {
        "accessToken",
        "assertion",
        "clientSecret",
        "code",
        "codeVerifier",
        "deviceCode",
        "idToken",
        "identityContext",
        "refreshToken",
        "subjectToken",
    }
)


def _authorised_arns(params: Mapping[str, Any], _partition: str) -> list[str]:
    # Only CreateTokenWithIAM is signed; its client is an application.
    return [str(params["clientId"])]


SERVICE = Service(
    package=__name__.rpartition(".")[0],
    api=API,
    authorised_arns=_authorised_arns,
    pages=(authorize.PAGE, verification.PAGE),
    secrets=_SECRETS,
    error_codes={"ThrottlingException": "SlowDownException", "ValidationException": "InvalidRequestException"},
    error_members={code: {"error": oauth} for code, oauth in _OAUTH_CODES.items()},
    error_namespace="http://internal.amazon.com/coral/com.amazonaws.sso.oidc/",
    logged={
        "CreateToken": Logging("sso.amazonaws.com"),
        "CreateTokenWithIAM": Logging("sso-oauth.amazonaws.com", tells_user=True),
    },
)

operation = SERVICE.registry.operation
"""Registers an operation of sso-oidc."""
