"""Which connections a server keeps when there are too many."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from ssoadmin_mock.server import connections
from ssoadmin_mock.server.connections import Connections

pytestmark = pytest.mark.sockets

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pairs() -> Iterator[list[Pair]]:
    """The client's and the server's end of three connections."""
    with ExitStack() as stack:
        found = [socket.socketpair() for _ in range(3)]
        for pair in found:
            for end in pair:
                stack.enter_context(end)
                end.settimeout(30)
        yield found


@pytest.fixture
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "SECONDS_OF_GRACE", 0)


@pytest.mark.usefixtures("no_grace")
def test_the_one_that_has_been_sending_the_longest_is_closed(pairs: list[Pair]) -> None:
    open_now = Connections(2)
    for _, server in pairs:
        open_now.admit(server)
    (first, first_server), (_, second_server), (_, third_server) = pairs
    assert first.recv(1) == b""
    with pytest.raises(ConnectionAbortedError, match="closed in favour of a newer connection"):
        open_now.arrived(first_server)
    open_now.arrived(second_server)
    open_now.arrived(third_server)


@pytest.mark.usefixtures("no_grace")
def test_one_that_is_being_answered_stays_open(pairs: list[Pair]) -> None:
    open_now = Connections(2)
    (first, first_server), (second, second_server), (_, third_server) = pairs
    open_now.admit(first_server)
    open_now.arrived(first_server)
    open_now.admit(second_server)
    open_now.admit(third_server)
    assert second.recv(1) == b""
    first_server.sendall(b"answer")
    assert first.recv(6) == b"answer"


@pytest.mark.parametrize("what", ["answered", "new"])
def test_a_further_one_waits_until_another_has_ended(what: str, pairs: list[Pair]) -> None:
    open_now = Connections(1)
    (_, first), (_, second), _ = pairs
    open_now.admit(first)
    if what == "answered":
        open_now.arrived(first)
    admitted = threading.Thread(target=open_now.admit, args=(second,))
    admitted.start()
    open_now.ended(first)
    admitted.join()
    open_now.arrived(second)


def test_nobody_waits_while_the_server_stops(pairs: list[Pair]) -> None:
    open_now = Connections(1)
    (_, first), (_, second), _ = pairs
    open_now.admit(first)
    open_now.arrived(first)
    waiting = threading.Thread(target=open_now.admit, args=(second,))
    waiting.start()
    open_now.stop_waiting()
    waiting.join()
    open_now.arrived(second)


def test_one_that_its_client_has_closed_is_dropped_too(pairs: list[Pair]) -> None:
    open_now = Connections(1)
    _, server = pairs[0]
    open_now.admit(server)
    server.close()
    open_now.drop_receiving()
    with pytest.raises(ConnectionAbortedError):
        open_now.arrived(server)
