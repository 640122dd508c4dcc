"""Ends moto's mock when moto itself failed to."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from moto.core.base_backend import BackendDict
from moto.core.custom_responses_mock import reset_responses_mock
from moto.core.models import MockAWS, botocore_stubber, responses_mock


def finish_stopping(mock: MockAWS, nested_before: int, remove_data: bool) -> None:
    """Do each step of moto's ``stop``, whether it was done already or not.

    :param mock: whose ``stop`` failed.
    :param nested_before: how many mocks of moto's were active before this one.
    :param remove_data: whether to empty moto's state.
    """
    kind = type(mock)
    kind._nested_count = nested_before
    if nested_before > 0:
        return
    kind._mocks_active = botocore_stubber.enabled = False
    # One that fails again does not keep the others from being done.
    with ExitStack() as steps:
        steps.callback(responses_mock.stop, allow_assert=False)
        steps.callback(reset_responses_mock, responses_mock)
        if remove_data:
            steps.callback(_drop_backends)
        steps.callback(mock._default_session_mock.stop)


def _drop_backends() -> None:
    # Not moto's reset: a backend whose own was interrupted has lost what it would need for another one.
    in_use: list[Any] = vars(BackendDict)["_instances"]
    for backends in in_use:
        backends.clear()
    in_use.clear()
