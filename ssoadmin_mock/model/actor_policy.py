"""Actor policies: which IAM principals may ask for tokens of an application."""

from __future__ import annotations

import re
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


def admits(policy: Any, caller_arn: str) -> bool:
    """Tell whether a valid policy admits a caller; conditions are not looked at.

    :param caller_arn: who calls, as STS names it.
    """
    named = {
        statement["Effect"] for statement in _listed(policy["Statement"], dict) if _is_about(statement, caller_arn)
    }
    return "Allow" in named and "Deny" not in named


def _is_about(statement: dict[str, Any], caller_arn: str) -> bool:
    return any(_covers(principal, caller_arn) for principal in _aws_principals(statement.get("Principal")))


def _covers(principal: str, caller_arn: str) -> bool:
    """Tell whether a principal is the caller, the role that the caller is a session of, or their account."""
    partition, account_id = caller_arn.split(":")[1], caller_arn.split(":")[4]
    names = {"*", account_id, f"arn:{partition}:iam::{account_id}:root", caller_arn}
    session = _SESSION.fullmatch(caller_arn)
    if session is None:
        return principal in names
    # The name of a role may come behind a path, which sessions do not show.
    role = principal.split(":role/")
    return principal in names or (
        len(role) == 2 and role[0] == f"arn:{partition}:iam::{account_id}" and role[1].split("/")[-1] == session[1]
    )


_SESSION = re.compile(r"arn:[^:]+:sts::\d+:assumed-role/([^/]+)/.+")


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
