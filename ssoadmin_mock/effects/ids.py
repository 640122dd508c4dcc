"""New identifiers, from moto's generator so that ``/moto-api/seed`` and `mock_random.seed` make them repeatable."""

from __future__ import annotations

from moto.moto_api._internal import mock_random

__all__ = ["hex_id", "mock_random", "uuid"]


def hex_id(length: int) -> str:
    """Return `length` random lower-case hexadecimal digits."""
    return f"{mock_random.getrandbits(4 * length):0{length}x}"


def uuid() -> str:
    """Return a random UUID, version 4."""
    return str(mock_random.uuid4())
