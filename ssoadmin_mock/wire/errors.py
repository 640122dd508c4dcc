"""The errors of the APIs, and what of them is on the wire.

Every class is named after the error code that the client sees, so that ``client.exceptions.ConflictException`` and
``error.response["Error"]["Code"]`` both work. A test holds the list against the models.

This is the one place that decides under which member the text of an error is sent (rule ``wire.error-body``): botocore
takes either spelling, the AWS SDK for Go reads exactly the one of the model.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar

from botocore.model import StructureShape


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

    def members(self) -> dict[str, Any]:
        """Return the members of the answer's body; how it tells the code is the protocol's."""
        body = {self.text_member: self.message}
        return body | {"Reason": self.reason} if self.reason else body


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


def error_class(shape: StructureShape) -> type[ServiceError]:
    """Return the class of a modelled error; one is made for a code that has none here.

    :param shape: the error in the model.
    """
    known = globals().get(shape.name)
    return known if isinstance(known, type) and issubclass(known, ServiceError) else _made(shape)


@cache
def _made(shape: StructureShape) -> type[ServiceError]:
    text_member = next((name for name in shape.members if name.lower() == "message"), "message")
    status = HTTPStatus(shape.metadata.get("error", {}).get("httpStatusCode", 400))
    return type(shape.name, (ModelledError,), {"text_member": text_member, "status": status})
