"""Checks a request against botocore's model, in the words of the service.

Each shape is compiled once into a function that walks a value and collects what it violates. Nothing of the model is
repeated here: lengths, ranges, patterns, enums and required members are read from the shapes.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from types import MappingProxyType
from typing import Any, cast

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.utils import parse_timestamp

from ssoadmin_mock.wire.errors import ConstraintViolation, ValidationException
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.values import camel


@dataclass(frozen=True)
class Violation:
    """One broken constraint of a request.

    :param path: the member in the service's notation, ``tags.1.member.key``.
    :param constraint: what the member must be, ``Member must not be null``.
    :param value: what it is; None where it is missing.
    :param wording: the whole text, where the service does not use its framework's.
    :param is_sensitive: whether the model says that the value is not to be shown.
    """

    path: str
    constraint: str
    value: Any = None
    wording: str | None = None
    is_sensitive: bool = False


@dataclass(frozen=True)
class Phrasing:
    """How AWS's framework, which stands before an API, words what a request violates. There are two generations of it.

    :param violation: the text of one violation, of its ``path``, ``value`` and ``constraint``; the value has a space
        before it, and is empty where it is not to be shown.
    :param counts_one: whether the number of violations stands before a single one, too.
    """

    violation: str = "Value of input '{path}' failed to satisfy constraint: {constraint}"
    counts_one: bool = False

    def one(self, violation: Violation) -> str:
        """Return the text of a violation."""
        if violation.wording:
            return violation.wording
        value = " null" if violation.value is None else f" '{violation.value}'"
        if violation.is_sensitive:
            value = ""
        return self.violation.format(path=violation.path, value=value, constraint=violation.constraint)

    def all(self, texts: list[str]) -> str:
        """Return the message for one or more violations, each with its text."""
        text = "; ".join(texts)
        if len(texts) > 1:
            return f"{len(texts)} validation errors detected: {text}"
        return f"1 validation error detected: {text}" if self.counts_one else text


OLDER = Phrasing("Value{value} at '{path}' failed to satisfy constraint: {constraint}", counts_one=True)
"""``1 validation error detected: Value 'x' at 'identityStoreId' failed to satisfy constraint: ...``"""
NEWER = Phrasing()
"""``Value of input 'instanceArn' failed to satisfy constraint: ...``"""


Check = Callable[[Any, str], list[Violation]]

Wording = Callable[[Any], str | None]
"""Gives the service's own text for a string that breaks its pattern, or a number out of its range; None leaves it to
the framework's."""

_PATTERN = "Member must satisfy regular expression pattern: "
_LENGTH = "Member must have length "
_RANGE = "Member must have value "

MAX_DEPTH = 100
"""How deep a document may be nested: far more than any policy is, and within what Python's parser can do."""

_NO_WORDINGS: Mapping[str, Wording] = MappingProxyType({})


def validate(
    spec: OperationSpec,
    params: Any,
    wordings: Mapping[str, Wording] = _NO_WORDINGS,
    unchecked: Collection[str] = (),
    phrasing: Phrasing = NEWER,
) -> None:
    """Check the parsed body of a request.

    :param spec: the operation.
    :param params: what the JSON body of the request held.
    :param wordings: the service's own texts for broken patterns, by the name of the request's member.
    :param unchecked: the paths of members of any length and pattern; they have to be there and have their type.
    :param phrasing: how the framework before the service words violations.
    :raises ConstraintViolation: with every violation of the request in one message, worded as observed for
        this service (rule ``wire.validation-text``).
    :raises ValidationException: when all that is violated has texts of the service's own.
    """
    broken = [
        found
        for found in violations(spec.input_shape, params)
        if found.path not in unchecked or not found.constraint.startswith((_LENGTH, _PATTERN))
    ]
    if broken:
        worded = [_worded(violation, params, wordings) for violation in broken]
        # The service's own text for a member is one, however many constraints it breaks.
        text = phrasing.all(list(dict.fromkeys(map(phrasing.one, worded))))
        raise ValidationException(text) if all(found.wording for found in worded) else ConstraintViolation(text)


def violations(shape: Shape, value: Any) -> list[Violation]:
    """Return which constraints of a shape, of any service, a value breaks."""
    return _check_for(shape)(value, "")


def _worded(violation: Violation, params: Any, wordings: Mapping[str, Wording]) -> Violation:
    for member, wording in wordings.items():
        if violation.path == camel(member) and violation.constraint.startswith((_PATTERN, _RANGE)):
            return replace(violation, wording=wording(params[member]))
    return violation


def without_nulls(spec: OperationSpec, params: dict[str, Any]) -> dict[str, Any]:
    """Return valid parameters without the members that are null: in this protocol they are the same as absent ones."""
    valid: dict[str, Any] = _strip(spec.input_shape, params)
    return valid


def _strip(shape: Shape, value: Any) -> Any:
    if isinstance(shape, StructureShape) and not shape.is_document_type:
        members = shape.members
        return {k: _strip(members[k], v) for k, v in value.items() if k in members and v is not None}
    if isinstance(shape, ListShape):
        return [_strip(shape.member, item) for item in value]
    if isinstance(shape, MapShape):
        return {key: _strip(shape.value, item) for key, item in value.items() if item is not None}
    return value


@cache
def _check_for(shape: Shape) -> Check:
    return _COMPILERS[shape.type_name](shape)


def _structure(shape: Any) -> Check:
    if shape.is_document_type:
        return _document(shape)
    members = [(name, camel(name), member, name in shape.required_members) for name, member in shape.members.items()]
    one_of = f"Member must have exactly one of: [{', '.join(shape.members)}]" if shape.is_tagged_union else None

    def check(value: Any, path: str) -> list[Violation]:
        if not isinstance(value, dict):
            return [Violation(path, "Member must be a structure", value)]
        found = []
        if one_of and sum(value.get(name) is not None for name, *_ in members) != 1:
            found.append(Violation(path, one_of, value))
        for name, shown, member, required in members:
            item = value.get(name)
            if item is not None:
                found += _check_for(member)(item, _join(path, shown))
            elif required:
                found.append(Violation(_join(path, shown), "Member must not be null"))
        return found

    return check


def _list(shape: Any) -> Check:
    length = _length(shape)

    def check(value: Any, path: str) -> list[Violation]:
        if not isinstance(value, list):
            return [Violation(path, "Member must be a list", value)]
        found = length(value, path)
        for index, item in enumerate(value, start=1):
            item_path = f"{path}.{index}.member"
            if item is None:
                found.append(Violation(item_path, "Member must not be null"))
            else:
                found += _check_for(shape.member)(item, item_path)
        return found

    return check


def _map(shape: Any) -> Check:
    length = _length(shape)

    def check(value: Any, path: str) -> list[Violation]:
        if not isinstance(value, dict):
            return [Violation(path, "Member must be a map", value)]
        found = length(value, path)
        for key, item in value.items():
            found += _check_for(shape.key)(key, f"{path}.{key}.key")
            if item is not None:
                found += _check_for(shape.value)(item, f"{path}.{key}.member")
        return found

    return check


def _string(shape: Shape) -> Check:
    length = _length(shape)
    _, maximum = _bounds(shape)
    pattern = shape.metadata.get("pattern")
    matches = _matcher(pattern) if pattern else None
    allowed = shape.metadata.get("enum")
    is_sensitive = shape.metadata.get("sensitive", False)

    def check(value: Any, path: str) -> list[Violation]:
        if not isinstance(value, str):
            return [Violation(path, "Member must be a string", value)]
        found = length(value, path)
        # Some of the model's patterns take long to refuse a long text, so a text that is too long is not tried.
        if matches and len(value) <= maximum and not matches(value):
            found.append(Violation(path, f"{_PATTERN}{pattern}", value))
        if allowed and value not in allowed:
            found.append(Violation(path, f"Member must satisfy enum value set: [{', '.join(allowed)}]", value))
        return [replace(each, is_sensitive=True) for each in found] if is_sensitive else found

    return check


def _matcher(pattern: str) -> Callable[[str], Any]:
    return lambda text: _compiled(pattern).fullmatch(text)


@cache
def _compiled(pattern: str) -> Any:
    # Smithy's \w and \d are ASCII, its \p{L} is Unicode; no pattern of the model has both (a test holds that).
    if r"\p{" not in pattern:
        return re.compile(pattern, re.ASCII)
    # Python's own expressions know no \p. What does takes longer to load than all of ours, and twice as long to match.
    import regex

    return regex.compile(pattern)


def _integer(shape: Shape) -> Check:
    return _number(shape, int, "an integer")


def _float(shape: Shape) -> Check:
    return _number(shape, (int, float), "a number")


def _number(shape: Shape, types: Any, what: str) -> Check:
    minimum, maximum = _bounds(shape)

    def check(value: Any, path: str) -> list[Violation]:
        if not isinstance(value, types) or isinstance(value, bool):
            return [Violation(path, f"Member must be {what}", value)]
        if value < minimum:
            return [Violation(path, f"{_RANGE}greater than or equal to {minimum}", value)]
        if value > maximum:
            return [Violation(path, f"{_RANGE}less than or equal to {maximum}", value)]
        return []

    return check


def _timestamp(_: Shape) -> Check:
    def check(value: Any, path: str) -> list[Violation]:
        return [] if _is_date(value) else [Violation(path, "Member must be a timestamp", value)]

    return check


def _is_date(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return False
    try:
        parse_timestamp(cast(Any, value))
    except (ValueError, OverflowError, RuntimeError):
        return False
    return True


def _blob(shape: Shape) -> Check:
    length = _length(shape)

    def check(value: Any, path: str) -> list[Violation]:
        try:
            content = b64decode(value, validate=True)
        except (TypeError, ValueError):
            return [Violation(path, "Member must be base64", value)]
        return length(content, path)

    return check


def _boolean(_: Shape) -> Check:
    def check(value: Any, path: str) -> list[Violation]:
        return [] if isinstance(value, bool) else [Violation(path, "Member must be a boolean", value)]

    return check


def _document(_: Shape) -> Check:
    """Make the check of a value of any form, such as a policy."""

    def check(value: Any, path: str) -> list[Violation]:
        too_deep = f"Member must not be nested deeper than {MAX_DEPTH} levels"
        return [Violation(path, too_deep, value)] if _is_deeper(value, MAX_DEPTH) else []

    return check


def _is_deeper(value: Any, levels: int) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return bool(items) and (levels == 0 or any(_is_deeper(item, levels - 1) for item in items))


_COMPILERS: dict[str, Callable[[Shape], Check]] = {
    "structure": _structure,
    "list": _list,
    "string": _string,
    "map": _map,
    **dict.fromkeys(("integer", "long", "short"), _integer),
    **dict.fromkeys(("float", "double"), _float),
    "boolean": _boolean,
    "timestamp": _timestamp,
    "blob": _blob,
}


def _length(shape: Shape) -> Check:
    minimum, maximum = _bounds(shape)

    def check(value: Any, path: str) -> list[Violation]:
        if len(value) < minimum:
            return [Violation(path, f"{_LENGTH}greater than or equal to {minimum}", value)]
        if len(value) > maximum:
            return [Violation(path, f"{_LENGTH}less than or equal to {maximum}", value)]
        return []

    return check


def _bounds(shape: Shape) -> tuple[float, float]:
    return shape.metadata.get("min", -inf), shape.metadata.get("max", inf)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
