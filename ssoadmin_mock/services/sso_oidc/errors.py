"""The errors of this API, with the texts of the service."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.services.sso_oidc.model import API
from ssoadmin_mock.services.sso_oidc.rules import clients, errors, tokens, tokens_with_iam
from ssoadmin_mock.wire.errors import ServiceError, error_class
from ssoadmin_mock.wire.rules import Rule

INVALID_START_URL = "Invalid start url provided"


def _error(code: str, text: str, rule: Rule | None, **members: Any) -> ServiceError:
    return error_class(API.errors[code])(text, rule=rule, **members)


def access_denied() -> ServiceError:
    """Return the error of a request that the person denied."""
    return _error("AccessDeniedException", "Access denied", tokens.DENIED)


def authorization_pending() -> ServiceError:
    """Return the error of a client that asks before the person has decided."""
    return _error("AuthorizationPendingException", "Authorization is still pending", tokens.PENDING)


def expired_token() -> ServiceError:
    """Return the error of a device code that has expired."""
    return _error("ExpiredTokenException", "Device code has expired", tokens.EXPIRED)


def invalid_client(rule: Rule = errors.INVALID_CLIENT) -> ServiceError:
    """Return the error of a client that is not known."""
    return _error("InvalidClientException", "Invalid client provided", rule)


def invalid_client_metadata(text: str) -> ServiceError:
    """Return the error of a registration that the service does not take."""
    return _error("InvalidClientMetadataException", text, clients.CLIENT_TYPE)


def invalid_grant(rule: Rule = tokens.INVALID_GRANT) -> ServiceError:
    """Return the error of a code, a token or an assertion that is wrong, used, or somebody else's."""
    return _error("InvalidGrantException", "Invalid grant provided", rule)


def invalid_redirect_uri(rule: Rule = clients.REDIRECT_URIS) -> ServiceError:
    """Return the error of an address to which no codes are sent."""
    return _error("InvalidRedirectUriException", "Invalid redirect uri provided", rule)


def invalid_request(text: str, rule: Rule | None = errors.VALIDATION) -> ServiceError:
    """Return the error of a request that lacks something, or has something wrong."""
    return _error("InvalidRequestException", text, rule)


def other_region(region_name: str, endpoint: str) -> ServiceError:
    """Return the error of what was given in another Region, and can be used at its endpoint alone.

    :param region_name: that Region.
    """
    text = f"The token can only be used in {region_name}"
    return _error(
        "InvalidRequestRegionException", text, tokens_with_iam.OTHER_REGION, endpoint=endpoint, region=region_name
    )


def invalid_scope(rule: Rule = clients.SCOPES) -> ServiceError:
    """Return the error of a scope that is none."""
    return _error("InvalidScopeException", "Invalid scope provided", rule)


def no_access(rule: Rule) -> ServiceError:
    """Return the error of a caller or a user who may not use an application; the service says no more."""
    return _error("AccessDeniedException", "", rule)


def slow_down() -> ServiceError:
    """Return the error of a client that asks too often."""
    return _error("SlowDownException", "Slow down to the interval of the device authorization", tokens.SLOW_DOWN)


def unauthorized_client(rule: Rule = clients.UNREGISTERED_GRANT) -> ServiceError:
    """Return the error of a client that has not registered for a grant type."""
    return _error("UnauthorizedClientException", "Client is not authorized to use this grant type", rule)


def unsupported_grant_type(rule: Rule = clients.GRANT_TYPES) -> ServiceError:
    """Return the error of a grant type that the operation does not have."""
    return _error("UnsupportedGrantTypeException", "Unsupported grant type provided", rule)
