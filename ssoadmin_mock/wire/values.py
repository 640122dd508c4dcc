"""What is on the wire in another form than operations see it: dates, bytes, and members with a name of their own there.

Each shape is looked at once. Most have none of this, and cost nothing afterwards.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime, timezone
from email.utils import formatdate
from functools import cache, partial
from typing import Any, TypeGuard

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_timestamp

_SCALARS = ("timestamp", "blob")
_HEADER_FORMAT = "rfc822"

Scalar = Callable[[Shape, Any], Any]
Write = Callable[[Any], Any]


def camel(name: str) -> str:
    """Return the name of a member with a small first letter: ``displayName``."""
    return name[:1].lower() + name[1:]


def wire_name(name: str, shape: Shape) -> str:
    """Return the name that a member has on the wire."""
    return str(shape.serialization.get("name", name))


def named(shape: Shape, value: Any) -> Any:
    """Return what came over the wire with its members under the names of the model."""
    return _walked(shape, value, _unchanged, {}) if _is_special(shape) else value


def read(shape: Shape, value: Any) -> Any:
    """Return a valid value as operations take it: dates as datetimes in UTC, bytes as bytes."""
    return _walked(shape, value, _read_scalar, None) if _is_special(shape) else value


def write(shape: Shape, value: Any) -> Any:
    """Return what an operation gives as it goes over the wire; dates may be datetimes or seconds since the epoch."""
    return _writer(shape)(value) if _is_special(shape) else value


def header_text(shape: Shape, value: Any) -> str:
    """Return a member that goes into a header."""
    if shape.type_name == "timestamp":
        return str(_date(value, shape.serialization.get("timestampFormat", _HEADER_FORMAT)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@cache
def _is_special(shape: Shape, within: frozenset[str] = frozenset()) -> bool:
    """Tell whether anything in a shape has another form on the wire."""
    if shape.type_name in _SCALARS:
        return True
    if shape.name in within:
        return False
    inside = within | {shape.name}
    if isinstance(shape, StructureShape):
        members = shape.members.items()
        return any(wire_name(name, member) != name or _is_special(member, inside) for name, member in members)
    if isinstance(shape, ListShape):
        return _is_special(shape.member, inside)
    return isinstance(shape, MapShape) and _is_special(shape.value, inside)


def _walked(shape: Shape, value: Any, scalar: Scalar, renamed: dict[str, str] | None) -> Any:
    """Return a value with each of its scalars converted, and with other names unless `renamed` is None."""
    if _has_members(shape) and isinstance(value, dict):
        names = {} if renamed is None else {wire_name(name, member): name for name, member in shape.members.items()}
        members = {names.get(name, name): item for name, item in value.items()}
        known = shape.members
        return {k: _walked(known[k], v, scalar, renamed) if k in known else v for k, v in members.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_walked(shape.member, item, scalar, renamed) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: _walked(shape.value, item, scalar, renamed) for key, item in value.items()}
    return value if value is None else scalar(shape, value)


def _has_members(shape: Shape) -> TypeGuard[StructureShape]:
    # A document is a structure to botocore, with whatever members it comes with.
    return isinstance(shape, StructureShape) and not shape.is_document_type


def _unchanged(_: Shape, value: Any) -> Any:
    return value


def _read_scalar(shape: Shape, value: Any) -> Any:
    if shape.type_name == "timestamp":
        date = parse_timestamp(value)
        return date.replace(tzinfo=timezone.utc) if date.tzinfo is None else date.astimezone(timezone.utc)
    return b64decode(value) if shape.type_name == "blob" else value


@cache
def _writer(shape: Shape) -> Write:
    """Return what writes the values of a shape: it goes into those parts alone that have another form on the wire."""
    if _has_members(shape):
        return _structure_writer(shape)
    if isinstance(shape, ListShape):
        write_item = partial(write, shape.member)
        return lambda items: [write_item(item) for item in items]
    if isinstance(shape, MapShape):
        write_value = partial(write, shape.value)
        return lambda items: {key: write_value(item) for key, item in items.items()}
    if shape.type_name == "timestamp" and "location" not in shape.serialization:
        return partial(_date, style=shape.serialization.get("timestampFormat", "unixtimestamp"))
    return lambda value: b64encode(value).decode() if isinstance(value, bytes) else value


def _structure_writer(shape: StructureShape) -> Write:
    members = shape.members
    writers = {name: partial(write, member) for name, member in members.items() if _is_special(member)}
    renamed = {name: _body_name(name, member) for name, member in members.items() if _body_name(name, member) != name}

    def write_structure(value: dict[str, Any]) -> dict[str, Any]:
        written = value | {name: writers[name](value[name]) for name in writers.keys() & value.keys()}
        return {renamed.get(name, name): item for name, item in written.items()} if renamed else written

    return write_structure


def _body_name(name: str, shape: Shape) -> str:
    # What goes into a header is told by the model's name until it is there.
    return name if "location" in shape.serialization else wire_name(name, shape)


def _date(value: datetime | float, style: str) -> float | str:
    seconds = value.timestamp() if isinstance(value, datetime) else value
    if style == "iso8601":
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return formatdate(seconds, usegmt=True) if style == _HEADER_FORMAT else seconds
