"""Clients that people sign in with: botocore, aws-sso-lib, the AWS CLI 2, yawsso, aws2-wrap and JavaScript."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import settings

from ssoadmin_mock import mock_ssoadmin
from tests.e2e.conftest import Server, install
from tests.e2e.homes import ADA, Home
from tests.e2e.signing_in import WORLD

BOTH_FORMS = pytest.mark.parametrize("sso_session", ["mock", None], ids=["sso-session", "before sso-session"])
WHO_AM_I = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"
# botocore refreshes a token that is good for less than fifteen minutes, JavaScript below five.
SOON = timedelta(minutes=4)
TOOLS = ("yawsso==1.4.0", "aws2-wrap==1.4.0")


@pytest.fixture
def home(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Home]:
    """A home directory for clients in other processes; the server has ada."""
    server.moto_api("reset")
    monkeypatch.setattr(settings, "TEST_SERVER_MODE", True)
    monkeypatch.setenv("TEST_SERVER_MODE_ENDPOINT", server.url)
    with mock_ssoadmin(world=WORLD) as idc:
        yield Home(idc, tmp_path, server.url)


# --- botocore ------------------------------------------------------------------------------------------------------


@BOTH_FORMS
def test_botocore_uses_a_fresh_token(home: Home, sso_session: str | None) -> None:
    home.write(sso_session=sso_session)
    done = home.run(sys.executable, "-c", WHO_AM_I)
    assert ADA in done.stdout, done.stderr
    home.idc.calls.assert_called("sso:GetRoleCredentials", times=1)
    home.idc.calls.assert_not_called("sso-oidc:CreateToken")


def test_botocore_refreshes_a_token(home: Home) -> None:
    home.write()
    before = home.token()
    home.age_token(SOON)
    done = home.run(sys.executable, "-c", WHO_AM_I)
    assert ADA in done.stdout, done.stderr
    home.idc.calls.assert_called("sso-oidc:CreateToken", times=1, grantType="refresh_token")
    assert home.token()["accessToken"] != before["accessToken"]


@BOTH_FORMS
def test_botocore_without_a_token_says_so(home: Home, sso_session: str | None) -> None:
    home.write(user=None, sso_session=sso_session)
    done = home.run(sys.executable, "-c", WHO_AM_I)
    assert done.returncode != 0
    assert "SSOTokenLoadError" in done.stderr


# --- aws-sso-lib ---------------------------------------------------------------------------------------------------


def log_in(start_url: str, approve: Any) -> tuple[str, list[tuple[str, str, str]]]:
    """Log in by device code, and return who that is in the role, and all roles."""
    aws_sso_lib = pytest.importorskip("aws_sso_lib")
    cache: dict[str, Any] = {}
    aws_sso_lib.login(start_url, "us-east-1", user_auth_handler=approve, sso_cache=cache)
    roles = list(aws_sso_lib.list_available_roles(start_url, "us-east-1", sso_cache=cache))
    chosen = {"account_id": "111122223333", "role_name": "Reader", "region": "us-east-1"}
    session = aws_sso_lib.get_boto3_session(start_url, "us-east-1", **chosen, sso_cache=cache)
    return session.client("sts").get_caller_identity()["Arn"], roles


ROLES = [("111122223333", "dev", "Reader")]


def test_aws_sso_lib_logs_in_here() -> None:
    with mock_ssoadmin(world=WORLD) as idc:

        def approve(userCode: str, **_: Any) -> None:  # noqa: N803 (aws-sso-lib names it)
            idc.approve_sign_in(userCode, user="ada")

        arn, roles = log_in(idc.start_url, approve)
    assert ADA in arn
    assert roles == ROLES


def test_aws_sso_lib_logs_in_at_the_server(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", home.server_url)
    pages = []

    def approve(userCode: str, verificationUri: str, **_: Any) -> None:  # noqa: N803 (aws-sso-lib names them)
        pages.append(verificationUri)
        home.idc.approve_sign_in(userCode, user="ada")

    arn, roles = log_in(home.idc.start_url, approve)
    assert ADA in arn
    assert roles == ROLES
    assert pages == [f"{home.server_url}/device"]


# --- the AWS CLI, and tools around it ------------------------------------------------------------------------------


def test_version_1_of_the_cli_uses_a_profile(home: Home, aws_cli: Path) -> None:
    home.write()
    home.age_token(SOON)
    done = home.run(aws_cli, "sts", "get-caller-identity")
    assert ADA in done.stdout, done.stderr
    home.idc.calls.assert_called("sso-oidc:CreateToken", times=1, grantType="refresh_token")


@pytest.fixture(scope="session")
def aws_2() -> tuple[Path, list[str]]:
    """Version 2 of the AWS CLI, such as Debian's package `awscli`, and the options with which it logs in by code."""
    for folder in os.environ["PATH"].split(os.pathsep):
        program = Path(folder) / "aws"
        if program.exists():
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
            if version := re.match(r"aws-cli/2\.(\d+)", said):
                # Since 2.22 it prefers authorization codes, and a browser on this machine.
                return program, ["--no-browser", *(["--use-device-code"] if int(version[1]) >= 22 else [])]
    pytest.skip("version 2 of the AWS CLI is not installed (Debian's package awscli)")


@pytest.fixture
def elsewhere(home: Home, tmp_path: Path) -> dict[str, str]:
    """An environment in which version 2 calls the server: before 2.13 it takes no URL, but rules for endpoints."""
    parameter = {"required": False, "documentation": "", "type": "String"}
    flag = {"required": True, "default": False, "documentation": "", "type": "Boolean"}
    rules = {
        "version": "1.0",
        "parameters": {
            "Region": parameter | {"builtIn": "AWS::Region"},
            "Endpoint": parameter | {"builtIn": "SDK::Endpoint"},
            "UseDualStack": flag | {"builtIn": "AWS::UseDualStack"},
            "UseFIPS": flag | {"builtIn": "AWS::UseFIPS"},
        },
        "rules": [{"conditions": [], "endpoint": {"url": home.server_url}, "type": "endpoint"}],
    }
    for api in ("sso/2019-06-10", "sso-oidc/2019-06-10", "sts/2011-06-15"):
        folder = tmp_path / "models" / api
        folder.mkdir(parents=True)
        (folder / "endpoint-rule-set-1.json").write_text(json.dumps(rules))
    return {"AWS_DATA_PATH": str(tmp_path / "models"), "AWS_ENDPOINT_URL": home.server_url}


@BOTH_FORMS
def test_version_2_logs_in_and_out(
    home: Home, aws_2: tuple[Path, list[str]], elsewhere: dict[str, str], sso_session: str | None
) -> None:
    aws, options = aws_2
    home.write(user=None, sso_session=sso_session)
    logged_in = home.approving(aws, "sso", "login", *options, **elsewhere)
    assert f"Successfully logged into Start URL: {home.idc.start_url}" in logged_in.stdout
    assert f"{home.server_url}/device?user_code=" in logged_in.stdout
    identity = home.run(aws, "sts", "get-caller-identity", **elsewhere)
    assert ADA in identity.stdout, identity.stderr
    logged_out = home.run(aws, "sso", "logout", **elsewhere)
    assert logged_out.returncode == 0, logged_out.stderr
    home.idc.calls.assert_called("sso:Logout", times=1)
    assert home.run(aws, "sts", "get-caller-identity", **elsewhere).returncode != 0


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of yawsso and aws2-wrap."""
    return install(tmp_path_factory.mktemp("tools"), *TOOLS)


def caller(server: Server, keys: dict[str, str]) -> str:
    """Whose these credentials are."""
    sts = boto3.client("sts", region_name="us-east-1", endpoint_url=server.url, **keys)
    arn: str = sts.get_caller_identity()["Arn"]
    return arn


KEYS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")


def test_yawsso_writes_credentials(
    home: Home, aws_2: tuple[Path, list[str]], elsewhere: dict[str, str], tools: Path, server: Server
) -> None:
    home.write()
    done = home.run(tools / "yawsso", "--default-only", "--bin", str(aws_2[0]), **elsewhere)
    assert done.returncode == 0, done.stderr
    written = RawConfigParser()
    written.read(home.directory / ".aws" / "credentials")
    assert ADA in caller(server, {key: written["default"][key] for key in KEYS})


def test_aws2_wrap_exports_credentials(
    home: Home, aws_2: tuple[Path, list[str]], elsewhere: dict[str, str], tools: Path, server: Server
) -> None:
    home.write()
    path = f"{aws_2[0].parent}{os.pathsep}{os.environ['PATH']}"
    done = home.run(tools / "aws2-wrap", "--profile", "default", "--export", PATH=path, **elsewhere)
    assert done.returncode == 0, done.stderr
    exported = dict(re.findall(r"^export (\w+)=(.*)$", done.stdout, re.MULTILINE))
    assert ADA in caller(server, {key: exported[key.upper()] for key in KEYS})


# --- JavaScript ----------------------------------------------------------------------------------------------------


def javascript_says(home: Home, javascript: Path) -> dict[str, Any]:
    done = home.run("node", javascript / "sign-in.mjs", AWS_ENDPOINT_URL=home.server_url)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def keys_of(credentials: dict[str, str]) -> dict[str, str]:
    names = ("accessKeyId", "secretAccessKey", "sessionToken")
    return {key: credentials[name] for key, name in zip(KEYS, names, strict=True)}


def test_javascript_uses_a_fresh_token(home: Home, javascript: Path, server: Server) -> None:
    home.write()
    said = javascript_says(home, javascript)
    assert said["token"]["token"] == home.token()["accessToken"]
    assert ADA in caller(server, keys_of(said["credentials"]))
    home.idc.calls.assert_not_called("sso-oidc:CreateToken")


def test_javascript_uses_a_profile_without_a_section(home: Home, javascript: Path, server: Server) -> None:
    home.write(sso_session=None)
    said = javascript_says(home, javascript)
    assert "missing required property 'sso_session'" in said["token"]["message"]
    assert ADA in caller(server, keys_of(said["credentials"]))


def test_javascript_refreshes_a_token(home: Home, javascript: Path, server: Server) -> None:
    home.write()
    before = home.token()
    home.age_token(SOON)
    said = javascript_says(home, javascript)
    assert ADA in caller(server, keys_of(said["credentials"]))
    assert said["token"]["token"] == home.token()["accessToken"] != before["accessToken"]
    home.idc.calls.assert_called("sso-oidc:CreateToken", times=1, grantType="refresh_token")


def test_javascript_without_a_token_says_so(home: Home, javascript: Path) -> None:
    home.write(user=None)
    said = javascript_says(home, javascript)
    assert said["token"]["error"] == "TokenProviderError"
    assert said["credentials"]["error"] == "CredentialsProviderError"
    home.idc.calls.assert_not_called("sso:GetRoleCredentials")
