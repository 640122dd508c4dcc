"""Bodies of HTTP requests, and the time in which they have to come."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from io import BufferedReader

import pytest

from ssoadmin_mock.server.receiving import Refused, TooLarge, UntilDeadline, declared_length, receive

pytestmark = pytest.mark.sockets


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The client's and the server's end of a connection."""
    client, server = socket.socketpair()
    with client, server:
        yield client, server


def test_what_comes_in_time_is_read(ends: tuple[socket.socket, socket.socket]) -> None:
    client, server = ends
    client.sendall(b"abc")
    with BufferedReader(UntilDeadline(server, 1000)) as source:
        assert receive(source, 3) == b"abc"


def test_after_the_deadline_nothing_is_read(ends: tuple[socket.socket, socket.socket]) -> None:
    client, server = ends
    client.sendall(b"abc")
    with pytest.raises(TimeoutError, match="did not arrive in time"):
        UntilDeadline(server, 0).read(1)


def test_when_it_is_enough_what_has_come_is_read_and_nothing_waited_for(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    client, server = ends
    client.sendall(b"ab")
    source = UntilDeadline(server, 1000)
    assert source.read(1) == b"a"
    source.enough()
    assert [source.read(1), source.read(1)] == [b"b", b""]


def test_a_body_that_ends_early_is_refused(ends: tuple[socket.socket, socket.socket]) -> None:
    client, server = ends
    client.sendall(b"ab")
    client.shutdown(socket.SHUT_WR)
    with BufferedReader(UntilDeadline(server, 1000)) as source, pytest.raises(Refused, match="shorter"):
        receive(source, 3)


def test_a_declared_length_is_a_number_up_to_the_limit() -> None:
    assert declared_length(" 10 ", 10) == 10
    with pytest.raises(TooLarge, match="longer than 10 bytes"):
        declared_length("11", 10)
    with pytest.raises(Refused, match="not a number"):
        declared_length("ten", 10)
