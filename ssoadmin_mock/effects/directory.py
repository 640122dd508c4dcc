"""Reads and fills an instance's users and groups in moto's Identity Store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.backends import get_backend
from moto.core.models import DEFAULT_ACCOUNT_ID

from ssoadmin_mock.effects import ids
from ssoadmin_mock.effects.identity_store import shared_store
from ssoadmin_mock.model.instance import Instance


def regions() -> list[str]:
    """Return the Regions that moto has an Identity Store in."""
    return list(get_backend("identitystore")[DEFAULT_ACCOUNT_ID].regions)


def users(instance: Instance) -> Iterator[dict[str, Any]]:
    """Yield the users as the Identity Store's API describes them; what they do not have is None."""
    for user in shared_store(instance).users.values():
        yield user._asdict() | {"Name": user.Name._asdict() if user.Name else {}}


def groups(instance: Instance) -> Iterator[dict[str, Any]]:
    """Yield the groups as the Identity Store's API describes them."""
    for group in shared_store(instance).groups.values():
        yield group._asdict()


def names(instance: Instance, principal_type: str) -> Iterator[tuple[str, str]]:
    """Yield name and id of the users or groups.

    :param principal_type: ``USER`` or ``GROUP``.
    """
    # Their other attributes take far longer, where there are many.
    store = shared_store(instance)
    if principal_type == "USER":
        yield from ((user.UserName, user.UserId) for user in store.users.values())
    else:
        yield from ((group.DisplayName, group.GroupId) for group in store.groups.values())


def members(instance: Instance) -> dict[str, list[str]]:
    """Return the ids of the members of each group, by the id of the group; deleted users are left out."""
    store = shared_store(instance)
    found: dict[str, list[str]] = {}
    for membership in store.group_memberships.values():
        user_id, of_group = membership["MemberId"]["UserId"], found.setdefault(membership["GroupId"], [])
        # moto lets a user become a member twice.
        if user_id in store.users and user_id not in of_group:
            of_group.append(user_id)
    return found


def add_user(instance: Instance, id: str | None, attributes: dict[str, Any]) -> str:
    """Add a user and return its id.

    :param id: the UserId; a random one if left out.
    :param attributes: the attributes as the API's CreateUser takes them.
    """
    from moto.identitystore.models import Name, User

    user_id = id or ids.uuid()
    absent: dict[str, Any] = dict.fromkeys(User._fields)
    name = Name.from_dict(attributes["Name"])
    given = attributes | {"UserId": user_id, "IdentityStoreId": instance.identity_store_id, "Name": name}
    shared_store(instance).users[user_id] = User(**absent | given)
    return user_id


def add_group(instance: Instance, id: str | None, name: str, description: str | None) -> str:
    """Add a group and return its id.

    :param id: the GroupId; a random one if left out.
    :param name: the DisplayName.
    """
    from moto.identitystore.models import Group

    group_id = id or ids.uuid()
    # moto keeps None for a group without a description, against its own type.
    described: Any = description
    shared_store(instance).groups[group_id] = Group(group_id, name, [], described, instance.identity_store_id)
    return group_id


def add_membership(instance: Instance, group_id: str, user_id: str) -> None:
    """Make a user a member of a group."""
    membership_id = ids.uuid()
    shared_store(instance).group_memberships[membership_id] = {
        "IdentityStoreId": instance.identity_store_id,
        "MembershipId": membership_id,
        "GroupId": group_id,
        "MemberId": {"UserId": user_id},
    }
