"""HTTP requests that began as good ones: the headers and the body, as bytes, with something wrong."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.protocols import HttpRequest
from tests.contract.contract import Params, Things, contract_of
from tests.contract.inputs import valid_params
from tests.fuzz.drawing import Requests
from tests.raw import message

LIMIT = 2_000_000
"""The limit of the server that these go to."""

DEPTHS = (50, 100, 101, 500, 1_000, 5_000, 100_000)
NUMBERS = (b"1e999", b"-1e999", b"NaN", b"Infinity", b"1" * 5000, b"-0", b"1E+2", b"0x10", b"01", b"1.", b"1e-999")
PLACEHOLDER = "a value that no request has"

LONG_VALUES = [
    json.dumps(value).encode()
    for value in ("x" * 500_000, ["x"] * 50_000, {str(number): number for number in range(20_000)}, 10**4000)
]
# Less than the limit, and more when it is unpacked.
BOMB = gzip.compress(b" " * 3 * LIMIT)
PREFIX, OPERATION = "<prefix>", "<operation>"
TARGETS = (
    None,
    "",
    ".",
    PREFIX,
    f"{PREFIX}.",
    f"{PREFIX}.listinstances",
    f"{PREFIX}.{OPERATION}.",
    f"{PREFIX}.{OPERATION}\x00",
    f"{PREFIX}.Lïst",
    f"{PREFIX}.__init__",
    "AmazonSSM.GetParameter",
    "DynamoDB_20120810.ListTables",
    f"{PREFIX}." + "x" * 10_000,
    OPERATION,
)
"""What the header says that tells which operation of JSON 1.1 is called."""

PATHS = ("/", "//", "/%00", "/%ff", "/..", "/" + "x" * 5_000, "/{label}", "/?", "/%2e%2e/%2f", "/a?=&=", "/a?x=%")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

CONTENT_TYPES = (
    None,
    "",
    "text/html",
    "application/json",
    "application/x-amz-json-1.0",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/x-amz-json-1.1; charset=utf-16",
    "application/cbor",
    "nonsense",
    "\xff/\xfe;;;=",
)


@dataclass(frozen=True)
class RawRequest:
    """A request as it goes over the wire.

    :param operation: what the body is for.
    :param target: the path and the query.
    :param headers: beside those of every request, or None where there is to be none.
    """

    service: Service
    operation: str
    method: str
    target: str
    body: bytes
    headers: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """The name of what is called."""
        path, _, query = self.target.partition("?")
        http = HttpRequest(self.method, path, query, {k: v for k, v in self.headers.items() if v is not None})
        return self.service.protocol.called(self.service.api, http)[0]

    def with_header(self, name: str, value: str | None) -> RawRequest:
        return replace(self, headers={**self.headers, name: value})


def raw_request(service: Service, operation: str, params: Any) -> RawRequest:
    """Return a request with these parameters."""
    sent = message(service.model.operation_model(operation), params)
    return RawRequest(service, operation, sent.method, sent.target, sent.body, sent.headers)


class Mutating:
    """Draws good requests and spoils them.

    :param things: what there is to name, by the name of the API.
    """

    def __init__(self, random: Random, things: Mapping[str, Things]) -> None:
        self.random = random
        self.things = things
        self.requests = Requests(random, things)

    def request(self) -> RawRequest:
        """Draw a request with at least one thing wrong."""
        request = self._good()
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            request = self.random.choice(MUTATIONS)(self, request)
        return request

    def _good(self) -> RawRequest:
        if self.random.random() < 0.5:
            drawn = self.requests.request()
            return raw_request(services()[drawn.api], drawn.operation, drawn.params)
        service, operation = self.requests.operation()
        return raw_request(service, operation, valid_params(service, operation))

    def _place(self, body: bytes) -> int:
        return self.random.randrange(len(body) + 1)

    # --- broken JSON ---------------------------------------------------------------------------------------------

    def cut(self, request: RawRequest) -> RawRequest:
        return replace(request, body=request.body[: self._place(request.body)])

    def without_a_part(self, request: RawRequest) -> RawRequest:
        start, end = sorted((self._place(request.body), self._place(request.body)))
        return replace(request, body=request.body[:start] + request.body[end:])

    def with_a_part_twice(self, request: RawRequest) -> RawRequest:
        start, end = sorted((self._place(request.body), self._place(request.body)))
        return replace(request, body=request.body[:end] + request.body[start:])

    def with_other_bytes(self, request: RawRequest) -> RawRequest:
        body = bytearray(request.body)
        for _ in range(self.random.randint(1, 8)):
            body.insert(self._place(body), self.random.choice(b'{}[]",:\\0eE-+.ntf\x00\x80\xff'))
        return replace(request, body=bytes(body))

    # --- wrong types ---------------------------------------------------------------------------------------------

    def with_another_value(self, request: RawRequest) -> RawRequest:
        try:
            params = json.loads(request.body)
        except (ValueError, RecursionError):
            return request
        return replace(request, body=json.dumps(self._replaced(params)).encode())

    def _replaced(self, value: Any) -> Any:
        """Return a value with something else in one place of it."""
        if not value or not isinstance(value, (dict, list)) or self.random.random() < 0.2:
            return next(iter(self.requests.values.values())).anything()
        key = self.random.choice(list(value) if isinstance(value, dict) else range(len(value)))
        changed = value.copy()
        changed[key] = self._replaced(value[key])
        return changed

    # --- huge ----------------------------------------------------------------------------------------------------

    def huge(self, request: RawRequest) -> RawRequest:
        size = self.random.choice([10_000, 100_000, LIMIT - 1000, LIMIT + 1])
        filler = self.random.choice([b" ", b'"x', b"[1,", b"1", b"\xff", b'{"a":1,'])
        return replace(request, body=request.body[:1] + filler * (size // len(filler)) + request.body[1:])

    def long_values(self, request: RawRequest) -> RawRequest:
        return self._with_member(request, self.random.choice(LONG_VALUES))

    def odd_number(self, request: RawRequest) -> RawRequest:
        return self._with_member(request, self.random.choice(NUMBERS))

    def _with_member(self, request: RawRequest, value: bytes) -> RawRequest:
        """Return a good request in which one member has this value."""
        params = valid_params(request.service, request.operation)
        spoiled = params | {self.random.choice([*params, "Any"]): PLACEHOLDER}
        return self._spoiled(request, request.operation, spoiled, value)

    def _spoiled(self, request: RawRequest, operation: str, params: Params, value: bytes) -> RawRequest:
        made = raw_request(request.service, operation, params)
        body = made.body.replace(f'"{PLACEHOLDER}"'.encode(), value)
        return replace(made, body=body, headers={**request.headers, **made.headers})

    def in_a_document(self, request: RawRequest) -> RawRequest:
        """Spoil a document of any form that the service keeps."""
        value = self.random.choice([self._deep(), self.random.choice(NUMBERS)])
        documents = contract_of(request.service).documents
        if not documents:
            return self._with_member(request, value)
        document = self.random.choice(documents)
        put, _ = document.params(self.random, self.things[request.service.name], PLACEHOLDER)
        return self._spoiled(request, document.put, put, value)

    def of_a_document(self, request: RawRequest) -> RawRequest:
        """Ask for such a document, where there may be one."""
        documents = contract_of(request.service).documents
        if not documents:
            return request
        document = self.random.choice(documents)
        _, get = document.params(self.random, self.things[request.service.name], PLACEHOLDER)
        return self._spoiled(request, document.get, get, b"")

    # --- encodings -----------------------------------------------------------------------------------------------

    def other_encoding(self, request: RawRequest) -> RawRequest:
        text = request.body.decode(errors="replace")
        encoding = self.random.choice(["utf-16", "utf-32", "utf-8-sig", "utf-7", "cp037"])
        return replace(request, body=text.encode(encoding, errors="replace"))

    def noise(self, request: RawRequest) -> RawRequest:
        return replace(request, body=self.random.randbytes(self.random.randrange(500)))

    # --- deep ----------------------------------------------------------------------------------------------------

    def deep(self, request: RawRequest) -> RawRequest:
        return self._with_member(request, self._deep())

    def _deep(self) -> bytes:
        depth = self.random.choice(DEPTHS)
        opening, closing = self.random.choice([(b"[", b"]"), (b'{"a":', b"}"), (b'{"Tags":[', b"]}")])
        return opening * depth + b"1" + self.random.choice([b"", closing * depth])

    # --- headers -------------------------------------------------------------------------------------------------

    def other_target(self, request: RawRequest) -> RawRequest:
        if request.service.model.metadata["protocol"] != "json":
            return replace(request, target=self.random.choice(PATHS), method=self.random.choice(METHODS))
        target, prefix = self.random.choice(TARGETS), request.service.model.metadata["targetPrefix"]
        if target is not None:
            target = target.replace(PREFIX, prefix).replace(OPERATION, request.operation)
        return request.with_header("X-Amz-Target", target)

    def other_content_type(self, request: RawRequest) -> RawRequest:
        return request.with_header("Content-Type", self.random.choice(CONTENT_TYPES))

    def other_content_encoding(self, request: RawRequest) -> RawRequest:
        packed = self.random.choice([gzip.compress(request.body, 1), request.body, BOMB])
        return replace(request, body=packed).with_header(
            "Content-Encoding", self.random.choice(["gzip", "br", "identity"])
        )


COMMON: list[Callable[[Mutating, RawRequest], RawRequest]] = [
    Mutating.cut,
    Mutating.without_a_part,
    Mutating.with_a_part_twice,
    Mutating.with_other_bytes,
    Mutating.with_another_value,
    Mutating.odd_number,
    Mutating.in_a_document,
    Mutating.of_a_document,
    Mutating.other_encoding,
    Mutating.noise,
    Mutating.deep,
    Mutating.other_target,
    Mutating.other_content_type,
    Mutating.other_content_encoding,
]
# These take as long as a hundred of the others.
RARE = [Mutating.huge, Mutating.long_values]
MUTATIONS = COMMON * 4 + RARE
