"""The errors of sso-admin, and how the service writes them on the wire.

Every class is named after the error code that the client sees, so that ``client.exceptions.ConflictException`` and
``error.response["Error"]["Code"]`` both work. A test holds the list against the model.

This is the one place that decides under which member the text of an error is sent (rule ``wire.error-body``): botocore
takes either spelling, the AWS SDK for Go reads exactly the one of the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar


class ServiceError(Exception):
    """An error answer, with its text under ``message``: so does AWS's framework, which stands before the service.

    :param message: the text of the answer, as the service words it.
    :param reason: the modelled Reason that some errors carry, ``KMS_NotFoundException``.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    text_member: ClassVar[str] = "message"

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
        body = {"__type": self.code, self.text_member: self.message}
        return body | {"Reason": self.reason} if self.reason else body


def code_and_text(body: Mapping[str, Any]) -> tuple[str, str]:
    """Return the code and the text of an error's body, whichever member has the text."""
    return body["__type"], body["Message"] if "Message" in body else body["message"]


class ModelledError(ServiceError):
    """An error of the service itself: one of its model, with its text under the model's ``Message``."""

    text_member = "Message"


class AccessDeniedException(ModelledError):
    """The caller may not do this, or the instance does not exist for the caller."""


class ConflictException(ModelledError):
    """The state of the resource forbids the request."""


class InternalServerException(ModelledError):
    """The service failed."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR


class ResourceNotFoundException(ModelledError):
    """A resource that the request names does not exist."""


class ServiceQuotaExceededException(ModelledError):
    """The request would go beyond a quota."""


class ThrottlingException(ModelledError):
    """Too many requests at once."""


class ValidationException(ModelledError):
    """The request breaks a constraint of the service."""


class ConstraintViolation(ValidationException):
    """The ValidationException of AWS's framework: what the model says about requests is checked before the service."""

    text_member = ServiceError.text_member

    @property
    def code(self) -> str:
        """The code of a ValidationException: clients do not tell the two apart by it."""
        return ValidationException.__name__


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
