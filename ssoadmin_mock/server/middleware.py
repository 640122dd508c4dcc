"""moto's server as an application of WSGI, with what no server before it can know.

What is in a body of gzip has a limit, headers that moto's dispatcher stumbles over are refused, and the API of the
server is not for pages of other hosts.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from gzip import GzipFile
from http import HTTPStatus
from io import BytesIO
from ipaddress import ip_address
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from moto.moto_server import werkzeug_app
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Request

from ssoadmin_mock.plugin.pages import page_on_server
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.pages import Page
from ssoadmin_mock.services.regions import DEFAULT_REGION
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.protocols import HttpRequest

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_API = "/moto-api"
_LOOPBACK_NAME = "localhost"
# How many bytes are unpacked at a time.
_PIECE = 64 * 1024


class _Refusal(Exception):
    status = "400 Bad Request"
    code = "BadRequest"


class _TooLarge(_Refusal):
    status = "413 Request Entity Too Large"
    code = "RequestEntityTooLarge"


class _Forbidden(_Refusal):
    status = "403 Forbidden"
    code = "Forbidden"


class Application:
    """moto's services, and its API with ours in it.

    :param body_bytes: how long a body may be when it is unpacked.
    :param host: the address that the server listens on.
    :param allow_hosts: further names and addresses by which clients may reach the server's API.
    """

    def __init__(self, body_bytes: int, host: str, allow_hosts: Iterable[str] = ()) -> None:
        self._body_bytes = body_bytes
        address = _address(host)
        self._listens_everywhere = address is not None and address.is_unspecified
        self._allowed = {_normal(name) for name in (host, *allow_hosts)}
        self._moto: WSGIApplication = _Dispatcher(werkzeug_app.create_backend_app)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, in WSGI's form."""
        try:
            self._admit(environ)
            _unpack(environ, self._body_bytes)
        except _Refusal as refusal:
            return _refuse(refusal, start_response)
        # The path as it was sent, by the name that moto looks for.
        environ["RAW_URI"] = environ["REQUEST_URI"]
        if _asks_for_health(environ):
            return _health(start_response)
        page = page_on_server(environ["REQUEST_METHOD"], urlsplit(environ["RAW_URI"]).path)
        if page is not None:
            return _show(page, environ, start_response)
        return self._moto(environ, start_response)

    def _admit(self, environ: WSGIEnvironment) -> None:
        """Keep pages of other hosts from the server's API, also when their name was made to lead here (DNS rebinding).

        :raises _Forbidden: when the request is of such a page.
        """
        if not environ["PATH_INFO"].startswith(_API):
            return
        host, origin = environ.get("HTTP_HOST"), environ.get("HTTP_ORIGIN")
        if host is not None and not self._is_ours(_host_name(host)):
            raise _Forbidden(
                f"The header Host names {host!r}, which is not a name of this machine. If the server is meant to be "
                f"reached by it: ssoadmin-mock serve --allow-host {_host_name(host) or 'NAME'}"
            )
        if origin is not None and not self._is_own_page(origin, host):
            raise _Forbidden(
                f"The header Origin names {origin!r}: pages of other hosts may not use the API of this server. If this "
                f"one is meant to: ssoadmin-mock serve --allow-host {urlsplit(origin).hostname or 'NAME'}"
            )

    def _is_ours(self, name: str) -> bool:
        # An address cannot be made to lead elsewhere, as a name can.
        return self._is_allowed(name) or (self._listens_everywhere and _address(name) is not None)

    def _is_own_page(self, origin: str, host: str | None) -> bool:
        location = origin.partition("://")[2]
        return location == host or self._is_allowed(_host_name(location))

    def _is_allowed(self, name: str) -> bool:
        address = _address(name)
        is_loopback = name == _LOOPBACK_NAME if address is None else address.is_loopback
        return is_loopback or name.endswith(f".{_LOOPBACK_NAME}") or name in self._allowed


def _asks_for_health(environ: WSGIEnvironment) -> bool:
    # A bucket of S3 may have the name; requests for it are signed.
    is_signed = "HTTP_AUTHORIZATION" in environ or "X-Amz-" in environ.get("QUERY_STRING", "")
    return environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"] == "/health" and not is_signed


def _health(start_response: StartResponse) -> Iterable[bytes]:
    body = json.dumps({"status": "ok"}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _host_name(location: str) -> str:
    """Return the name in a host with or without a port; an empty one when there is none."""
    try:
        return _normal(urlsplit(f"//{location}").hostname or "")
    except ValueError:
        return ""


def _normal(name: str) -> str:
    return name.lower().rstrip(".")


def _address(name: str) -> Any:
    try:
        return ip_address(name)
    except ValueError:
        return None


def _show(page: Page, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    # Its headers find names in any case.
    headers = cast(Mapping[str, Any], Request(environ).headers)
    shown = page.answer(_http(environ, headers), environ["wsgi.input"].read(length))
    content = shown.content
    sent = [*shown.all_headers.items(), ("Content-Length", str(len(content)))]
    start_response(f"{int(shown.status)} {HTTPStatus(shown.status).phrase}", sent)
    return [content]


def _http(environ: WSGIEnvironment, headers: Mapping[str, Any]) -> HttpRequest:
    """Return what protocols and pages read of a request."""
    path, query = urlsplit(environ["RAW_URI"]).path, environ.get("QUERY_STRING", "")
    origin = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
    return HttpRequest(environ["REQUEST_METHOD"], path, query, headers, origin)


def _service_of(environ: WSGIEnvironment) -> Service | None:
    """Return the API that a request is signed for, or, when it is not signed, the one that has such an operation."""
    http = _http(environ, {"X-Amz-Target": environ.get("HTTP_X_AMZ_TARGET")})
    signed_for = _SIGNED_FOR.search(environ.get("HTTP_AUTHORIZATION", ""))
    for service in services().values():
        if signed_for is not None and signed_for[1] == service.api.signing_name:
            return service
        if signed_for is None and service.takes_unsigned(http):
            return service
    return None


_SIGNED_FOR = re.compile(r"Credential=[^/,\s]+/\d+/[^/,\s]+/([^/,\s]+)/aws4_request")


def _refuse(refusal: _Refusal, start_response: StartResponse) -> Iterable[bytes]:
    content = {"__type": refusal.code, "type": refusal.code, "message": str(refusal)}
    # Messages quote what was sent. No browser may take them for a page.
    body = json.dumps(content).replace("<", "\\u003c").encode()
    headers = [("Content-Type", "application/json"), ("X-Content-Type-Options", "nosniff")]
    start_response(refusal.status, [*headers, ("Content-Length", str(len(body)))])
    return [body]


def _unpack(environ: WSGIEnvironment, limit: int) -> None:
    # Objects for S3 stay as they are. moto unpacks all else, but 5.1 does it twice.
    signed = environ.get("HTTP_AUTHORIZATION", "")
    if environ.get("HTTP_CONTENT_ENCODING") != "gzip" or "/aws4_request" not in signed or "/s3" in signed:
        return
    body = _unpacked(environ["wsgi.input"], limit)
    del environ["HTTP_CONTENT_ENCODING"]
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["wsgi.input"] = BytesIO(body)


def _unpacked(source: IO[bytes], limit: int) -> bytes:
    """Return what is in gzip, which can be a thousand times as long.

    :raises _TooLarge: when it is longer than the limit.
    :raises _Refusal: when it is not gzip.
    """
    content = BytesIO()
    try:
        with GzipFile(fileobj=source) as unpacking:
            while piece := unpacking.read(min(_PIECE, limit + 1 - content.tell())):
                content.write(piece)
    except (OSError, EOFError, zlib.error) as error:
        raise _Refusal(f"The body is not gzip as Content-Encoding says: {error}.") from None
    if content.tell() > limit:
        raise _TooLarge(f"The body is longer than {limit} bytes, which is the server's limit.")
    return content.getvalue()


class _Dispatcher(werkzeug_app.DomainDispatcherApplication):
    def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None:
        """Return the host that a request to this server's own is for; ours are told by their models."""
        service = _service_of(environ)
        if service is None:
            inferred: str | None = super().infer_service_region_host(environ, path)
            return inferred
        return f"{service.model.endpoint_prefix}.{DEFAULT_REGION}.amazonaws.com"

    def get_application(self, environ: dict[str, Any]) -> Any:
        """Return the application of the service that a request is for."""
        try:
            return super().get_application(environ)
        except (IndexError, ValueError):
            # moto takes the headers apart without looking whether they have the parts.
            return BadRequest("The headers Authorization and X-Amz-Target do not say which service this is for.")
