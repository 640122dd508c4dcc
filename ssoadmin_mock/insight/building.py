"""Works out who has access from assignments and memberships."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from ssoadmin_mock.insight.access import Access, Named, Principal, Scope, Way
from ssoadmin_mock.model.assignment import AccountAssignment
from ssoadmin_mock.world.names import Naming, Present

Members = Mapping[str, Sequence[str]]
"""The UserIds of the members of groups, by GroupId."""


class Role(NamedTuple):
    """A permission set in an account."""

    arn: str
    is_latest: bool


RoleOf = Callable[[str, str], Role]
"""Gives the role for an account id and the ARN of a permission set."""


def scope_of(present: Present) -> Scope:
    """Return everything that has access or is accessed, by its names."""
    users = (Principal("USER", id, name) for id, name in present.users.by_id().items())
    groups = (Principal("GROUP", id, name) for id, name in present.groups.by_id().items())
    return Scope((*users, *groups), _named(present.accounts), _named(present.permission_sets))


def _named(names: Naming) -> tuple[Named, ...]:
    return tuple(Named(id, name) for id, name in names.by_id().items())


def with_deleted(scope: Scope, assignments: Iterable[AccountAssignment]) -> Scope:
    """Return a scope with the principals, too, that only assignments know of any more."""
    known = {(principal.type, principal.id) for principal in scope.principals}
    assigned = dict.fromkeys((row.principal_type, row.principal_id) for row in assignments)
    deleted = (Principal(type, id, id, is_deleted=True) for type, id in assigned if (type, id) not in known)
    return replace(scope, principals=(*scope.principals, *deleted))


def build(
    scope: Scope,
    assignments: Iterable[AccountAssignment],
    groups: Iterable[Principal],
    members: Members,
    role_of: RoleOf,
) -> tuple[Access, ...]:
    """Return the access that assignments give, in the order of principals, accounts and permission sets.

    Each assignment is visited once, and the members of a group as often as the group has assignments.

    :param scope: what it is about; other access is left out.
    :param groups: the groups whose members have their access.
    """
    builder = _Builder(scope, groups, members)
    for assignment in assignments:
        builder.add(assignment)
    return tuple(builder.rows(role_of))


_Place = tuple[int, int, int]


class _Builder:
    """Collects the ways to each place of the matrix: the numbers of principal, account and permission set."""

    def __init__(self, scope: Scope, groups: Iterable[Principal], members: Members) -> None:
        self._scope = scope
        self._principals = {(each.type, each.id): number for number, each in enumerate(scope.principals)}
        self._accounts = {account.id: number for number, account in enumerate(scope.accounts)}
        self._sets = {each.id: number for number, each in enumerate(scope.permission_sets)}
        self._groups = {group.id: group for group in groups}
        self._group_order = {id: number for number, id in enumerate(self._groups)}
        self._members = members
        self._ways: dict[_Place, list[Way]] = {}

    def add(self, assignment: AccountAssignment) -> None:
        account = self._accounts.get(assignment.account_id)
        permission_set = self._sets.get(assignment.permission_set_arn)
        if account is None or permission_set is None:
            return
        for principal, way in self._reached(assignment):
            self._ways.setdefault((principal, account, permission_set), []).append(way)

    def _reached(self, assignment: AccountAssignment) -> Iterable[tuple[int, Way]]:
        principal = self._principals.get((assignment.principal_type, assignment.principal_id))
        if principal is not None:
            yield principal, Way(assignment)
        if assignment.principal_type == "GROUP" and assignment.principal_id in self._groups:
            way = Way(assignment, self._groups[assignment.principal_id])
            for user_id in self._members.get(assignment.principal_id, ()):
                member = self._principals.get(("USER", user_id))
                if member is not None:
                    yield member, way

    def rows(self, role_of: RoleOf) -> Iterable[Access]:
        scope, role_at = self._scope, cache(role_of)
        for (principal, account, permission_set), ways in sorted(self._ways.items(), key=itemgetter(0)):
            where, what = scope.accounts[account], scope.permission_sets[permission_set]
            ways.sort(key=self._order)
            yield Access(scope.principals[principal], where, what, tuple(ways), *role_at(where.id, what.id))

    def _order(self, way: Way) -> int:
        return -1 if way.group is None else self._group_order[way.group.id]
