"""The errors of the APIs, and what of them is on the wire.

Every class is named after the error code that the client sees, so that ``client.exceptions.ConflictException`` and
``error.response["Error"]["Code"]`` both work. A test holds the list against the models.

This is the one place that decides under which member the text of an error is sent (rule ``wire.error-body``): botocore
takes either spelling, the AWS SDK for Go reads exactly the one of the model.
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar, NamedTuple

from botocore.model import StructureShape

from ssoadmin_mock.wire.rules import Rule


class ServiceError(Exception):
    """An error answer, with its text under ``message``: so does AWS's framework, which stands before the service.

    :param message: the text of the answer, as the service words it.
    :param reason: the modelled Reason that some errors carry, ``KMS_NotFoundException``.
    :param rule: the rule by which the request is refused, where the code decides by one.
    :param members: what else the model has in the error, by the names on the wire: ``ResourceId``.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    text_member: ClassVar[str] = "message"
    is_modelled: ClassVar[bool] = False
    """Whether the model of the API decides under which member the text is, and with which HTTP status."""

    def __init__(self, message: str, reason: str | None = None, rule: Rule | None = None, **members: Any) -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.extra = {"Reason": reason, **members} if reason else members

    @property
    def code(self) -> str:
        """The error code: the name of the class."""
        return type(self).__name__

    @property
    def rules(self) -> tuple[Rule, ...] | None:
        """The rule that decides it; None where the code does not tell."""
        return None if self.rule is None else (self.rule,)

    def members(self, text_member: str | None = None) -> dict[str, Any]:
        """Return the members of the answer's body; how it tells the code is the protocol's.

        :param text_member: the member of the text, if it is not the class's.
        """
        return {text_member or self.text_member: self.message, **self.extra}


class ModelledError(ServiceError):
    """An error of the service itself: one of its model, with its text under the model's ``Message``."""

    text_member = "Message"
    is_modelled = True


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
    is_modelled = False

    @property
    def code(self) -> str:
        """The code of a ValidationException: clients do not tell the two apart by it."""
        return ValidationException.__name__

    @property
    def rules(self) -> tuple[Rule, ...]:
        """No rule: it is the model that says what a request has to be like."""
        return ()


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
    return type(shape.name, (ModelledError,), {})


_TEXT_MEMBERS = ("message", "error_description")
"""The names of the member with the text, in lower case; the second is OAuth's."""


class ErrorForm(NamedTuple):
    """How the model of an API wants an error.

    :ivar text_member: the member with the text.
    :ivar status: the HTTP status; None where the model does not say.
    """

    text_member: str
    status: int | None


@cache
def form_of(shape: StructureShape) -> ErrorForm:
    """Return how a modelled error is written.

    :param shape: the error in the model.
    """
    texts = [name for name in shape.members if name.lower() in _TEXT_MEMBERS]
    return ErrorForm(texts[0] if texts else "message", shape.metadata.get("error", {}).get("httpStatusCode"))
