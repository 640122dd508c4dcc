"""What a short test costs: enter, make a client, one call, leave; and entering and leaving alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
from moto import mock_aws

from benchmarks.timing import interleaved, timed
from ssoadmin_mock import mock_ssoadmin


def whole_test(mock: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        with mock():
            boto3.client("sso-admin", region_name="us-east-1").list_instances()

    return run


def enter_and_leave(mock: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        with mock():
            pass

    return run


def measure(body: Callable[[Callable[[], Any]], Callable[[], None]], rounds: int) -> dict[str, float]:
    """Return the median seconds under plain mock_aws and under mock_ssoadmin."""
    return interleaved({"moto": timed(body(mock_aws)), "ours": timed(body(mock_ssoadmin))}, rounds)
