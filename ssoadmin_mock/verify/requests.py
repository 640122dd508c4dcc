"""Requests made from the service model: valid ones, and for each constraint one that breaks just it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

import regex
from botocore.model import ListShape, MapShape, Shape, StructureShape

DOCUMENT = {"Version": "2012-10-17", "Statement": []}

# Long enough for every minimum, short enough for every maximum, and no pattern of the model allows all of them.
UNFITTING = ("\N{ALERT}", "é!", " \t", "not fitting?", "\N{SNOWMAN}")


@dataclass(frozen=True)
class Broken:
    """A request that breaks one constraint.

    :param path: the broken member in the service's notation, ``tags.1.member.key``.
    :param constraint: part of the message for it.
    :param params: the request.
    """

    path: str
    constraint: str
    params: Any

    def __str__(self) -> str:
        return f"{self.path}: {self.constraint}: {self.params!r:.200}"


def unfitting_string(shape: Shape) -> str | None:
    """Return a string of a permissible length that a shape's pattern does not allow; None where it allows all."""
    pattern: str = shape.metadata.get("pattern", "")
    minimum, maximum = shape.metadata.get("min") or 1, shape.metadata.get("max") or 100
    for text in UNFITTING if pattern else ():
        fitted = (text * minimum)[: max(minimum, min(len(text), maximum))]
        if not regex.fullmatch(pattern, fitted):
            return fitted
    return None


class Requests:
    """Makes requests of an API.

    :param samples: a valid value for each string with a pattern, by the name of the shape.
    """

    def __init__(self, samples: Mapping[str, str]) -> None:
        self._samples = samples

    # --- valid ones --------------------------------------------------------------------------------------------------

    def sample(self, shape: Shape, choice: str | None = None) -> Any:
        """Return a valid value for a shape.

        :param choice: the member to choose where the shape is a union.
        """
        if isinstance(shape, StructureShape):
            if shape.is_document_type:
                return DOCUMENT
            members = [choice or next(iter(shape.members))] if shape.is_tagged_union else list(shape.members)
            return {name: self.sample(shape.members[name]) for name in members}
        if isinstance(shape, ListShape):
            return [self.sample(shape.member)] * max(1, shape.metadata.get("min", 0))
        if isinstance(shape, MapShape):
            return {self.sample(shape.key): self.sample(shape.value)}
        return self.sample_string(shape) if shape.type_name == "string" else _sample_scalar(shape)

    def sample_string(self, shape: Shape) -> str:
        """Return a valid string for a shape."""
        if "enum" in shape.metadata:
            return str(shape.metadata["enum"][0])
        if "pattern" in shape.metadata:
            return self._samples[shape.name]
        return "x" * int(shape.metadata.get("min", 0) or 1)

    # --- broken ones -------------------------------------------------------------------------------------------------

    def broken(self, shape: Shape, valid: Any, path: str) -> Iterator[Broken]:
        """Yield the ways to break a value of this shape; `Broken.params` is the value."""
        if isinstance(shape, StructureShape):
            yield from () if shape.is_document_type else self._broken_structures(shape, valid, path)
        elif isinstance(shape, ListShape):
            yield from self._broken_lists(shape, valid, path)
        elif isinstance(shape, MapShape):
            yield from self._broken_maps(shape, valid, path)
        elif shape.type_name == "string":
            yield from self._broken_strings(shape, path)
        else:
            yield from _BROKEN_SCALARS[shape.type_name](shape, path)

    def _broken_structures(self, shape: StructureShape, valid: dict[str, Any], path: str) -> Iterator[Broken]:
        if path:
            yield from _wrong_types(path, "must be a structure", "text", 1, True, [valid])
        if shape.is_tagged_union:
            yield from self._broken_unions(shape, path)
            return
        for name, member in shape.members.items():
            member_path = _join(path, name)
            # A path without a part of it is that of another operation.
            if name in shape.required_members and member.serialization.get("location") != "uri":
                without = {key: value for key, value in valid.items() if key != name}
                yield Broken(member_path, "must not be null", without)
                yield Broken(member_path, "must not be null", without | {name: None})
            is_body = shape.serialization.get("payload") == name
            for broken in self.broken(member, valid[name], member_path):
                if _can_be_sent(member, broken, is_body):
                    yield Broken(broken.path, broken.constraint, valid | {name: broken.params})

    def _broken_unions(self, shape: StructureShape, path: str) -> Iterator[Broken]:
        yield Broken(path, "must have exactly one of", {})
        names = list(shape.members)
        for first, second in pairwise(names):
            both = self.sample(shape, first) | self.sample(shape, second)
            yield Broken(path, "must have exactly one of", both)
        for name in names:
            yield Broken(path, "must have exactly one of", {name: None})
            for broken in self.broken(shape.members[name], self.sample(shape, name)[name], _join(path, name)):
                yield Broken(broken.path, broken.constraint, {name: broken.params})

    def _broken_lists(self, shape: ListShape, valid: list[Any], path: str) -> Iterator[Broken]:
        yield from _wrong_types(path, "must be a list", "text", 1, True, {"0": valid[0]})
        minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
        if minimum:
            yield Broken(path, f"length greater than or equal to {minimum}", valid[: minimum - 1])
        if maximum is not None:
            yield Broken(path, f"length less than or equal to {maximum}", valid[:1] * (maximum + 1))
        item_path = f"{path}.{len(valid)}.member"
        yield Broken(item_path, "must not be null", [*valid[:-1], None])
        for broken in self.broken(shape.member, valid[-1], item_path):
            yield Broken(broken.path, broken.constraint, [*valid[:-1], broken.params])

    def _broken_maps(self, shape: MapShape, valid: dict[str, Any], path: str) -> Iterator[Broken]:
        yield from _wrong_types(path, "must be a map", "text", 1, True, [valid])
        ((key, value),) = valid.items()
        minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
        if minimum:
            yield Broken(path, f"length greater than or equal to {minimum}", {})
        if maximum is not None:
            # So far no map has more room than there are letters.
            more = {key + letter: value for letter in ascii_lowercase[: maximum + 1]}
            yield Broken(path, f"length less than or equal to {maximum}", more)
        for broken in self.broken(shape.key, key, ""):
            if isinstance(broken.params, str):
                yield Broken(f"{path}.{broken.params}.key", broken.constraint, {broken.params: value})
        for broken in self.broken(shape.value, value, f"{path}.{key}.member"):
            yield Broken(broken.path, broken.constraint, {key: broken.params})

    def _broken_strings(self, shape: Shape, path: str) -> Iterator[Broken]:
        yield from _wrong_types(path, "must be a string", 1, True, ["text"], {"text": "text"})
        minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
        if minimum:
            yield Broken(path, f"length greater than or equal to {minimum}", self.sample_string(shape)[: minimum - 1])
        if maximum is not None:
            yield Broken(path, f"length less than or equal to {maximum}", self.sample_string(shape) * (maximum + 1))
        if "enum" in shape.metadata:
            yield Broken(path, "enum value set", self.sample_string(shape).swapcase())
        unfitting = unfitting_string(shape)
        if unfitting is not None:
            yield Broken(path, "regular expression pattern", unfitting)


def _sample_scalar(shape: Shape) -> Any:
    if shape.type_name == "blob":
        return b64encode(b"x" * max(1, shape.metadata.get("min", 0))).decode()
    return {"boolean": True, "timestamp": 1_600_000_000}.get(shape.type_name, shape.metadata.get("min", 1))


def _can_be_sent(shape: Shape, broken: Broken, is_body: bool) -> bool:
    """Tell whether a member can have such a value where it is in a request: outside JSON everything is text.

    :param is_body: whether the member is the body as a whole.
    """
    location, value = shape.serialization.get("location"), broken.params
    if is_body and shape.type_name in ("blob", "string"):
        return broken.constraint.startswith("length")
    if location is None:
        return True
    if isinstance(shape, ListShape):
        return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)
    if isinstance(shape, MapShape):
        return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())
    if shape.type_name == "string":
        return isinstance(value, str) and (value != "" or location != "uri")
    # The text "1" is a number there.
    return not isinstance(value, str)


def _wrong_types(path: str, constraint: str, *values: Any) -> Iterator[Broken]:
    for value in values:
        yield Broken(path, constraint, value)


def _broken_numbers(shape: Shape, path: str, *wrong: Any) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be a", "1", True, [1], *wrong)
    if "min" in shape.metadata:
        yield Broken(path, "greater than or equal to", shape.metadata["min"] - 1)
    if "max" in shape.metadata:
        yield Broken(path, "less than or equal to", shape.metadata["max"] + 1)


def _broken_integers(shape: Shape, path: str) -> Iterator[Broken]:
    yield from _broken_numbers(shape, path, 1.5)


def _broken_booleans(_: Shape, path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be a boolean", "true", 1, [True])


def _broken_timestamps(_: Shape, path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be a timestamp", "yesterday", True, [1], {"a": 1})


def _broken_blobs(shape: Shape, path: str) -> Iterator[Broken]:
    yield from _wrong_types(path, "must be base64", "\N{SNOWMAN}", "x", 1, True, ["eA=="])
    minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")
    if minimum:
        yield Broken(path, f"length greater than or equal to {minimum}", b64encode(b"x" * (minimum - 1)).decode())
    if maximum is not None:
        yield Broken(path, f"length less than or equal to {maximum}", b64encode(b"x" * (maximum + 1)).decode())


_BROKEN_SCALARS = {
    **dict.fromkeys(("integer", "long", "short"), _broken_integers),
    **dict.fromkeys(("float", "double"), _broken_numbers),
    "boolean": _broken_booleans,
    "timestamp": _broken_timestamps,
    "blob": _broken_blobs,
}


def _join(path: str, name: str) -> str:
    camel = name[0].lower() + name[1:]
    return f"{path}.{camel}" if path else camel
