"""What moto, boto3, botocore and the environment are at one moment: every module, class and container of theirs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

LIBRARIES = ("moto", "boto3", "botocore", "responses")


def everything() -> dict[str, Any]:
    """Return all there is by name, in a form that equals another one only if nothing was changed, added or removed."""
    found: dict[str, Any] = {"os.environ": dict(os.environ)}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in LIBRARIES:
            found.update(_attributes(name, module))
    return found


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return the names of what is not as it was. What was imported in between does not count."""
    return [name for name in before if name not in after or before[name] != after[name]]


def _attributes(name: str, owner: Any) -> Iterator[tuple[str, Any]]:
    # A copy, because an import in another thread may add some.
    for attribute, value in list(vars(owner).items()):
        path = f"{name}.{attribute}"
        if isinstance(value, type) and value.__module__ == name:
            yield from _attributes(path, value)
        yield path, _Same(value)


class _Same:
    """A value that equals itself alone, or a container that equals one with the same things in it."""

    def __init__(self, value: Any) -> None:
        # Kept, so that no other object gets its address.
        self._parts = _parts(value)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and len(self._parts) == len(other._parts)
            and all(mine is its for mine, its in zip(self._parts, other._parts, strict=True))
        )

    __hash__ = object.__hash__


def _parts(value: Any) -> list[Any]:
    # moto puts a new empty list in the place of an old one.
    if isinstance(value, dict):
        return [type(value), *(part for item in list(value.items()) for part in item)]
    return [type(value), *value] if isinstance(value, (list, tuple, set, frozenset)) else [value]
