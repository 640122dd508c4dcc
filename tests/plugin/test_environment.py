"""What the environment says that would lead calls away or break the mock does not count while the mock is active."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import botocore.session
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError, ProfileNotFound
from botocore.utils import IMDSFetcher
from moto import mock_aws

from ssoadmin_mock import IdentityCenter, UnmockedAWSCallError, mock_ssoadmin
from tests.conftest import MANAGEMENT, STANDALONE

ELSEWHERE = "http://127.0.0.1:9"
SERVICES = {
    "sso-admin": lambda client: client.list_instances(),
    "s3": lambda client: client.list_buckets(),
    "dynamodb": lambda client: client.list_tables(),
    "ec2": lambda client: client.describe_vpcs(),
    "sts": lambda client: client.get_caller_identity(),
}
ENDPOINT_VARIABLES = ["AWS_ENDPOINT_URL", *(f"AWS_ENDPOINT_URL_{n.upper().replace('-', '_')}" for n in SERVICES)]

CONFIG_FILES = {
    "global": "[default]\nendpoint_url = {url}\n",
    "one service": "[default]\nservices = local\n[services local]\nsso_admin =\n  endpoint_url = {url}\n",
    "missing section": "[default]\nservices = nowhere\n",
}


def call_everything(**kwargs: Any) -> None:
    for service, call in SERVICES.items():
        call(boto3.client(service, region_name="us-east-1", **kwargs))


@pytest.mark.parametrize("name", ENDPOINT_VARIABLES)
def test_an_endpoint_in_a_variable_is_set_aside(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, ELSEWHERE)
    with mock_ssoadmin():
        call_everything()
        with mock_ssoadmin(), mock_aws():
            call_everything()
        call_everything()
    assert os.environ[name] == ELSEWHERE


def test_a_variable_that_is_set_inside_is_too(monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin():
        for name in ENDPOINT_VARIABLES:
            monkeypatch.setenv(name, ELSEWHERE)
        call_everything()
        boto3.Session(region_name="us-east-1").client("sso-admin").list_instances()


@pytest.mark.parametrize("content", CONFIG_FILES.values(), ids=CONFIG_FILES)
def test_so_is_one_in_the_configuration_file(content: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text(content.format(url=ELSEWHERE))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    with mock_ssoadmin():
        call_everything()


@pytest.mark.parametrize("end", ["in order", "reversed", "after an exception"])
def test_afterwards_it_counts_again(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", ELSEWHERE)
    ours, theirs = mock_ssoadmin(), mock_aws()
    ours.start()
    theirs.start()
    try:
        if end == "after an exception":
            raise KeyError(end)
    except KeyError:
        pass
    for mock in (ours, theirs) if end == "in order" else (theirs, ours):
        assert boto3.client("s3", region_name="us-east-1").meta.endpoint_url != ELSEWHERE
        mock.stop()
    assert client_before().meta.endpoint_url == ELSEWHERE
    assert os.environ["AWS_ENDPOINT_URL"] == ELSEWHERE


def client_before(service: str = "s3", **kwargs: Any) -> Any:
    session = boto3.Session(aws_access_key_id="a", aws_secret_access_key="b", region_name="us-east-1")
    return session.client(service, config=Config(retries={"max_attempts": 0}), **kwargs)


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"])
def test_an_older_client_with_such_an_endpoint_is_an_error_that_names_the_variable(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, ELSEWHERE)
    older = client_before()
    with (
        mock_ssoadmin(),
        pytest.raises(UnmockedAWSCallError, match=rf"GET {ELSEWHERE}.* {name} leads there.* endpoint_url="),
    ):
        older.list_buckets()


@pytest.mark.parametrize("kind", ["global", "one service"])
def test_or_the_file(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text(CONFIG_FILES[kind].format(url=ELSEWHERE))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    older = client_before("sso-admin")
    with (
        mock_ssoadmin(),
        pytest.raises(UnmockedAWSCallError, match=r"endpoint_url in .* the AWS configuration"),
    ):
        older.list_instances()


def test_an_endpoint_that_a_test_gives_itself_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", ELSEWHERE)
    with mock_ssoadmin():
        client = client_before(endpoint_url=ELSEWHERE)
        assert client.meta.endpoint_url == ELSEWHERE


@pytest.mark.sockets
def test_and_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", ELSEWHERE)
    with mock_ssoadmin():
        for endpoint_url in (ELSEWHERE, "http://127.0.0.1:7"):
            with pytest.raises(EndpointConnectionError):
                client_before(endpoint_url=endpoint_url).list_buckets()


@pytest.mark.parametrize("name", ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
def test_a_profile_that_does_not_exist_is_set_aside(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin():
        monkeypatch.setenv(name, "nobody")
        call_everything()
    with mock_ssoadmin():
        call_everything()
        boto3.Session(region_name="us-east-1").client("sts").get_caller_identity()
    assert os.environ[name] == "nobody"
    with pytest.raises(ProfileNotFound):
        boto3.client("sts", region_name="us-east-1")


def test_a_profile_that_a_test_names_itself_has_to_exist(idc: IdentityCenter) -> None:
    with pytest.raises(ProfileNotFound, match="nobody"):
        boto3.Session(profile_name="nobody").client("sts", region_name="us-east-1")


def test_a_profile_that_exists_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text("[profile here]\nregion = eu-west-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    monkeypatch.setenv("AWS_PROFILE", "here")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    with mock_ssoadmin():
        assert boto3.client("sts").meta.region_name == "eu-west-1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "http://127.0.0.1:9"),
        ("HTTP_PROXY", "nonsense"),
        ("https_proxy", "http://127.0.0.1:9"),
        ("AWS_CA_BUNDLE", "/nowhere.pem"),
        ("REQUESTS_CA_BUNDLE", "/nowhere.pem"),
        ("AWS_SESSION_TOKEN", "token"),
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.2/x"),
        ("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere"),
    ],
)
def test_what_else_is_there_leads_nowhere(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with mock_ssoadmin():
        call_everything()
        answer = requests.get("https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity", timeout=1)
        assert MANAGEMENT in answer.text


OTHER_HOSTS = [
    ("use_fips_endpoint", "true"),
    ("use_dualstack_endpoint", "true"),
    ("account_id_endpoint_mode", "required"),
]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((f"AWS_{key.upper()}", value) for key, value in OTHER_HOSTS),
        ("AWS_ACCOUNT_ID", STANDALONE),
        ("AWS_ACCOUNT_ID", "not one"),
        ("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z"),
        ("AWS_CREDENTIAL_EXPIRATION", "never"),
    ],
)
@pytest.mark.parametrize("when", ["before", "inside"])
def test_what_would_make_calls_fail_is_set_aside(
    name: str, value: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if when == "before":
        monkeypatch.setenv(name, value)
    with mock_ssoadmin() as idc:
        monkeypatch.setenv(name, value)
        call_everything()
        call_everything(aws_session_token="token")
        idc.session(account_id=STANDALONE).client("sts", region_name="us-east-1").get_caller_identity()
        assert account_of_variables() is None
    assert os.environ[name] == value


def account_of_variables() -> str | None:
    account: str | None = botocore.session.Session().get_credentials().get_frozen_credentials().account_id
    return account


@pytest.mark.parametrize(("key", "value"), OTHER_HOSTS)
def test_so_is_what_would_do_so_in_the_configuration_file(
    key: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_configuration(f"{key} = {value}", monkeypatch, tmp_path)
    with mock_ssoadmin():
        call_everything()


@pytest.mark.parametrize("key", ["use_accelerate_endpoint", "use_dualstack_endpoint"])
def test_and_among_the_settings_of_s3(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_configuration(f"s3 =\n  addressing_style = virtual\n  {key} = true", monkeypatch, tmp_path)
    with mock_ssoadmin():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="bucket-one")
        assert [bucket["Name"] for bucket in client.list_buckets()["Buckets"]] == ["bucket-one"]
        client.head_bucket(Bucket="bucket-one")


def use_configuration(default_profile: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text(f"[default]\n{default_profile}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    # It may have read another file.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


def test_afterwards_they_count_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("AWS_ACCOUNT_ID", STANDALONE)
    with mock_ssoadmin():
        assert "fips" not in client_before("sts").meta.endpoint_url
    assert client_before("sts").meta.endpoint_url == "https://sts-fips.us-east-1.amazonaws.com"
    assert account_of_variables() == STANDALONE


def test_a_fips_host_that_a_test_asks_for_itself_is_called(idc: IdentityCenter) -> None:
    client = boto3.client("sso-admin", region_name="us-east-1", config=Config(use_fips_endpoint=True))
    assert client.meta.endpoint_url == "https://sso-fips.us-east-1.amazonaws.com"
    assert client.list_instances()["Instances"] == []


@pytest.mark.parametrize("key", ["AWS_DEFAULTS_MODE", "defaults_mode"])
def test_nobody_asks_the_machine_where_it_is(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the mode "auto", botocore asks the metadata service of EC2 for the Region whenever a client is made."""
    if key.isupper():
        monkeypatch.setenv(key, "auto")
    else:
        use_configuration(f"{key} = auto", monkeypatch, tmp_path)
    asked: list[str] = []

    def refuse(*_: Any, **__: Any) -> None:
        asked.append("for metadata")
        raise IMDSFetcher._RETRIES_EXCEEDED_ERROR_CLS

    monkeypatch.setattr(IMDSFetcher, "_get_request", refuse)
    monkeypatch.setattr(IMDSFetcher, "_fetch_metadata_token", refuse)
    with mock_ssoadmin():
        call_everything()
    assert asked == []
    boto3.client("sts", region_name="us-east-1")
    assert asked != []


@pytest.mark.parametrize("key", ["AWS_CSM_ENABLED", "csm_enabled"])
def test_nobody_is_told_of_calls(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Client-side monitoring sends a datagram about each call; here, opening a socket fails the test."""
    if key.isupper():
        monkeypatch.setenv(key, "true")
    else:
        use_configuration(f"{key} = true", monkeypatch, tmp_path)
    with mock_ssoadmin():
        call_everything()


def account_of(session: Any) -> str:
    account: str = session.client("sts", region_name="us-east-1").get_caller_identity()["Account"]
    # Both ways on which calls arrive agree.
    (instance,) = session.client("sso-admin", region_name="us-east-1").list_instances()["Instances"]
    assert instance["OwnerAccountId"] == account
    return account


def set_before(act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")
    act()


def set_inside(act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin():
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")
        act()


@pytest.mark.parametrize("when", [set_before, set_inside])
def test_the_account_of_a_session_comes_before_moto_account_id(when: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def act() -> None:
        with mock_ssoadmin() as idc:
            session = idc.session(account_id=STANDALONE)
            session.client("sso-admin", region_name="us-east-1").create_instance()
            assert account_of(session) == STANDALONE
            assert boto3.client("sts", region_name="us-east-1").get_caller_identity()["Account"] == "999999999999"

    when(act, monkeypatch)


@pytest.mark.parametrize("management", [STANDALONE, MANAGEMENT])
def test_and_so_does_the_management_account_of_a_world(management: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = {"organization": {"management_account": {"id": management}}}
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")
    with mock_ssoadmin(world=world):
        assert account_of(boto3) == management
    monkeypatch.delenv("MOTO_ACCOUNT_ID")
    with mock_ssoadmin(world=world):
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")
        assert account_of(boto3) == management


def test_a_call_that_says_nothing_comes_from_moto_account_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "999999999999")
    with mock_ssoadmin() as idc:
        assert idc.enable_organization_instance().owner_account_id == "999999999999"
        assert account_of(boto3) == "999999999999"
