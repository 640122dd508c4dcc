"""Durations as ISO 8601 writes them."""

from __future__ import annotations

import pytest

from ssoadmin_mock.model.durations import seconds_of


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("PT1H", 3600),
        ("PT1H30M", 5400),
        ("PT0.5S", 0.5),
        ("P1M", 30 * 86400),
        ("PT1M", 60),
        ("P1Y2W", 379 * 86400),
        ("P1DT2H3M4S", 93784),
        ("-PT2H", -7200),
    ],
)
def test_a_duration_is_as_long_as_its_parts(duration: str, seconds: float) -> None:
    assert seconds_of(duration) == seconds
