"""Resources that others have replaced in the update of a stack that is under way.

CloudFormation deletes them when everything else is done, because others may use them until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Replacements = list[tuple[Any, Any]]
"""Each resource with the one in its place, first to last."""

Replacing = TypeVar("Replacing")

_current: ContextVar[Replacements] = ContextVar("replacements")


def replace(old: Replacing, new: Replacing) -> Replacing:
    """Note that a resource takes the place of another, and return it."""
    _current.get().append((old, new))
    return new


@contextmanager
def recorded() -> Iterator[Replacements]:
    """Give the list that replacements are noted in, first to last."""
    replacements: Replacements = []
    token = _current.set(replacements)
    try:
        yield replacements
    finally:
        _current.reset(token)
