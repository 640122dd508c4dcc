"""The attributes of SCIM users, and what becomes of them in the identity store, and of that in SCIM.

The names are those of the store with a small first letter, so that the model of CreateUser says which there are, how
long they may be and which hold a list. SCIM has no names for what is left out here.
"""

from __future__ import annotations

from typing import Any

from botocore.model import ListShape, Shape, StructureShape

from ssoadmin_mock.services.identity_store.attributes import ENTERPRISE as STORED_ENTERPRISE
from ssoadmin_mock.services.identity_store.attributes import Attributes
from ssoadmin_mock.services.identity_store.lookups import creation
from ssoadmin_mock.services.scim.rules import users as rules
from ssoadmin_mock.services.scim.rules import wire as wire_rules
from ssoadmin_mock.wire.errors import ConstraintViolation, ValidationException
from ssoadmin_mock.wire.validation import OLDER, violations
from ssoadmin_mock.wire.values import camel

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"

Resource = dict[str, Any]
"""A user or group as JSON has it."""

NOT_IN_SCIM = ("IdentityStoreId", "Photos", "Website", "Birthdate", "Extensions")
"""Members of CreateUser that SCIM neither shows nor changes."""

READ_ONLY = ("id", "meta", "schemas")
"""What an answer has and a request may repeat, without effect."""

ENTERPRISE_ATTRIBUTES = ("employeeNumber", "costCenter", "organization", "division", "department", "manager")


def user_shapes() -> dict[str, Shape]:
    """Return what the model says of each attribute that the store keeps, by SCIM's name of it."""
    members = creation("CreateUser").input_shape.members
    return {camel(name): shape for name, shape in members.items() if name not in NOT_IN_SCIM}


def stored(user: Resource) -> Attributes:
    """Return the attributes of a SCIM user as the store keeps them.

    :param user: a whole user.
    :raises ValidationException: for an attribute that there is not, or a value that it cannot have.
    """
    shapes, attributes = user_shapes(), {}
    for name, value in _given(user).items():
        if name in shapes:
            attributes[_capital(name)] = _to_store(shapes[name], value, name)
        elif name == ENTERPRISE:
            attributes["Extensions"] = {STORED_ENTERPRISE: _extension(value)}
        elif name not in (*READ_ONLY, "active", "externalId"):
            raise ValidationException(f"The attribute {name} is not supported.", rule=rules.ATTRIBUTES)
    _check(attributes)
    return attributes


def _given(resource: Any) -> Resource:
    """Return what is there: null and an empty list are the same as nothing (RFC 7643, 2.5)."""
    return {name: value for name, value in resource.items() if value is not None and value != []}


def _to_store(shape: Shape, value: Any, path: str) -> Any:
    if isinstance(shape, ListShape):
        if not isinstance(value, list):
            raise ValidationException(f"The attribute {path} has to be a list.", rule=wire_rules.REQUEST_FORM)
        if len(value) > 1:
            raise ValidationException(f"List attribute {path} exceeds allowed limit of 1", rule=rules.SINGLE_VALUES)
        return [_to_store(shape.member, item, path) for item in value]
    if isinstance(shape, StructureShape):
        return _structure(shape, value, path)
    return as_boolean(value, path) if shape.type_name == "boolean" else value


def _structure(shape: StructureShape, value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValidationException(f"The attribute {path} has to be an object.", rule=wire_rules.REQUEST_FORM)
    members = {camel(name): name for name in shape.members}
    given = _given(value)
    unknown = sorted(given.keys() - members.keys())
    if unknown:
        raise ValidationException(f"The attribute {path}.{unknown[0]} is not supported.", rule=rules.ATTRIBUTES)
    return {
        members[name]: _to_store(shape.members[members[name]], item, f"{path}.{name}") for name, item in given.items()
    }


def as_boolean(value: Any, path: str) -> bool:
    """Return what a boolean attribute is; texts such as ``"False"`` are what some directories send.

    :raises ValidationException: for everything else.
    """
    known = {"true": True, "false": False}.get(str(value).lower()) if isinstance(value, (bool, str)) else None
    if known is None:
        raise ValidationException(f"The attribute {path} has to be true or false.", rule=wire_rules.REQUEST_FORM)
    return known


def _extension(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValidationException(f"The attribute {ENTERPRISE} has to be an object.", rule=wire_rules.REQUEST_FORM)
    given = {name: item for name, item in _given(value).items() if name not in READ_ONLY}
    manager = given.get("manager")
    if isinstance(manager, str):
        given["manager"] = {"value": manager}
    if isinstance(manager, dict) and "$ref" in manager:
        given["manager"] = {name: item for name, item in manager.items() if name != "$ref"}
    return given


def _check(attributes: Attributes) -> None:
    broken = violations(creation("CreateUser").input_shape, attributes)
    # Which store it is, the endpoint says.
    texts = [OLDER.one(found) for found in broken if found.path != "identityStoreId"]
    if texts:
        raise ConstraintViolation(OLDER.all(texts))


def check_emails(user: Resource) -> None:
    """Check that the e-mail address of a SCIM user is the primary one.

    :raises ValidationException: when it is not.
    """
    emails = user.get("emails")
    # What is no list of objects is refused for that.
    first = emails[0] if isinstance(emails, list) and emails else None
    if isinstance(first, dict) and not as_boolean(first.get("primary") or False, "emails.primary"):
        raise ValidationException("The e-mail address has to be marked as primary.", rule=rules.PRIMARY_EMAIL)


def shown(attributes: Attributes) -> Resource:
    """Return the attributes that the store keeps of a user as SCIM has them."""
    user = {camel(name): _from_store(value) for name, value in attributes.items() if camel(name) in user_shapes()}
    extension = attributes.get("Extensions", {}).get(STORED_ENTERPRISE)
    return user | {ENTERPRISE: extension} if extension else user


def _from_store(value: Any) -> Any:
    if isinstance(value, dict):
        return {camel(name): _from_store(item) for name, item in value.items()}
    return [_from_store(item) for item in value] if isinstance(value, list) else value


def not_in_scim(attributes: Attributes) -> Attributes:
    """Return the attributes that SCIM does not know of, which its changes leave as they are."""
    kept = {name: value for name, value in attributes.items() if name in NOT_IN_SCIM and name != "Extensions"}
    others = {name: item for name, item in attributes.get("Extensions", {}).items() if name != STORED_ENTERPRISE}
    return kept | ({"Extensions": others} if others else {})


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
