"""Loads users, groups and memberships."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import directory
from ssoadmin_mock.world.loading import Loading, resolve_each
from ssoadmin_mock.world.names import Names
from ssoadmin_mock.world.parts import Part


def load_users(loading: Loading) -> None:
    """Load the users."""
    users = loading.present.users
    for name, part in loading.progress.each(loading.world["users"].members()):
        check_new(loading, part, users, name)
        users.add(name, directory.add_user(loading.instance, part["id"].value, _attributes(name, part)))


def _attributes(name: str, part: Part) -> dict[str, Any]:
    """Return a user's attributes as the Identity Store's API has them."""
    attributes: dict[str, Any] = dict(part["attributes"].value or {})
    if part["email"]:
        attributes["Emails"] = emails(part["email"].value)
    attributes["Name"] = attributes.get("Name", {}) | {
        "GivenName": part["given_name"].value or name,
        "FamilyName": part["family_name"].value or name,
    }
    return attributes | {"UserName": name, "DisplayName": part["display_name"].value or name}


def emails(address: str) -> list[dict[str, Any]]:
    """Return the list of e-mails of a user with one address."""
    return [{"Value": address, "Type": "work", "Primary": True}]


def load_groups(loading: Loading) -> None:
    """Load the groups and who is in them."""
    groups = loading.present.groups
    for name, part in loading.progress.each(loading.world["groups"].members()):
        check_new(loading, part, groups, name)
        group_id = directory.add_group(loading.instance, part["id"].value, name, part["description"].value)
        groups.add(name, group_id)
        for user_id in dict.fromkeys(resolve_each(part["members"], loading.present.users)):
            directory.add_membership(loading.instance, group_id, user_id)


def check_new(loading: Loading, part: Part, names: Names, name: str) -> None:
    """Check that neither the name nor the id of a user or group is taken.

    :raises WorldError: when it is.
    """
    loading.check_new(part, names, name)
    id = part["id"].value
    if id is not None and names.name_of(id) != id:
        raise part["id"].error(f"{names.name_of(id)!r} has this id already.")
