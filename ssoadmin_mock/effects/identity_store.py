"""Asks moto's Identity Store which users and groups exist, and makes it one for all that see an instance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch
from weakref import WeakKeyDictionary

from moto.identitystore.models import IdentityStoreBackend, IdentityStoreData, identitystore_backends

from ssoadmin_mock.effects.index import RowsIndex
from ssoadmin_mock.model.instance import Instance

_memberships: WeakKeyDictionary[IdentityStoreData, RowsIndex[str, dict[str, Any]]] = WeakKeyDictionary()


def principal_exists(instance: Instance, principal_type: str, principal_id: str) -> bool:
    """Tell whether a user or group exists in the instance's identity store.

    :param principal_type: ``USER`` or ``GROUP``.
    """
    store = shared_store(instance)
    return principal_id in (store.users if principal_type == "USER" else store.groups)


def groups_of(instance: Instance, user_id: str) -> list[str]:
    """Return the ids of the groups that a user is a member of."""
    store = shared_store(instance)
    index = _memberships.get(store)
    if index is None:
        index = _memberships[store] = RowsIndex(lambda membership: membership["MemberId"]["UserId"])
    memberships = index.find(store.group_memberships.values(), user_id)
    # moto keeps the memberships of a deleted group, and lets a user become a member twice.
    return list(dict.fromkeys(m["GroupId"] for m in memberships if m["GroupId"] in store.groups))


def shared_store(instance: Instance) -> IdentityStoreData:
    """Return the one store of an instance's users and groups, which the owner's Identity Store keeps.

    It is empty, and nobody can fill it, in a Region where moto has no Identity Store.
    """
    return _stores(instance).setdefault(instance.identity_store_id, IdentityStoreData())


def delete_store(instance: Instance) -> None:
    """Delete an instance's users and groups."""
    _stores(instance).pop(instance.identity_store_id, None)


def _stores(instance: Instance) -> dict[str, IdentityStoreData]:
    backends = identitystore_backends[instance.owner_account_id]
    return backends[instance.region_name].identity_stores if instance.region_name in backends else {}


def stores_shared(visible_instances: Callable[[str, str], Iterable[Instance]]) -> AbstractContextManager[Any]:
    """Make moto's Identity Store give every account that sees an instance the instance's users and groups.

    moto keeps identity stores per account and makes one when it is first asked about.

    :param visible_instances: gives the instances that an account sees from a Region.
    """
    # moto's __get_identity_store, which all operations begin with.
    name = "_IdentityStoreBackend__get_identity_store"
    original = getattr(IdentityStoreBackend, name)

    def find_store(self: IdentityStoreBackend, store_id: str) -> IdentityStoreData:
        for instance in visible_instances(self.account_id, self.region_name):
            if instance.identity_store_id == store_id and instance.is_available_in(self.region_name):
                return shared_store(instance)
        store: IdentityStoreData = original(self, store_id)
        return store

    return patch.object(IdentityStoreBackend, name, find_store)
