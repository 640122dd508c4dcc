"""What moto's dashboard (``/moto-api/``) shows under ``ssoadmin``: every dataclass of the model, found when asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from ssoadmin_mock import model
from ssoadmin_mock.model.account import all_accounts
from ssoadmin_mock.services import pipeline

_MODEL = f"{model.__name__}."


class Kind:
    """The resources of one kind, in the form in which moto's dashboard reads any service's.

    moto keeps references to all instances of a class, and empties that list on a reset. This looks them up instead, so
    that there is nothing to keep and nothing to empty.
    """

    def __init__(self, cls: type) -> None:
        self._class = cls

    @property
    def instances_tracked(self) -> list[Any]:
        """The resources there are now."""
        return [resource for resource in resources() if isinstance(resource, self._class)]

    @instances_tracked.setter
    def instances_tracked(self, _emptied: list[Any]) -> None:
        pass

    # What moto before 5.1.9 called it.
    instances = instances_tracked


def kinds() -> dict[str, object]:
    """Return all kinds of resources by name, for moto's registry."""
    return {cls.__name__: Kind(cls) for cls in _classes()}


@cache
def _classes() -> tuple[type, ...]:
    modules = [module for name, module in sys.modules.items() if name.startswith(_MODEL)]
    values = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return tuple(cls for cls in values if is_dataclass(cls) and cls.__module__.startswith(_MODEL))


def resources() -> list[Any]:
    """Return every resource of every account and partition."""
    with pipeline.one_at_a_time:
        return [resource for account in all_accounts() for resource in _reachable(account.instances, set())]


def _reachable(value: Any, seen: set[int]) -> Iterator[Any]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, _classes()):
        yield value
    for part in _parts(value):
        yield from _reachable(part, seen)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple, set)):
        yield from value
    elif isinstance(value, dict):
        yield from value.values()
    elif type(value).__module__.startswith(_MODEL):
        slots = (name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ()))
        yield from (getattr(value, name) for name in (*getattr(value, "__dict__", ()), *slots))
