"""Matrices as JSON, the form in which a server answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ssoadmin_mock.insight.matrix import Access, AccessMatrix, Named, Principal, Scope, Way
from ssoadmin_mock.model.assignment import AccountAssignment


def to_json(matrix: AccessMatrix) -> dict[str, Any]:
    """Return a matrix as values for JSON: ``rows`` and ``scope``, with the members of the data classes."""
    return asdict(matrix)


def from_json(answer: dict[str, Any]) -> AccessMatrix:
    """Return the matrix of such values."""
    scope = answer["scope"]
    return AccessMatrix(
        tuple(_access(row) for row in answer["rows"]),
        Scope(
            tuple(Principal(**each) for each in scope["principals"]),
            tuple(Named(**each) for each in scope["accounts"]),
            tuple(Named(**each) for each in scope["permission_sets"]),
        ),
    )


def _access(row: dict[str, Any]) -> Access:
    things = {
        "principal": Principal(**row["principal"]),
        "account": Named(**row["account"]),
        "permission_set": Named(**row["permission_set"]),
        "ways": tuple(_way(way) for way in row["ways"]),
    }
    return Access(**(row | things))


def _way(way: dict[str, Any]) -> Way:
    return Way(AccountAssignment(**way["assignment"]), Principal(**way["group"]) if way["group"] else None)
