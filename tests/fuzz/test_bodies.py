"""Many HTTP requests with something wrong, sent to a server as they are."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from random import Random

import pytest

from ssoadmin_mock.server import IdentityCenterServer
from ssoadmin_mock.server.limits import Limits
from tests.contract.outputs import problems_of
from tests.contract.world import everything, new_world
from tests.fuzz.mutations import LIMIT, Mutating, RawRequest
from tests.fuzz.running import BATCH, SECONDS_TO_ANSWER, Watch, fail, run

pytestmark = pytest.mark.sockets

HEADERS: dict[str, str | None] = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/sso/aws4_request, "
    "SignedHeaders=host, Signature=0",
    "Content-Type": "application/x-amz-json-1.1",
}
# What a server refuses before a service sees it.
REFUSALS = {400: "BadRequest", 413: "RequestEntityTooLarge"}


def test_every_answer_to_a_spoiled_request_is_one_of_the_model(caplog: pytest.LogCaptureFixture) -> None:
    # waitress logs every exception that an application lets out.
    caplog.set_level(logging.ERROR, "waitress")
    run("spoiled requests", send_batch)
    assert caplog.records == []


def send_batch(label: str, random: Random, watch: Watch) -> None:
    with new_world() as world, IdentityCenterServer(limits=Limits(body_bytes=LIMIT)) as server:
        mutating = Mutating(random, everything(world))
        for index in range(BATCH):
            request = mutating.request()
            watch.over(request)
            try:
                problems = answer_problems(server, request)
            except Exception as error:
                problems = [repr(error)]
            if problems:
                fail(label, index, request, problems)


def answer_problems(server: IdentityCenterServer, request: RawRequest) -> list[str]:
    connection = HTTPConnection(server.host, server.port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.putrequest("POST", "/", skip_accept_encoding=True)
        here = {"X-Amz-Target": request.target, "Content-Length": str(len(request.body))}
        for name, value in (HEADERS | request.headers | here).items():
            if value is not None:
                connection.putheader(name, value.encode("latin-1"))
        # The server closes the connection while a body is sent that is too long; its answer is there all the same.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.endheaders(request.body)
        return found_in(request, connection.getresponse())
    finally:
        connection.close()


def found_in(request: RawRequest, response: HTTPResponse) -> list[str]:
    body = response.read()
    if response.status in REFUSALS and response.headers["Content-Type"] == "text/plain; charset=utf-8":
        return []
    if response.headers["Content-Type"] == "application/json":
        return [] if json.loads(body)["__type"] == REFUSALS.get(response.status) else [f"{response.status} {body!r}"]
    if response.status not in (200, 400) or response.headers["Content-Type"] != "application/x-amz-json-1.1":
        return [f"{response.status} {response.headers.items()} {body!r}"]
    return problems_of(request.called, response.status, body)
