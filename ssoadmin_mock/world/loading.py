"""What every part of loading works with: the instance, the names in force, and errors with their place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.sso_admin.operations.tags import SYSTEM_PREFIX
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.wire.validation import validate
from ssoadmin_mock.world.errors import UnknownNameError
from ssoadmin_mock.world.names import Branch, Names, Naming, Present
from ssoadmin_mock.world.parts import Part
from ssoadmin_mock.world.progress import Progress

EVERY_ACCOUNT = "all"


@dataclass
class Loading:
    """A world that is being loaded into an instance.

    :param world: the whole document.
    :param present: what there is, and by which names the document refers to it.
    """

    world: Part
    present: Present
    progress: Progress
    suspended: set[str] = field(default_factory=set)
    """The accounts that are suspended at the end, and that `all` and units leave out."""

    @property
    def instance(self) -> Instance:
        """The instance that it is loaded into."""
        return self.present.instance

    def check_request(self, part: Part, operation: str, **params: Any) -> None:
        """Check what a part says against the service model, as a request that would make the same.

        :param params: the members of the request; those that are None are absent.
        :raises WorldError: when the service would refuse the form of the request.
        """
        spec = SSO_ADMIN.spec(operation)
        assert spec is not None
        given = {member: value for member, value in params.items() if value is not None}
        try:
            validate(spec, given, SSO_ADMIN.operations[operation].wordings)
        except ServiceError as error:
            raise part.error(error.message) from None

    def tags(self, part: Part) -> dict[str, str]:
        """Return the tags of a part.

        :raises WorldError: for keys that only AWS uses.
        """
        tags: dict[str, str] = dict(part["tags"].value or {})
        for key in tags:
            if key.lower().startswith(SYSTEM_PREFIX):
                raise part["tags"][key].error(f"Tag keys cannot start with {SYSTEM_PREFIX}.")
        return tags

    def check_new(self, part: Part, names: Naming, name: str) -> None:
        """Check that nothing has a name yet.

        :raises WorldError: when something has.
        """
        if name in names:
            raise part.error(f"There is {names.what} with the name {name!r} already.")

    def account_ids(self, part: Part) -> list[str]:
        """Return the ids of the accounts that a part of the document is for, each once.

        :param part: something with the keys ``accounts`` and ``organizational_units``.
        """
        found: list[str] = []
        if part["accounts"].value == EVERY_ACCOUNT:
            found += self._active(self.present.root)
        else:
            found += resolve_each(part["accounts"], self.present.accounts)
        for name in part["organizational_units"].items():
            found += self._active(self._unit(name))
        if not found:
            raise part.error("needs accounts or organizational_units that have accounts")
        return list(dict.fromkeys(found))

    def _active(self, branch: Branch) -> list[str]:
        return [account.id for account in branch.all_accounts() if account.id not in self.suspended]

    def _unit(self, name: Part) -> Branch:
        by_path = self.present.units_by_path
        found = by_path.get(name.value) or self.present.units_by_name.get(name.value, [])
        if len(found) > 1:
            raise name.error(f"{len(found)} units have this name; choose from: {', '.join(b.path for b in found)}.")
        if not found:
            # Says which names there are.
            resolve(name, Names("an organizational unit", ((path, path) for path in by_path)))
        return found[0]


def resolve_each(part: Part, names: Naming, otherwise: Callable[[str], str | None] = lambda _: None) -> list[str]:
    """Return the ids of what the items of a part of a document name.

    :param otherwise: gives the id for a name that nothing has, if that is allowed.
    :raises WorldError: when nothing has one of the names.
    """
    # Most of a large world is such lists. So only an item that is wrong becomes a part, with its place.
    found = [names.find(name) or otherwise(name) for name in part.values()]
    return [resolve(part.item(index), names) if id is None else id for index, id in enumerate(found)]


def resolve(name: Part, names: Naming) -> str:
    """Return the id of what a part of a document names.

    :raises WorldError: when nothing has this name.
    """
    try:
        return names.id_of(name.value)
    except UnknownNameError as error:
        raise name.error(str(error)) from None
