"""What can be wrong with a world, said so that it can be found and mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""Where something is in a document: ``("assignments", 0, "groups")``."""

_FEW = 15


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    :param message: what, and what would be right.
    :param path: where in the document.
    :param file: the file, where there is one.
    :param line: its line, counted from 1, where it is known.
    """

    message: str
    path: Path = ()
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return ": ".join(part for part in (place, spelled(self.path), self.message) if part)


class WorldError(ValueError):
    """A document is not a world, or its world cannot be loaded.

    :ivar problems: everything that is wrong with it; the message has a line for each.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[WorldError], tuple[Sequence[Problem]]]:
        # Pickled, so that processes can hand it on, exceptions are made again from their message.
        return type(self), (self.problems,)


class CaptureError(Exception):
    """The capture cannot begin or go on; the message says why."""


class UnknownNameError(LookupError, ValueError):
    """Nothing has this name; the message says what comes nearest.

    It is a ValueError as well, as for every other argument that is refused.
    """


def spelled(path: Path) -> str:
    """Return a path as people write it: ``assignments[0].groups``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{_printable(step)}" for step in path)
    return text.removeprefix(".")


def _printable(key: str) -> str:
    return key if str(key).isprintable() else repr(key)[1:-1]


def unknown(what: str, name: str, valid: Iterable[str]) -> str:
    """Return the message for a name that does not exist.

    :param what: what it should be the name of, ``a user``.
    :param valid: the names that there are.
    """
    known = list(valid)
    lower = {candidate.lower(): candidate for candidate in reversed(known)}
    message = f"{name!r} is not the name of {what}"
    nearest = get_close_matches(name.lower(), lower, n=1)
    if nearest:
        return f"{message}; did you mean {lower[nearest[0]]!r}?"
    if not known:
        return f"{message}; there are none."
    return f"{message}; choose from: {', '.join(sorted(known)[:_FEW])}{', ...' if len(known) > _FEW else '.'}"
