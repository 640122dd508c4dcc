"""The whole state of the mock as plain data, to tell whether a call changed anything."""

from __future__ import annotations

from enum import Enum
from types import FunctionType, MethodType, ModuleType
from typing import Any

from moto.core.base_backend import BaseBackend

from ssoadmin_mock import ssoadmin_backends
from ssoadmin_mock.wire.service_model import OperationSpec

Plain = Any

_ATOMS = (str, bytes, int, float, bool, type(None), Enum, type, FunctionType, MethodType, ModuleType, OperationSpec)


def state() -> Plain:
    """Return everything that the mock keeps, for every account and partition."""
    return {
        (account_id, partition): plain({k: v for k, v in vars(backend).items() if k not in vars(BaseBackend)})
        for account_id, partitions in ssoadmin_backends.items()
        for partition, backend in partitions.items()
    }


def plain(value: Any, seen: frozenset[int] = frozenset()) -> Plain:
    """Return a value as nested tuples and dictionaries that compare by content."""
    if isinstance(value, _ATOMS):
        return value
    if id(value) in seen:
        return "..."

    def inside(item: Any) -> Plain:
        return plain(item, seen | {id(value)})

    if isinstance(value, dict):
        return {key: inside(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(inside(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return frozenset(inside(item) for item in value)
    members = _members(value)
    # Without members of its own (a counter, a lock) its text has to tell.
    return (type(value).__name__, inside(members)) if members else repr(value)


def _members(value: Any) -> dict[str, Any]:
    slots = [name for base in type(value).__mro__ for name in getattr(base, "__slots__", ())]
    return {name: getattr(value, name) for name in slots if hasattr(value, name)} | getattr(value, "__dict__", {})
