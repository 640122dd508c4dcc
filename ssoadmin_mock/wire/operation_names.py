"""The names under which people know an operation, and what the model says about the operations they name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from fnmatch import fnmatchcase

from botocore import xform_name

from ssoadmin_mock.wire.service_model import OperationSpec, operation_spec, service_model


def find_operation(name: str) -> OperationSpec:
    """Return one operation.

    :param name: ``CreateAccountAssignment``, or as boto3 calls it, ``create_account_assignment``.
    :raises ValueError: when there is none, with the nearest name.
    """
    return _spec(next(iter(_names(name))))


def find_operations(pattern: str) -> list[OperationSpec]:
    """Return the operations that a name or a pattern stands for.

    :param pattern: a name in either spelling, ``List*``, ``*_permission_set``, or ``*`` for all of them.
    :raises ValueError: when it stands for none, with the nearest name.
    """
    return [_spec(name) for name in _names(pattern)]


def check_members(operation: OperationSpec, names: Iterable[str]) -> None:
    """Check the names of parameters.

    :raises ValueError: for one that the operation does not take, with the nearest of those it takes.
    """
    for name in names:
        if name not in operation.members:
            known = ", ".join(operation.members)
            raise ValueError(
                f"{operation.name} has no parameter {name!r}{_hint(name, operation.members)} It has: {known}."
            )


def _names(pattern: str) -> list[str]:
    known = service_model().operation_names
    found = [name for name in known if pattern in (name, xform_name(name))]
    found = found or [name for name in known if _matches(name, pattern)]
    if not found:
        names = known if pattern[:1].isupper() else [xform_name(name) for name in known]
        raise ValueError(f"sso-admin has no operation {pattern!r}{_hint(pattern, names)}")
    return found


def _matches(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) or fnmatchcase(xform_name(name), pattern)


def _spec(name: str) -> OperationSpec:
    spec = operation_spec(name)
    assert spec is not None, "the name is one of the model's"
    return spec


def _hint(name: str, known: Iterable[str]) -> str:
    nearest = get_close_matches(name, known)
    return f"; did you mean {nearest[0]!r}?" if nearest else "."
