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
from tests.contract.outputs import UNKNOWN_PATH, is_all_body, problems_of
from tests.contract.world import everything, new_world
from tests.fuzz.mutations import LIMIT, Mutating, RawRequest
from tests.fuzz.running import BATCH, SECONDS_TO_ANSWER, Watch, fail, run

pytestmark = pytest.mark.sockets

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


def headers_of(request: RawRequest) -> dict[str, str | None]:
    # The signature tells which API a request is for, also where there is no need of one.
    scope = f"AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/{request.service.api.signing_name}/aws4_request"
    return {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        "Content-Type": request.service.protocol.content_type,
        "Content-Length": str(len(request.body)),
        **request.headers,
    }


def answer_problems(server: IdentityCenterServer, request: RawRequest) -> list[str]:
    connection = HTTPConnection(server.host, server.port, timeout=SECONDS_TO_ANSWER)
    try:
        connection.putrequest(request.method, request.target, skip_accept_encoding=True)
        for name, value in headers_of(request).items():
            if value is not None:
                connection.putheader(name, value.encode("latin-1"))
        # The server closes the connection while a body is sent that is too long; its answer is there all the same.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.endheaders(request.body)
        return found_in(request, connection.getresponse())
    finally:
        connection.close()


def found_in(request: RawRequest, response: HTTPResponse) -> list[str]:
    body, status, kind = response.read(), response.status, response.headers["Content-Type"]
    seen = [f"{status} {response.headers.items()} {body!r}"]
    if status in REFUSALS and kind == "text/plain; charset=utf-8":
        return []
    if "X-Content-Type-Options" in response.headers:
        return [] if json.loads(body)["__type"] == REFUSALS.get(status) else seen
    known = request.called in request.service.model.operation_names
    if known and status < 300 and not is_all_body(request.service.model.operation_model(request.called)):
        return []
    is_of_api = status < 500 and kind == request.service.protocol.content_type
    if not is_of_api and body.decode(errors="replace") != UNKNOWN_PATH:
        return seen
    code = response.headers["x-amzn-ErrorType"]
    content = json.dumps({"__type": code.partition(":")[0], **json.loads(body)}) if code else body
    return problems_of(request.service, request.called, status, content)
