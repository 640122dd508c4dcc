"""The attributes of users and groups: which there are, and how operations on paths change them.

Which attributes there are, how long they may be and what is in their lists is read from the model: they are the members
of CreateUser and CreateGroup.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple

from botocore.model import ListShape, Shape, StructureShape

from ssoadmin_mock.services.identity_store.rules import groups as group_rules
from ssoadmin_mock.services.identity_store.rules import users as rules
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.service_model import OperationSpec
from ssoadmin_mock.wire.validation import OLDER, Violation, violations
from ssoadmin_mock.wire.values import camel

Attributes = dict[str, Any]

ENTERPRISE = "aws:identitystore:enterprise"
"""The one extension that there is."""

_OF_THE_EXTENSION = {
    "employeeNumber": None,
    "costCenter": None,
    "organization": None,
    "division": None,
    "department": None,
    "manager": {"value": None},
}
"""What the extension holds, as SCIM's enterprise users do; attributes with attributes of their own have these."""


_STORE = "IdentityStoreId"


def given(params: Mapping[str, Any]) -> Attributes:
    """Return the attributes in a request that creates something: all of it but the store.

    They are not copied: each request's parameters are parsed for it alone, and attributes are replaced, never changed.
    """
    return {name: value for name, value in params.items() if name != _STORE}


def _attributes_of(spec: OperationSpec) -> Mapping[str, Shape]:
    return {name: shape for name, shape in spec.input_shape.members.items() if name != _STORE}


class _Place(NamedTuple):
    """Where an attribute is.

    :ivar keys: the keys on the way to it, the outermost first.
    :ivar shape: what the model says of it; None within an extension.
    """

    keys: tuple[str, ...]
    shape: Shape | None


def changed(spec: OperationSpec, attributes: Attributes, operations: list[Mapping[str, Any]]) -> Attributes:
    """Return attributes after operations on them; those that are given stay as they are.

    :param spec: the operation that takes them all at once, CreateUser or CreateGroup.
    :param operations: each with ``AttributePath``, and ``AttributeValue`` unless the attribute is to be unset.
    :raises ValidationException: for a path that there is not, or a value that the attribute cannot have.
    """
    result = deepcopy(attributes)
    for operation in operations:
        path, value = operation["AttributePath"], operation.get("AttributeValue")
        place = _place(spec, path)
        if value is None:
            _unset(result, place.keys)
        else:
            _set(result, place.keys, _value(place.shape, value, path))
    return result


def _place(spec: OperationSpec, path: str) -> _Place:
    name, _, rest = path.partition(".")
    if ":" in name:
        check_extension(name)
        return _Place(("Extensions", name, *(rest.split(".") if rest else ())), None)
    shape: Shape = spec.input_shape
    keys: list[str] = []
    for part in path.split("."):
        members = _attributes_of(spec) if shape is spec.input_shape else getattr(shape, "members", {})
        key = next((member for member in members if part in (member, camel(member)) and member != "Extensions"), None)
        if key is None:
            text = f"The attribute {path} cannot be updated: there is no such attribute."
            raise ValidationException(text, rule=rules.UPDATE_PATHS)
        keys.append(key)
        shape = members[key]
    return _Place(tuple(keys), shape)


def check_extension(name: str) -> None:
    """Check the name of an extension.

    :raises ValidationException: when there is no such extension.
    """
    if name != ENTERPRISE:
        text = f"The extension {name} does not exist. The only one is {ENTERPRISE}."
        raise ValidationException(text, rule=rules.EXTENSIONS)


def _unset(attributes: Attributes, keys: tuple[str, ...]) -> None:
    parents = [attributes]
    for key in keys[:-1]:
        parent = parents[-1].get(key)
        if not isinstance(parent, dict):
            return
        parents.append(parent)
    parents[-1].pop(keys[-1], None)
    # What is left empty is not there either.
    for parent, key in reversed(list(zip(parents[:-1], keys[:-1], strict=True))):
        if not parent[key]:
            del parent[key]


def _set(attributes: Attributes, keys: tuple[str, ...], value: Any) -> None:
    for key in keys[:-1]:
        inner = attributes.get(key)
        if not isinstance(inner, dict):
            inner = attributes[key] = {}
        attributes = inner
    attributes[keys[-1]] = value


def _value(shape: Shape | None, value: Any, path: str) -> Any:
    if shape is None:
        return deepcopy(value)
    named = _named(shape, value, path)
    broken = violations(shape, named)
    if broken:
        text = OLDER.all([OLDER.one(_at(path, found)) for found in broken])
        raise ValidationException(text, rule=rules.UPDATE_REPLACES if named == [] else rules.UPDATE_VALUES)
    return named


def _at(path: str, found: Violation) -> Violation:
    return replace(found, path=f"{path}.{found.path}" if found.path else path)


def _named(shape: Shape, value: Any, path: str) -> Any:
    """Return a document with members such as ``familyName`` under the names of the model, ``FamilyName``."""
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_named(shape.member, item, path) for item in value]
    if not isinstance(shape, StructureShape) or not isinstance(value, dict):
        return value
    members = {camel(name): name for name in shape.members} | {name: name for name in shape.members}
    unknown = sorted(set(value) - set(members))
    if unknown:
        raise ValidationException(f"The attribute {path} has no {unknown[0]}.", rule=rules.UPDATE_VALUES)
    nulls = sorted(name for name, item in value.items() if item is None)
    if nulls:
        text = f"The attribute {path} cannot hold a null for {nulls[0]}. Leave it out."
        raise ValidationException(text, rule=rules.UPDATE_REPLACES)
    return {members[name]: _named(shape.members[members[name]], item, path) for name, item in value.items()}


def check_user(attributes: Attributes) -> None:
    """Check that a user has what every user has, and nothing that no user can have.

    :raises ValidationException: when it has not.
    """
    if not attributes.get("UserName"):
        raise ValidationException("userName is a required attribute", rule=rules.REQUIRED_ATTRIBUTES)
    missing = list(_missing(attributes))
    if missing:
        text = ", ".join(f"{name}: The attribute {name} is required" for name in missing)
        raise ValidationException(text, rule=rules.REQUIRED_ATTRIBUTES)
    if sum(bool(photo.get("Primary")) for photo in attributes.get("Photos", ())) > 1:
        raise ValidationException("photos: Only one photo can be primary.", rule=rules.PRIMARY_PHOTO)
    for name, content in attributes.get("Extensions", {}).items():
        check_extension(name)
        _check_in_extension(content, _OF_THE_EXTENSION, name)


def _missing(attributes: Attributes) -> list[str]:
    missing = [] if attributes.get("DisplayName") else ["displayname"]
    name = attributes.get("Name")
    if not name:
        return [*missing, "name"]
    return missing + [part.lower() for part in ("GivenName", "FamilyName") if not name.get(part)]


def _check_in_extension(content: Any, known: Mapping[str, Any], path: str) -> None:
    if not isinstance(content, dict):
        raise ValidationException(f"The attribute {path} has to be an object.", rule=rules.EXTENSIONS)
    for name, value in content.items():
        place = f"{path}.{name}"
        if name not in known:
            text = f"The attribute {place} does not exist. There are: {', '.join(known)}."
            raise ValidationException(text, rule=rules.EXTENSIONS)
        if known[name] is not None:
            _check_in_extension(value, known[name], place)
        elif not isinstance(value, str) or not value:
            text = f"The attribute {place} has to be a string that is not empty."
            raise ValidationException(text, rule=rules.EXTENSIONS)


def check_group(attributes: Attributes) -> None:
    """Check that a group has what every group has.

    :raises ValidationException: when it has not.
    """
    if not attributes.get("DisplayName"):
        raise ValidationException("displayName is a required attribute", rule=group_rules.NAME_REQUIRED)
