"""Checks a request against botocore's model, in the words of the service.

Each shape is compiled once into a function that walks a value and collects what it violates. Nothing of the model is
repeated here: lengths, ranges, patterns, enums and required members are read from the shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import regex
from botocore.model import ListShape, MapShape, Shape, StructureShape

from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.service_model import OperationSpec


@dataclass(frozen=True)
class Violation:
    """One broken constraint of a request.

    :param path: the member in the service's notation, ``tags.1.member.key``; empty for the request itself.
    :param constraint: what the member must be, ``Member must not be null``.
    :param wording: the whole text, where the service does not use its framework's.
    """

    path: str
    constraint: str
    wording: str | None = None

    def __str__(self) -> str:
        return self.wording or f"Value of input '{self.path}' failed to satisfy constraint: {self.constraint}"


Check = Callable[[Any, str], Iterator[Violation]]

Wording = Callable[[str], str | None]
"""Gives the service's own text for a malformed string; None leaves it to the framework's."""

_NO_WORDINGS: Mapping[str, Wording] = MappingProxyType({})


def validate(spec: OperationSpec, params: Any, wordings: Mapping[str, Wording] = _NO_WORDINGS) -> None:
    """Check the parsed body of a request.

    :param spec: the operation.
    :param params: what the JSON body of the request held.
    :param wordings: the service's own texts for violations, by the name of the request's member.
    :raises ValidationException: with every violation of the request in one message, worded as observed for
        this service (rule ``wire.validation-text``).
    """
    shape = spec.model.input_shape
    if shape is None:
        return
    violations = list(_check_for(shape)(params, ""))
    if violations:
        raise ValidationException(describe([_worded(violation, params, wordings) for violation in violations]))


def _worded(violation: Violation, params: Any, wordings: Mapping[str, Wording]) -> Violation:
    for member, wording in wordings.items():
        if violation.path == _camel(member) and isinstance(params.get(member), str):
            return replace(violation, wording=wording(params[member]))
    return violation


def without_nulls(spec: OperationSpec, params: dict[str, Any]) -> dict[str, Any]:
    """Return valid parameters without the members that are null: in this protocol they are the same as absent ones."""
    shape = spec.model.input_shape
    return _strip(shape, params) if shape is not None else {}


def _strip(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape) and not shape.is_document_type:
        members = shape.members
        return {k: _strip(members[k], v) for k, v in value.items() if k in members and v is not None}
    if isinstance(shape, ListShape):
        return [_strip(shape.member, item) for item in value]
    return value


def describe(violations: list[Violation]) -> str:
    """Return the message for one or more violations."""
    text = "; ".join(map(str, violations))
    return text if len(violations) == 1 else f"{len(violations)} validation errors detected: {text}"


@cache
def _check_for(shape: Shape) -> Check:
    compilers: dict[str, Callable[[Any], Check]] = {
        "structure": _structure,
        "list": _list,
        "map": _map,
        "string": _string,
        "integer": _integer,
        "boolean": _boolean,
    }
    return compilers[shape.type_name](shape)


def _structure(shape: StructureShape) -> Check:
    if shape.is_document_type:
        return _anything
    required = shape.required_members
    members = [(name, _camel(name), member) for name, member in shape.members.items()]

    def check(value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, dict):
            yield Violation(path, "Member must be a structure")
            return
        present = [name for name, *_ in members if value.get(name) is not None]
        if shape.is_tagged_union and len(present) != 1:
            yield Violation(path, f"Member must have exactly one of: [{', '.join(shape.members)}]")
        for name, camel, member in members:
            if name in present:
                yield from _check_for(member)(value[name], _join(path, camel))
            elif name in required:
                yield Violation(_join(path, camel), "Member must not be null")

    return check


def _list(shape: ListShape) -> Check:
    length = _length(shape)

    def check(value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, list):
            yield Violation(path, "Member must be a list")
            return
        yield from length(value, path)
        for index, item in enumerate(value, start=1):
            item_path = f"{path}.{index}.member"
            if item is None:
                yield Violation(item_path, "Member must not be null")
            else:
                yield from _check_for(shape.member)(item, item_path)

    return check


def _map(shape: MapShape) -> Check:
    def check(value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, dict):
            yield Violation(path, "Member must be a map")
            return
        for key, item in value.items():
            yield from _check_for(shape.key)(key, f"{path}.key")
            yield from _check_for(shape.value)(item, f"{path}.{key}.value")

    return check


def _string(shape: Shape) -> Check:
    length = _length(shape)
    pattern = shape.metadata.get("pattern")
    matches = _matcher(pattern) if pattern else None
    allowed = shape.metadata.get("enum")

    def check(value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, str):
            yield Violation(path, "Member must be a string")
            return
        too_long_or_short = list(length(value, path))
        yield from too_long_or_short
        # A value of the wrong length is not also held against the pattern: that keeps the time for huge input small.
        if matches and not too_long_or_short and not matches(value):
            yield Violation(path, f"Member must satisfy regular expression pattern: {pattern}")
        if allowed and value not in allowed:
            yield Violation(path, f"Member must satisfy enum value set: [{', '.join(allowed)}]")

    return check


def _matcher(pattern: str) -> Callable[[str], Any]:
    # Smithy's \w and \d are ASCII, its \p{L} is Unicode. The flag would make \p ASCII as well, and no pattern of the
    # model has both (a test holds that).
    flags = 0 if r"\p{" in pattern else regex.ASCII
    return regex.compile(pattern, flags).fullmatch


def _integer(shape: Shape) -> Check:
    minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")

    def check(value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Violation(path, "Member must be an integer")
            return
        if minimum is not None and value < minimum:
            yield Violation(path, f"Member must have value greater than or equal to {minimum}")
        if maximum is not None and value > maximum:
            yield Violation(path, f"Member must have value less than or equal to {maximum}")

    return check


def _boolean(_: Shape) -> Check:
    def check(value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, bool):
            yield Violation(path, "Member must be a boolean")

    return check


def _anything(_value: Any, _path: str) -> Iterator[Violation]:
    return iter(())


def _length(shape: Shape) -> Check:
    minimum, maximum = shape.metadata.get("min"), shape.metadata.get("max")

    def check(value: Any, path: str) -> Iterator[Violation]:
        if minimum is not None and len(value) < minimum:
            yield Violation(path, f"Member must have length greater than or equal to {minimum}")
        if maximum is not None and len(value) > maximum:
            yield Violation(path, f"Member must have length less than or equal to {maximum}")

    return check


def _camel(name: str) -> str:
    return name[0].lower() + name[1:]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
