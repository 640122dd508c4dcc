"""moto's face of the requests: takes them from moto, hands them to the pipeline, and gives moto the answer."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlsplit

from moto import settings as moto_settings
from moto.core.exceptions import AccessDeniedError, InvalidClientTokenIdError, SignatureDoesNotMatchError
from moto.core.responses import BaseResponse

from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.pipeline import Answer, Authorize, Request
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sign_in import home_region
from ssoadmin_mock.wire.errors import (
    AccessDeniedException,
    InvalidSignatureException,
    MissingAuthenticationTokenException,
    UnrecognizedClientException,
)
from ssoadmin_mock.wire.hosts import belongs_to_aws
from ssoadmin_mock.wire.protocols import HttpRequest
from ssoadmin_mock.wire.request_ids import new_request_id

Response = tuple[int, dict[str, str], bytes | str]


class ServiceResponse(BaseResponse):
    """Answers requests of one API for moto, in process, in its server and in its proxy."""

    service: ClassVar[Service]

    def __init__(self) -> None:
        super().__init__(service_name=self.service.name)

    def setup_class(self, request: Any, full_url: Any = None, headers: Any = None, use_raw_body: Any = True) -> None:
        """Take the request over from moto, with its body as bytes: decoding them is the pipeline's to report on."""
        super().setup_class(request, full_url, headers, use_raw_body=use_raw_body)

    def call_action(self) -> Response:
        """Answer the request that :meth:`setup_class` took over."""
        return respond(request_of(self.service, self._http, self.body or b"", self._caller, self._authorize))

    @property
    def _http(self) -> HttpRequest:
        # The path as it was sent: a percent-encoded slash is none between two parts of it.
        path, url = urlsplit(self.raw_path).path or "/", urlsplit(self.uri)
        return HttpRequest(self.method, path, url.query, self.headers, f"{url.scheme}://{url.netloc}")

    def _get_action(self) -> str:
        # moto's access control asks; it looks for the path in the models that botocore brings.
        return self.service.protocol.called(self.service.api, self._http)[0]

    @property
    def _caller(self) -> Caller:
        return Caller(self.current_account, self._region_name, self.access_key)

    @property
    def _region_name(self) -> str:
        # Of a request to a server that nobody has signed, nothing says for which Region it is.
        signed = self.headers.get("Authorization", "").startswith("AWS4-")
        return str(self.region) if signed or belongs_to_aws(self.uri) else home_region()

    def _authorize(self, action: str, resource_arns: list[str]) -> None:
        if self.request_count < moto_settings.INITIAL_NO_AUTH_ACTION_COUNT:
            # It is free, and moto counts it.
            self._is_authorized(resource_arns[0])
            return
        # moto words its refusals for XML services, and stumbles over a request without a signature.
        if "Authorization" not in self.headers:
            raise MissingAuthenticationTokenException("Request is missing Authentication Token")
        refusals = [
            f"User: {self._caller.arn} is not authorized to perform: {action} on resource: {arn} "
            f"because no identity-based policy allows the {action} action"
            for arn in resource_arns
            if not self._is_authorized(arn)
        ]
        if refusals:
            raise AccessDeniedException(", ".join(refusals))

    def _is_authorized(self, resource_arn: str) -> bool:
        try:
            self._authenticate_and_authorize_normal_action(resource_arn)
        except AccessDeniedError:
            return False
        except InvalidClientTokenIdError:
            raise UnrecognizedClientException("The security token included in the request is invalid.") from None
        except SignatureDoesNotMatchError:
            raise InvalidSignatureException(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                "Access Key and signing method. Consult the service documentation for details."
            ) from None
        return True


@cache
def response_class(service: Service) -> type[ServiceResponse]:
    """Return the class that answers an API's requests for moto, which makes an object of it for each."""
    return type(f"{service.moto_name or service.name}Response", (ServiceResponse,), {"service": service})


def request_of(
    service: Service,
    http: HttpRequest,
    body: bytes | str,
    caller: Caller,
    authorize: Authorize | None = None,
) -> Request:
    """Return the request of an API that an HTTP request is; the parameters are those of :class:`Request`."""
    operation, bound = service.protocol.called(service.api, http)
    spec = service.spec(operation)
    if spec is not None and not spec.is_signed:
        caller = Caller("", caller.region_name, "")
    return Request(
        service, operation, body, caller, authorize, bound=bound, token=service.token_in(http), origin=http.origin
    )


def respond(request: Request) -> Response:
    """Answer a request in moto's form: status, headers, body."""
    answer: Answer = pipeline.answer(request)
    kind = {} if answer.status == HTTPStatus.NO_CONTENT else {"Content-Type": request.service.protocol.content_type}
    return int(answer.status), {**kind, "x-amzn-RequestId": new_request_id(), **answer.headers}, answer.body
