"""Reads the JSON of a request, and takes nothing that is not JSON."""

from __future__ import annotations

import json
from math import isinf
from typing import Any


def parse(body: bytes | str) -> Any:
    """Return what is in the body of a request; nothing at all is an object without members.

    :raises ValueError: when it is not JSON in UTF-8, or has something in it that no answer could repeat.
    """
    text = body if isinstance(body, str) else body.decode()
    try:
        return _DECODER.decode(text or "{}")
    except RecursionError as error:
        raise ValueError(str(error)) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _finite(text: str) -> float:
    # 1e999 is JSON, but too large for a float, and what Python makes of it would be written as Infinity.
    number = float(text)
    if isinf(number):
        raise ValueError(f"{text:.40} is too large a number")
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)
