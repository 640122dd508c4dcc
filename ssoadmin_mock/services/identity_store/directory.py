"""Adds users, groups and memberships to an identity store, changes and deletes them: for requests and for worlds.

Whoever calls has seen to it that nobody else changes the store meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.identity_store import (
    Group,
    GroupMembership,
    History,
    IdentityStore,
    User,
    UserStatus,
    email_key,
    external_id_key,
    group_name_key,
    user_name_key,
)
from ssoadmin_mock.model.unique_table import UniqueTable
from ssoadmin_mock.services.identity_store import attributes, errors
from ssoadmin_mock.services.identity_store.arns import new_id
from ssoadmin_mock.services.identity_store.attributes import Attributes
from ssoadmin_mock.services.identity_store.rules import group_memberships as membership_rules
from ssoadmin_mock.services.identity_store.rules import groups as group_rules
from ssoadmin_mock.services.identity_store.rules import users as user_rules
from ssoadmin_mock.wire.errors import ValidationException

RESERVED_NAMES = ("Administrator", "AWSAdministrators")
_RESERVED = {name.casefold() for name in RESERVED_NAMES}

DUPLICATE_USER_NAME = "Duplicate UserName"
DUPLICATE_EMAIL = "Duplicate Emails"
DUPLICATE_GROUP_NAME = "Duplicate GroupDisplayName"
DUPLICATE_EXTERNAL_ID = "Duplicate ExternalId"
DUPLICATE_MEMBERSHIP = "Member and Group relationship already exists"

ExternalIds = list[dict[str, str]]
Row = TypeVar("Row", User, Group)


def add_user(
    store: IdentityStore,
    given: Attributes,
    author: str,
    *,
    id: str | None = None,
    status: str = UserStatus.ENABLED,
    external_ids: ExternalIds | None = None,
) -> User:
    """Add a user and return it.

    :param given: its attributes as CreateUser takes them.
    :param author: who adds it, as CreatedBy shows it.
    :param id: its UserId; a new one if left out.
    :param external_ids: its ids at other identity providers.
    :raises ValidationException: when an attribute is missing, or the name is reserved.
    :raises ConflictException: when another user has its name, e-mail address or external id.
    """
    attributes.check_user(given)
    _check_not_reserved(given["UserName"])
    user = User(id or new_id(), given, _made(author), 0, external_ids or [], status)
    _check_user_unique(store, user, None)
    user.revision = store.new_revision()
    store.users.add(user.id, user)
    return user


def change_user(store: IdentityStore, user: User, wanted: Attributes, author: str) -> None:
    """Give a user other attributes.

    :raises ValidationException: when one that every user has is missing, or its name would change.
    :raises ConflictException: when another user has its e-mail address.
    """
    attributes.check_user(wanted)
    if wanted["UserName"] != user.name:
        raise ValidationException("The attribute userName cannot be updated.", rule=user_rules.NAME_STAYS)
    _check_user_unique(store, User(user.id, wanted, user.history, 0, user.external_ids), user)
    _change(store, store.users, user, wanted, author)


def provision_user(
    store: IdentityStore, user: User, wanted: Attributes, author: str, status: str, external_ids: ExternalIds
) -> None:
    """Give a user other attributes, its name among them, and another status and external ids: SCIM may.

    :raises ValidationException: when an attribute that every user has is missing, or the name is reserved.
    :raises ConflictException: when another user has its name, e-mail address or external id.
    """
    attributes.check_user(wanted)
    _check_not_reserved(wanted["UserName"])
    _check_user_unique(store, User(user.id, wanted, user.history, 0, external_ids), user)

    def change(user: User) -> None:
        user.external_ids = external_ids
        user.times_disabled += status == UserStatus.DISABLED != user.status
        user.status = status

    _change(store, store.users, user, wanted, author, change)


def add_group(
    store: IdentityStore,
    given: Attributes,
    author: str,
    *,
    id: str | None = None,
    external_ids: ExternalIds | None = None,
) -> Group:
    """Add a group and return it; the parameters are those of :func:`add_user`.

    :raises ValidationException: when the name is missing or reserved.
    :raises ConflictException: when another group has its name or external id.
    """
    attributes.check_group(given)
    _check_not_reserved(given["DisplayName"])
    group = Group(id or new_id(), given, _made(author), 0, external_ids or [])
    _check_group_unique(store, group, None)
    group.revision = store.new_revision()
    store.groups.add(group.id, group)
    return group


def change_group(store: IdentityStore, group: Group, wanted: Attributes, author: str) -> None:
    """Give a group other attributes.

    :raises ValidationException: when its name is missing or reserved.
    :raises ConflictException: when another group has its name.
    """
    attributes.check_group(wanted)
    _check_not_reserved(wanted["DisplayName"])
    _check_group_unique(store, Group(group.id, wanted, group.history, 0, group.external_ids), group)
    _change(store, store.groups, group, wanted, author)


def provision_group(
    store: IdentityStore, group: Group, wanted: Attributes, author: str, external_ids: ExternalIds
) -> None:
    """Give a group other attributes and external ids: SCIM may.

    :raises ValidationException: when its name is missing or reserved.
    :raises ConflictException: when another group has its name or external id.
    """
    attributes.check_group(wanted)
    _check_not_reserved(wanted["DisplayName"])
    _check_group_unique(store, Group(group.id, wanted, group.history, 0, external_ids), group)

    def change(group: Group) -> None:
        group.external_ids = external_ids

    _change(store, store.groups, group, wanted, author, change)


def _no_more(_row: Any) -> None:
    """Change the attributes alone."""


def _change(
    store: IdentityStore,
    table: UniqueTable[Row],
    row: Row,
    wanted: Attributes,
    author: str,
    change_more: Callable[[Row], None] = _no_more,
) -> None:
    def change(row: Row) -> None:
        row.attributes = wanted
        change_more(row)
        row.revision = store.new_revision()
        row.history.updated_at, row.history.updated_by = clock.now(), author

    table.change(row.id, change)


def add_membership(
    store: IdentityStore, group_id: str, user_id: str, author: str, *, id: str | None = None
) -> GroupMembership:
    """Make a user a member of a group, and return the membership.

    :param id: its MembershipId; a new one if left out.
    :raises ConflictException: when the user is one already.
    """
    if (group_id, user_id) in store.memberships:
        raise errors.not_unique(DUPLICATE_MEMBERSHIP, membership_rules.UNIQUE)
    membership = GroupMembership(id or new_id(), group_id, user_id, _made(author))
    store.memberships.add((group_id, user_id), membership)
    return membership


def described(row: User | Group) -> dict[str, Any]:
    """Return a user or group with all that people chose for it, under the API's names."""
    answer = dict(row.attributes)
    if row.external_ids:
        answer["ExternalIds"] = row.external_ids
    return answer | {"UserStatus": row.status} if isinstance(row, User) else answer


def _check_not_reserved(name: str) -> None:
    if name.casefold() in _RESERVED:
        text = f"The name {name} is reserved. Choose one other than {' and '.join(RESERVED_NAMES)}."
        raise ValidationException(text, rule=user_rules.RESERVED_NAMES)


def _check_user_unique(store: IdentityStore, user: User, itself: User | None) -> None:
    if _is_taken(store.users, [user_name_key(user.name)], itself):
        is_exact = store.user_named(user.name) is not None
        raise errors.not_unique(DUPLICATE_USER_NAME, user_rules.UNIQUE_NAME if is_exact else user_rules.CASE)
    if _is_taken(store.users, map(email_key, user.emails), itself):
        is_exact = any(store.user_with_email(address) not in (None, itself) for address in user.emails)
        raise errors.not_unique(DUPLICATE_EMAIL, user_rules.UNIQUE_EMAIL if is_exact else user_rules.CASE)
    if _is_taken(store.users, map(external_id_key, user.external_ids), itself):
        raise errors.not_unique(DUPLICATE_EXTERNAL_ID, user_rules.UNIQUE_EMAIL)


def _check_group_unique(store: IdentityStore, group: Group, itself: Group | None) -> None:
    if _is_taken(store.groups, [group_name_key(group.name)], itself):
        is_exact = store.group_named(group.name) is not None
        raise errors.not_unique(DUPLICATE_GROUP_NAME, group_rules.UNIQUE_NAME if is_exact else user_rules.CASE)
    if _is_taken(store.groups, map(external_id_key, group.external_ids), itself):
        raise errors.not_unique(DUPLICATE_EXTERNAL_ID, user_rules.UNIQUE_EMAIL)


def _is_taken(table: UniqueTable[Any], values: Iterable[Hashable], itself: Any) -> bool:
    holders = (table.holder(value) for value in values)
    return any(holder is not None and holder is not itself for holder in holders)


def _made(author: str) -> History:
    now = clock.now()
    return History(now, author, now, author)
