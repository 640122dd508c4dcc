"""Mocks of ours and of moto's, nested and ended in any order."""

from __future__ import annotations

import asyncio
import os
import unittest
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from threading import Barrier
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import boto3
import pytest
import requests
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from moto.core.config import default_user_config
from moto.core.models import MockAWS, botocore_stubber

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.exploring import examples
from tests.plugin import test_nesting
from tests.plugin.test_decorator import client, instances

REAL = {"AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "real"}
VALID: Any = {"iot": {"use_valid_cert": True}}


@pytest.fixture(autouse=True)
def before(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What there is before the first mock: credentials and a session that must come back."""
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", boto3.Session(region_name="eu-central-1"))
    return snapshot()


def snapshot() -> dict[str, Any]:
    taken = test_nesting.snapshot()
    del taken["environment"]["PYTEST_CURRENT_TEST"]  # which pytest changes between fixture and test
    return taken


@cache
def sts() -> Any:
    """A client with the real credentials, which nothing but an active mock keeps from reaching AWS."""
    session = boto3.Session("AKIAREAL", "real", region_name="us-east-1")
    return session.client("sts")


def is_mocked() -> bool:
    answered = sts().get_caller_identity()["Account"] == "123456789012"
    return bool(answered and botocore_stubber.enabled and os.environ["AWS_ACCESS_KEY_ID"] != "AKIAREAL")


def certificates_are_valid() -> Any:
    return default_user_config["iot"]["use_valid_cert"]


# --- moto's around ours, and ours around moto's -------------------------------------------------------------------


def test_moto_s_goes_on_when_ours_around_it_ends(before: dict[str, Any]) -> None:
    sso, aws = mock_ssoadmin(), mock_aws()
    sso.start()
    aws.start()
    sso.stop()
    assert is_mocked()
    assert MockAWS._nested_count == 1
    assert requests.get("https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity", timeout=5).ok
    aws.stop()
    assert snapshot() == before


def test_ours_goes_on_when_moto_s_around_it_ends(before: dict[str, Any]) -> None:
    sso, aws = mock_ssoadmin(), mock_aws()
    aws.start()
    sso.start()
    aws.stop()
    assert is_mocked()
    assert instances() == 0
    sso.stop()
    assert snapshot() == before


def test_several_of_moto_s_around_ours_may_end_first(before: dict[str, Any]) -> None:
    outer, inner, sso = mock_aws(config=VALID), mock_aws(), mock_ssoadmin()
    for mock in (outer, inner, sso):
        mock.start()
    outer.stop()
    assert is_mocked()
    sso.stop()
    assert is_mocked()
    inner.stop()
    assert snapshot() == before


def test_a_patch_that_somebody_stopped_does_not_hinder_leaving(before: dict[str, Any]) -> None:
    aws, sso = mock_aws(), mock_ssoadmin()
    aws.start()
    sso.start()
    patch.stopall()
    aws.stop()
    assert os.environ["AWS_ACCESS_KEY_ID"] != "AKIAREAL"
    sso.stop()
    assert MockAWS._nested_count == 0
    assert {name: os.environ[name] for name in REAL} == REAL


class _TwoMocks(unittest.TestCase):
    def setUp(self) -> None:
        self.mocks = [mock_ssoadmin(), mock_aws()]
        for mock in self.mocks:
            mock.start()

    def tearDown(self) -> None:
        for mock in self.mocks:
            mock.stop()

    def test_both_are_active(self) -> None:
        assert is_mocked()


def test_set_up_and_tear_down_in_the_same_order(before: dict[str, Any]) -> None:
    result = unittest.TestResult()
    unittest.TestSuite([_TwoMocks("test_both_are_active"), _TwoMocks("test_both_are_active")]).run(result)
    assert (result.testsRun, result.errors, result.failures) == (2, [], [])
    assert snapshot() == before


@pytest.mark.parametrize("delays", [(0.01, 0.03), (0.03, 0.01)])
def test_tasks_that_end_one_after_the_other(delays: tuple[float, float], before: dict[str, Any]) -> None:
    async def wait(mock: Any, seconds: float) -> bool:
        with mock:
            await asyncio.sleep(seconds)
            return is_mocked()

    async def both() -> list[bool]:
        return await asyncio.gather(wait(mock_ssoadmin(), delays[0]), wait(mock_aws(), delays[1]))

    assert asyncio.run(both()) == [True, True]
    assert snapshot() == before


def test_threads_that_begin_and_end_at_once(before: dict[str, Any]) -> None:
    barrier = Barrier(4)

    def run(make: Any) -> bool:
        barrier.wait()
        mocked = []
        for _ in range(20):
            with make():
                mocked.append(botocore_stubber.enabled and os.environ["AWS_ACCESS_KEY_ID"] != "AKIAREAL")
        return all(mocked)

    # A mock of moto's holds until the end: two of moto's alone, as threads may happen to leave them, are moto's affair.
    with mock_ssoadmin(), ThreadPoolExecutor(4) as pool:
        assert all(pool.map(run, [mock_ssoadmin, mock_aws, mock_ssoadmin, mock_aws]))
    assert snapshot() == before


def test_an_exception_between_ends_does_not_keep_the_others_from_ending(before: dict[str, Any]) -> None:
    sso, aws = mock_ssoadmin(), mock_aws()
    sso.start()
    with pytest.raises(ZeroDivisionError), aws, closing(SimpleNamespace(close=sso.stop)):
        _ = 1 / 0
    assert snapshot() == before


# --- each activation ends once ------------------------------------------------------------------------------------


def test_a_mock_that_is_stopped_twice_does_not_end_another_one(before: dict[str, Any]) -> None:
    first, second = mock_ssoadmin(), mock_ssoadmin()
    first.start()
    second.start()
    first.stop()
    with pytest.raises(RuntimeError, match=r"Called stop\(\) before start\(\)\."):
        first.stop()
    assert instances() == 0
    second.stop()
    assert snapshot() == before


def test_a_mock_that_is_started_twice_is_stopped_twice(before: dict[str, Any]) -> None:
    mock = mock_ssoadmin()
    mock.start()
    mock.start()
    mock.stop()
    assert is_mocked()
    mock.stop()
    assert snapshot() == before
    with pytest.raises(RuntimeError, match="before start"):
        mock.stop()


def test_a_mock_of_moto_s_that_was_not_started_does_not_end_another_one(before: dict[str, Any]) -> None:
    with mock_aws() as outer, mock_ssoadmin():
        with pytest.raises(RuntimeError, match="before start"):
            mock_aws().stop()
        outer.stop()
        with pytest.raises(RuntimeError, match="before start"):
            outer.stop()
        assert is_mocked()
        outer.start()
    assert snapshot() == before


# --- configuration and credentials --------------------------------------------------------------------------------


def test_an_inner_one_changes_nothing_of_the_configuration_around_it(before: dict[str, Any]) -> None:
    made_before = mock_aws()
    with mock_ssoadmin(quotas={"tags_per_resource": 1}), mock_aws(config=VALID):
        around = default_user_config.copy()
        for inner in (mock_ssoadmin(), mock_aws(), made_before):
            with inner:
                assert default_user_config == around
            assert default_user_config == around
    assert snapshot() == before


def test_what_an_inner_one_configures_ends_with_it() -> None:
    with mock_ssoadmin():
        for inner in (mock_ssoadmin(config=VALID), mock_aws(config=VALID)):
            with inner:
                assert certificates_are_valid()
            assert not certificates_are_valid()


def test_what_somebody_else_configures_stays_when_an_inner_one_ends() -> None:
    with mock_ssoadmin():
        default_user_config["iot"] = {"use_valid_cert": True}
        with mock_ssoadmin():
            assert certificates_are_valid()
        assert certificates_are_valid()
    assert not certificates_are_valid()


def test_credentials_are_those_of_the_newest_that_asks_for_some() -> None:
    world = {"organization": {"management_account": {"id": "210987654321", "name": "main"}}}
    real: Any = {"core": {"mock_credentials": False}}
    with mock_ssoadmin(config=real):
        assert os.environ["AWS_ACCESS_KEY_ID"] == "AKIAREAL"
        with mock_ssoadmin(config={"core": {"mock_credentials": True}}):
            assert os.environ["AWS_ACCESS_KEY_ID"] == "FOOBARKEY"
        assert os.environ["AWS_ACCESS_KEY_ID"] == "AKIAREAL"
    with mock_ssoadmin():
        with mock_ssoadmin(world=world):
            account = boto3.client("sts", region_name="us-east-1").get_caller_identity()["Account"]
            with mock_aws():
                assert os.environ["AWS_ACCESS_KEY_ID"] != "FOOBARKEY"
        assert account == "210987654321"
        assert os.environ["AWS_ACCESS_KEY_ID"] == "FOOBARKEY"


def test_an_inner_one_of_moto_s_that_cannot_begin_leaves_the_one_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin():
        inside = snapshot()
        with monkeypatch.context() as injected:
            injected.setattr("ssoadmin_mock.plugin.nesting._over", None)
            with pytest.raises(TypeError):
                mock_aws(config=VALID).start()
        assert snapshot() == inside


# --- moto's reset -------------------------------------------------------------------------------------------------


def test_moto_s_reset_inside_ours_empties_the_state_and_nothing_else(before: dict[str, Any]) -> None:
    with mock_ssoadmin():
        client().create_instance()
        mock_aws().reset()
        assert instances() == 0
        assert requests.get("https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity", timeout=5).ok
    assert snapshot() == before


def test_moto_s_reset_does_not_hide_a_test_s_own_failure() -> None:
    def fail() -> None:
        mock_aws().reset()
        raise AssertionError("its own")

    with pytest.raises(AssertionError, match="its own"), mock_ssoadmin():
        fail()


def test_emptying_the_registry_of_responses_does_not_hinder_leaving(before: dict[str, Any]) -> None:
    from moto.core.custom_responses_mock import reset_responses_mock
    from moto.core.models import responses_mock

    with mock_ssoadmin():
        reset_responses_mock(responses_mock)
    assert snapshot() == before


# --- any order ----------------------------------------------------------------------------------------------------


class Orders:
    """Mocks that begin and end, and what has to hold meanwhile."""

    def __init__(self) -> None:
        self.mocks: list[Any] = [
            mock_ssoadmin(),
            mock_ssoadmin(config=VALID),
            mock_ssoadmin(quotas={"tags_per_resource": 1}),
            mock_aws(),
            mock_aws(config=VALID),
            mock_aws(),
        ]
        self.active: list[Any] = []

    def begin_or_end(self, number: int, begins: bool) -> None:
        mock = self.mocks[number]
        if begins and self.moto_keeps_order(mock, begins):
            mock.start()
            self.active.append(mock)
        elif not begins and mock in self.active and self.moto_keeps_order(mock, begins):
            self.end(mock)
        self.check()

    def moto_keeps_order(self, mock: Any, begins: bool) -> bool:
        """Whether moto can do it: while its mocks are alone, it is right for the reverse order and none twice."""
        if any(isinstance(each, type(self.mocks[0])) for each in [*self.active, mock]):
            return True
        return mock not in self.active if begins else len(self.active) == 1

    def end(self, mock: Any) -> None:
        # The newest activation of a mock that was started several times is the one that ends.
        newest = max(at for at, each in enumerate(self.active) if each is mock)
        del self.active[newest]
        mock.stop()

    def check(self) -> None:
        assert MockAWS._nested_count == len(self.active)
        if self.active:
            assert is_mocked()

    def end_all(self) -> None:
        while self.active:
            self.end(self.active[0] if self.moto_keeps_order(self.active[0], begins=False) else self.active[-1])
            self.check()


@settings(max_examples=examples(60), phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=14))
def test_nothing_leaves_while_one_is_active_and_everything_is_back_after_the_last(
    steps: list[tuple[int, bool]],
) -> None:
    before, orders = snapshot(), Orders()
    try:
        for number, begins in steps:
            orders.begin_or_end(number, begins)
    finally:
        orders.end_all()
    # moto leaves a patch of its own for each of its mocks within another one.
    assert {**snapshot(), "patches": before["patches"]} == before
    with mock_ssoadmin() as idc:
        assert isinstance(idc, IdentityCenter)
        assert is_mocked()
    assert os.environ["AWS_ACCESS_KEY_ID"] == "AKIAREAL"
