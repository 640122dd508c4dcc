"""Asks moto's Identity Store which users and groups exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from moto.backends import get_backend

from ssoadmin_mock.effects.accounts import backends_of
from ssoadmin_mock.effects.index import RowsIndex
from ssoadmin_mock.model.instance import Instance

if TYPE_CHECKING:
    from moto.identitystore.models import IdentityStoreData

_memberships: WeakKeyDictionary[IdentityStoreData, RowsIndex[str, dict[str, Any]]] = WeakKeyDictionary()


def principal_exists(instance: Instance, principal_type: str, principal_id: str) -> bool:
    """Tell whether a user or group exists in the instance's identity store.

    :param principal_type: ``USER`` or ``GROUP``.
    """
    store = shared_store(instance)
    return principal_id in (store.users if principal_type == "USER" else store.groups)


def principals_of(instance: Instance, principal_type: str, principal_id: str) -> list[tuple[str, str]]:
    """Return type and id of a user or group, and of the groups whose access a user has, too."""
    groups = groups_of(instance, principal_id) if principal_type == "USER" else []
    return [(principal_type, principal_id), *(("GROUP", group_id) for group_id in groups)]


def groups_of(instance: Instance, user_id: str) -> list[str]:
    """Return the ids of the groups that a user is a member of."""
    store = shared_store(instance)
    index = _memberships.get(store)
    if index is None:
        index = _memberships[store] = RowsIndex(lambda membership: membership["MemberId"]["UserId"])
    memberships = index.find(store.group_memberships.values(), user_id)
    # moto keeps the memberships of deleted users and groups, and lets a user become a member twice.
    groups = dict.fromkeys(membership["GroupId"] for membership in memberships if user_id in store.users)
    return [group_id for group_id in groups if group_id in store.groups]


def shared_store(instance: Instance) -> IdentityStoreData:
    """Return the one store of an instance's users and groups, which the owner's Identity Store keeps.

    It is empty, and nobody can fill it, in a Region where moto has no Identity Store.
    """
    from moto.identitystore.models import IdentityStoreData

    return _stores(instance).setdefault(instance.identity_store_id, IdentityStoreData())


def delete_store(instance: Instance) -> None:
    """Delete an instance's users and groups."""
    _stores(instance).pop(instance.identity_store_id, None)


def _stores(instance: Instance) -> dict[str, IdentityStoreData]:
    backends = backends_of(instance.owner_account_id, get_backend("identitystore"))
    return backends[instance.region_name].identity_stores if instance.region_name in backends else {}
