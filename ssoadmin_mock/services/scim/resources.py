"""Users and groups of the identity store as SCIM resources, and changes of these in the store."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ssoadmin_mock.model.identity_store import Group, Principal, User, UserStatus
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import directory
from ssoadmin_mock.services.identity_store.attributes import Attributes
from ssoadmin_mock.services.scim import attributes
from ssoadmin_mock.services.scim.attributes import ENTERPRISE, GROUP, USER, Resource
from ssoadmin_mock.services.scim.endpoints import issuer_of
from ssoadmin_mock.services.scim.errors import named_by_scim
from ssoadmin_mock.services.scim.rules import users as rules
from ssoadmin_mock.services.scim.rules import wire as wire_rules
from ssoadmin_mock.wire.errors import ResourceNotFoundException, ValidationException

AUTHOR = "SCIM"
"""Who the identity store says has made or changed what comes through SCIM."""


def find_user(call: Call, id: str) -> User:
    """Return a user.

    :raises ResourceNotFoundException: when there is none of this id.
    """
    user = call.instance.identity_store.users.get(id)
    if user is None:
        raise ResourceNotFoundException(f"There is no user {id}.", rule=wire_rules.NOT_FOUND)
    return user


def find_group(call: Call, id: str) -> Group:
    """Return a group.

    :raises ResourceNotFoundException: when there is none of this id.
    """
    group = call.instance.identity_store.groups.get(id)
    if group is None:
        raise ResourceNotFoundException(f"There is no group {id}.", rule=wire_rules.NOT_FOUND)
    return group


def user_shown(call: Call, user: User) -> Resource:
    """Return a user as answers have it."""
    content = attributes.shown(user.attributes)
    schemas = [USER, ENTERPRISE] if ENTERPRISE in content else [USER]
    return {
        **_head(call, user, "User", schemas),
        **content,
        "active": user.status == UserStatus.ENABLED,
    }


def group_shown(call: Call, group: Group) -> Resource:
    """Return a group as answers have it: without its members."""
    return {**_head(call, group, "Group", [GROUP]), "displayName": group.name}


def _head(call: Call, row: Principal, kind: str, schemas: list[str]) -> Resource:
    external_id = external_id_of(call, row)
    history = row.history
    return {
        "id": row.id,
        **({} if external_id is None else {"externalId": external_id}),
        "meta": {
            "resourceType": kind,
            "created": _date(history.created_at),
            "lastModified": _date(history.updated_at),
        },
        "schemas": schemas,
    }


def _date(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def external_id_of(call: Call, row: Principal) -> str | None:
    """Return the external id that came through this endpoint, or None."""
    issuer = issuer_of(call.instance)
    return next((each["Id"] for each in row.external_ids if each["Issuer"] == issuer), None)


def external_ids(call: Call, row: Principal | None, wanted: Resource) -> list[dict[str, str]]:
    """Return the external ids of a user or group after a change: those of other issuers stay.

    :raises ValidationException: when the wanted one is no text.
    """
    issuer, id = issuer_of(call.instance), wanted.get("externalId")
    others = [each for each in (row.external_ids if row else ()) if each["Issuer"] != issuer]
    if id is None:
        return others
    if not isinstance(id, str) or not id:
        raise ValidationException(
            "The attribute externalId has to be a text that is not empty.", rule=wire_rules.REQUEST_FORM
        )
    return [*others, {"Issuer": issuer, "Id": id}]


def status_in(user: Resource) -> str:
    """Return the status that a SCIM user asks for."""
    active = user.get("active")
    is_active = active is None or attributes.as_boolean(active, "active")
    return UserStatus.ENABLED if is_active else UserStatus.DISABLED


def change_user(call: Call, user: User, wanted: Resource) -> None:
    """Give a user the attributes of a whole SCIM user."""
    kept, given = attributes.not_in_scim(user.attributes), attributes.stored(wanted)
    extensions = {**kept.get("Extensions", {}), **given.get("Extensions", {})}
    merged: Attributes = {**kept, **given, **({"Extensions": extensions} if extensions else {})}
    ids = external_ids(call, user, wanted)
    store = call.instance.identity_store
    status = status_in(wanted)
    with named_by_scim():
        directory.provision_user(store, user, merged, AUTHOR, status, ids)


def body_of(http_body: Any, schema: str) -> Resource:
    """Return the object that is the body of a request.

    :param schema: the schema that it is of, and says so if it says of which.
    :raises ValidationException: when it is none.
    """
    if not isinstance(http_body, dict) or not http_body:
        raise ValidationException(
            "The request has no body, or one that is no JSON object.", rule=wire_rules.REQUEST_FORM
        )
    schemas = http_body.get("schemas", [schema])
    if not isinstance(schemas, list) or schema not in schemas:
        raise ValidationException(f"The schemas have to be a list with {schema}.", rule=rules.SCHEMAS)
    return http_body
