"""Durations as ISO 8601 writes them."""

from __future__ import annotations

import re

# Years and months have no fixed length; these are the usual ones.
_DATE_UNITS = {"Y": 365 * 86400, "M": 30 * 86400, "W": 7 * 86400, "D": 86400}
_TIME_UNITS = {"H": 3600, "M": 60, "S": 1}
_PART = re.compile(r"([\d.]+)([A-Z])")


def seconds_of(duration: str) -> float:
    """Return the length of a duration in seconds.

    :param duration: in the form that the service model demands, ``PT1H30M`` or ``-P1DT2H``.
    """
    date, _, time = duration.partition("T")
    length = _sum(date, _DATE_UNITS) + _sum(time, _TIME_UNITS)
    return -length if duration.startswith("-") else length


def _sum(parts: str, units: dict[str, int]) -> float:
    return sum(float(number) * units[unit] for number, unit in _PART.findall(parts))
