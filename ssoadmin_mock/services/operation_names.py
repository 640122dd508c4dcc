"""The names under which people know an operation, and what the models say about the operations they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from botocore import xform_name

from ssoadmin_mock.services.arguments import check
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.service_model import OperationSpec

_TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "list": list,
    "structure": Mapping[str, Any],
}
"""What boto3 takes for the types of the model."""
_BUILTIN = {type(None), bool, int, float, str, bytes, tuple, list, set, frozenset, dict}


def find_operation(name: str) -> OperationSpec:
    """Return one operation.

    :param name: ``CreateAccountAssignment``, or as boto3 calls it, ``create_account_assignment``; with the name of its
        API before it where several have it: ``sso:ListAccounts``; those of SCIM come after all that boto3 has:
        ``scim:CreateUser``.
    :raises ValueError: when there is none, with the nearest name, or several.
    """
    found = find_operations(name)
    if len({spec.service_name for spec in found}) > 1:
        names = " or ".join(repr(f"{spec.service_name}:{spec.name}") for spec in found)
        raise ValueError(f"Several APIs have an operation {name!r}; say {names}.")
    return found[0]


def find_operations(pattern: str) -> list[OperationSpec]:
    """Return the operations that a name or a pattern stands for.

    :param pattern: a name in either spelling, ``List*``, ``*_permission_set``, or ``*`` for all of them; with the name
        of an API before it, only that one's: ``sso-admin:*``.
    :raises ValueError: when it stands for none, with the nearest name.
    """
    api, _, name = pattern.rpartition(":")
    among = _named(api) if api else list(services().values())
    found = _exact(among, name) or [spec for service in among for spec in _specs(service) if _matches(spec.name, name)]
    if not found:
        raise ValueError(f"{_lack(among)} operation {name!r}{_hint(name, list(_spellings(among, name)))}")
    return found


def _exact(among: list[Service], name: str) -> list[OperationSpec]:
    found = [spec for service in among for spec in _specs(service) if name in (spec.name, xform_name(spec.name))]
    # What has the same name in SCIM is meant with its API's name only.
    return [spec for spec in found if services()[spec.service_name].is_in_boto3] or found


def check_parameters(operation: OperationSpec, parameters: Mapping[str, Any]) -> None:
    """Check the names of parameters, and the types of their values: no call has one of another type.

    :raises ValueError: for one that the operation does not take, with the nearest of those it takes; for a value of
        another type than the model has.
    """
    for name, value in parameters.items():
        if name not in operation.members:
            known = ", ".join(operation.members)
            raise ValueError(
                f"{operation.name} has no parameter {name!r}{_hint(name, operation.members)} It has: {known}."
            )
        # Others, such as unittest.mock.ANY, say themselves what they are equal to.
        if type(value) in _BUILTIN:
            check(f"{operation.name}'s {name}", value, _TYPES[_type_name(operation, name)])


def _type_name(operation: OperationSpec, member: str) -> str:
    shape = operation.model.input_shape
    assert shape is not None, "it has members"
    return str(shape.members[member].type_name)


def _named(api: str) -> list[Service]:
    if api not in services():
        raise ValueError(f"There is no API {api!r} here{_hint(api, services())} There are: {', '.join(services())}.")
    return [services()[api]]


def _lack(among: list[Service]) -> str:
    return f"{among[0].name} has no" if len(among) == 1 else "There is no"


def _specs(service: Service) -> Iterator[OperationSpec]:
    for name in service.model.operation_names:
        spec = service.spec(name)
        assert spec is not None, "the name is one of the model's"
        yield spec


def _spellings(among: list[Service], name: str) -> Iterator[str]:
    for service in among:
        for known in service.model.operation_names:
            yield known if name[:1].isupper() else xform_name(known)


def _matches(name: str, pattern: str) -> bool:
    return fnmatchcase(name, pattern) or fnmatchcase(xform_name(name), pattern)


def _hint(name: str, known: Iterable[str]) -> str:
    nearest = get_close_matches(name, list(known))
    return f"; did you mean {nearest[0]!r}?" if nearest else "."
