"""Limits of a server as values."""

from __future__ import annotations

import pytest

from ssoadmin_mock.server.limits import Limits


@pytest.mark.parametrize("limit", ["body_bytes", "seconds", "connections"])
def test_a_limit_is_greater_than_0(limit: str) -> None:
    with pytest.raises(ValueError, match=f"The limit {limit} has to be greater than 0, not 0"):
        Limits(**{limit: 0})


def test_unless_somebody_chooses_they_are_those_of_the_page_about_hardening() -> None:
    assert Limits() == Limits(body_bytes=67_108_864, seconds=60, connections=200)
