"""HTTP requests that began as good ones: the headers and the body, as bytes, with something wrong."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.contract.inputs import valid_params
from tests.fuzz.drawing import Drawing

LIMIT = 2_000_000
"""The limit of the server that these go to."""

DEPTHS = (50, 100, 101, 500, 1_000, 5_000, 100_000)
NUMBERS = (b"1e999", b"-1e999", b"NaN", b"Infinity", b"1" * 5000, b"-0", b"1E+2", b"0x10", b"01", b"1.", b"1e-999")
PLACEHOLDER = "a value that no request has"
POLICY = {
    "Statement": {
        "Effect": "Allow",
        "Action": "sso-oauth:CreateTokenWithIAM",
        "Principal": {"AWS": "*"},
        "Condition": PLACEHOLDER,
    }
}
"""An actor policy that is good apart from one place, where anything may be."""

LONG_VALUES = [
    json.dumps(value).encode()
    for value in ("x" * 500_000, ["x"] * 50_000, {str(number): number for number in range(20_000)}, 10**4000)
]
# Less than the limit, and more when it is unpacked.
BOMB = gzip.compress(b" " * 3 * LIMIT)
TARGETS = (
    None,
    "",
    ".",
    "SWBExternalService",
    "SWBExternalService.",
    "SWBExternalService.listinstances",
    "SWBExternalService.ListInstances.",
    "SWBExternalService.ListInstances\x00",
    "SWBExternalService.Lïst",
    "SWBExternalService.__init__",
    "AmazonSSM.GetParameter",
    "DynamoDB_20120810.ListTables",
    "SWBExternalService." + "x" * 10_000,
    "ListInstances",
)
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
    :param headers: beside those of every request, or None where there is to be none.
    """

    body: bytes
    operation: str
    headers: dict[str, str | None] = field(default_factory=dict)

    @property
    def target(self) -> str | None:
        """The header that says which operation is called."""
        return self.headers.get("X-Amz-Target", f"SWBExternalService.{self.operation}")

    @property
    def called(self) -> str:
        """The name of what is called."""
        return (self.target or "").rpartition(".")[2]

    def with_header(self, name: str, value: str | None) -> RawRequest:
        return replace(self, headers=self.headers | {name: value})


class Mutating:
    """Draws good requests and spoils them."""

    def __init__(self, random: Random, things: dict[str, list[str]]) -> None:
        self.random = random
        self.drawing = Drawing(random, things)

    def request(self) -> RawRequest:
        """Draw a request with at least one thing wrong."""
        request = self._good()
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            request = self.random.choice(MUTATIONS)(self, request)
        return request

    def _good(self) -> RawRequest:
        if self.random.random() < 0.5:
            drawn = self.drawing.request()
            return RawRequest(json.dumps(drawn.params).encode(), drawn.operation)
        operation = self.random.choice(sorted(SSO_ADMIN.operations))
        return RawRequest(json.dumps(valid_params(operation)).encode(), operation)

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
            return self.drawing.anything()
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
        """Return a good request in which one member, or what an actor policy holds, has this value."""
        params = valid_params(request.operation)
        spoiled = params | {self.random.choice([*params, "Any"]): PLACEHOLDER}
        if "AuthenticationMethod" in params:
            spoiled = self._application() | {"AuthenticationMethod": {"Iam": {"ActorPolicy": POLICY}}}
        return replace(request, body=json.dumps(spoiled).encode().replace(f'"{PLACEHOLDER}"'.encode(), value))

    def in_an_actor_policy(self, request: RawRequest) -> RawRequest:
        """Spoil the one document of any form that the service keeps."""
        spoiled = RawRequest(b"", "PutApplicationAuthenticationMethod", request.headers)
        return self.random.choice([self.deep, self.odd_number])(spoiled)

    def of_an_actor_policy(self, request: RawRequest) -> RawRequest:
        """Ask for that document."""
        return RawRequest(
            json.dumps(self._application()).encode(), "GetApplicationAuthenticationMethod", request.headers
        )

    def _application(self) -> dict[str, str]:
        return {
            "ApplicationArn": self.random.choice(self.drawing.things["ApplicationArn"]),
            "AuthenticationMethodType": "IAM",
        }

    # --- encodings -----------------------------------------------------------------------------------------------

    def other_encoding(self, request: RawRequest) -> RawRequest:
        text = request.body.decode(errors="replace")
        encoding = self.random.choice(["utf-16", "utf-32", "utf-8-sig", "utf-7", "cp037"])
        return replace(request, body=text.encode(encoding, errors="replace"))

    def noise(self, request: RawRequest) -> RawRequest:
        return replace(request, body=self.random.randbytes(self.random.randrange(500)))

    # --- deep ----------------------------------------------------------------------------------------------------

    def deep(self, request: RawRequest) -> RawRequest:
        depth = self.random.choice(DEPTHS)
        opening, closing = self.random.choice([(b"[", b"]"), (b'{"a":', b"}"), (b'{"Tags":[', b"]}")])
        value = opening * depth + b"1" + self.random.choice([b"", closing * depth])
        return self._with_member(request, value)

    # --- headers -------------------------------------------------------------------------------------------------

    def other_target(self, request: RawRequest) -> RawRequest:
        return request.with_header("X-Amz-Target", self.random.choice(TARGETS))

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
    Mutating.in_an_actor_policy,
    Mutating.of_an_actor_policy,
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
