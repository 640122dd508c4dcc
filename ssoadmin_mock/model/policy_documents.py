"""What an identity-based IAM policy document must look like (IAM user guide, "Grammar of the IAM JSON policy")."""

from __future__ import annotations

import json
from typing import Any

_VERSIONS = ("2012-10-17", "2008-10-17")
_TOP_ELEMENTS = {"Version", "Id", "Statement"}
_STATEMENT_ELEMENTS = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"}


def is_policy_document(text: str) -> bool:
    """Tell whether a text is JSON and has the elements of a policy document.

    Whether its actions, resources and condition keys exist is not looked at.
    """
    try:
        document = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    if not isinstance(document, dict) or not document.keys() <= _TOP_ELEMENTS:
        return False
    statements = document.get("Statement")
    if isinstance(statements, dict):
        statements = [statements]
    return (
        document.get("Version", _VERSIONS[0]) in _VERSIONS
        and isinstance(statements, list)
        and bool(statements)
        and all(map(_is_statement, statements))
    )


def _refuse(constant: str) -> None:
    # Python's parser takes NaN and Infinity, which are not JSON.
    raise ValueError(constant)


def _is_statement(statement: Any) -> bool:
    return (
        isinstance(statement, dict)
        and statement.keys() <= _STATEMENT_ELEMENTS
        and statement.get("Effect") in ("Allow", "Deny")
        and isinstance(statement.get("Sid", ""), str)
        and _has_one_of(statement, "Action", "NotAction")
        and _has_one_of(statement, "Resource", "NotResource")
        and _is_condition(statement.get("Condition", {}))
    )


def _has_one_of(statement: dict[str, Any], element: str, negated: str) -> bool:
    given = [statement[name] for name in (element, negated) if name in statement]
    return len(given) == 1 and _is_string_or_strings(given[0])


def _is_string_or_strings(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return bool(values) and all(isinstance(item, str) for item in values)


def _is_condition(condition: Any) -> bool:
    return isinstance(condition, dict) and all(isinstance(operands, dict) for operands in condition.values())
