"""moto's server with limits on what one client may take: bytes, time and threads.

A request is received entirely before moto sees it: moto's dispatcher reads some bodies while it keeps all other
requests waiting, and none of its services has a limit.
"""

from __future__ import annotations

import json
from contextlib import suppress
from io import BufferedReader, BytesIO
from socket import SHUT_WR
from typing import IO, TYPE_CHECKING, Any

from moto.moto_server import werkzeug_app
from werkzeug.exceptions import BadRequest
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from ssoadmin_mock.server.connections import Connections
from ssoadmin_mock.server.limits import Limits
from ssoadmin_mock.server.receiving import (
    PIECE,
    Refused,
    UntilDeadline,
    declared_length,
    receive,
    receive_chunks,
    unpacked,
)

if TYPE_CHECKING:
    _MotoRequestHandler = WSGIRequestHandler
else:
    # moto 5.2.5 reads headers in a way of its own; before, it took werkzeug's.
    _MotoRequestHandler = getattr(werkzeug_app, "MotoRequestHandler", WSGIRequestHandler)


class LimitedServer(ThreadedWSGIServer):
    """moto's server on a socket that listens already.

    :param host: the address that the socket listens on.
    :param port: its port.
    :param fileno: its file descriptor, which stays the caller's.
    :param limits: how much of it one client may take.
    """

    def __init__(self, host: str, port: int, fileno: int, limits: Limits) -> None:
        self.limits = limits
        self.connections = Connections(limits.connections)
        super().__init__(host, port, _Dispatcher(werkzeug_app.create_backend_app), _RequestHandler, fd=fileno)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a new connection in a thread of its own, as soon as there may be another one."""
        self.connections.admit(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        self.connections.ended(request)
        super().shutdown_request(request)

    def shutdown(self) -> None:
        """Stop; connections that are still sending their request are closed."""
        self.connections.stop_waiting()
        super().shutdown()
        self.connections.drop_receiving()


class _Dispatcher(werkzeug_app.DomainDispatcherApplication):
    def get_application(self, environ: dict[str, Any]) -> Any:
        """Return the application of the service that a request is for."""
        try:
            return super().get_application(environ)
        except (IndexError, ValueError):
            # moto takes the headers apart without looking whether they have the parts.
            return BadRequest("The headers Authorization and X-Amz-Target do not say which service this is for.")


def _is_to_be_unpacked(environ: dict[str, Any]) -> bool:
    # Objects for S3 stay as they are. moto unpacks all else, but 5.1 does it twice.
    signed = environ.get("HTTP_AUTHORIZATION", "")
    return environ.get("HTTP_CONTENT_ENCODING") == "gzip" and "/aws4_request" in signed and "/s3" not in signed


class _RequestHandler(_MotoRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LimitedServer

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._source = UntilDeadline(self.connection, self.server.limits.seconds)
        self.rfile = BufferedReader(self._source)

    def handle_expect_100(self) -> bool:
        """Leave it to werkzeug, which does it again, to tell a client to go on."""
        return True

    def run_wsgi(self) -> None:
        """Answer the request whose headers have been read."""
        try:
            # Before a client that asks whether to go on is told to.
            self._declared_length()
            super().run_wsgi()
        except Refused as refusal:
            self._refuse(refusal)

    def make_environ(self) -> dict[str, Any]:
        """Receive the rest of the request, and return it in WSGI's form."""
        environ = super().make_environ()
        body = self._receive(environ)
        if _is_to_be_unpacked(environ):
            body = unpacked(body, self.server.limits.body_bytes)
            del environ["HTTP_CONTENT_ENCODING"]
            environ["CONTENT_LENGTH"] = str(len(body))
        environ["wsgi.input"] = BytesIO(body)
        self.server.connections.arrived(self.connection)
        self._source.enough()
        self.connection.settimeout(self.server.limits.seconds)
        return environ

    def _declared_length(self) -> int:
        return declared_length(self.headers.get("Content-Length", "0"), self.server.limits.body_bytes)

    def _receive(self, environ: dict[str, Any]) -> bytes:
        source: IO[bytes] = environ["wsgi.input"]
        if environ.get("wsgi.input_terminated"):
            return receive_chunks(source, self.server.limits.body_bytes)
        return receive(source, self._declared_length())

    def _refuse(self, refusal: Refused) -> None:
        content = json.dumps({"__type": refusal.code, "type": refusal.code, "message": str(refusal)}).encode()
        self.send_response(refusal.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
        # A client that is still sending looks for an answer only afterwards; it may also have gone.
        with suppress(OSError):
            self.connection.shutdown(SHUT_WR)
            while self.rfile.read(PIECE):
                pass
