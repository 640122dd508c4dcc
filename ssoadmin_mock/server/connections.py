"""The connections of a server, of which there are never more than it can bear."""

from __future__ import annotations

from contextlib import suppress
from math import inf
from socket import SHUT_RDWR, socket
from threading import Condition
from time import monotonic

SECONDS_OF_GRACE = 0.5
"""How long a new connection is safe: a request that is sent at once arrives in less."""


class Connections:
    """The open connections: those that are still sending their request, and those that are being answered.

    :param limit: how many there may be.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._changed = Condition()
        # When each came, in this order.
        self._receiving: dict[socket, float] = {}
        self._answering: set[socket] = set()
        self._stopping = False

    def admit(self, connection: socket) -> None:
        """Take in a new connection. When there are too many, the one that has been sending the longest is closed.

        While all are new or being answered this waits, until one of them is neither.
        """
        with self._changed:
            while self._is_full() and not self._stopping:
                if self._is_oldest_in_grace():
                    self._changed.wait(SECONDS_OF_GRACE)
                else:
                    self._drop_oldest()
            self._receiving[connection] = monotonic()

    def arrived(self, connection: socket) -> None:
        """Note that a request has arrived entirely, so that its connection stays open until it is answered.

        :raises ConnectionAbortedError: when it was closed just before.
        """
        with self._changed:
            if connection not in self._receiving:
                raise ConnectionAbortedError("closed in favour of a newer connection")
            del self._receiving[connection]
            self._answering.add(connection)

    def ended(self, connection: socket) -> None:
        """Forget a connection, before it is closed."""
        with self._changed:
            self._receiving.pop(connection, None)
            self._answering.discard(connection)
            self._changed.notify_all()

    def stop_waiting(self) -> None:
        """Let :meth:`admit` wait no longer."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def drop_receiving(self) -> None:
        """Close all connections that are still sending their request."""
        with self._changed:
            while self._receiving:
                self._drop_oldest()

    def _is_full(self) -> bool:
        return len(self._receiving) + len(self._answering) >= self._limit

    def _is_oldest_in_grace(self) -> bool:
        # None is being received while all are being answered.
        return monotonic() - next(iter(self._receiving.values()), inf) < SECONDS_OF_GRACE

    def _drop_oldest(self) -> None:
        oldest = next(iter(self._receiving))
        del self._receiving[oldest]
        # Its thread, which waits for more of the request, reads an end now. The client may have closed it already.
        with suppress(OSError):
            oldest.shutdown(SHUT_RDWR)
