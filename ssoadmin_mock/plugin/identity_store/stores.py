"""moto's face of users, groups and memberships: what its own ``identitystore`` keeps, to be read.

``identitystore_backends[account_id][region_name].identity_stores[id].users`` has the users of
:mod:`ssoadmin_mock.model.identity_store`, as the classes of the installed moto. Nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from copy import deepcopy
from functools import partial
from importlib import import_module
from types import MethodType
from typing import Any, NamedTuple, NoReturn, TypeVar
from unittest.mock import patch

from ssoadmin_mock.model.identity_store import Group, GroupMembership, User
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.identity_store import directory, moto_defaults
from ssoadmin_mock.services.identity_store.access import readable_instances
from ssoadmin_mock.services.pipeline import one_at_a_time

Row = TypeVar("Row")

READ_ONLY = (
    "ssoadmin_mock keeps the users, groups and memberships of instances, and moto's identity_stores are a view of "
    "them, to be read. Change them with a client of identitystore (create_user and so on) or with a world "
    "(idc.load); a store comes with its instance (mock_ssoadmin(organization_instance=True))."
)

# moto tells us nothing about who looks but the account.
_ACCESS_KEY = "AKIAEXAMPLE"


class View(Mapping[str, Row]):
    """Rows by id, as there are at each look.

    :param find: returns the row with an id, or None.
    :param ids: returns the ids that there are.
    """

    def __init__(self, find: Callable[[str], Row | None], ids: Callable[[], Iterable[str]]) -> None:
        self._find = find
        self._ids = ids

    def __getitem__(self, id: str) -> Row:
        with one_at_a_time:
            row = self._find(id)
        if row is None:
            raise KeyError(id)
        return row

    def __iter__(self) -> Iterator[str]:
        with one_at_a_time:
            return iter(list(self._ids()))

    def __len__(self) -> int:
        with one_at_a_time:
            return len(list(self._ids()))

    def __repr__(self) -> str:
        return repr(dict(self))

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse a change, by whatever method of a dictionary.

        :raises TypeError: always; the text says how to change what this shows.
        """
        raise TypeError(READ_ONLY)

    __setitem__ = __delitem__ = __ior__ = pop = popitem = clear = update = setdefault = _refuse


class Store(NamedTuple):
    """What moto calls IdentityStoreData.

    :ivar users: the users, by UserId.
    :ivar groups: the groups, by GroupId.
    :ivar group_memberships: the memberships, by MembershipId.
    """

    users: View[Any]
    groups: View[Any]
    group_memberships: View[dict[str, Any]]


def stores_of(account_id: str, region_name: str) -> View[Store]:
    """Return the identity stores that an account's calls find in a Region, by their ids."""
    caller = Caller(account_id, region_name, _ACCESS_KEY)

    def instances() -> dict[str, Instance]:
        seen = [*moto_defaults.adopted(caller), *readable_instances(caller)]
        return {instance.identity_store_id: instance for instance in seen}

    def find(id: str) -> Store | None:
        instance = instances().get(id)
        return None if instance is None else _store(instance)

    return View(find, instances)


def _store(instance: Instance) -> Store:
    store, id = instance.identity_store, instance.identity_store_id
    return Store(
        View(lambda key: _shown(partial(_user, id), store.users.get(key)), lambda: (row.id for row in store.users)),
        View(lambda key: _shown(partial(_group, id), store.groups.get(key)), lambda: (row.id for row in store.groups)),
        View(
            lambda key: _shown(partial(_membership, id), store.memberships.with_id(key)),
            lambda: (row.id for row in store.memberships),
        ),
    )


def _shown(show: Callable[[Any], Row], row: Any) -> Row | None:
    return None if row is None else show(row)


def _user(store_id: str, user: User) -> Any:
    models = _models()
    members = {"IdentityStoreId": store_id, "UserId": user.id, **deepcopy(directory.described(user))}
    return _tuple(models.User, members | {"Name": models.Name.from_dict(members.get("Name"))})


def _group(store_id: str, group: Group) -> Any:
    members = {"IdentityStoreId": store_id, "GroupId": group.id, "ExternalIds": []}
    return _tuple(_models().Group, members | deepcopy(directory.described(group)))


def _tuple(kind: Any, members: Mapping[str, Any]) -> Any:
    return kind(**{name: members.get(name) for name in kind._fields})


def _membership(store_id: str, membership: GroupMembership) -> dict[str, Any]:
    return {
        "IdentityStoreId": store_id,
        "MembershipId": membership.id,
        "GroupId": membership.group_id,
        "MemberId": {"UserId": membership.user_id},
    }


def _models() -> Any:
    return import_module("moto.identitystore.models")


def moto_s_own(backend: Any, name: str) -> Any:
    """Return an attribute of moto's own backend for one of ours; its methods then find our stores.

    :raises AttributeError: when moto's has no such attribute.
    """
    attribute = getattr(_models().IdentityStoreBackend, name)
    return MethodType(attribute, backend) if callable(attribute) else attribute


def shown_in(models: Any) -> AbstractContextManager[Any]:
    """Show our stores in moto's own backends for a ``with`` block, for who imported these before they were replaced.

    :param models: the module ``moto.identitystore.models``.
    """

    def keep(backend: Any, stores: Any) -> None:
        # What moto sets when it makes or resets a backend is there again at the end.
        vars(backend)["identity_stores"] = stores

    stores = property(lambda backend: stores_of(backend.account_id, backend.region_name), keep)
    return patch.object(models.IdentityStoreBackend, "identity_stores", stores, create=True)
