"""What is left to do by hand, and questions about source that several changes ask."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import libcst
from libcst.metadata import QualifiedName, QualifiedNameSource


@dataclass(frozen=True, order=True)
class Note:
    """Something that is left to do by hand.

    :param line: the first is 1.
    :param text: what, in a sentence.
    """

    line: int
    text: str


def imported_as(names: Collection[QualifiedName], wanted: Collection[str]) -> bool:
    """Whether one of the things that an expression may be is imported under one of some dotted names."""
    return any(each.source is QualifiedNameSource.IMPORT and each.name in wanted for each in names)


def keyword(name: str, value: libcst.BaseExpression) -> libcst.Arg:
    """Return ``name=value``, as an argument without spaces."""
    nothing = libcst.SimpleWhitespace("")
    equal = libcst.AssignEqual(whitespace_before=nothing, whitespace_after=nothing)
    return libcst.Arg(value, libcst.Name(name), equal=equal)
