"""The errors of this API, with the texts of the service."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.services.sso_oidc.model import API
from ssoadmin_mock.wire.errors import ServiceError, error_class

INVALID_START_URL = "Invalid start url provided"


def _error(code: str, text: str, **members: Any) -> ServiceError:
    return error_class(API.errors[code])(text, **members)


def access_denied() -> ServiceError:
    """Return the error of a request that the person denied."""
    return _error("AccessDeniedException", "Access denied")


def authorization_pending() -> ServiceError:
    """Return the error of a client that asks before the person has decided."""
    return _error("AuthorizationPendingException", "Authorization is still pending")


def expired_token() -> ServiceError:
    """Return the error of a device code that has expired."""
    return _error("ExpiredTokenException", "Device code has expired")


def invalid_client() -> ServiceError:
    """Return the error of a client that the Region does not know."""
    return _error("InvalidClientException", "Invalid client provided")


def invalid_client_metadata(text: str) -> ServiceError:
    """Return the error of a registration that the service does not take."""
    return _error("InvalidClientMetadataException", text)


def invalid_grant() -> ServiceError:
    """Return the error of a code or refresh token that is wrong, used, or somebody else's."""
    return _error("InvalidGrantException", "Invalid grant provided")


def invalid_redirect_uri() -> ServiceError:
    """Return the error of an address to which no codes are sent."""
    return _error("InvalidRedirectUriException", "Invalid redirect uri provided")


def invalid_request(text: str) -> ServiceError:
    """Return the error of a request that lacks something, or has something wrong."""
    return _error("InvalidRequestException", text)


def other_region(region_name: str, endpoint: str) -> ServiceError:
    """Return the error of what was given in another Region, and can be used at its endpoint alone.

    :param region_name: that Region.
    """
    text = f"The token can only be used in {region_name}"
    return _error("InvalidRequestRegionException", text, endpoint=endpoint, region=region_name)


def invalid_scope() -> ServiceError:
    """Return the error of a scope that is none."""
    return _error("InvalidScopeException", "Invalid scope provided")


def no_access() -> ServiceError:
    """Return the error of a caller or a user who may not use an application; the service says no more."""
    return _error("AccessDeniedException", "")


def slow_down() -> ServiceError:
    """Return the error of a client that asks too often."""
    return _error("SlowDownException", "Slow down to the interval of the device authorization")


def unauthorized_client() -> ServiceError:
    """Return the error of a client that has not registered for a grant type."""
    return _error("UnauthorizedClientException", "Client is not authorized to use this grant type")


def unsupported_grant_type() -> ServiceError:
    """Return the error of a grant type that the operation does not have."""
    return _error("UnsupportedGrantTypeException", "Unsupported grant type provided")
