"""The ids of requests, which AWS gives every answer."""

from __future__ import annotations

import os


def new_request_id() -> str:
    """Return a random UUID, ``b2d0c958-1e46-45f2-947c-c944e5db403c``.

    It is written down at once: an object of `uuid.UUID` takes four times as long, in every call.
    """
    digits = os.urandom(16).hex()
    # The version, 4, and the variant of RFC 9562.
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
