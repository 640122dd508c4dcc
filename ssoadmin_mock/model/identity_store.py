"""The users and groups of an instance of IAM Identity Center, and who is in which group."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ssoadmin_mock.model.indexed_table import IndexedTable
from ssoadmin_mock.model.table import Rows
from ssoadmin_mock.model.unique_table import UniqueTable


class UserStatus:
    """The states of a user."""

    ENABLED = "ENABLED"
    DISABLED = "DISABLED"


@dataclass(slots=True)
class History:
    """When something was made and last changed, in seconds since the epoch, and by whom."""

    created_at: float
    created_by: str
    updated_at: float
    updated_by: str


@dataclass(slots=True)
class Principal:
    """What users and groups have in common.

    :param id: its UserId or GroupId.
    :param attributes: what is given when it is created and changed by updates, under the API's names.
    :param revision: changes with every change.
    :param external_ids: its ids at other identity providers, each with ``Issuer`` and ``Id``.
    """

    id: str
    attributes: dict[str, Any]
    history: History
    revision: int
    external_ids: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class User(Principal):
    """A user.

    :param times_disabled: how often it was disabled, which ends what it has signed in to.
    """

    status: str = UserStatus.ENABLED
    times_disabled: int = 0

    @property
    def name(self) -> str:
        """Its user name."""
        return str(self.attributes["UserName"])

    @property
    def emails(self) -> Iterator[str]:
        """Its e-mail addresses."""
        return (email["Value"] for email in self.attributes.get("Emails", ()) if "Value" in email)


@dataclass(slots=True)
class Group(Principal):
    """A group."""

    @property
    def name(self) -> str:
        """Its display name."""
        return str(self.attributes["DisplayName"])


@dataclass(slots=True)
class GroupMembership:
    """A user's being in a group."""

    id: str
    group_id: str
    user_id: str
    history: History


class GroupMemberships(IndexedTable[GroupMembership]):
    """The memberships by group and user; also found by their id, their group and their user."""

    __slots__ = ("_by_id",)

    def __init__(self) -> None:
        super().__init__(lambda row: (("GROUP", row.group_id), ("USER", row.user_id)))
        self._by_id: dict[str, GroupMembership] = {}

    def with_id(self, id: str) -> GroupMembership | None:
        """Return the membership with an id, or None."""
        return self._by_id.get(id)

    def of_group(self, group_id: str) -> Rows[GroupMembership]:
        """Return the memberships of a group."""
        return self.having(("GROUP", group_id))

    def of_user(self, user_id: str) -> Rows[GroupMembership]:
        """Return the memberships of a user."""
        return self.having(("USER", user_id))

    def _note(self, row: GroupMembership, position: int) -> None:
        super()._note(row, position)
        self._by_id[row.id] = row

    def _forget(self, row: GroupMembership, position: int) -> None:
        super()._forget(row, position)
        del self._by_id[row.id]


# User names, e-mail addresses and display names that differ in case alone are taken for the same. Which of them it is
# in particular, who looks it up compares.


def user_name_key(name: str) -> Hashable:
    """Return what no two users have, of a user name."""
    return ("UserName", name.casefold())


def email_key(address: str) -> Hashable:
    """Return what no two users have, of an e-mail address."""
    return ("Emails", address.casefold())


def group_name_key(name: str) -> Hashable:
    """Return what no two groups have, of a display name."""
    return ("DisplayName", name.casefold())


def external_id_key(external_id: dict[str, str]) -> Hashable:
    """Return what no two users and no two groups have, of an external id."""
    return ("ExternalId", external_id["Issuer"], external_id["Id"])


def _user_keys(user: User) -> Iterator[Hashable]:
    yield user_name_key(user.name)
    yield from map(email_key, user.emails)
    yield from map(external_id_key, user.external_ids)


def _group_keys(group: Group) -> Iterator[Hashable]:
    yield group_name_key(group.name)
    yield from map(external_id_key, group.external_ids)


@dataclass
class IdentityStore:
    """The users, groups and memberships of an instance.

    :param network: from where the store may be reached, under the API's names; None as long as nobody said.
    """

    users: UniqueTable[User] = field(default_factory=lambda: UniqueTable(_user_keys))
    """By UserId."""
    groups: UniqueTable[Group] = field(default_factory=lambda: UniqueTable(_group_keys))
    """By GroupId."""
    memberships: GroupMemberships = field(default_factory=GroupMemberships)
    network: dict[str, Any] | None = None
    _revisions: int = 0

    def new_revision(self) -> int:
        """Return a revision that nothing in the store has had yet."""
        self._revisions += 1
        return self._revisions

    def user_named(self, name: str) -> User | None:
        """Return the user with exactly this user name, or None."""
        user = self.users.holder(user_name_key(name))
        return user if user is not None and user.name == name else None

    def user_with_email(self, address: str) -> User | None:
        """Return the user with exactly this e-mail address, or None."""
        user = self.users.holder(email_key(address))
        return user if user is not None and address in user.emails else None

    def group_named(self, name: str) -> Group | None:
        """Return the group with exactly this display name, or None."""
        group = self.groups.holder(group_name_key(name))
        return group if group is not None and group.name == name else None

    def has(self, principal_type: str, principal_id: str) -> bool:
        """Tell whether there is a user or group.

        :param principal_type: ``USER`` or ``GROUP``.
        """
        return principal_id in (self.users if principal_type == "USER" else self.groups)

    def groups_of(self, user_id: str) -> list[str]:
        """Return the ids of the groups that a user is in."""
        return [membership.group_id for membership in self.memberships.of_user(user_id)]

    def members_of(self, group_id: str) -> list[str]:
        """Return the ids of the users in a group."""
        return [membership.user_id for membership in self.memberships.of_group(group_id)]

    def principals_of(self, principal_type: str, principal_id: str) -> list[tuple[str, str]]:
        """Return type and id of a user or group, and of the groups whose access a user has, too."""
        groups = self.groups_of(principal_id) if principal_type == "USER" else []
        return [(principal_type, principal_id), *(("GROUP", group_id) for group_id in groups)]

    def delete_user(self, id: str) -> None:
        """Delete a user with its memberships."""
        self._leave(self.memberships.of_user(id))
        self.users.pop(id)

    def delete_group(self, id: str) -> None:
        """Delete a group with its memberships."""
        self._leave(self.memberships.of_group(id))
        self.groups.pop(id)

    def _leave(self, memberships: Rows[GroupMembership]) -> None:
        for membership in memberships:
            self.memberships.pop((membership.group_id, membership.user_id))
