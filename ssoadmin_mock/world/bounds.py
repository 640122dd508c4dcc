"""What no document may have: endless nesting and repetition, and numbers and texts that JSON or Unicode has not."""

from __future__ import annotations

from math import inf, isfinite
from typing import Any

from ssoadmin_mock.world.errors import Path

MAX_DEPTH = 128
"""How deep documents may be nested: all that the service takes (100 levels of a policy) fits into a world."""

MAX_DIGITS = 100
"""How many digits a whole number may have."""

MAX_REPEATED = 4_000_000
"""How much a document may repeat by reference: items, and 16 characters of text count as one more."""

TOO_DEEP = f"This is nested deeper than {MAX_DEPTH} levels."
ITSELF = "This refers to itself."
_TOO_MUCH = "This repeats parts of itself, by reference, to far more than any world is."
_TOO_LARGE = "This number is too large."
_NO_TEXT = "This is not Unicode text: it has half of a surrogate pair."

_TOO_LARGE_INTEGER = 10**MAX_DIGITS
_SHOWN_LEVELS = 12


def whole_number(text: str) -> float:
    """Return the whole number that a text spells; infinity where it has too many digits, which take long to read."""
    return int(text) if len(text) <= MAX_DIGITS else inf


def fault_of(data: Any, max_depth: int = MAX_DEPTH) -> tuple[Path, str] | None:
    """Return what a document may not have, and where it is; None when there is nothing of the kind.

    It takes as long as the parts of the document are many, however often they are referred to.

    :param data: the document.
    :param max_depth: how deep it may be nested.
    """
    try:
        _Extent(max_depth).of(data, ())
    except _FaultError as fault:
        return fault.path[:_SHOWN_LEVELS], fault.message
    return None


class _FaultError(Exception):
    def __init__(self, path: Path, message: str) -> None:
        super().__init__(path, message)
        self.path, self.message = path, message


class _Extent:
    def __init__(self, max_depth: int) -> None:
        self._max_depth = max_depth
        self._seen = 0
        self._known: dict[int, tuple[int, int]] = {}
        self._open: set[int] = set()

    def of(self, value: Any, path: Path) -> tuple[int, int]:
        """Return size and height of a value, all that it refers to included.

        :raises _FaultError: for what no document may have.
        """
        if not isinstance(value, dict | list | tuple):
            return self._of_leaf(value, path)
        if id(value) in self._open:
            raise _FaultError(path, ITSELF)
        size, height = self._known.get(id(value)) or self._of_members(value, path)
        if len(path) + height > self._max_depth:
            raise _FaultError(path, TOO_DEEP)
        return size, height

    def _of_members(self, value: Any, path: Path) -> tuple[int, int]:
        if len(path) >= self._max_depth:
            raise _FaultError(path, TOO_DEEP)
        self._open.add(id(value))
        self._seen += 1
        size, height = 1, 0
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(value, dict):
                self._of_leaf(key, (*path, key))
            member_size, member_height = self.of(member, (*path, key))
            size += member_size
            height = max(height, member_height)
            if size - self._seen > MAX_REPEATED:
                raise _FaultError(path, _TOO_MUCH)
        self._open.remove(id(value))
        self._known[id(value)] = size, height + 1
        return size, height + 1

    def _of_leaf(self, value: Any, path: Path) -> tuple[int, int]:
        message = _fault_of_leaf(value)
        if message:
            raise _FaultError(path, message)
        size = 1 + len(value) // 16 if isinstance(value, str) else 1
        self._seen += size
        return size, 0


def _fault_of_leaf(value: Any) -> str | None:
    if isinstance(value, str):
        return None if value.isascii() or _is_unicode(value) else _NO_TEXT
    if isinstance(value, int):
        return None if abs(value) < _TOO_LARGE_INTEGER else _TOO_LARGE
    return _TOO_LARGE if isinstance(value, float) and not isfinite(value) else None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
