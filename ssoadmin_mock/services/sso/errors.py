"""The errors of this API, with the texts of the service."""

from __future__ import annotations

from http import HTTPStatus

from ssoadmin_mock.services.sso.rules import sessions as rules
from ssoadmin_mock.wire.errors import ModelledError, ServiceError
from ssoadmin_mock.wire.rules import Rule


class UnauthorizedException(ModelledError):
    """The token is nobody's."""

    status = HTTPStatus.UNAUTHORIZED


class ForbiddenException(ServiceError):
    """The user has no such access. The model does not have this error; botocore makes a plain ClientError of it."""

    status = HTTPStatus.FORBIDDEN


def unauthorized(rule: Rule) -> ServiceError:
    """Return the error of a token that is nobody's, or nobody's any more."""
    return UnauthorizedException("Session token not found or invalid", rule=rule)


def no_access(rule: Rule = rules.NO_ACCESS) -> ServiceError:
    """Return the error of an account or a role that the user has no access to."""
    return ForbiddenException("No access", rule=rule)
