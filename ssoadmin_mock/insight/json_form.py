"""Matrices as JSON, the form in which a server answers: rows have ids, and each name is there once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ssoadmin_mock.insight.access import Access, Named, Principal, Scope, Way
from ssoadmin_mock.insight.matrix import AccessMatrix
from ssoadmin_mock.model.assignment import AccountAssignment


def to_json(matrix: AccessMatrix) -> dict[str, Any]:
    """Return a matrix as values for JSON.

    ``principals``, ``accounts`` and ``permission_sets`` are what it is about, ``groups`` those that access comes
    through, and ``rows`` the access; the ``assigned`` of a row are the principals of the assignments that lead to it.
    """
    groups = {group: None for row in matrix for group in row.groups}
    return {
        **asdict(matrix.scope),
        "groups": [asdict(group) for group in groups],
        "rows": [_row(row) for row in matrix],
    }


def _row(row: Access) -> dict[str, Any]:
    return {
        "principal_type": row.principal.type,
        "principal_id": row.principal.id,
        "account_id": row.account.id,
        "permission_set_arn": row.permission_set.id,
        "role_arn": row.role_arn,
        "is_latest": row.is_latest,
        "assigned": [[way.assignment.principal_type, way.assignment.principal_id] for way in row.ways],
    }


def from_json(answer: dict[str, Any]) -> AccessMatrix:
    """Return the matrix of such values."""
    scope = Scope(
        tuple(Principal(**each) for each in answer["principals"]),
        tuple(Named(**each) for each in answer["accounts"]),
        tuple(Named(**each) for each in answer["permission_sets"]),
    )
    rows = _Rows(scope, [Principal(**each) for each in answer["groups"]])
    return AccessMatrix(tuple(rows.row(**row) for row in answer["rows"]), scope)


class _Rows:
    def __init__(self, scope: Scope, groups: list[Principal]) -> None:
        self._principals = {(each.type, each.id): each for each in scope.principals}
        self._accounts = {each.id: each for each in scope.accounts}
        self._permission_sets = {each.id: each for each in scope.permission_sets}
        self._groups = {("GROUP", each.id): each for each in groups}

    def row(
        self,
        *,
        principal_type: str,
        principal_id: str,
        account_id: str,
        permission_set_arn: str,
        assigned: list[list[str]],
        **role: Any,
    ) -> Access:
        principal = self._principals[principal_type, principal_id]
        account, permission_set = self._accounts[account_id], self._permission_sets[permission_set_arn]
        ways = []
        for type, id in assigned:
            assignment = AccountAssignment(account_id, permission_set_arn, type, id)
            ways.append(
                Way(assignment, None if (type, id) == (principal_type, principal_id) else self._groups[type, id])
            )
        return Access(principal, account, permission_set, tuple(ways), **role)
