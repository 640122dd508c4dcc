"""How a record of CloudTrail writes what was sent and answered."""

from __future__ import annotations

import pytest

from ssoadmin_mock.insight.trail_members import date


@pytest.mark.rule("trail.dates")
@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (1682383562, "Apr 25, 2023 12:46:02 AM"),
        (1682426762.5, "Apr 25, 2023 12:46:02 PM"),
        (1672597805, "Jan 1, 2023 6:30:05 PM"),
    ],
)
def test_dates_are_written_as_people_in_america_do(seconds: float, written: str) -> None:
    assert date(seconds) == written
