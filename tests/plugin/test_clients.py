"""Clients are made quickly in the mock, and share nothing that somebody may change."""

from __future__ import annotations

import inspect
import json
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from ssl import CERT_REQUIRED, SSLContext
from types import SimpleNamespace
from typing import Any

import boto3
import botocore.client
import botocore.hooks
import botocore.httpsession
import botocore.regions
import botocore.session
import pytest
from botocore.client import ClientCreator
from botocore.compat import accepts_kwargs
from botocore.config import Config
from botocore.endpoint import EndpointCreator
from botocore.exceptions import EndpointProviderError
from botocore.loaders import Loader
from botocore.session import Session

from ssoadmin_mock import mock_ssoadmin

REGION = "us-east-1"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let clients outside the mock find credentials without a network."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "FOOBARKEY")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "FOOBARSECRET")


@pytest.fixture
def mocked() -> Iterator[None]:
    with mock_ssoadmin():
        # Whatever is shared is there.
        client()
        yield


def client(session: Any = boto3, service: str = "sso-admin", **kwargs: Any) -> Any:
    return session.client(service, region_name=REGION, **kwargs)


def operations_of(made: Any) -> list[str]:
    return [name for name in dir(made) if not name.startswith("_")]


# --- functions and classes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("service", ["sso-admin", "s3", "iam"])
def test_clients_have_the_operations_that_botocore_gives_them(service: str) -> None:
    ordinary = client(service=service)
    with mock_ssoadmin():
        for _ in range(2):
            quick = client(service=service)
            assert operations_of(quick) == operations_of(ordinary)
            assert type(quick).__mro__[1:] == type(ordinary).__mro__[1:]
            assert type(quick).__name__ == type(ordinary).__name__


def test_operations_are_documented() -> None:
    ordinary = str(client().list_instances.__doc__)
    with mock_ssoadmin():
        assert [str(client().list_instances.__doc__) for _ in range(2)] == [ordinary] * 2


@pytest.mark.usefixtures("mocked")
def test_what_is_set_on_the_class_of_one_client_is_not_on_another() -> None:
    first, second = client(), client()
    type(first).list_instances = lambda _: "replaced"
    assert first.list_instances() == "replaced"
    assert second.list_instances()["Instances"] == []
    assert client().list_instances()["Instances"] == []


@pytest.mark.usefixtures("mocked")
def test_handlers_that_make_a_class_change_no_other() -> None:
    def change(class_attributes: dict[str, Any], base_classes: list[type], **_: Any) -> None:
        class_attributes["added"] = lambda _: "added"
        del class_attributes["list_instances"]
        base_classes.append(type("Mixin", (), {"mixed_in": True}))

    session = boto3.Session()
    session.events.register("creating-client-class.sso-admin", change)
    changed = client(session)
    assert (changed.added(), changed.mixed_in, hasattr(changed, "list_instances")) == ("added", True, False)
    for other in (client(), client(boto3.Session())):
        assert operations_of(other) == [name for name in operations_of(other) if name not in ("added", "mixed_in")]
        assert other.list_instances()["Instances"] == []


@pytest.mark.usefixtures("mocked")
def test_handlers_that_document_operations_are_asked() -> None:
    session = boto3.Session()
    session.events.register(
        "docs.method-intro.sso-admin.ListInstances.complete-section",
        lambda section, **_: section.write("Mine."),
    )
    session.events.register("docs.*.sso-admin.ListInstances.*", lambda section, **_: section.write("Mine."))
    assert "Mine." in str(client(session).list_instances.__doc__)
    assert "Mine." not in str(client().list_instances.__doc__)


@pytest.mark.usefixtures("mocked")
def test_another_way_to_make_a_function_is_taken_while_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(ClientCreator, "_create_api_method", lambda *_: lambda _: "mine")
        assert client().list_instances() == "mine"
    assert client().list_instances()["Instances"] == []


@pytest.mark.usefixtures("mocked")
def test_another_maker_of_clients_makes_its_own_functions(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mine(ClientCreator):
        def _create_api_method(self, *_: Any) -> Any:
            return lambda _: "mine"

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(botocore.client, "ClientCreator", Mine)
        assert client().list_instances() == "mine"
    assert client().list_instances()["Instances"] == []


# --- what a client has ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mocked")
def test_model_configuration_and_events_are_each_client_s_own() -> None:
    first, second = client(), client()
    for name in ("service_model", "config", "events"):
        assert getattr(first.meta, name) is not getattr(second.meta, name)
    first.meta.service_model.signature_version = "mine"
    first.meta.service_model.operation_model("ListInstances").input_shape.members.clear()
    first.meta.config.user_agent_extra = "mine"
    for other in (second, client()):
        assert other.meta.service_model.signature_version == "v4"
        assert "MaxResults" in other.meta.service_model.operation_model("ListInstances").input_shape.members
        assert other.meta.config.user_agent_extra != "mine"


@pytest.mark.usefixtures("mocked")
def test_exceptions_are_each_session_s_own() -> None:
    first, second = (client(boto3.Session()).exceptions.ConflictException for _ in range(2))
    first.mine = True
    assert not hasattr(second, "mine")
    with pytest.raises(ValueError, match="ConflictException"):
        raise_as(client(), "ConflictException")


def raise_as(made: Any, name: str) -> None:
    try:
        raise getattr(made.exceptions, name)({"Error": {"Code": name}}, "CreateInstance")
    except made.exceptions.ConflictException as error:
        raise ValueError(str(error)) from error


# --- endpoints -----------------------------------------------------------------------------------------------------


def endpoints() -> dict[tuple[object, ...], Any]:
    """Return where botocore sends something, by service, Region and configuration; or its error."""
    session = boto3.Session()
    asked = [("sso-admin", "ListInstances", {}), ("s3", "GetObject", {"Bucket": "bucket"}), ("sts", "AssumeRole", {})]
    return {
        (service, region_name, config): outcome(session, service, region_name, config, operation, members)
        for service, operation, members in asked
        for region_name in ("us-east-1", "eu-west-1", "cn-north-1")
        for config in (None, "use_fips_endpoint", "use_dualstack_endpoint")
    }


def outcome(
    session: Any, service: str, region_name: str, config: str | None, operation: str, members: dict[str, str]
) -> Any:
    made = session.client(service, region_name=region_name, config=Config(**{config: True} if config else {}))
    try:
        return made._resolve_endpoint_ruleset(made.meta.service_model.operation_model(operation), members, {})
    except EndpointProviderError as error:
        return str(error)


def test_endpoints_are_those_of_botocore() -> None:
    ordinary = endpoints()
    assert len({str(endpoint) for endpoint in ordinary.values()}) > 20
    with mock_ssoadmin():
        assert [endpoints(), endpoints()] == [ordinary, ordinary]


def handlers_for(made: Any, event: str) -> int:
    return len(made.meta.events._emitter._handlers.prefix_search(event))


@pytest.mark.parametrize("service", ["timestream-write", "dynamodb", "sso-admin"])
def test_a_service_that_tells_its_endpoints_is_asked_for_them(service: str) -> None:
    events = [f"{event}.{service}.X" for event in ("before-parameter-build", "request-created", "needs-retry")]
    config = Config(endpoint_discovery_enabled=True)
    ordinary = client(service=service, config=config)
    with mock_ssoadmin():
        quick = client(service=service, config=config)
        assert [handlers_for(quick, event) for event in events] == [handlers_for(ordinary, event) for event in events]


def test_a_service_that_tells_its_endpoints_has_a_handler_for_them() -> None:
    with mock_ssoadmin():
        asked, unasked = (
            client(service="timestream-write", config=Config(endpoint_discovery_enabled=enabled))
            for enabled in (True, False)
        )
    assert handlers_for(asked, "request-created.timestream-write.X") == 1 + handlers_for(
        unasked, "request-created.timestream-write.X"
    )


# --- what users bring ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mocked")
def test_files_of_one_s_own_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("service-2", "endpoint-rule-set-1"):
        data: Any = Loader().load_service_model("sso-admin", name)
        data = json.loads(json.dumps(data).replace("https://sso.", "https://mine."))
        if name == "service-2":
            data["operations"]["Mine"] = {**data["operations"]["ListInstances"], "name": "Mine"}
        (tmp_path / "sso-admin" / "2020-07-20").mkdir(parents=True, exist_ok=True)
        (tmp_path / "sso-admin" / "2020-07-20" / f"{name}.json").write_text(json.dumps(data))
    with monkeypatch.context() as meanwhile:
        meanwhile.setenv("AWS_DATA_PATH", str(tmp_path))
        mine = client(boto3.Session())
    other = client(boto3.Session())
    assert (hasattr(mine, "mine"), hasattr(other, "mine")) == (True, False)
    assert resolved(mine) != resolved(other)


def resolved(made: Any) -> str:
    operation = made.meta.service_model.operation_model("ListInstances")
    url: str = made._resolve_endpoint_ruleset(operation, {}, {})[0]
    return url


def proxies_of(made: Any) -> Any:
    return made._endpoint.http_session._proxy_config._proxies


@pytest.mark.usefixtures("mocked")
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy"])
def test_proxies_that_variables_name_are_taken(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as meanwhile:
        meanwhile.setenv(variable, "http://proxy.example.com")
        assert proxies_of(client())["https"] == "http://proxy.example.com"
        meanwhile.setenv("no_proxy", "*")
        assert proxies_of(client()) == {}
    assert "https" not in proxies_of(client())


@pytest.mark.usefixtures("mocked")
def test_proxies_are_looked_for_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(botocore.utils, "getproxies", lambda: {"https": "http://proxy.example.com"})
    assert proxies_of(client()) == {"https": "http://proxy.example.com"}
    monkeypatch.setattr(botocore.utils, "getproxies", urllib.request.getproxies_environment)


@pytest.mark.usefixtures("mocked")
def test_each_client_is_made_from_what_its_session_s_profile_says_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = "aws_access_key_id = FOOBARKEY\naws_secret_access_key = FOOBARSECRET"
    profiles = [f"[profile {name}]\nmax_attempts = {most}\n{keys}\n" for name, most in (("one", 7), ("two", 8))]
    (tmp_path / "config").write_text("".join(profiles))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    session = botocore.session.get_session()
    attempts = []
    for profile in ("one", "two", "one"):
        session.set_config_variable("profile", profile)
        attempts.append(session.create_client("sso-admin", region_name=REGION).meta.config.retries)
    assert [each["total_max_attempts"] for each in attempts] == [7, 8, 7]


def s3_settings(made: Any) -> Any:
    return made.meta.config.s3


def test_what_is_said_of_s3_is_read_for_each_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    with mock_ssoadmin():
        for style in ("virtual", "path"):
            (tmp_path / "config").write_text(f"[default]\ns3 =\n  addressing_style = {style}\n")
            for session in (boto3.Session(), boto3.Session()):
                assert s3_settings(client(session, "s3")) == {"addressing_style": style}
                own = client(session, "s3", config=Config(s3={"use_arn_region": True}))
                assert s3_settings(own) == {"addressing_style": style, "use_arn_region": True}
        session = botocore.session.get_session()
        for style in ("virtual", "path"):
            session.get_component("config_store").set_config_variable("s3", {"addressing_style": style})
            made = session.create_client("s3", region_name=REGION)
            assert s3_settings(made) == {"addressing_style": style}


@pytest.mark.usefixtures("mocked")
def test_names_of_operations_are_each_client_s_own() -> None:
    first, second = client(), client()
    first.meta.method_to_api_mapping["mine"] = "ListInstances"
    for other in (second, client()):
        assert "mine" not in other.meta.method_to_api_mapping
        assert other.can_paginate("list_instances")


# --- handlers of events --------------------------------------------------------------------------------------------


class Handlers:
    def fitting(self, **_: Any) -> None: ...

    def unfit(self) -> None: ...


def fitting(**_: Any) -> None: ...


def unfit(one: Any) -> None: ...


def otherwise_described() -> None: ...


otherwise_described.__signature__ = inspect.signature(fitting)  # type: ignore[attr-defined]  # as decorators set it


@pytest.mark.usefixtures("mocked")
@pytest.mark.parametrize("handler", [fitting, Handlers().fitting, partial(fitting), otherwise_described])
def test_handlers_are_taken_that_botocore_takes(handler: Any) -> None:
    assert accepts_kwargs(handler)
    client().meta.events.register("before-call", handler)


@pytest.mark.usefixtures("mocked")
@pytest.mark.parametrize("handler", [unfit, Handlers().unfit, partial(unfit, 1)])
def test_handlers_without_keywords_are_refused_as_botocore_does(handler: Any) -> None:
    with pytest.raises(ValueError, match="must accept keyword arguments"):
        client().meta.events.register("before-call", handler)


# --- connections ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mocked")
def test_each_client_has_a_tls_context_of_its_own() -> None:
    first, second = (made._endpoint.http_session._manager.connection_pool_kw for made in (client(), client()))
    for members in (first, second):
        assert type(members["ssl_context"]) is SSLContext
        assert members["ssl_context"].verify_mode is CERT_REQUIRED
    assert first["ssl_context"] is not second["ssl_context"]


def test_a_client_of_the_mock_connects_as_others_do_afterwards() -> None:
    with mock_ssoadmin():
        made = client(endpoint_url="https://localhost:1", config=Config(retries={"total_max_attempts": 1}))
    pool = made._endpoint.http_session._manager.connection_from_url("https://localhost:1")
    assert type(pool.conn_kw["ssl_context"]) is SSLContext


def test_another_pool_of_connections_gets_a_context(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin(), monkeypatch.context() as meanwhile:
        meanwhile.setattr(botocore.httpsession, "PoolManager", SimpleNamespace)
        assert type(client()._endpoint.http_session._manager.ssl_context) is SSLContext


# --- afterwards ----------------------------------------------------------------------------------------------------


def test_botocore_is_as_it_was_afterwards() -> None:
    owners = (ClientCreator, EndpointCreator, Session, botocore.regions, botocore.hooks, botocore.httpsession)
    before = [dict(vars(owner)) for owner in owners]
    with mock_ssoadmin():
        client()
        assert [dict(vars(owner)) != each for owner, each in zip(owners, before, strict=True)] == [True] * 6
    assert [dict(vars(owner)) for owner in owners] == before
