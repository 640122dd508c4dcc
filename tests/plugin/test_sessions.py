"""Sessions are made quickly in the mock, and are none the worse for it."""

from __future__ import annotations

from typing import Any

import boto3
import botocore.session
import pytest
from botocore import handlers

from ssoadmin_mock import mock_ssoadmin


def test_sessions_have_the_handlers_that_botocore_gives_them() -> None:
    ordinary = botocore.session.get_session()
    with mock_ssoadmin():
        quick = botocore.session.get_session()
    assert registered(quick) == registered(ordinary)


def registered(session: botocore.session.Session) -> list[tuple[str, int]]:
    emitter: Any = session.get_component("event_emitter")._emitter
    return sorted(
        (name, len(emitter._handlers.prefix_search(name))) for name in {spec[0] for spec in handlers.BUILTIN_HANDLERS}
    )


def test_handlers_of_one_session_are_not_those_of_another() -> None:
    seen: list[str] = []
    with mock_ssoadmin():
        first, second = boto3.Session(region_name="us-east-1"), boto3.Session(region_name="us-east-1")
        first.events.register("before-call.sso-admin.ListInstances", lambda **_: seen.append("first"))
        second.client("sso-admin").list_instances()
        assert seen == []
        first.client("sso-admin").list_instances()
        assert seen == ["first"]
    with mock_ssoadmin():
        boto3.client("sso-admin", region_name="us-east-1").list_instances()
    assert seen == ["first"]


def test_handlers_that_are_added_later_are_there() -> None:
    seen: list[str] = []
    with mock_ssoadmin():
        boto3.client("sso-admin", region_name="us-east-1").list_instances()
    added = ("before-call.sso-admin.ListInstances", lambda **_: seen.append("added"))
    handlers.BUILTIN_HANDLERS.append(added)
    try:
        with mock_ssoadmin():
            boto3.client("sso-admin", region_name="us-east-1").list_instances()
    finally:
        handlers.BUILTIN_HANDLERS.remove(added)
    assert seen == ["added"]


def test_credentials_and_regions_are_each_session_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for region_name in ("eu-west-1", "eu-central-1"):
        monkeypatch.setenv("AWS_DEFAULT_REGION", region_name)
        with mock_ssoadmin():
            session = boto3.Session(aws_access_key_id=region_name, aws_secret_access_key="x")
            assert session.get_credentials().access_key == region_name
            assert session.region_name == region_name
            assert boto3.client("sso-admin").meta.region_name == region_name
            assert boto3.Session().get_credentials().access_key == "FOOBARKEY"


def test_search_paths_of_loaders_do_not_grow() -> None:
    lengths = set()
    for _ in range(3):
        with mock_ssoadmin():
            lengths.add(len(boto3.Session()._loader.search_paths))
    assert len(lengths) == 1
