"""What requests say of groups and their members."""

from __future__ import annotations

import re
from typing import Any

from ssoadmin_mock.model.identity_store import Group
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import directory
from ssoadmin_mock.services.identity_store.attributes import Attributes
from ssoadmin_mock.services.identity_store.lookups import creation
from ssoadmin_mock.services.scim.attributes import GROUP, READ_ONLY, Resource
from ssoadmin_mock.services.scim.errors import named_by_scim
from ssoadmin_mock.services.scim.patch import Change, changes
from ssoadmin_mock.services.scim.resources import AUTHOR, external_id_of, external_ids
from ssoadmin_mock.services.scim.rules import groups as rules
from ssoadmin_mock.services.scim.rules import patch as patch_rules
from ssoadmin_mock.services.scim.rules import wire as wire_rules
from ssoadmin_mock.wire.errors import ConstraintViolation, ResourceNotFoundException, ValidationException
from ssoadmin_mock.wire.validation import OLDER, violations

MOST_MEMBERS = 100
"""How many members a request may add and remove."""

_ATTRIBUTES = ("displayName", "externalId", "members")
_ONE_MEMBER = re.compile(r'members\[\s*value\s+eq\s+"([^"\\]+)"\s*\]', re.IGNORECASE)


def stored(group: Resource) -> Attributes:
    """Return the attributes of a SCIM group as the store keeps them.

    :raises ValidationException: for an attribute that there is not, or a name that it cannot have.
    """
    unknown = sorted(group.keys() - {*_ATTRIBUTES, *READ_ONLY})
    if unknown:
        raise ValidationException(f"The attribute {unknown[0]} is not supported.", rule=rules.NAME_REQUIRED)
    return {"DisplayName": _name(group.get("displayName"))}


def _name(value: Any) -> str:
    if value is None:
        raise ValidationException("displayName is a required attribute", rule=rules.NAME_REQUIRED)
    broken = violations(creation("CreateGroup").input_shape, {"DisplayName": value})
    texts = [OLDER.one(found) for found in broken if found.path != "identityStoreId"]
    if texts:
        raise ConstraintViolation(OLDER.all(texts))
    return str(value)


def new_members(call: Call, members: Any) -> list[str]:
    """Return the ids of the users whom a new group has as members.

    :raises ValidationException: when they are too many, or somebody else.
    """
    ids = _ids(members or [])
    _check_number(len(ids))
    for id in ids:
        if id not in call.instance.identity_store.users:
            raise ValidationException(f"There is no user {id}.", rule=rules.MEMBERS_MUST_EXIST)
    return list(dict.fromkeys(ids))


def _ids(members: Any) -> list[str]:
    given = members if isinstance(members, list) else [members]
    if not all(isinstance(member, dict) and isinstance(member.get("value"), str) for member in given):
        text = "members has to be a list of objects, each with the id of a user as its value."
        raise ValidationException(text, rule=wire_rules.REQUEST_FORM)
    return [member["value"] for member in given]


def _check_number(count: int) -> None:
    if count > MOST_MEMBERS:
        text = f"List attribute members exceeds allowed limit of {MOST_MEMBERS}"
        raise ValidationException(text, rule=rules.MEMBERS_AT_ONCE)


class _Wanted:
    """A group as a PATCH wants it; the group itself does not change before everything has been looked at."""

    def __init__(self, call: Call, group: Group) -> None:
        self.call = call
        self.group = group
        self.name = group.name
        self.external_id = external_id_of(call, group)
        # True for whom is to be added, False for whom is to leave; the last word counts.
        self.members: dict[str, bool] = {}
        self._changed = 0

    def apply(self, change: Change) -> None:
        """Take in one operation."""
        name = change.path.removeprefix(GROUP + ":")
        one_member = _ONE_MEMBER.fullmatch(name)
        if one_member is not None:
            self._remove_one(change, one_member[1])
        elif name.lower() == "members":
            self._change_members(change)
        elif name.lower() == "displayname":
            self.name = _name(None if change.op == "remove" else change.value)
        elif name.lower() == "externalid":
            self.external_id = None if change.op == "remove" else change.value
        else:
            raise ValidationException(f"The path {change.path} is not supported.", rule=patch_rules.GROUP_PATHS)

    def _remove_one(self, change: Change, id: str) -> None:
        if change.op != "remove":
            text = f"The path {change.path} is not supported with {change.op}."
            raise ValidationException(text, rule=patch_rules.GROUP_PATHS)
        self._note([id], is_added=False)

    def _change_members(self, change: Change) -> None:
        if change.op == "replace":
            text = "All members of a group cannot be replaced at once. Add and remove them."
            raise ValidationException(text, rule=rules.NOT_ALL_MEMBERS)
        if change.op == "remove" and not change.value:
            text = "All members of a group cannot be removed at once. Say which."
            raise ValidationException(text, rule=rules.NOT_ALL_MEMBERS)
        ids = _ids(change.value)
        if change.op == "add":
            for id in ids:
                if id not in self.call.instance.identity_store.users:
                    raise ResourceNotFoundException(f"There is no user {id}.", rule=rules.MEMBERS_MUST_EXIST)
        self._note(ids, is_added=change.op == "add")

    def _note(self, ids: list[str], is_added: bool) -> None:
        self._changed += len(ids)
        _check_number(self._changed)
        self.members.update(dict.fromkeys(ids, is_added))

    def put(self) -> None:
        """Change the group."""
        group, store = self.group, self.call.instance.identity_store
        attributes = {**group.attributes, "DisplayName": self.name}
        ids = external_ids(self.call, group, {"externalId": self.external_id})
        if attributes != group.attributes or ids != group.external_ids:
            with named_by_scim():
                directory.provision_group(store, group, attributes, AUTHOR, ids)
        for user_id, is_added in self.members.items():
            is_member = (group.id, user_id) in store.memberships
            if is_added and not is_member:
                directory.add_membership(store, group.id, user_id, AUTHOR)
            elif is_member and not is_added:
                store.memberships.pop((group.id, user_id))


def patch(call: Call, group: Group, http_body: Any) -> None:
    """Change a group as a PATCH asks for, or not at all.

    :raises ValidationException: for what a group cannot be changed to.
    :raises ResourceNotFoundException: for a new member who does not exist.
    :raises ConflictException: when another group has the name or the external id.
    """
    wanted = _Wanted(call, group)
    for change in changes(http_body):
        wanted.apply(change)
    wanted.put()
