"""Asks moto's Identity Store which users and groups exist."""

from __future__ import annotations

from moto.identitystore.models import IdentityStoreData, identitystore_backends

from ssoadmin_mock.model.instance import Instance


def principal_exists(instance: Instance, principal_type: str, principal_id: str) -> bool:
    """Tell whether a user or group exists in the instance's identity store.

    :param principal_type: ``USER`` or ``GROUP``.
    """
    store = _store(instance)
    return principal_id in (store.users if principal_type == "USER" else store.groups)


def groups_of(instance: Instance, user_id: str) -> list[str]:
    """Return the ids of the groups that a user is a member of."""
    memberships = _store(instance).group_memberships.values()
    return [membership["GroupId"] for membership in memberships if membership["MemberId"].get("UserId") == user_id]


def _store(instance: Instance) -> IdentityStoreData:
    stores = identitystore_backends[instance.owner_account_id][instance.region_name].identity_stores
    return stores.setdefault(instance.identity_store_id, IdentityStoreData())
