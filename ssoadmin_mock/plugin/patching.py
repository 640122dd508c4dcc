"""Replaces members of moto's classes for a while. `unittest.mock.patch` does the same, in ten times the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def replaced(owner: type, members: Mapping[str, Any]) -> Iterator[None]:
    """Replace members of a class for a ``with`` block.

    :param owner: the class, which defines each of them itself.
    :param members: what is put in their places, by name.
    """
    before = {name: vars(owner)[name] for name in members}
    try:
        for name, member in members.items():
            setattr(owner, name, member)
        yield
    finally:
        for name, member in before.items():
            setattr(owner, name, member)
