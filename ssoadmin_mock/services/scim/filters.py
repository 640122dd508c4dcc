"""Filters of lists: ``eq`` and ``and``, of few attributes.

A library for SCIM's filters would take far more than the service does, and then each part of its tree had to be refused
by hand; the grammar that is left is one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ssoadmin_mock.model.identity_store import (
    Group,
    GroupMembership,
    User,
    external_id_key,
    group_name_key,
    user_name_key,
)
from ssoadmin_mock.model.table import Rows, Table
from ssoadmin_mock.model.unique_table import UniqueTable
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store.attributes import ENTERPRISE as STORED_ENTERPRISE
from ssoadmin_mock.services.scim.attributes import ENTERPRISE
from ssoadmin_mock.services.scim.endpoints import issuer_of
from ssoadmin_mock.services.scim.lists import Matches
from ssoadmin_mock.services.scim.rules import lists as rules
from ssoadmin_mock.wire.errors import ValidationException
from ssoadmin_mock.wire.rules import Rule

INVALID = "Invalid Filter format"

_TEXT = r'"(?:[^"\\]|\\.)*"'
_COMPARISON = re.compile(rf"\s*([\w.:$-]+)\s+(\w+)\s+({_TEXT})\s*", re.ASCII)
_AND = re.compile(r"and\s", re.IGNORECASE)
_MANAGER = ("manager", "manager.value")


def conditions(filter: str) -> dict[str, str]:
    """Return what a filter asks for: values by attribute, in lower case and without the extension's name.

    :raises ValidationException: when it is not equalities joined by ``and``, or an attribute or value comes to nothing.
    """
    found: dict[str, str] = {}
    position = 0
    while True:
        comparison = _COMPARISON.match(filter, position)
        if comparison is None or comparison[2].lower() != "eq":
            raise ValidationException(INVALID, rule=rules.FILTER_FORM)
        name = comparison[1].lower().removeprefix(ENTERPRISE.lower() + ":")
        value = _text(comparison[3])
        if not value or name in found:
            raise ValidationException(INVALID, rule=rules.FILTER_FORM)
        found["manager" if name in _MANAGER else name] = value
        position = comparison.end()
        if position == len(filter):
            return found
        joined = _AND.match(filter, position)
        if joined is None:
            raise ValidationException(INVALID, rule=rules.FILTER_FORM)
        position = joined.end()


def _text(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        raise ValidationException(INVALID, rule=rules.FILTER_FORM) from None


def users_matching(call: Call, filter: str | None) -> Matches:
    """Return the users that a filter leaves, or all of them without one.

    :raises ValidationException: for a filter that users do not have.
    """
    store = call.instance.identity_store
    if filter is None:
        return _all(store.users)
    asked = conditions(filter)
    names = set(asked)
    if names == {"username"}:
        return _one(store.users, store.users.holder(user_name_key(asked["username"])))
    if names == {"externalid"}:
        return _one(store.users, store.users.holder(_external(call, asked)))
    if names == {"groups.value"}:
        return _by_membership(store.users, store.memberships.of_group(asked["groups.value"]), lambda row: row.user_id)
    if names in ({"id"}, {"id", "manager"}):
        user = store.users.get(asked["id"])
        is_it = user is not None and asked.get("manager", _manager(user)) == _manager(user)
        return _one(store.users, user if is_it else None)
    raise _unsupported(names, rules.USER_FILTERS)


def groups_matching(call: Call, filter: str | None) -> Matches:
    """Return the groups that a filter leaves, or all of them without one.

    :raises ValidationException: for a filter that groups do not have.
    """
    store = call.instance.identity_store
    if filter is None:
        return _all(store.groups)
    asked = conditions(filter)
    names = set(asked)
    if names == {"displayname"}:
        return _one(store.groups, store.groups.holder(group_name_key(asked["displayname"])))
    if names == {"externalid"}:
        return _one(store.groups, store.groups.holder(_external(call, asked)))
    if names == {"members.value"}:
        return _by_membership(store.groups, store.memberships.of_user(asked["members.value"]), lambda row: row.group_id)
    if names in ({"id"}, {"id", "members"}):
        group = store.groups.get(asked["id"])
        is_it = group is not None and ("members" not in asked or (group.id, asked["members"]) in store.memberships)
        return _one(store.groups, group if is_it else None)
    raise _unsupported(names, rules.GROUP_FILTERS)


def _unsupported(names: set[str], rule: Rule) -> ValidationException:
    text = f"{INVALID}: no filter of this list is for {' and '.join(sorted(names))}."
    return ValidationException(text, rule=rule)


def _external(call: Call, asked: dict[str, str]) -> Any:
    return external_id_key({"Issuer": issuer_of(call.instance), "Id": asked["externalid"]})


def _manager(user: User) -> str | None:
    extension = user.attributes.get("Extensions", {}).get(STORED_ENTERPRISE, {})
    value: str | None = extension.get("manager", {}).get("value")
    return value


def _all(table: Table[Any]) -> Matches:
    return Matches(table.after, len(table))


def _one(table: UniqueTable[Any], row: User | Group | None) -> Matches:
    rows = [] if row is None else [(table.position_of(row.id) or 0, row)]
    return Matches(lambda after: (each for each in rows if after is None or each[0] > after), len(rows))


def _by_membership(
    table: Table[Any], memberships: Rows[GroupMembership], id_of: Callable[[GroupMembership], str]
) -> Matches:
    def after(position: int | None) -> Iterator[tuple[int, Any]]:
        for place, membership in memberships.after(position):
            yield place, table.get(id_of(membership))

    return Matches(after, len(memberships))
