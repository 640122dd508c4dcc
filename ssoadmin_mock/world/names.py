"""The names of what there is: from name to id, and from id to a name that is unique."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Generic, Protocol, TypeVar

from ssoadmin_mock.effects.organization_tree import Account, OrganizationTree, Unit
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.table import Table
from ssoadmin_mock.world.errors import UnknownNameError, unknown


class Naming(ABC):
    """The names of one kind of things.

    :param what: what they are names of, ``a user``.
    """

    def __init__(self, what: str) -> None:
        self.what = what

    @abstractmethod
    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""

    @abstractmethod
    def __contains__(self, name: str) -> bool:
        """Tell whether something has a name."""

    @abstractmethod
    def find(self, name: str) -> str | None:
        """Return the id of the thing with a name; an id is returned as it is; None when there is no such thing."""

    @abstractmethod
    def name_of(self, id: str) -> str:
        """Return the name of the thing with an id; the id when there is no such thing (any more)."""

    @abstractmethod
    def by_id(self) -> Mapping[str, str]:
        """Return the names by id, in the order in which they were added."""

    def id_of(self, name: str) -> str:
        """Return the id of the thing with a name; an id is returned as it is.

        :raises UnknownNameError: when there is no such thing.
        """
        id = self.find(name)
        if id is None:
            raise UnknownNameError(unknown(self.what, name, self))
        return id


class Named(Protocol):
    """What has an id and a name."""

    id: str

    @property
    def name(self) -> str:
        """The name."""


Row = TypeVar("Row", bound=Named)


class TableNames(Naming, Generic[Row]):
    """The names of the rows of a table, of which no two have the same; they are looked up where they are.

    :param what: what they are names of.
    :param rows: the table, by id.
    :param named: finds the row with a name.
    """

    def __init__(self, what: str, rows: Table[Row], named: Callable[[str], Row | None]) -> None:
        super().__init__(what)
        self._rows = rows
        self._named = named

    def __iter__(self) -> Iterator[str]:
        return (row.name for row in self._rows)

    def __contains__(self, name: str) -> bool:
        return self._named(name) is not None

    def find(self, name: str) -> str | None:
        """Return the id of the row with a name; an id is returned as it is; None when there is no such row."""
        row = self._named(name) or self._rows.get(name)
        return None if row is None else row.id

    def name_of(self, id: str) -> str:
        """Return the name of the row with an id; the id when there is no such row (any more)."""
        row = self._rows.get(id)
        return id if row is None else row.name

    def by_id(self) -> Mapping[str, str]:
        """Return the names by id, in the order of the table."""
        return {row.id: row.name for row in self._rows}


class Names(Naming):
    """Names that are noted. The second thing of the same name is ``name (2)``.

    :param what: what they are names of, ``an account``.
    :param named: name and id of each thing.
    """

    def __init__(self, what: str, named: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(what)
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._places: dict[str, int] = {}
        for name, id in named:
            self.add(self.free(name), id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __contains__(self, name: str) -> bool:
        return name in self._ids

    def add(self, name: str, id: str) -> None:
        """Add a name that is not there yet."""
        self._ids[name] = id
        self._names[id] = name
        self._places[id] = len(self._places)

    def find(self, name: str) -> str | None:
        """Return the id of the thing with a name; an id is returned as it is; None when there is no such thing."""
        id = self._ids.get(name)
        return name if id is None and name in self._names else id

    def name_of(self, id: str) -> str:
        """Return the name of the thing with an id; the id when there is no such thing (any more)."""
        return self._names.get(id, id)

    def names_of(self, ids: Iterable[str]) -> list[str]:
        """Return the names of things in the order in which they were added; ids of no such thing are left out."""
        present = {id for id in ids if id in self._names}
        return [self._names[id] for id in sorted(present, key=self._places.__getitem__)]

    def by_id(self) -> Mapping[str, str]:
        """Return the names by id, in the order in which they were added."""
        return self._names

    def free(self, name: str) -> str:
        """Return a name, or what the next thing of the same name is called."""
        if name not in self._ids:
            return name
        return next(free for free in (f"{name} ({number})" for number in count(2)) if free not in self._ids)


@dataclass(frozen=True)
class Branch:
    """A unit, or the root, with what is directly in it.

    :param path: its name after those of the units that it is in, ``Workloads/Prod``; empty for the root.
    """

    unit: Unit | None
    path: str
    accounts: tuple[Account, ...]
    units: tuple[Branch, ...]

    def all_accounts(self) -> Iterator[Account]:
        """Yield the accounts in it and in the units below it, in the order of dumps."""
        yield from self.accounts
        for unit in self.units:
            yield from unit.all_accounts()

    def all_units(self) -> Iterator[Branch]:
        """Yield it and the units below it."""
        yield self
        for unit in self.units:
            yield from unit.all_units()


class Present:
    """What there is now in an instance and its organization, by name.

    :param instance: an organization instance.
    :param tree: its organization; that of moto if left out.
    """

    def __init__(self, instance: Instance, tree: OrganizationTree | None = None) -> None:
        self.instance = instance
        self.tree = tree or OrganizationTree(instance.owner_account_id, instance.partition)

    @cached_property
    def root(self) -> Branch:
        """The root of the organization."""
        units: dict[str | None, list[Unit]] = {}
        accounts: dict[str, list[Account]] = {}
        for unit in self.tree.units():
            units.setdefault(unit.parent_id, []).append(unit)
        for account in self.tree.accounts():
            accounts.setdefault(account.parent_id, []).append(account)

        def branch(unit: Unit | None, id: str, path: str) -> Branch:
            below = [branch(u, u.id, f"{path}/{u.name}".lstrip("/")) for u in units.get(id, [])]
            return Branch(unit, path, tuple(accounts.get(id, ())), tuple(below))

        return branch(None, self.tree.root_id, "")

    @cached_property
    def units_by_path(self) -> dict[str, list[Branch]]:
        """The organizational units by path; moto allows several in one place to have the same name."""
        return self._units_by(lambda branch, _: branch.path)

    @cached_property
    def units_by_name(self) -> dict[str, list[Branch]]:
        """The organizational units by name."""
        return self._units_by(lambda _, unit: unit.name)

    def _units_by(self, key_of: Callable[[Branch, Unit], str]) -> dict[str, list[Branch]]:
        found: dict[str, list[Branch]] = {}
        for branch in self.root.all_units():
            if branch.unit is not None:
                found.setdefault(key_of(branch, branch.unit), []).append(branch)
        return found

    @cached_property
    def accounts(self) -> Names:
        """The accounts; their ids are account ids."""
        return Names("an account", ((account.name, account.id) for account in self.root.all_accounts()))

    @cached_property
    def users(self) -> Naming:
        """The users; their ids are UserIds."""
        store = self.instance.identity_store
        return TableNames("a user", store.users, store.user_named)

    @cached_property
    def groups(self) -> Naming:
        """The groups; their ids are GroupIds."""
        store = self.instance.identity_store
        return TableNames("a group", store.groups, store.group_named)

    @cached_property
    def permission_sets(self) -> Names:
        """The permission sets; their ids are ARNs."""
        return Names("a permission set", ((each.name, each.arn) for each in self.instance.permission_sets))

    @cached_property
    def applications(self) -> Names:
        """The applications; their ids are ARNs."""
        return Names("an application", ((each.name, each.arn) for each in self.instance.applications))

    @cached_property
    def issuers(self) -> Names:
        """The trusted token issuers; their ids are ARNs."""
        return Names("a trusted token issuer", ((each.name, each.arn) for each in self.instance.issuers))
