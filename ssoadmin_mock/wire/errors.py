"""The errors of sso-admin, and how the service writes them on the wire.

Every class is named after the error code that the client sees, so that ``client.exceptions.ConflictException`` and
``error.response["Error"]["Code"]`` both work. A test holds the list against the model.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar


class ServiceError(Exception):
    """An error answer of the service.

    :param message: the text of the answer, as the service words it.
    :param reason: the modelled Reason that some errors carry, ``KMS_NotFoundException``.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST

    def __init__(self, message: str, reason: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason

    @property
    def code(self) -> str:
        """The error code: the name of the class."""
        return type(self).__name__

    def to_json(self) -> dict[str, str]:
        """Return the JSON 1.1 body of the error."""
        body = {"__type": self.code, "message": self.message}
        return body | {"Reason": self.reason} if self.reason else body


class AccessDeniedException(ServiceError):
    """The caller may not do this, or the instance does not exist for the caller."""


class ConflictException(ServiceError):
    """The state of the resource forbids the request."""


class InternalServerException(ServiceError):
    """The service failed."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class ResourceNotFoundException(ServiceError):
    """A resource that the request names does not exist."""


class ServiceQuotaExceededException(ServiceError):
    """The request would go beyond a quota."""


class ThrottlingException(ServiceError):
    """Too many requests at once."""


class ValidationException(ServiceError):
    """The request breaks a constraint of the service."""


class IdempotentParameterMismatch(ServiceError):
    """A client token came again with other parameters. The API reference names this code; the model does not."""


class UnknownOperationException(ServiceError):
    """The service has no such operation."""


class NotImplementedInMock(ServiceError):
    """AWS has the operation, this library does not have it yet."""

    # 501, because botocore and the other SDKs retry 500 to 504 without it.
    status = HTTPStatus.NOT_IMPLEMENTED


class UnrecognizedClientException(ServiceError):
    """The access key is not known (only with moto's access control switched on)."""


class MissingAuthenticationTokenException(ServiceError):
    """The request is not signed (only with moto's access control switched on)."""


class InvalidSignatureException(ServiceError):
    """The signature does not fit the request (only with moto's access control switched on)."""
