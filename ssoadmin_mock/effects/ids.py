"""New identifiers, from moto's generator so that ``/moto-api/seed`` and `mock_random.seed` make them repeatable."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from moto.moto_api._internal import mock_random

__all__ = ["hex_id", "mock_random", "url_safe", "uuid"]


def hex_id(length: int) -> str:
    """Return `length` random lower-case hexadecimal digits."""
    return f"{mock_random.getrandbits(4 * length):0{length}x}"


def uuid() -> str:
    """Return a random UUID, version 4."""
    return str(mock_random.uuid4())


def url_safe(length: int, suffix: str = "") -> str:
    """Return random bytes in base64url, without padding.

    :param length: how many bytes.
    :param suffix: a text that follows the bytes.
    """
    content = mock_random.getrandbits(8 * length).to_bytes(length, "big") + suffix.encode()
    return urlsafe_b64encode(content).decode().rstrip("=")
