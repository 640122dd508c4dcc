"""moto's face of the requests: takes them from moto, hands them to the pipeline, and gives moto the answer."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from moto import settings as moto_settings
from moto.core.exceptions import AccessDeniedError, InvalidClientTokenIdError, SignatureDoesNotMatchError
from moto.core.responses import BaseResponse

from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.pipeline import Answer, Request
from ssoadmin_mock.wire.errors import (
    AccessDeniedException,
    InvalidSignatureException,
    MissingAuthenticationTokenException,
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
        return respond(Request(self._operation, self.body, self._caller, self._authorize))

    @property
    def _operation(self) -> str:
        return operation_of(str(self.headers.get("X-Amz-Target", "")))

    @property
    def _caller(self) -> Caller:
        return Caller(self.current_account, self.region, self.access_key)

    def _authorize(self, resource_arn: str) -> None:
        # moto words its refusals for XML services, and stumbles over a request without a signature.
        if self.request_count >= moto_settings.INITIAL_NO_AUTH_ACTION_COUNT and "Authorization" not in self.headers:
            raise MissingAuthenticationTokenException("Request is missing Authentication Token")
        try:
            self._authenticate_and_authorize_normal_action(resource_arn)
        except AccessDeniedError:
            action = f"sso:{self._operation}"
            raise AccessDeniedException(
                f"User: {self._caller.arn} is not authorized to perform: {action} on resource: {resource_arn} "
                f"because no identity-based policy allows the {action} action"
            ) from None
        except InvalidClientTokenIdError:
            raise UnrecognizedClientException("The security token included in the request is invalid.") from None
        except SignatureDoesNotMatchError:
            raise InvalidSignatureException(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                "Access Key and signing method. Consult the service documentation for details."
            ) from None


def operation_of(target: str) -> str:
    """Return the operation in an ``X-Amz-Target`` header, ``SWBExternalService.CreateInstance``."""
    return target.rpartition(".")[2]


def respond(request: Request) -> Response:
    """Answer a request in moto's form: status, headers, body."""
    answer: Answer = pipeline.answer(request)
    headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": str(uuid4())}
    return int(answer.status), headers, answer.body
