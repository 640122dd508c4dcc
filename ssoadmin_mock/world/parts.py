"""Parts of a document that know where they are, so that whatever is wrong with one can say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock.world.errors import Path, WorldError
from ssoadmin_mock.world.source import Document


@dataclass(slots=True, eq=False)
class Part:
    """A part of a document that has the form of a world.

    :param document: the whole.
    :param value: what is there; None for what is not.
    :param path: where it is.
    """

    document: Document
    value: Any
    path: Path = ()

    def __bool__(self) -> bool:
        return self.value is not None

    def __getitem__(self, key: str) -> Part:
        """Return a member; an empty part when it is not there, or this is no mapping."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Part(self.document, value, (*self.path, key))

    def members(self) -> Iterator[tuple[str, Part]]:
        """Yield the members with their keys; none when this is empty."""
        return ((key, self[key]) for key in self.value or {})

    def values(self) -> list[Any]:
        """Return the items of a list; a single string stands for a list of it, and nothing for an empty one."""
        return [self.value] if isinstance(self.value, str) else self.value or []

    def items(self) -> Iterator[Part]:
        """Yield the items of :meth:`values` as parts."""
        return (self.item(index) for index in range(len(self.values())))

    def item(self, index: int) -> Part:
        """Return one of the items of :meth:`values` as a part."""
        path = self.path if isinstance(self.value, str) else (*self.path, index)
        return Part(self.document, self.values()[index], path)

    def error(self, message: str) -> WorldError:
        """Return the error for something that is wrong here."""
        return WorldError([self.document.problem(self.path, message)])
