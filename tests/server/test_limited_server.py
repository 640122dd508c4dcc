"""What a client can do to the server, and cannot: through sockets, because no library would send this."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from time import monotonic, sleep
from typing import Any

import boto3
import moto
import pytest
import requests
from packaging.version import Version

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.server import IdentityCenterServer, http_server, middleware
from ssoadmin_mock.server.http_server import THREADS
from ssoadmin_mock.server.limits import Limits

pytestmark = pytest.mark.sockets

LIMIT = 100_000
MARKUP = "<xss>alert(1)</xss>"
SIGNED = (
    "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/sso/aws4_request, "
    "SignedHeaders=host, Signature=0\r\nX-Amz-Target: SWBExternalService.ListInstances\r\n"
)


@contextmanager
def running(**limits: float) -> Iterator[IdentityCenterServer]:
    # Some limits are whole numbers, and a dictionary of both is one of floats.
    chosen = Limits(**({"body_bytes": LIMIT} | limits))  # type: ignore[arg-type]
    with mock_ssoadmin(), IdentityCenterServer(limits=chosen) as server:
        yield server


@pytest.fixture
def server() -> Iterator[IdentityCenterServer]:
    with running() as server:
        yield server


def connected(server: IdentityCenterServer) -> socket.socket:
    # The timeout is for a server that hangs; no test waits for it.
    return socket.create_connection((server.host, server.port), timeout=10)


def wait_until(condition: Callable[[], bool]) -> None:
    end = monotonic() + 60
    while not condition():
        assert monotonic() < end
        sleep(0.02)


def server_is_connected_to(client: socket.socket) -> bool:
    """Whether the server has not yet closed a connection; what it sent before is left in it."""
    try:
        client.sendall(b" ")
    except ConnectionError:
        return False
    return True


def head(*headers: str, method: str = "POST", path: str = "/") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1")


def exchange(server: IdentityCenterServer, *pieces: bytes) -> bytes:
    """Send bytes, and return all that comes back until the server closes the connection."""
    with closing(connected(server)) as client:
        for piece in pieces:
            client.sendall(piece)
        return read_all(client)


def read_all(client: socket.socket) -> bytes:
    received = b""
    with suppress(ConnectionError):
        while piece := client.recv(65536):
            received += piece
    return received


def request(*headers: str, body: bytes = b"") -> bytes:
    return head(*headers) + SIGNED.encode() + b"\r\n" + body


def refusal(answer: bytes) -> tuple[int, str]:
    lines, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Type: application/json" in lines
    content = json.loads(body)
    assert content["type"] == content["__type"]
    return int(lines.split()[1]), content["type"]


def status(answer: bytes) -> int:
    """The status of what waitress refuses by itself, in plain text."""
    lines = answer.partition(b"\r\n\r\n")[0]
    assert b"Content-Type: text/plain" in lines
    assert b"Connection: close" in lines
    return int(lines.split()[1])


def assert_it_answers(server: IdentityCenterServer) -> None:
    assert exchange(server, request("Content-Length: 2", body=b"{}")).startswith(b"HTTP/1.1 200 ")


# --- how much ------------------------------------------------------------------------------------------------------


def test_a_body_as_long_as_the_limit_is_taken(server: IdentityCenterServer) -> None:
    body = b"{" + b" " * (LIMIT - 2) + b"}"
    assert exchange(server, request(f"Content-Length: {LIMIT}", body=body)).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("length", [LIMIT + 1, 10**15])
def test_a_longer_body_is_refused_before_it_is_read(length: int, server: IdentityCenterServer) -> None:
    with closing(connected(server)) as client:
        client.sendall(request(f"Content-Length: {length}"))
        # Nothing of the body has been sent.
        assert status(read_all(client)) == 413


def test_a_client_that_asks_first_is_refused_with_the_first_byte_too_many(server: IdentityCenterServer) -> None:
    with closing(connected(server)) as client:
        client.sendall(request(f"Content-Length: {2 * LIMIT}", "Expect: 100-continue"))
        assert client.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"x" * (LIMIT + 1))
        assert status(read_all(client)) == 413


def test_a_client_that_asks_with_less_is_told_to_go_on_once(server: IdentityCenterServer) -> None:
    with closing(connected(server)) as client:
        client.sendall(request("Content-Length: 2", "Expect: 100-continue"))
        assert client.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"{}")
        assert read_all(client).startswith(b"HTTP/1.1 200 ")


def test_a_client_that_sends_it_all_the_same_sees_the_refusal(server: IdentityCenterServer) -> None:
    answer = requests.post(server.url, data=b"x" * 50 * LIMIT, timeout=10)
    assert answer.status_code == 413
    assert f"exceeds max_body of {LIMIT + 1}" in answer.text


def chunks(*bodies: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(body), body) for body in (*bodies, b""))


def test_a_body_in_chunks_is_taken(server: IdentityCenterServer) -> None:
    answer = exchange(server, request("Transfer-Encoding: chunked", body=chunks(b"{", b"}")))
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_a_longer_body_in_chunks_is_refused(server: IdentityCenterServer) -> None:
    with closing(connected(server)) as client:
        client.sendall(request("Transfer-Encoding: chunked", body=b"%x\r\n" % (2 * LIMIT) + b"x" * (LIMIT + 1)))
        assert status(read_all(client)) == 413


def test_a_body_that_unpacks_to_more_is_refused(server: IdentityCenterServer) -> None:
    # Each part of it is below the limit.
    body = gzip.compress(b" " * (LIMIT - 1)) * 2
    answer = exchange(server, request("Content-Encoding: gzip", f"Content-Length: {len(body)}", body=body))
    assert refusal(answer) == (413, "RequestEntityTooLarge")


def test_a_body_that_unpacks_to_less_is_taken(server: IdentityCenterServer) -> None:
    body = gzip.compress(b"{}")
    answer = exchange(server, request("Content-Encoding: gzip", f"Content-Length: {len(body)}", body=body))
    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "body",
    [b"{}", gzip.compress(b"{}")[:-3], gzip.compress(b"{}")[:12] + b"\xff" * 20],
    ids=["not gzip", "cut off", "broken"],
)
def test_a_body_that_is_not_what_it_says_is_refused(body: bytes, server: IdentityCenterServer) -> None:
    answer = exchange(server, request("Content-Encoding: gzip", f"Content-Length: {len(body)}", body=body))
    assert refusal(answer) == (400, "BadRequest")


@pytest.mark.parametrize("header", ["Authorization: nonsense", "X-Amz-Target: nonsense"])
def test_headers_that_name_no_service_are_refused(
    header: str, server: IdentityCenterServer, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = exchange(server, head(header) + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"do not say which service this is for" in answer
    assert "Traceback" not in capfd.readouterr().err


def test_s3_takes_objects_that_say_they_are_gzip(server: IdentityCenterServer) -> None:
    s3 = boto3.client("s3", region_name="us-east-1", endpoint_url=server.url)
    s3.create_bucket(Bucket="logs")
    s3.put_object(Bucket="logs", Key="a", Body=b"not gzip", ContentEncoding="gzip")
    assert s3.get_object(Bucket="logs", Key="a")["Body"].read() == b"not gzip"


@pytest.mark.parametrize("length", ["-1", "two", "0x2", "²", ""])
def test_a_length_that_is_none_is_refused(length: str, server: IdentityCenterServer) -> None:
    assert status(exchange(server, request(f"Content-Length: {length}"))) == 400


def test_a_length_of_more_digits_than_python_reads_ends_the_connection(server: IdentityCenterServer) -> None:
    assert exchange(server, request(f"Content-Length: {'1' * 5000}")) == b""
    assert_it_answers(server)


@pytest.mark.parametrize(
    ("headers", "body"), [("Content-Length: 100", b"{"), ("Transfer-Encoding: chunked", b"5\r\n{}")]
)
def test_a_client_that_hangs_up_early_gets_no_answer(headers: str, body: bytes, server: IdentityCenterServer) -> None:
    with closing(connected(server)) as client:
        client.sendall(request(headers, body=body))
        client.shutdown(socket.SHUT_WR)
        assert read_all(client) == b""
    assert_it_answers(server)


def test_chunks_that_are_none_are_refused(server: IdentityCenterServer) -> None:
    assert status(exchange(server, request("Transfer-Encoding: chunked", body=b"zz\r\n{}\r\n"))) == 400


def test_headers_have_a_limit_too(server: IdentityCenterServer) -> None:
    assert status(exchange(server, head(f"X-Long: {'x' * 300_000}") + b"\r\n")) == 431


# --- how long ------------------------------------------------------------------------------------------------------

BEGINNINGS = {
    "nothing": b"",
    "half a line": b"POST / HT",
    "headers without an end": head("Content-Length: 2"),
    "half a body": request("Content-Length: 100", body=b"{"),
    # moto's dispatcher looks into these bodies while it keeps all other requests waiting.
    "half a form": head("Content-Length: 100", "Content-Type: application/x-www-form-urlencoded") + b"\r\na=",
    "half a chunk": request("Transfer-Encoding: chunked", body=b"ff\r\n{"),
}


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_a_client_that_does_not_go_on_holds_up_nobody(beginning: bytes, server: IdentityCenterServer) -> None:
    with closing(connected(server)) as slow:
        slow.sendall(beginning)
        assert_it_answers(server)


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_it_is_left_when_its_time_is_up(beginning: bytes) -> None:
    with running(seconds=1) as server:
        # Only the server can end this.
        assert exchange(server, beginning) == b""
        assert_it_answers(server)


def test_clients_that_send_byte_by_byte_hold_no_thread() -> None:
    """Their connections stay, but the threads answer others: there are more of these clients than threads."""
    with running() as server, ExitStack() as stack:
        slow = [stack.enter_context(closing(connected(server))) for _ in range(2 * THREADS)]
        for client in slow:
            client.sendall(request("Content-Length: 99999", body=b"{"))
        for client in slow:
            client.sendall(b" ")
        assert_it_answers(server)


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS.keys())
def test_a_request_is_whole_before_moto_sees_it(
    beginning: bytes, server: IdentityCenterServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(middleware.Application, "__call__", lambda *_: seen.append("request"))
    with closing(connected(server)) as slow:
        slow.sendall(beginning)
        slow.shutdown(socket.SHUT_WR)
        assert read_all(slow) == b""
    assert seen == []


def test_a_client_that_does_not_take_its_answer_holds_no_thread(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "THREADS", 1)
    with running(seconds=1, body_bytes=64_000_000) as server:
        s3 = boto3.client("s3", region_name="us-east-1", endpoint_url=server.url)
        s3.create_bucket(Bucket="reports")
        s3.put_object(Bucket="reports", Key="long", Body=b"x" * 32_000_000)
        with closing(connected(server)) as slow:
            slow.sendall(head(method="GET", path="/reports/long") + b"\r\n")
            slow.recv(1)
            # There is one thread, and it is free again although nobody reads on.
            assert_it_answers(server)
            wait_until(lambda: not server_is_connected_to(slow))
            assert len(read_all(slow)) < 32_000_000
    assert "Traceback" not in capfd.readouterr().err


def long_or_short(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
    """An application whose longer answer comes in pieces, and is longer than what systems and waitress hold back."""
    start_response("200 OK", [])
    yield from [b"x" * 1_000_000] * 40 if environ["PATH_INFO"] == "/long" else [b"short"]


def test_no_thread_waits_for_a_client_to_take_an_answer_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "THREADS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = http_server.HTTPServer(long_or_short, listener, Limits())
        thread = threading.Thread(target=server.run)
        thread.start()
        address = listener.getsockname()
        try:
            with socket.create_connection(address, timeout=10) as slow, socket.create_connection(address, 10) as other:
                slow.sendall(head(method="GET", path="/long") + b"\r\n")
                slow.recv(1)
                other.sendall(head(method="GET") + b"\r\n")
                assert b"short" in read_all(other)
        finally:
            server.stop()
            thread.join()


# --- how many ------------------------------------------------------------------------------------------------------


def test_half_open_connections_take_nobody_s_place() -> None:
    with running(connections=5) as server, ExitStack() as stack:
        half_open = [stack.enter_context(closing(connected(server))) for _ in range(25)]
        for client in half_open:
            client.sendall(b"POST / HTTP/1.1\r\n")
        assert_it_answers(server)


def test_more_requests_than_connections_are_all_answered() -> None:
    answers: list[int] = []

    def ask(server: IdentityCenterServer) -> None:
        answers.append(requests.post(f"{server.url}/moto-api/ssoadmin/settle", timeout=30).status_code)

    with running(connections=3) as server:
        threads = [threading.Thread(target=ask, args=(server,)) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [200] * 20


def test_the_one_that_has_been_silent_the_longest_is_closed_when_there_are_too_many() -> None:
    with running(connections=3, seconds=1000) as server, ExitStack() as stack:
        first, second = (stack.enter_context(closing(connected(server))) for _ in range(2))
        for client in (first, second):
            client.sendall(b"POST / HTTP/1.1\r\n")
            # Connections are taken in one after the other, so that this one has been.
            assert_it_answers(server)
        stack.enter_context(closing(connected(server)))
        assert read_all(first) == b""
        second.sendall(b"Host: localhost\r\nConnection: close\r\n\r\n")
        assert read_all(second).startswith(b"HTTP/1.1 ")


def test_one_that_is_new_has_time_to_send_its_request() -> None:
    with running(connections=1, seconds=1000) as server, closing(connected(server)) as client:
        # Less than the time of grace, and enough to close it.
        sleep(0.2)
        client.sendall(request("Content-Length: 2", body=b"{}"))
        assert read_all(client).startswith(b"HTTP/1.1 200 ")


def test_idle_connections_that_clients_keep_open_take_nobody_s_place() -> None:
    with running(connections=2, seconds=1000) as server, ExitStack() as stack:
        for _ in range(6):
            session = stack.enter_context(requests.Session())
            assert session.post(f"{server.url}/moto-api/ssoadmin/settle", timeout=10).ok


def test_stopping_closes_connections_that_are_half_open() -> None:
    threads = threading.active_count()
    with ExitStack() as stack:
        with running(seconds=1000) as server:
            half_open = [stack.enter_context(closing(connected(server))) for _ in range(3)]
            for client in half_open:
                client.sendall(b"POST / HTTP/1.1\r\n")
            # Connections are taken in one after the other, so that these have been.
            assert_it_answers(server)
        assert [read_all(client) for client in half_open] == [b""] * 3
    wait_until(lambda: threading.active_count() <= threads)


# --- what comes back -----------------------------------------------------------------------------------------------

PLACES = {
    "a path": head(method="GET", path=f"/latest/meta-data/{MARKUP}"),
    "a query": head(method="GET", path=f"/?q={MARKUP}"),
    "a command": head(method="POST", path="/moto-api/ssoadmin/<xss>alert(1)<xss>"),
    "a command, encoded": head(method="POST", path="/moto-api/ssoadmin/%3Cxss%3Ealert(1)%3Cxss%3E"),
    "a query of a command": head(method="POST", path=f"/moto-api/ssoadmin/settle?{MARKUP}"),
    "a method": head(method="<xss>", path="/moto-api/ssoadmin/settle"),
    "a method of AWS": head(method="<xss>"),
    "a page of moto's": head(method="GET", path=f"/moto-api/{MARKUP}"),
    "the dashboard": head(method="GET", path=f"/moto-api/?{MARKUP}"),
    "the dashboard's data": head(method="GET", path=f"/moto-api/data.json?{MARKUP}"),
    "two slashes": head(method="GET", path=f"//moto-api/{MARKUP}"),
    "an absolute URL": head(method="GET", path=f"http://{MARKUP}/{MARKUP}"),
    "no HTTP": f"{MARKUP}\r\n".encode(),
    "another version": f"GET / {MARKUP}\r\n".encode(),
    "an operation's path": head(method="POST", path=f"/{MARKUP}") + SIGNED.encode(),
}


@pytest.mark.parametrize("beginning", PLACES.values(), ids=PLACES.keys())
def test_what_is_asked_for_comes_back_escaped_if_at_all(
    beginning: bytes, server: IdentityCenterServer, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = exchange(server, beginning, b"\r\n")
    assert answer
    assert b"<xss" not in answer
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.skipif(Version(moto.__version__) < Version("5.2"), reason="moto's S3 escaped nothing before 5.2")
def test_the_name_of_a_bucket_comes_back_escaped(server: IdentityCenterServer) -> None:
    answer = exchange(server, head(method="GET", path=f"/{MARKUP}") + b"\r\n")
    assert b"&lt;xss" in answer
    assert b"<xss" not in answer


def test_a_line_break_in_the_path_is_no_header(server: IdentityCenterServer) -> None:
    for path in ("/moto-api/ssoadmin/settle%0d%0aX-Injected:%201", "//a%0d%0aX-Injected:%201/b"):
        answer = exchange(server, head(method="POST", path=path) + b"\r\n")
        assert b"\r\nX-Injected" not in answer


def test_no_browser_takes_the_door_s_answers_for_a_page(server: IdentityCenterServer) -> None:
    answer = exchange(server, head(path="/moto-api/ssoadmin/<b>") + b"\r\n")
    assert b"X-Content-Type-Options: nosniff" in answer
    assert b"\\u003cb>" in answer
