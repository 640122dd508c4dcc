"""Loads users, groups and memberships."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ssoadmin_mock.model.identity_store import UserStatus
from ssoadmin_mock.services.identity_store import directory
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.world.loading import Loading, resolve, resolve_each
from ssoadmin_mock.world.names import Naming
from ssoadmin_mock.world.parts import Part


def load_users(loading: Loading) -> None:
    """Load the users."""
    store, author = loading.instance.identity_store, loading.instance.owner_account_id
    for name, part in loading.progress.each(loading.world["users"].members()):
        check_new(loading, part, loading.present.users, name)
        with _refusals_at(part):
            directory.add_user(
                store,
                _attributes(name, part),
                author,
                id=part["id"].value,
                status=UserStatus.DISABLED if part["disabled"].value else UserStatus.ENABLED,
                external_ids=_external_ids(part),
            )


@contextmanager
def _refusals_at(part: Part) -> Iterator[None]:
    """Say of what the Identity Store refuses where it is in the document.

    :raises WorldError: when it refuses.
    """
    try:
        yield
    except ServiceError as error:
        raise part.error(f"The Identity Store refuses it: {error.message}") from None


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


def _external_ids(part: Part) -> list[dict[str, str]]:
    given: dict[str, str] = part["external_ids"].value or {}
    return [{"Issuer": issuer, "Id": id} for issuer, id in given.items()]


def emails(address: str) -> list[dict[str, Any]]:
    """Return the list of e-mails of a user with one address."""
    return [{"Value": address, "Type": "work", "Primary": True}]


def load_groups(loading: Loading) -> None:
    """Load the groups and who is in them."""
    store, author = loading.instance.identity_store, loading.instance.owner_account_id
    for name, part in loading.progress.each(loading.world["groups"].members()):
        check_new(loading, part, loading.present.groups, name)
        description = part["description"].value
        attributes = {"DisplayName": name} | ({"Description": description} if description else {})
        with _refusals_at(part):
            group = directory.add_group(
                store, attributes, author, id=part["id"].value, external_ids=_external_ids(part)
            )
        for user_id in dict.fromkeys(resolve_each(part["members"], loading.present.users)):
            directory.add_membership(store, group.id, user_id, author)


def load_auto_sign_in(loading: Loading) -> None:
    """Load who approves every sign-in at once."""
    part = loading.world["auto_sign_in"]
    if part:
        loading.instance.auto_sign_in = resolve(part, loading.present.users)


def check_new(loading: Loading, part: Part, names: Naming, name: str) -> None:
    """Check that neither the name nor the id of a user or group is taken.

    :raises WorldError: when it is.
    """
    loading.check_new(part, names, name)
    id = part["id"].value
    if id is not None and names.name_of(id) != id:
        raise part["id"].error(f"{names.name_of(id)!r} has this id already.")
