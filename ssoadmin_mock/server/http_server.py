"""waitress, with the limits of a server.

One thread of it talks to all clients, so that a slow or idle one holds none: a request is given to one of the threads
that answer when all of it has come, and an answer is sent when there is somebody to take it.
"""

from __future__ import annotations

import logging
import re
import select
import socket
import sys
from threading import Event
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer

from ssoadmin_mock.services.discovery import services

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from ssoadmin_mock.server.limits import Limits

THREADS = 32
"""How many requests are answered at a time: as many may wait for a declared delay, or call the server themselves."""

SECONDS_OF_GRACE = 0.5
"""How long a connection is safe after something came or went: a request that is sent at once arrives in less."""

# Requests that wait for a thread are nothing that anybody has to be told of.
logging.getLogger("waitress.queue").addHandler(logging.NullHandler())


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads requests, and knows the headers of our APIs that have an underscore in their names.

    waitress drops all such headers, because WSGI cannot tell them from those with a hyphen.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request."""
        super().parse_header(_UNDERSCORED.sub(lambda name: name[0].replace(b"_", b"-"), header_plus))


_UNDERSCORED = re.compile(
    b"|".join(
        rb"(?<=\n)" + re.escape(header.encode()) + b"(?=:)"
        for service in services().values()
        if (header := service.token_header or "").count("_")
    ),
    re.IGNORECASE,
)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection."""

    parser_class = _Parser


class HTTPServer(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """A server on a socket that listens already.

    :param application: what answers.
    :param listener: the socket; it is closed with the server.
    :param limits: how much of it one client may take.
    """

    channel_class = _Channel

    def __init__(self, application: WSGIApplication, listener: socket.socket, limits: Limits) -> None:
        self._connections = limits.connections
        self._sockets: dict[int, Any] = {}
        super().__init__(
            application,
            map=self._sockets,
            _sock=listener,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            adj=_adjustments(limits),
        )

    def maintenance(self, now: float) -> None:
        """Close the connections whose time is up, and the one that has been silent the longest if there are too many.

        :param now: the time, as time.time() has it.
        """
        super().maintenance(now)
        silent = [each for each in self.active_channels.values() if _is_silent(each, now)]
        if silent and len(self.active_channels) >= self._connections:
            min(silent, key=lambda each: each.last_activity).will_close = True

    def stop(self) -> None:
        """Let the requests that are being answered end, and close everything; `run` returns then."""
        self.task_dispatcher.shutdown()
        pulled = Event()

        def close() -> None:
            # The thread may wake for something else before the pull has written to what is about to be closed.
            pulled.wait()
            self._close_everything()

        # In the thread that talks to the clients: no other may close its connections.
        self.trigger.pull_trigger(close)
        pulled.set()

    def _close_everything(self) -> None:
        for channel in list(self.active_channels.values()):
            # Its files with answers that nobody took, too; `close_all` knows sockets only.
            channel.handle_close()
        wasyncore.close_all(self._sockets)


def _is_silent(channel: Any, now: float) -> bool:
    return not channel.requests and now - channel.last_activity > SECONDS_OF_GRACE


def _adjustments(limits: Limits) -> Any:
    return Adjustments(
        # There is a socket already, so that no address has to be looked up.
        listen="",
        threads=THREADS,
        # Its own limits are the first number that is too much.
        max_request_body_size=limits.body_bytes + 1,
        # It counts two of its own, the socket that listens and the one that wakes it.
        connection_limit=limits.connections + 2,
        channel_timeout=limits.seconds,
        # It looks after its connections whenever it wakes, which is at least once a second.
        cleanup_interval=0,
        # Answers wait in files from 1 MiB on, so that no thread waits for a client to take one.
        outbuf_high_watermark=sys.maxsize,
        # Clients that leave are not worth a word.
        log_socket_errors=False,
        asyncore_use_poll=hasattr(select, "poll"),
        ident="ssoadmin-mock",
    )
