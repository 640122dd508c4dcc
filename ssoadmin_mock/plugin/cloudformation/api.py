"""The operations as CloudFormation calls them: with the stack's account and Region, and waiting for what it starts."""

from __future__ import annotations

import json
from typing import Any

from ssoadmin_mock.services import pipeline, settings
from ssoadmin_mock.services.call import Call, Caller
from ssoadmin_mock.services.pipeline import Request
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.service_model import OperationSpec

# moto does not tell resources who made the stack, only from which account.
_ACCESS_KEY = "AKIAEXAMPLE"

_HANDLER_ERROR_CODES = {
    "AccessDeniedException": "AccessDenied",
    "ConflictException": "ResourceConflict",
    "ServiceQuotaExceededException": "ServiceLimitExceeded",
    "ThrottlingException": "Throttling",
    "ValidationException": "InvalidRequest",
}


class HandlerError(Exception):
    """A step of making, changing or deleting a resource failed.

    :param code: CloudFormation's code for it, ``NotFound``.
    :param message: what the step says about it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotFoundError(HandlerError):
    """What a step is about is not there."""

    def __init__(self, message: str) -> None:
        super().__init__("NotFound", message)


class Api:
    """Calls operations for a stack.

    :param service: the API that has them.
    :param account_id: the stack's account.
    :param region_name: the stack's Region.
    """

    def __init__(self, service: Service, account_id: str, region_name: str) -> None:
        self._service = service
        self._caller = Caller(account_id, region_name, _ACCESS_KEY)

    def call(self, operation: str, **members: Any) -> dict[str, Any]:
        """Return the answer of an operation, after everything that it started has settled.

        :param operation: ``CreatePermissionSet``.
        :param members: the request's members; those that are None are left out.
        :raises NotFoundError: when the service does not find what the request names.
        :raises HandlerError: when the service answers with another error.
        """
        body = json.dumps({name: value for name, value in members.items() if value is not None})
        answered = pipeline.answer_and_settle(Request(self._service, operation, body, self._caller))
        if answered.error is not None:
            code, text = answered.error
            raise _handler_error(code, f"{text} (Service: {self._name}, Status Code: {int(answered.status)})")
        answer: dict[str, Any] = json.loads(answered.body)
        return answer

    def items(self, operation: str, **members: Any) -> list[Any]:
        """Return what a list operation lists, of all pages.

        :raises HandlerError: when the service answers with an error.
        """
        paging = self._spec(operation).paging
        assert paging is not None, f"{operation} has no pages"
        answer = self.call(operation, **members)
        listed = list(answer[paging.result_key])
        while paging.output_token in answer:
            answer = self.call(operation, NextToken=answer[paging.output_token], **members)
            listed += answer[paging.result_key]
        return listed

    def call_of(self, operation: str) -> Call:
        """Return a call of an operation, without members, for what goes beside the operations."""
        return Call(self._spec(operation), {}, self._caller, settings.current())

    @property
    def _name(self) -> str:
        """The API's name as AWS's SDK for Java writes it, ``SsoAdmin``."""
        return "".join(word.capitalize() for word in self._service.model.service_id.split())

    def _spec(self, operation: str) -> OperationSpec:
        spec = self._service.spec(operation)
        assert spec is not None, f"There is no {operation}"
        return spec


def _handler_error(code: str, message: str) -> HandlerError:
    if code == "ResourceNotFoundException":
        return NotFoundError(message)
    return HandlerError(_HANDLER_ERROR_CODES.get(code, "GeneralServiceException"), message)
