"""Holds the tests to this machine, and those that are in process to this process.

An audit hook of the interpreter sees every socket, whichever library makes it and in whichever thread. It is own code
because pytest-socket replaces `socket.socket`, and so misses whoever has imported that before.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from types import FrameType
from typing import Any

OUTSIDE = {"socket.connect", "socket.sendto", "socket.sendmsg"}
NAMES = {"socket.getaddrinfo", "socket.gethostbyname"}
# Event loops and pipes between processes of this machine use them.
WITHIN_THE_MACHINE = {getattr(socket, "AF_UNIX", None)}


class NetworkUsed(BaseException):
    """A test used the network; not an Exception, so that no client takes it for an error that it may try again."""


@dataclass
class Guard:
    """Refuses what a test may not do.

    :ivar may_open_sockets: whether sockets may be made at all; those to other machines never.
    :ivar refused: what was refused, for when the exception is lost in a thread.
    """

    is_on: bool = False
    may_open_sockets: bool = True
    refused: list[str] = field(default_factory=list)

    @contextmanager
    def on(self, may_open_sockets: bool) -> Iterator[list[str]]:
        """Refuse until the end of the block; gives what was refused."""
        before = self.is_on, self.may_open_sockets, self.refused
        self.is_on, self.may_open_sockets, self.refused = True, may_open_sockets, []
        try:
            yield self.refused
        finally:
            self.is_on, self.may_open_sockets, self.refused = before

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """See an event of the interpreter, as :func:`sys.addaudithook` describes it."""
        if not self.is_on or not event.startswith("socket."):
            return
        if event == "socket.__new__" and not self.may_open_sockets and arguments[1] not in WITHIN_THE_MACHINE:
            self._refuse("a socket was opened in a test that runs in process")
        if event in OUTSIDE and not _is_here(arguments[1]):
            self._refuse(f"{event} to {arguments[1]}")
        if event in NAMES and not _is_local(arguments[0]):
            self._refuse(f"{event} of {arguments[0]}")

    def _refuse(self, what: str) -> None:
        self.refused.append(what)
        raise NetworkUsed(what)


def _is_here(address: Any) -> bool:
    # Other addresses than pairs are paths of sockets in the file system, or absent: that of an earlier connect.
    return not isinstance(address, tuple) or _is_local(address[0])


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def trace_threads_in_turn() -> None:
    """Let threads install the trace function of coverage one after the other.

    Python 3.11 refuses to install one in a thread while another thread does, and an audit hook in Python gives other
    threads the time to: the thread ends before it has begun, and takes the request that it should have served with it.
    """
    traced = threading.gettrace()
    if traced is None:
        return
    one_at_a_time, install = threading.RLock(), sys.settrace

    def settrace(function: Any) -> None:
        with one_at_a_time:
            install(function)

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        # The first event of a thread, in which coverage installs its own function in place of this one.
        with one_at_a_time:
            return traced(frame, event, argument)

    sys.settrace = settrace
    threading.settrace(trace)


guard = Guard()
sys.addaudithook(guard.audit)
trace_threads_in_turn()
