"""The protocols of AWS's APIs: which operation an HTTP request calls, with which members, and how answers are written.

What is in bodies is parsed and checked by everybody alike; here is what differs. botocore parses on the client's side
only. moto has a parser of requests since 5.1.9 and one for these protocols since 5.2.0, inside its dispatch; the oldest
moto that works here has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, cast
from urllib.parse import parse_qs, unquote

from botocore.model import OperationModel, Shape, StructureShape

from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.wire.service_model import ApiModel, OperationSpec


@dataclass(frozen=True)
class HttpRequest:
    """What a protocol reads of an HTTP request.

    :param method: ``GET`` and so on.
    :param path: the path as it was sent, still percent-encoded.
    :param query: what is behind the question mark.
    :param headers: the headers; their names have no case.
    """

    method: str = "POST"
    path: str = "/"
    query: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)


class WireProtocol(Protocol):
    """How requests and answers are written."""

    content_type: str
    paths: str
    """A regular expression for the paths of all operations."""

    def called(self, api: ApiModel, request: HttpRequest) -> tuple[str, dict[str, Any]]:
        """Return the name of the operation that a request calls, and the members that are outside its body."""

    def body_members(self, spec: OperationSpec, content: dict[str, Any]) -> dict[str, Any]:
        """Return the members of the input that a body has."""

    def error(self, error: ServiceError) -> tuple[dict[str, str], dict[str, Any]]:
        """Return the headers and the body of an error."""

    def result(self, spec: OperationSpec, answer: dict[str, Any]) -> tuple[int, dict[str, str], Any]:
        """Return the status, the headers and the body of an answer."""


class Json11:
    """JSON 1.1: the operation is in a header, and everything else in the body."""

    content_type = "application/x-amz-json-1.1"
    paths = "/$"

    def called(self, api: ApiModel, request: HttpRequest) -> tuple[str, dict[str, Any]]:  # noqa: ARG002
        """Return the operation in the header ``X-Amz-Target``, ``SWBExternalService.CreateInstance``."""
        target = request.headers.get("X-Amz-Target", "")
        return _text(target).rpartition(".")[2], {}

    def body_members(self, spec: OperationSpec, content: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Return all that is in the body."""
        return content

    def error(self, error: ServiceError) -> tuple[dict[str, str], dict[str, Any]]:
        """Return a body with the code in ``__type``."""
        return {}, {"__type": error.code, **error.members()}

    def result(self, spec: OperationSpec, answer: dict[str, Any]) -> tuple[int, dict[str, str], Any]:  # noqa: ARG002
        """Return the answer as the body."""
        return 200, {}, answer


class RestJson:
    """REST-JSON: method and path say which operation it is; members are in path, query, headers and body."""

    content_type = "application/json"
    paths = "/.*$"

    def called(self, api: ApiModel, request: HttpRequest) -> tuple[str, dict[str, Any]]:
        """Return the operation whose method and path are the request's; its method and path where there is none."""
        for name, method, matches in _routes(api):
            found = matches(request.path) if method == request.method else None
            if found is not None:
                spec = cast(OperationSpec, api.spec(name))
                return name, dict(_bound(spec.input_shape, found, request))
        return f"{request.method} {request.path}", {}

    def body_members(self, spec: OperationSpec, content: dict[str, Any]) -> dict[str, Any]:
        """Return what is in the body; all of it is one member where the model says so."""
        payload = spec.input_shape.serialization.get("payload")
        if payload is not None:
            return {payload: content} if content else {}
        # A body cannot say what belongs into the path, the query or a header.
        elsewhere = {name for name, shape in spec.input_shape.members.items() if "location" in shape.serialization}
        wire_names = {shape.serialization.get("name", name): name for name, shape in spec.input_shape.members.items()}
        named = {wire_names.get(name, name): value for name, value in content.items()}
        return {name: value for name, value in named.items() if name not in elsewhere}

    def error(self, error: ServiceError) -> tuple[dict[str, str], dict[str, Any]]:
        """Return the code in a header."""
        return {"x-amzn-ErrorType": error.code}, error.members()

    def result(self, spec: OperationSpec, answer: dict[str, Any]) -> tuple[int, dict[str, str], Any]:
        """Return the answer with the members that the model puts into headers there."""
        output = spec.model.output_shape
        if output is None:
            return int(spec.model.http.get("responseCode", 200)), {}, {}
        members = output.members
        headers = {
            members[name].serialization["name"]: str(value)
            for name, value in answer.items()
            if members[name].serialization.get("location") == "header"
        }
        in_body = {name: value for name, value in answer.items() if "location" not in members[name].serialization}
        payload = output.serialization.get("payload")
        status = int(spec.model.http.get("responseCode", 200))
        return status, headers, in_body if payload is None else in_body.get(payload, {})


PROTOCOLS: Mapping[str, WireProtocol] = {"json": Json11(), "rest-json": RestJson()}
"""By the name that botocore's models give them."""


_Route = tuple[str, str, Callable[[str], dict[str, str] | None]]


@cache
def _routes(api: ApiModel) -> tuple[_Route, ...]:
    """Return the operations with their methods and paths, the longest path first, as the most particular one."""
    operations = [api.model.operation_model(name) for name in api.model.operation_names]
    operations.sort(key=lambda operation: len(operation.http["requestUri"]), reverse=True)
    return tuple((operation.name, operation.http["method"], _path_matcher(operation)) for operation in operations)


def _path_matcher(operation: OperationModel) -> Callable[[str], dict[str, str] | None]:
    template = operation.http["requestUri"].partition("?")[0]
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


def _bound(shape: StructureShape, labels: dict[str, str], request: HttpRequest) -> Iterator[tuple[str, Any]]:
    """Yield the members that are outside the body."""
    query = parse_qs(request.query, keep_blank_values=True)
    for name, member in shape.members.items():
        wire_name = member.serialization.get("name", name)
        location = member.serialization.get("location")
        if location == "uri" and wire_name in labels:
            yield name, _typed(member, labels[wire_name])
        elif location == "querystring" and wire_name in query:
            values = query[wire_name]
            yield name, values if member.type_name == "list" else _typed(member, values[0])
        elif location == "header" and request.headers.get(wire_name) is not None:
            yield name, _typed(member, _text(request.headers[wire_name]))


def _typed(shape: Shape, text: str) -> Any:
    """Return what a text stands for; one that stands for nothing stays as it is, and the validation refuses it."""
    if shape.type_name == "string":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
