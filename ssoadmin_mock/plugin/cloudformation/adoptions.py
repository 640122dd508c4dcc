"""Resources that are there already, and that the import which is under way takes into a stack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Identifiers = dict[str, dict[str, str]]
"""What identifies each resource, by logical id."""

_current: ContextVar[Identifiers | None] = ContextVar("adoptions", default=None)


@contextmanager
def adopting(identifiers: Identifiers) -> Iterator[None]:
    """Let resources be taken over that are made with these logical ids."""
    token = _current.set(identifiers)
    try:
        yield
    finally:
        _current.reset(token)


def is_under_way() -> bool:
    """Tell whether this happens in an import."""
    return _current.get() is not None


def identifier_of(logical_id: str) -> dict[str, str] | None:
    """Return what identifies the resource to take over; None for one that is to be made."""
    return (_current.get() or {}).get(logical_id)
