"""Requests that no client would build: botocore signs and sends them, but neither checks nor serialises them."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from botocore import xform_name
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape


@dataclass(frozen=True)
class Message:
    """An HTTP request, apart from what is the same in all of an API.

    :param target: the path, with the query if there is one.
    """

    method: str
    target: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def message(operation: OperationModel, params: Any, body: bytes | None = None) -> Message:
    """Return the HTTP request for an operation, whatever its parameters are.

    :param params: the members by the model's names, mostly.
    :param body: the body, in the place of the one that the parameters make.
    """
    if operation.service_model.metadata["protocol"] == "json":
        target = f"{operation.service_model.metadata['targetPrefix']}.{operation.name}"
        content = json.dumps(params).encode() if body is None else body
        return Message("POST", "/", content, {"X-Amz-Target": target})
    shape, given = operation.input_shape, params if isinstance(params, dict) else {}
    places = shape.members if isinstance(shape, StructureShape) else {}
    outside = {name: value for name, value in given.items() if _place(places.get(name)) and value is not None}
    inside = {name: value for name, value in given.items() if name not in outside}
    path, _, fixed = operation.http["requestUri"].partition("?")
    query = "&".join(filter(None, [fixed, urlencode(list(_query(places, outside)))]))
    path = re.sub(r"\{([^}]+)\}", lambda label: _label(label[1], places, outside), path)
    content = (_body(shape, inside) if params == given else json.dumps(params).encode()) if body is None else body
    target = f"{path}?{query}" if query else path
    return Message(operation.http["method"], target, content, dict(_headers(places, outside)))


def _place(shape: Shape | None) -> str | None:
    return None if shape is None else shape.serialization.get("location")


def _wire_name(name: str, shape: Shape) -> str:
    return str(shape.serialization.get("name", name))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _label(label: str, places: dict[str, Shape], given: dict[str, Any]) -> str:
    name = label.rstrip("+")
    values = [
        given[member] for member, shape in places.items() if _wire_name(member, shape) == name and member in given
    ]
    # A path without it would be that of another operation.
    text = _text(values[0]) if values else "-"
    return quote(text or "-", safe="/" if label.endswith("+") else "", errors="replace")


def _query(places: dict[str, Shape], given: dict[str, Any]) -> Iterator[tuple[bytes, bytes]]:
    for name, value in given.items():
        if _place(places[name]) == "querystring":
            is_map = isinstance(places[name], MapShape) and isinstance(value, dict)
            pairs = value.items() if is_map else [(_wire_name(name, places[name]), value)]
            for key, items in pairs:
                for item in items if isinstance(items, list) and isinstance(places[name], ListShape) else [items]:
                    yield key.encode(errors="replace"), _text(item).encode(errors="replace")


def _headers(places: dict[str, Shape], given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        place = _place(places[name])
        if place == "headers" and isinstance(value, dict):
            yield from (
                (_wire_name("", places[name]) + quote(key, errors="replace"), _line(item))
                for key, item in value.items()
            )
        elif place in ("header", "headers"):
            yield _wire_name(name, places[name]), _line(value)


def _line(value: Any) -> str:
    """Return what can stand in a header."""
    return re.sub(r"[^ -~]", "?", _text(value))


def _body(shape: Shape | None, given: dict[str, Any]) -> bytes:
    payload = shape.serialization.get("payload") if shape is not None else None
    if not isinstance(shape, StructureShape) or payload is None:
        return json.dumps(_named(shape, given)).encode() if given else b""
    value = given.get(payload)
    if value is None:
        return b""
    if shape.members[payload].type_name in ("blob", "string"):
        return _bytes(value)
    return json.dumps(_named(shape.members[payload], value)).encode()


def _bytes(value: Any) -> bytes:
    try:
        return b64decode(value, validate=True)
    except (TypeError, ValueError, NotBase64):
        return _text(value).encode(errors="replace")


def _named(shape: Shape | None, value: Any) -> Any:
    """Return a value with the names that its members have on the wire."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        known = shape.members
        return {
            (_wire_name(name, known[name]) if name in known else name): _named(known.get(name), item)
            for name, item in value.items()
        }
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_named(shape.member, item) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: _named(shape.value, item) for key, item in value.items()}
    return value


def call_raw(client: Any, operation: str, params: Any) -> dict[str, Any]:
    """Call an operation with parameters of our own; returns and raises what the client does.

    :param client: a client made with ``Config(parameter_validation=False)``, unless the operation requires nothing.
    :param params: what is to be sent; bytes are the body as it is.
    """
    model = client.meta.service_model.operation_model(operation)
    sent = message(model, {}, params) if isinstance(params, bytes) else message(model, params)

    def replace(params: dict[str, Any], **_: Any) -> None:
        url = urlsplit(params["url"])
        params["url"], params["body"] = f"{url.scheme}://{url.netloc}{sent.target}", sent.body
        params["headers"].update(sent.headers)

    shape = model.input_shape
    labels = {name: "-" for name, member in (shape.members if shape else {}).items() if _place(member) == "uri"}
    event = f"before-call.{client.meta.service_model.service_id.hyphenize()}.{operation}"
    client.meta.events.register(event, replace)
    try:
        answer: dict[str, Any] = getattr(client, xform_name(operation))(**labels)
    finally:
        client.meta.events.unregister(event, replace)
    return answer
