"""Sessions are made quickly in the mock, and are none the worse for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
from botocore import handlers
from botocore.credentials import Credentials
from botocore.exceptions import PartialCredentialsError

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


def test_handlers_of_a_client_are_not_those_of_its_session() -> None:
    seen: list[str] = []
    with mock_ssoadmin():
        session = boto3.Session(region_name="us-east-1")
        first, second = session.client("sso-admin"), session.client("sso-admin")
        first.meta.events.register("before-call.sso-admin", on_call := lambda **_: seen.append("first"))
        session.events.register("before-call.sso-admin", lambda **_: seen.append("session"))
        second.list_instances()
        assert seen == []
        first.list_instances()
        assert seen == ["first"]
        session.client("sso-admin").list_instances()
        assert seen == ["first", "session"]
        first.meta.events.unregister("before-call.sso-admin", on_call)
        first.list_instances()
        assert seen == ["first", "session"]


def test_built_in_handlers_that_one_session_takes_out_stay_in_others() -> None:
    with mock_ssoadmin():
        before = registered(botocore.session.get_session())
        robbed = botocore.session.get_session()
        for name, handler, *_ in handlers.BUILTIN_HANDLERS:
            robbed.unregister(name, handler)
        assert registered(robbed) != before
        assert registered(botocore.session.get_session()) == before


def test_old_names_of_events_still_work() -> None:
    seen: list[str] = []
    with mock_ssoadmin():
        for _ in range(2):
            session = boto3.Session(region_name="us-east-1")
            session.events.register("before-call.logs", lambda event_name, **_: seen.append(event_name))
            session.client("logs").describe_log_groups()
    assert seen == ["before-call.cloudwatch-logs.DescribeLogGroups"] * 2


def test_the_environment_s_credentials_are_found_as_botocore_finds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin(), monkeypatch.context() as meanwhile:
        meanwhile.setenv("AWS_ACCESS_KEY_ID", "AKIAOTHER")
        meanwhile.setenv("AWS_SESSION_TOKEN", "token")
        found = boto3.Session().get_credentials().get_frozen_credentials()
        assert found[:3] == ("AKIAOTHER", "FOOBARSECRET", "token")
        assert boto3.Session().get_credentials().method == "env"
        meanwhile.delenv("AWS_SECRET_ACCESS_KEY")
        with pytest.raises(PartialCredentialsError):
            boto3.Session().get_credentials()


def test_a_profile_that_is_asked_for_comes_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "credentials").write_text("[mine]\naws_access_key_id = AKIAMINE\naws_secret_access_key = x\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    with mock_ssoadmin(), monkeypatch.context() as meanwhile:
        assert boto3.Session(profile_name="mine").get_credentials().access_key == "AKIAMINE"
        meanwhile.setenv("AWS_PROFILE", "mine")
        assert boto3.Session().get_credentials().access_key == "FOOBARKEY"


def test_a_credential_provider_of_one_s_own_is_asked() -> None:
    class Mine:
        def load_credentials(self) -> Credentials:
            return Credentials("AKIAMINE", "secret")

    with mock_ssoadmin():
        session = botocore.session.get_session()
        session.register_component("credential_provider", Mine())
        assert session.get_credentials().access_key == "AKIAMINE"


def test_search_paths_of_loaders_do_not_grow() -> None:
    lengths = set()
    for _ in range(3):
        with mock_ssoadmin():
            lengths.add(len(boto3.Session()._loader.search_paths))
    assert len(lengths) == 1
