"""The protocols of AWS's APIs: which operation an HTTP request calls, with which members, and how answers are written.

What is in bodies is parsed and checked by everybody alike; here is what differs. botocore parses on the client's side
only. moto has a parser of requests since 5.1.9 and one for these protocols since 5.2.0, inside its dispatch; the oldest
moto that works here has none.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, cast
from urllib.parse import parse_qs, unquote

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

from ssoadmin_mock.wire import json_body, values
from ssoadmin_mock.wire.errors import ConstraintViolation, UnknownOperationException
from ssoadmin_mock.wire.rules import Evidence, rule
from ssoadmin_mock.wire.service_model import ApiModel, OperationSpec

rule(
    "wire.unknown-path",
    Evidence.INFERRED,
    "Of an API whose operations are told by method and path, a request that no operation has is answered with HTTP 404 "
    "and the body '<UnknownOperationException/>', whether it is the path or the method that is wrong. As this is not "
    "JSON, botocore makes the error code '404' of it.",
    "Public notes quote it for Bedrock's paths, and smithy-rs, AWS's framework for servers, has a test that it answers "
    "as its predecessor does: this, without a header. Nothing public shows it of this service family; some services "
    "answer a body of JSON with HTTP 200 and the code in an envelope.",
)


class HttpRequest(NamedTuple):
    """What a protocol reads of an HTTP request.

    :ivar method: ``GET`` and so on.
    :ivar path: the path as it was sent, still percent-encoded.
    :ivar query: what is behind the question mark.
    :ivar headers: the headers; their names have no case.
    :ivar origin: scheme, host and port of the URL, ``https://oidc.us-east-1.amazonaws.com``.
    """

    method: str = "POST"
    path: str = "/"
    query: str = ""
    headers: Mapping[str, Any] = MappingProxyType({})
    origin: str = ""

    def header(self, name: str) -> str | None:
        """Return a header as text, or None where there is none; botocore has bytes in some."""
        value = self.headers.get(name)
        if value is None and "_" in name:
            # WSGI knows no underscores in names.
            value = self.headers.get(name.replace("_", "-"))
        return value.decode(errors="replace") if isinstance(value, bytes) else value


class WireProtocol(Protocol):
    """How requests and answers are written."""

    content_type: str
    paths: str
    """A regular expression for the paths of all operations."""

    def called(self, api: ApiModel, request: HttpRequest) -> tuple[str, dict[str, Any]]:
        """Return the name of the operation that a request calls, and the members that are outside its body."""

    def body_members(self, spec: OperationSpec, body: bytes | str) -> dict[str, Any]:
        """Return the members of the input that a body has.

        :raises ConstraintViolation: when it is not what a body of this operation is.
        """

    def error(self, code: str, members: dict[str, Any], namespace: str = "") -> tuple[dict[str, str], str]:
        """Return the headers and the body of an error.

        :param namespace: what the code is in, where the API says so.
        """

    def unknown_operation(self, error: UnknownOperationException) -> tuple[int, dict[str, str], str]:
        """Return the status, the headers and the body of the answer to a request that no operation has."""

    def result(self, spec: OperationSpec, members: dict[str, Any]) -> tuple[int, dict[str, str], bytes | str | None]:
        """Return the status, the headers and the body of an answer; None where the body is all the members."""


class Json11:
    """JSON 1.1: the operation is in a header, and everything else in the body."""

    content_type = "application/x-amz-json-1.1"
    paths = "/$"

    def called(self, api: ApiModel, request: HttpRequest) -> tuple[str, dict[str, Any]]:  # noqa: ARG002  (the protocol's)
        """Return the operation in the header ``X-Amz-Target``, which is behind the API's prefix and a dot."""
        return (request.header("X-Amz-Target") or "").rpartition(".")[2], {}

    def body_members(self, spec: OperationSpec, body: bytes | str) -> dict[str, Any]:
        """Return all that is in the body."""
        members: dict[str, Any] = values.named(spec.input_shape, _object(body))
        return members

    def error(self, code: str, members: dict[str, Any], namespace: str = "") -> tuple[dict[str, str], str]:  # noqa: ARG002  (the protocol's)
        """Return a body with the code in ``__type``."""
        return {}, json.dumps({"__type": code, **members})

    def unknown_operation(self, error: UnknownOperationException) -> tuple[int, dict[str, str], str]:
        """Return an error as any other (rule ``wire.unknown-operation``)."""
        return int(error.status), *self.error(error.code, error.members())

    def result(self, spec: OperationSpec, members: dict[str, Any]) -> tuple[int, dict[str, str], bytes | str | None]:  # noqa: ARG002  (the protocol's)
        """Return the answer as the body."""
        return 200, {}, None


class RestJson:
    """REST-JSON: method and path say which operation it is; members are in path, query, headers and body."""

    content_type = "application/json"
    paths = "/.*$"

    def called(self, api: ApiModel, request: HttpRequest) -> tuple[str, dict[str, Any]]:
        """Return the operation whose method and path are the request's; its method and path where there is none."""
        query = parse_qs(request.query, keep_blank_values=True)
        for route in _routes(api):
            labels = route.labels(request, query)
            if labels is not None:
                spec = cast(OperationSpec, api.spec(route.operation))
                return route.operation, dict(_bound(spec.input_shape, labels, query, request))
        return f"{request.method} {request.path}", {}

    def body_members(self, spec: OperationSpec, body: bytes | str) -> dict[str, Any]:
        """Return what is in the body; all of it is one member where the model says so."""
        shape = spec.input_shape
        payload = shape.serialization.get("payload")
        if payload is not None:
            return {payload: _payload(shape.members[payload], body)} if body else {}
        # A body cannot say what belongs into the path, the query or a header.
        elsewhere = {name for name, member in shape.members.items() if "location" in member.serialization}
        return {name: value for name, value in values.named(shape, _object(body)).items() if name not in elsewhere}

    def error(self, code: str, members: dict[str, Any], namespace: str = "") -> tuple[dict[str, str], str]:
        """Return the code in a header, with its namespace behind a colon."""
        return {"x-amzn-ErrorType": f"{code}:{namespace}" if namespace else code}, json.dumps(members)

    def unknown_operation(self, error: UnknownOperationException) -> tuple[int, dict[str, str], str]:
        """Return the code alone, as the one element of XML (rule ``wire.unknown-path``)."""
        return HTTPStatus.NOT_FOUND, {"Content-Type": "application/xml"}, f"<{error.code}/>\n"

    def result(self, spec: OperationSpec, members: dict[str, Any]) -> tuple[int, dict[str, str], bytes | str | None]:
        """Return the answer with the members that the model puts into headers there."""
        status, output = int(spec.model.http.get("responseCode", 200)), spec.model.output_shape
        outside = _outside_body(output)
        if status == HTTPStatus.NO_CONTENT:
            return status, {}, b""
        if not outside or output is None:
            return status, {}, None
        headers = dict(_headers(output, members))
        payload = output.serialization.get("payload")
        if payload is not None:
            return status, headers, _payload_body(output.members[payload], members.get(payload))
        return status, headers, json.dumps({name: item for name, item in members.items() if name not in outside})


PROTOCOLS: Mapping[str, WireProtocol] = {"json": Json11(), "rest-json": RestJson()}
"""By the name that botocore's models give them."""


def _object(body: bytes | str) -> dict[str, Any]:
    try:
        content = json_body.parse(body)
    except ValueError as error:
        raise ConstraintViolation(f"The request body is not valid JSON: {error}") from None
    if not isinstance(content, dict):
        raise ConstraintViolation("The request body is not a JSON object.")
    return content


def _is_raw(shape: Shape) -> bool:
    return shape.type_name in ("string", "blob")


def _payload(shape: Shape, body: bytes | str) -> Any:
    """Return the member that a whole body is; bytes are in the form that they have in JSON, whatever is asked about."""
    content = body.encode() if isinstance(body, str) else body
    if shape.type_name == "blob":
        return b64encode(content).decode()
    return content.decode(errors="replace") if _is_raw(shape) else values.named(shape, _object(body))


def _payload_body(shape: Shape, value: Any) -> bytes | str:
    if shape.type_name == "blob":
        return b64decode(value or "")
    return value or "" if _is_raw(shape) else json.dumps(value or {})


def _outside_body(output: StructureShape | None) -> frozenset[str]:
    """Return the members of an answer that are in headers or are the body as a whole."""
    if output is None:
        return frozenset()
    payload = {output.serialization["payload"]} if "payload" in output.serialization else set()
    return frozenset({name for name, shape in output.members.items() if "location" in shape.serialization} | payload)


def _headers(output: StructureShape, members: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, shape in output.members.items():
        location = shape.serialization.get("location")
        if name not in members:
            continue
        value = members[name]
        if location == "header":
            yield values.wire_name(name, shape), values.header_text(shape, value)
        elif location == "headers":
            prefix = values.wire_name("", shape)
            yield from ((prefix + key, str(item)) for key, item in value.items())


@dataclass(frozen=True)
class _Route:
    """Where an operation is.

    :param query: what its query has to have.
    :param match: takes a path, and gives its labels or None.
    """

    operation: str
    method: str
    query: Mapping[str, list[str]]
    match: Callable[[str], dict[str, str] | None]

    def labels(self, request: HttpRequest, query: Mapping[str, list[str]]) -> dict[str, str] | None:
        """Return the labels in a request's path, or None when the request is for another operation."""
        is_it = request.method == self.method and all(query.get(name) == value for name, value in self.query.items())
        return self.match(request.path) if is_it else None


@cache
def _routes(api: ApiModel) -> tuple[_Route, ...]:
    """Return the operations with their methods and paths, the most particular ones first."""
    operations = [api.model.operation_model(name) for name in api.model.operation_names]
    # A label is less particular than any text in its place, and a greedy one is the least.
    operations.sort(key=lambda operation: (operation.http["requestUri"].count("+}"), -_literal(operation)))
    return tuple(_route(operation) for operation in operations)


def _literal(operation: OperationModel) -> int:
    return len(re.sub(r"\{[^}]+\}", "", operation.http["requestUri"]))


def _route(operation: OperationModel) -> _Route:
    path, _, query = operation.http["requestUri"].partition("?")
    return _Route(
        operation.name, operation.http["method"], parse_qs(query, keep_blank_values=True), _path_matcher(path)
    )


def _path_matcher(template: str) -> Callable[[str], dict[str, str] | None]:
    parts = re.split(r"\{([^}]+)\}", template)
    labels = parts[1::2]
    pattern = re.escape(parts[0])
    for label, literal in zip(labels, parts[2::2], strict=True):
        pattern += ("(.+)" if label.endswith("+") else "([^/]+)") + re.escape(literal)
    fullmatch = re.compile(pattern.rstrip("/") + "/?").fullmatch

    def match(path: str) -> dict[str, str] | None:
        found = fullmatch(path)
        if found is None:
            return None
        return {label.rstrip("+"): unquote(value) for label, value in zip(labels, found.groups(), strict=True)}

    return match


def _bound(
    shape: StructureShape, labels: dict[str, str], query: dict[str, list[str]], request: HttpRequest
) -> Iterator[tuple[str, Any]]:
    """Yield the members that are outside the body."""
    named = {values.wire_name(name, member) for name, member in shape.members.items()}
    for name, member in shape.members.items():
        wire_name = values.wire_name(name, member)
        location = member.serialization.get("location")
        if location == "uri":
            yield name, _typed(member, labels[wire_name])
        elif location == "querystring" and member.type_name == "map":
            # Every parameter that no other member has.
            yield (
                name,
                {key: _listed(cast(MapShape, member).value, texts) for key, texts in query.items() if key not in named},
            )
        elif location == "querystring" and wire_name in query:
            yield name, _listed(member, query[wire_name])
        elif location == "header" and (text := request.header(wire_name)) is not None:
            yield name, _typed(member, text)
        elif location == "headers":
            yield name, _with_prefix(request, values.wire_name("", member).lower())


def _listed(shape: Shape, texts: list[str]) -> Any:
    if isinstance(shape, ListShape):
        return [_typed(shape.member, text) for text in texts]
    return _typed(shape, texts[0])


def _with_prefix(request: HttpRequest, prefix: str) -> dict[str, Any]:
    names = [name for name in request.headers.keys() if name.lower().startswith(prefix)]  # noqa: SIM118  (werkzeug's iterate pairs)
    return {name[len(prefix) :].lower(): request.header(name) for name in names}


def _typed(shape: Shape, text: str) -> Any:
    """Return what a text stands for; one that stands for nothing stays as it is, and the validation refuses it."""
    if shape.type_name == "list":
        return [_typed(cast(ListShape, shape).member, item.strip()) for item in text.split(",")]
    if shape.type_name not in _JSON_SCALARS:
        return text
    try:
        return json_body.parse(text)
    except ValueError:
        return text


_JSON_SCALARS = ("boolean", "integer", "long", "short", "float", "double")
