"""Where a world comes from: a file or a dictionary, with the place of everything in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from os import PathLike, fspath
from typing import Any

from ssoadmin_mock.world import json_text, search_path, yaml_text
from ssoadmin_mock.world.bounds import fault_of
from ssoadmin_mock.world.errors import Path, Problem, WorldError
from ssoadmin_mock.world.types import World

Source = str | PathLike[str] | World | Mapping[str, Any]
"""What describes a world: the path of a YAML or JSON file, or a dictionary."""


@dataclass(frozen=True)
class Document:
    """A document that was read.

    :param data: what is in it.
    :param file: the file that it is from, if any.
    :param find_lines: gives the lines of its parts; only called when something is wrong.
    """

    data: Any
    file: str | None = None
    find_lines: Callable[[], Mapping[Path, int]] = dict

    @cached_property
    def digest(self) -> str:
        """The same for documents that say the same, and only for them."""
        # The document itself may be many times larger than what is made from it.
        return blake2b(json.dumps(self.data, sort_keys=True).encode(), digest_size=16).hexdigest()

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        return self.find_lines()

    def problem(self, path: Path, message: str) -> Problem:
        """Return a problem with the part at a path."""
        return Problem(message, path, self.file, self._line(path))

    def _line(self, path: Path) -> int | None:
        # What is missing has no place of its own; that of what it is missing in is near enough.
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)


def read(source: Source) -> Document:
    """Read a world.

    :param source: a path, ending in ``.json`` for JSON and in anything else for YAML; or a dictionary. While pytest
        runs a test, a relative path is looked for in the folder of the test's file and in pytest's root folder; then,
        as always, in the working directory.
    :raises WorldError: when it cannot be read or parsed.
    """
    if not isinstance(source, str | PathLike):
        return _plain(Document(source))
    file = fspath(source)
    return _from_text(_text_of(file), file)


def _text_of(file: str) -> str:
    paths = search_path.candidates(file)
    try:
        return next((path for path in paths if path.exists()), paths[-1]).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        looked_in = "" if os.path.isabs(file) else f" Looked in: {', '.join(str(path.parent) for path in paths)}."
        raise WorldError([Problem(f"This file cannot be read: {error.strerror}.{looked_in}", file=file)]) from error
    except (OSError, ValueError) as error:
        # A path may not have a NUL in it.
        reason = (
            "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else getattr(error, "strerror", None) or error
        )
        raise WorldError([Problem(f"This file cannot be read: {reason}.", file=file)]) from error


def _from_text(text: str, file: str) -> Document:
    if file.lower().endswith(".json"):
        return _plain(Document(json_text.parse(text, file), file, lambda: json_text.lines(text, file)))
    return _plain(Document(yaml_text.parse(text, file), file, lambda: yaml_text.Composed(text, file).lines()))


def _plain(document: Document) -> Document:
    """Return a document as JSON has it: a copy in which nothing is in two places.

    :raises WorldError: when JSON cannot say what is in it, or no document may have it.
    """
    fault = fault_of(document.data)
    if fault is not None:
        raise WorldError([document.problem(*fault)])
    try:
        # Tuples become lists on the way, and numbers that are keys strings.
        return replace(document, data=json.loads(json.dumps(document.data)))
    except (TypeError, ValueError) as error:
        raise WorldError([document.problem((), f"This is not a world: {error}.")]) from None
