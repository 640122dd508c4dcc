"""What Identity Center did in the IAM of accounts, which CloudTrail records there.

It is noted for as long as a call of an API runs, so that loading a world notes nothing. The pipeline runs one call at a
time.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Operation = Literal[
    "AttachRolePolicy",
    "CreateRole",
    "CreateSAMLProvider",
    "DeleteRole",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DeleteSAMLProvider",
    "DetachRolePolicy",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
    "UpdateRole",
]
"""The operations of IAM that Identity Center calls to change something."""


class Change(NamedTuple):
    """One call of IAM that the service-linked role made.

    :ivar operation: the operation's name.
    :ivar parameters: its parameters as CloudTrail writes them.
    :ivar result: the answer as CloudTrail writes it; None where it has no members.
    """

    account_id: str
    partition: str
    operation: Operation
    parameters: dict[str, Any]
    result: dict[str, Any] | None = None


_noted: list[Change] | None = None


def begin() -> None:
    """Note changes from now on."""
    global _noted
    _noted = []


def taken() -> list[Change]:
    """Return what was noted, and note nothing any more."""
    global _noted
    changes, _noted = _noted or [], None
    return changes


def note(change: Change) -> None:
    """Note a change, if a call runs."""
    if _noted is not None:
        _noted.append(change)
