"""The guard that keeps tests off the network bites."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from contextlib import closing

import pytest
import requests

from ssoadmin_mock import IdentityCenter
from tests.network import NetworkUsed, guard

# What coverage does, and an audit hook that gives the other threads more than enough time.
TRACED_THREADS = """
import sys, threading, time
threading.settrace(lambda *_: sys.settrace(None))
import tests.network
sys.addaudithook(lambda event, _: event == "sys.settrace" and time.sleep(0.01))
ran = []
threads = [threading.Thread(target=ran.append, args=(number,)) for number in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert len(ran) == 8, ran
"""

# An address that is nobody's, by RFC 5737.
ELSEWHERE = ("192.0.2.1", 9)


def test_a_test_in_process_cannot_open_a_socket() -> None:
    with guard.on(may_open_sockets=False) as refused:
        with pytest.raises(NetworkUsed, match="a socket was opened"):
            socket.socket()
        with pytest.raises(NetworkUsed, match="a socket was opened"):
            socket.create_server(("127.0.0.1", 0))
        assert len(refused) == 2


def test_neither_can_a_library_or_another_thread() -> None:
    def open_socket() -> None:
        with pytest.raises(NetworkUsed):
            socket.socket()

    with guard.on(may_open_sockets=False) as refused:
        with pytest.raises(NetworkUsed):
            requests.get("http://127.0.0.1:9/", timeout=1)
        thread = threading.Thread(target=open_socket)
        thread.start()
        thread.join()
        assert len(refused) == 2


def test_a_test_of_the_server_reaches_this_machine_and_no_other() -> None:
    with (
        guard.on(may_open_sockets=True) as refused,
        socket.create_server(("127.0.0.1", 0)) as listener,
        closing(socket.create_connection(listener.getsockname(), timeout=5)),
        closing(socket.socket()) as stream,
        closing(socket.socket(type=socket.SOCK_DGRAM)) as datagrams,
    ):
        with pytest.raises(NetworkUsed, match=r"connect to \('192.0.2.1', 9\)"):
            stream.connect(ELSEWHERE)
        with pytest.raises(NetworkUsed, match="sendto"):
            datagrams.sendto(b"", ELSEWHERE)
        with pytest.raises(NetworkUsed, match=r"getaddrinfo of sso\.us-east-1\.amazonaws\.com"):
            requests.get("https://sso.us-east-1.amazonaws.com/", timeout=1)
        assert len(refused) == 3


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost", b"localhost"])
def test_this_machine_has_several_names(host: str | bytes) -> None:
    with guard.on(may_open_sockets=True) as refused:
        guard.audit("socket.connect", (None, (host, 80)))
        assert refused == []


def test_the_guard_is_on_in_every_test(idc: IdentityCenter) -> None:
    assert guard.is_on
    assert not guard.may_open_sockets


def test_it_lets_tests_over_http_open_sockets(server_url: str) -> None:
    assert guard.is_on
    assert guard.may_open_sockets


def test_threads_that_begin_together_are_all_traced() -> None:
    run = subprocess.run([sys.executable, "-c", TRACED_THREADS], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
