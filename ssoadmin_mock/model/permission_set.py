"""Permission sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ssoadmin_mock.model.table import Table

DEFAULT_SESSION_DURATION = "PT1H"


class CustomerManagedPolicy(NamedTuple):
    """A reference to a policy of the same path and name in every account that the set is provisioned to.

    :param path: ``/``, or ``/teams/security/``.
    :param name: the policy's name, without its path.
    """

    path: str
    name: str


@dataclass(slots=True)
class PermissionSet:
    """A permission set.

    :param id: ``ps-<16 hex>``.
    :param created_date: seconds since the epoch.
    :param session_duration: as ISO 8601 writes it, ``PT1H``.
    :param inline_policy: the JSON document; empty when there is none.
    :param managed_policies: the ARNs of AWS managed policies, by ARN, in the order of attachment.
    :param customer_managed_policies: the references, each its own key, in the order of attachment.
    :param permissions_boundary: ``{"ManagedPolicyArn": arn}``, ``{"CustomerManagedPolicyReference": {"Name": name,
        "Path": path}}``, or None.
    :param version: grows with every change that has to be provisioned to take effect.
    """

    id: str
    arn: str
    name: str
    created_date: float
    description: str | None = None
    session_duration: str = DEFAULT_SESSION_DURATION
    relay_state: str | None = None
    inline_policy: str = ""
    managed_policies: Table[str] = field(default_factory=Table)
    customer_managed_policies: Table[CustomerManagedPolicy] = field(default_factory=Table)
    permissions_boundary: dict[str, Any] | None = None
    tags: dict[str, str] = field(default_factory=dict)
    version: int = 1


class PermissionSets:
    """The permission sets of an instance, in the order of creation; no two have the same name."""

    def __init__(self) -> None:
        self._by_id: Table[PermissionSet] = Table()
        self._names: set[str] = set()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[PermissionSet]:
        return iter(self._by_id)

    def get(self, id: str) -> PermissionSet | None:
        """Return the set with this id, or None."""
        return self._by_id.get(id)

    def has_name(self, name: str) -> bool:
        """Tell whether a set has this name."""
        return name in self._names

    def add(self, permission_set: PermissionSet) -> None:
        """Add a set."""
        self._by_id.add(permission_set.id, permission_set)
        self._names.add(permission_set.name)

    def remove(self, permission_set: PermissionSet) -> None:
        """Remove a set; its name is free from then on."""
        self._by_id.pop(permission_set.id)
        self._names.discard(permission_set.name)

    def after(self, cursor: int | None) -> Iterator[tuple[int, PermissionSet]]:
        """Iterate over the sets behind a position (None: all), each with its position."""
        return self._by_id.after(cursor)
