"""moto's face of the requests: takes them from moto, hands them to the pipeline, and gives moto the answer."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from moto.core.exceptions import (
    AccessDeniedError,
    AuthFailureError,
    InvalidClientTokenIdError,
    SignatureDoesNotMatchError,
)
from moto.core.responses import BaseResponse

from ssoadmin_mock import pipeline
from ssoadmin_mock.call import Caller
from ssoadmin_mock.pipeline import Answer, Request
from ssoadmin_mock.wire.errors import (
    AccessDeniedException,
    InvalidSignatureException,
    UnrecognizedClientException,
)
from ssoadmin_mock.wire.service_model import SERVICE_NAME

Response = tuple[int, dict[str, str], str]


class SSOAdminResponse(BaseResponse):
    """Answers sso-admin requests for moto, in process, in its server and in its proxy."""

    def __init__(self) -> None:
        super().__init__(service_name=SERVICE_NAME)

    def setup_class(self, request: Any, full_url: Any = None, headers: Any = None, use_raw_body: Any = True) -> None:
        """Take the request over from moto, with its body as bytes: decoding them is the pipeline's to report on."""
        super().setup_class(request, full_url, headers, use_raw_body=use_raw_body)

    def call_action(self) -> Response:
        """Answer the request that :meth:`setup_class` took over."""
        caller = Caller(self.current_account, self.region, self.access_key)
        target = str(self.headers.get("X-Amz-Target", ""))
        return respond(Request(operation_of(target), self.body, caller, self._authorize))

    def _authorize(self) -> None:
        # moto words these for XML services.
        try:
            self._authenticate_and_authorize_normal_action()
        except AccessDeniedError:
            action = f"sso:{operation_of(str(self.headers.get('X-Amz-Target', '')))}"
            arn = Caller(self.current_account, self.region, self.access_key).arn
            raise AccessDeniedException(
                f"User: {arn} is not authorized to perform: {action} "
                f"because no identity-based policy allows the {action} action"
            ) from None
        except (InvalidClientTokenIdError, AuthFailureError):
            raise UnrecognizedClientException("The security token included in the request is invalid.") from None
        except SignatureDoesNotMatchError:
            raise InvalidSignatureException(
                "The request signature we calculated does not match the signature you provided."
            ) from None


def operation_of(target: str) -> str:
    """Return the operation in an ``X-Amz-Target`` header, ``SWBExternalService.CreateInstance``."""
    return target.rpartition(".")[2]


def respond(request: Request) -> Response:
    """Answer a request in moto's form: status, headers, body."""
    answer: Answer = pipeline.answer(request)
    headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": str(uuid4())}
    return int(answer.status), headers, answer.body
