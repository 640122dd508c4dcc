"""Loads account assignments, and brings the permission sets to the accounts as the service would."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from ssoadmin_mock.effects import provisioning
from ssoadmin_mock.model.assignment import AccountAssignment
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.requests import RequestFailed
from ssoadmin_mock.world.loading import Loading, resolve, resolve_each
from ssoadmin_mock.world.names import Naming
from ssoadmin_mock.world.parts import Part

# How the Identity Store writes its ids. Assignments outlive their principals, and then nothing else is known of them.
_PRINCIPAL_ID = re.compile(r"(?:[0-9a-f]{10}-)?[A-Fa-f0-9]{8}(?:-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}")


@dataclass(frozen=True)
class Entry:
    """An entry of a document's assignments, with its names resolved."""

    part: Part
    permission_set: PermissionSet
    principals: list[tuple[str, str]]
    account_ids: list[str]

    def assignments(self) -> Iterator[AccountAssignment]:
        """Yield what it stands for."""
        for principal_type, principal_id in self.principals:
            for account_id in self.account_ids:
                yield AccountAssignment(account_id, self.permission_set.arn, principal_type, principal_id)


def load(loading: Loading) -> None:
    """Load the assignments."""
    # All names first, so that the progress bar knows how much there is to do.
    entries = read(loading)
    roles = [(entry, account_id) for entry in entries for account_id in entry.account_ids]
    for entry, account_id in loading.progress.each(roles):
        _provision(loading, entry.part, entry.permission_set, account_id)
    for entry in entries:
        for assignment in entry.assignments():
            loading.instance.account_assignments.add(assignment, assignment)


def read(loading: Loading) -> list[Entry]:
    """Return the document's assignments.

    :raises WorldError: for names that nothing has, and for entries that are for nobody or for no account.
    """
    return [_entry(loading, part) for part in loading.world["assignments"].items()]


def _entry(loading: Loading, part: Part) -> Entry:
    assigned = principals(loading, part)
    if not assigned:
        raise part.error("needs 'users' or 'groups'")
    arn = resolve(part["permission_set"], loading.present.permission_sets)
    return Entry(part, _find(loading, arn), assigned, loading.account_ids(part))


def principals(loading: Loading, part: Part) -> list[tuple[str, str]]:
    """Return type and id of the users and groups that a part of the document names."""
    users = [("USER", id) for id in _principal_ids(part["users"], loading.present.users)]
    return users + [("GROUP", id) for id in _principal_ids(part["groups"], loading.present.groups)]


def _principal_ids(part: Part, names: Naming) -> list[str]:
    return resolve_each(part, names, lambda name: name if _PRINCIPAL_ID.fullmatch(name) else None)


def load_provisioned(loading: Loading) -> None:
    """Bring permission sets to accounts where nobody is assigned to them, and let those that are out of date be so."""
    for name, part in loading.world["permission_sets"].members():
        outdated = resolve_each(part["outdated_in"], loading.present.accounts)
        unassigned = resolve_each(part["provisioned_to"], loading.present.accounts)
        permission_set = _find(loading, loading.present.permission_sets.id_of(name))
        for account_id in unassigned + outdated:
            _provision(loading, part, permission_set, account_id)
        if outdated:
            _let_be_outdated(loading, permission_set, set(outdated))


def _let_be_outdated(loading: Loading, permission_set: PermissionSet, account_ids: set[str]) -> None:
    permission_set.version += 1
    for provisioned in list(loading.instance.provisioned.of(permission_set.arn)):
        if provisioned.account_id not in account_ids:
            loading.instance.provisioned.make_latest(provisioned)


def _find(loading: Loading, arn: str) -> PermissionSet:
    found = loading.instance.permission_sets.get(arn.rpartition("/")[2])
    assert found is not None
    return found


def _provision(loading: Loading, part: Part, permission_set: PermissionSet, account_id: str) -> None:
    if (permission_set.arn, account_id) in loading.instance.provisioned:
        return
    try:
        provisioning.provision(loading.instance, permission_set, account_id, _unlimited)
    except RequestFailed as failure:
        raise part.error(f"{permission_set.name} cannot be provisioned to {account_id}: {failure.reason}") from None


def _unlimited(_quota: str) -> int:
    # Real organizations have raised theirs.
    return sys.maxsize
