"""Clients that outlive the mock are as good as new."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.plugin import kept_clients
from ssoadmin_mock.plugin.kept_clients import kept_client


@pytest.fixture(autouse=True)
def none_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_clients, "_idle", {})


def make() -> Any:
    return boto3.client("sso-admin", region_name="us-east-1")


def given(what: str = "a client") -> Any:
    """Borrow a client and leave it as it is."""
    with mock_ssoadmin(), kept_client(make, what) as sso:
        assert sso.list_instances()["Instances"] == []
        return sso


def test_a_client_is_given_again() -> None:
    assert given() is given()


def test_it_sees_the_mock_that_is_active_now() -> None:
    first = given()
    with mock_ssoadmin(organization_instance=True), kept_client(make, "a client") as sso:
        assert sso is first
        assert len(sso.list_instances()["Instances"]) == 1


def test_two_at_once_are_two() -> None:
    with mock_ssoadmin(), kept_client(make, "a client") as first, kept_client(make, "a client") as second:
        assert first is not second


def test_what_it_is_made_from_tells_clients_apart() -> None:
    assert given("one") is not given("other")


@pytest.mark.parametrize(("name", "value"), [("AWS_MAX_ATTEMPTS", "7"), ("HOME", "/nowhere")])
def test_another_environment_gets_another_one(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = given()
    with monkeypatch.context() as meanwhile:
        meanwhile.setenv(name, value)
        assert given() is not first
    assert given() is first


def use_exceptions(sso: Any) -> None:
    with pytest.raises(sso.exceptions.AccessDeniedException):
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-1111111111111111")


def use_a_paginator(sso: Any) -> None:
    assert sso.get_paginator("list_instances").paginate().build_full_result() == {"Instances": []}


def add_and_remove_nothing(sso: Any) -> None:
    sso.meta.events.unregister("before-call", unique_id="there-is-none")


@pytest.mark.parametrize("use", [use_exceptions, use_a_paginator, add_and_remove_nothing])
def test_ordinary_use_keeps_it(use: Any) -> None:
    with mock_ssoadmin(), kept_client(make, "a client") as sso:
        use(sso)
    assert given() is sso


def add_a_handler(sso: Any) -> None:
    sso.meta.events.register("before-call", lambda **_: None)


def add_and_remove_a_handler(sso: Any) -> None:
    def handler(**_: Any) -> None:
        return None

    sso.meta.events.register("before-call", handler)
    sso.meta.events.unregister("before-call", handler)


def set_an_attribute(sso: Any) -> None:
    sso.list_instances = lambda: {"Instances": ["mine"]}


def replace_an_attribute(sso: Any) -> None:
    sso._endpoint = object()


def use_up_retries(sso: Any) -> None:
    from ssoadmin_mock.handle import IdentityCenter

    IdentityCenter().faults.fail("ListInstances", "ThrottlingException", times=1)
    assert sso.list_instances()["ResponseMetadata"]["RetryAttempts"] == 1


@pytest.mark.parametrize(
    "change", [add_a_handler, add_and_remove_a_handler, set_an_attribute, replace_an_attribute, use_up_retries]
)
def test_a_client_that_was_changed_is_not_given_again(change: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with mock_ssoadmin(), kept_client(make, "a client") as sso:
        change(sso)
    assert given() is not sso


def test_a_client_whose_test_failed_otherwise_is_not_kept() -> None:
    refused = pytest.raises(ClientError, match="AccessDeniedException")
    with refused, mock_ssoadmin(), kept_client(make, "a client") as sso:
        sso.describe_instance(InstanceArn="arn:aws:sso:::instance/ssoins-1111111111111111")
    assert given() is not sso


def test_no_more_are_kept_than_a_suite_needs() -> None:
    first = given("first")
    for number in range(kept_clients.KEPT):
        given(str(number))
    assert len(kept_clients._idle) == kept_clients.KEPT
    assert given("first") is not first
