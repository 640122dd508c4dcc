"""Actor policies: which IAM principals may ask for tokens of an application."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

ACTION = "sso-oauth:CreateTokenWithIAM"

_PRINCIPAL_KINDS = {"AWS", "Service"}


def principals_of(policy: Any) -> Iterator[str]:
    """Check an actor policy and yield its AWS principals.

    :param policy: the parsed document; members that are null count as absent.
    :raises ValueError: when the document is not a policy that allows or denies CreateTokenWithIAM.
    """
    _require(isinstance(policy, dict))
    statements = _listed(policy.get("Statement"), dict)
    for statement in statements:
        _require(statement.get("Effect") in ("Allow", "Deny"))
        for action in _listed(statement.get("Action"), str):
            _require(_matches_action(action))
        if statement.get("Resource") is not None:
            _listed(statement["Resource"], str)
        yield from _aws_principals(statement.get("Principal"))


def _matches_action(pattern: str) -> bool:
    # IAM's wildcards are * and ?; a bracket is only a bracket.
    return fnmatchcase(ACTION.lower(), pattern.lower().replace("[", "[[]"))


def _aws_principals(principal: Any) -> list[Any]:
    if principal == "*":
        return ["*"]
    _require(isinstance(principal, dict) and bool(principal) and principal.keys() <= _PRINCIPAL_KINDS)
    named = {kind: _listed(names, str) for kind, names in principal.items()}
    return named.get("AWS", [])


def _listed(value: Any, kind: type) -> list[Any]:
    # IAM's grammar: one thing, or a list of one or more.
    items = value if isinstance(value, list) else [value]
    _require(bool(items) and all(isinstance(item, kind) for item in items))
    return items


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("not an actor policy")
