"""What a PATCH asks for, and a user after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from botocore.model import ListShape, StructureShape

from ssoadmin_mock.services.scim import attributes
from ssoadmin_mock.services.scim.attributes import ENTERPRISE, USER, Resource
from ssoadmin_mock.services.scim.filters import conditions
from ssoadmin_mock.services.scim.rules import patch as rules
from ssoadmin_mock.services.scim.rules import users as user_rules
from ssoadmin_mock.services.scim.rules import wire as wire_rules
from ssoadmin_mock.wire.errors import ValidationException

PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

MISSING_PATH = "Missing path in PATCH request"
ONE_ATTRIBUTE = (
    'Current PATCH support allows omitting "path" attribute only for Add and Replace operations modifying a single '
    "attribute."
)

CHANGEABLE = (
    "userName",
    "active",
    "externalId",
    "displayName",
    "nickName",
    "profileUrl",
    "title",
    "userType",
    "preferredLanguage",
    "locale",
    "timezone",
    "name",
    ENTERPRISE,
    "emails",
    "addresses",
    "phoneNumbers",
)
"""The attributes of users that a PATCH may change."""

ONCE = ("userName", "active")
"""Those that it may change once, and not remove."""

_PATH = re.compile(r"(\w+)(?:\[([^\]]+)\])?(?:\.(\w+))?", re.ASCII)
_PRIMARY = re.compile(r"\s*primary\s+eq\s+true\s*", re.IGNORECASE)


class Change(NamedTuple):
    """One operation of a PATCH, with the path that it has or means.

    :ivar op: ``add``, ``replace`` or ``remove``.
    :ivar value: None where there is none.
    """

    op: str
    path: str
    value: Any


class Place(NamedTuple):
    """What a path names.

    :ivar attribute: the attribute, as answers spell it.
    :ivar chosen: what the value of a list is chosen by: ``{"type": "work"}``; None where nothing is said.
    :ivar part: the attribute within it, if that is meant.
    """

    attribute: str
    chosen: dict[str, Any] | None = None
    part: str | None = None


def changes(http_body: Any) -> list[Change]:
    """Return the operations of a PATCH.

    :raises ValidationException: when the body is none, or an operation lacks what it needs.
    """
    if not isinstance(http_body, dict):
        raise ValidationException(
            "The request has no body, or one that is no JSON object.", rule=wire_rules.REQUEST_FORM
        )
    schemas = http_body.get("schemas", [PATCH])
    if not isinstance(schemas, list) or PATCH not in schemas:
        raise ValidationException(f"The schemas have to be a list with {PATCH}.", rule=user_rules.SCHEMAS)
    operations = http_body.get("Operations")
    if not isinstance(operations, list) or not operations:
        raise ValidationException("Operations has to be a list that is not empty.", rule=wire_rules.REQUEST_FORM)
    return [_change(operation) for operation in operations]


def _change(operation: Any) -> Change:
    if not isinstance(operation, dict) or not isinstance(operation.get("op"), str):
        raise ValidationException(
            "Each of the Operations has to be an object with an op.", rule=wire_rules.REQUEST_FORM
        )
    op, path, value = operation["op"].lower(), operation.get("path"), operation.get("value")
    if op not in ("add", "replace", "remove"):
        text = f"The op {operation['op']} is not supported: use add, replace or remove."
        raise ValidationException(text, rule=rules.OPERATIONS)
    if op != "remove" and value is None:
        raise ValidationException(f"The operation {op} needs a value.", rule=rules.OPERATIONS)
    if path:
        if not isinstance(path, str):
            raise ValidationException("A path has to be a text.", rule=wire_rules.REQUEST_FORM)
        return Change(op, path, value)
    if op == "remove":
        raise ValidationException(MISSING_PATH, rule=rules.OPERATIONS)
    if not isinstance(value, dict) or len(value) != 1:
        raise ValidationException(ONE_ATTRIBUTE, rule=rules.WITHOUT_PATH)
    ((name, only),) = value.items()
    if only is None:
        raise ValidationException(f"The operation {op} needs a value.", rule=rules.OPERATIONS)
    return Change(op, name, only)


def patched_user(user: Resource, http_body: Any) -> Resource:
    """Return a user after a PATCH; the one that is given stays as it is.

    :raises ValidationException: for what a user cannot be changed to.
    """
    wanted = deepcopy(user)
    asked = [(change, _place(change.path)) for change in changes(http_body)]
    often = Counter(place.attribute for _, place in asked)
    for name in ONCE:
        if often[name] > 1:
            raise ValidationException(f"Multiple PATCH operations on {name} are not supported.", rule=rules.ONCE)
    for change, place in asked:
        _apply(wanted, change, place)
    if wanted.get("emails") != user.get("emails"):
        attributes.check_emails(wanted)
    return wanted


def _place(path: str) -> Place:
    if path.lower().startswith(ENTERPRISE.lower()):
        return Place(ENTERPRISE, part=path[len(ENTERPRISE) :].lstrip(":.") or None)
    rest = path[len(USER) + 1 :] if path.lower().startswith(USER.lower() + ":") else path
    found = _PATH.fullmatch(rest)
    known = {name.lower(): name for name in CHANGEABLE}
    if found is None or found[1].lower() not in known:
        raise ValidationException(f"The path {path} is not supported.", rule=rules.USER_PATHS)
    return Place(known[found[1].lower()], _chosen(found[2]), found[3])


def _chosen(filter: str | None) -> dict[str, Any] | None:
    if filter is None:
        return None
    return {"primary": True} if _PRIMARY.fullmatch(filter) else conditions(filter)


def _apply(user: Resource, change: Change, place: Place) -> None:
    name, shape = place.attribute, attributes.user_shapes().get(place.attribute)
    if change.op == "remove" and name in ONCE:
        raise ValidationException(f"The attribute {name} cannot be removed.", rule=rules.ONCE)
    if isinstance(shape, ListShape):
        _apply_to_list(user, change, place)
    elif name == ENTERPRISE or isinstance(shape, StructureShape):
        _apply_to_structure(user, change, place)
    elif place.part is not None or place.chosen is not None:
        raise ValidationException(f"The path {change.path} is not supported.", rule=rules.USER_PATHS)
    else:
        _put(user, name, change)


def _put(within: Resource, name: str, change: Change) -> None:
    if change.op == "remove":
        within.pop(name, None)
    else:
        within[name] = change.value


def _apply_to_structure(user: Resource, change: Change, place: Place) -> None:
    name = place.attribute
    if place.chosen is not None:
        raise ValidationException(f"The path {change.path} is not supported.", rule=rules.USER_PATHS)
    if place.part is not None:
        _put_part(user.setdefault(name, {}), place.part, change)
    elif change.op == "remove":
        user.pop(name, None)
    elif isinstance(change.value, dict):
        user[name] = {**user.get(name, {}), **change.value}
    else:
        raise ValidationException(f"The attribute {name} has to be an object.", rule=wire_rules.REQUEST_FORM)
    if not user.get(name):
        user.pop(name, None)


def _put_part(structure: Resource, part: str, change: Change) -> None:
    # Directories name the manager with and without .value.
    outer, _, inner = part.partition(".")
    if inner and inner != "value":
        raise ValidationException(f"The path {change.path} is not supported.", rule=rules.USER_PATHS)
    _put(structure, outer, Change(change.op, change.path, {"value": change.value}) if inner else change)


def _apply_to_list(user: Resource, change: Change, place: Place) -> None:
    items: list[Any] = user.setdefault(place.attribute, [])
    if place.chosen is None and place.part is None:
        _apply_to_all(items, change)
    else:
        _apply_to_one(items, change, place)
    if not items:
        del user[place.attribute]


def _apply_to_all(items: list[Any], change: Change) -> None:
    given = change.value if isinstance(change.value, list) else [change.value]
    if change.op == "add":
        items.extend(item for item in given if item not in items)
    else:
        items[:] = [] if change.op == "remove" else given


def _apply_to_one(items: list[Any], change: Change, place: Place) -> None:
    item = next(_matching(items, place.chosen or {}), None)
    if item is None:
        if change.op == "remove":
            raise ValidationException(f"Nothing is at the path {change.path}.", rule=rules.USER_PATHS)
        item = {**(place.chosen or {}), "primary": True}
        items.append(item)
    if place.part is not None:
        _put(item, place.part, change)
    elif change.op == "remove":
        items.remove(item)
    elif isinstance(change.value, dict):
        items[items.index(item)] = {**item, **change.value} if change.op == "add" else change.value
    else:
        raise ValidationException(f"The attribute {place.attribute} holds objects.", rule=wire_rules.REQUEST_FORM)


def _matching(items: list[Any], chosen: dict[str, Any]) -> Iterator[Any]:
    objects = (item for item in items if isinstance(item, dict))
    return (item for item in objects if all(item.get(name) == value for name, value in chosen.items()))
