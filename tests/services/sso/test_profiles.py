"""Profiles that `write_profile` writes, as botocore reads them in this process."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.credentials import SSOProvider
from botocore.exceptions import (
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)
from botocore.tokens import SSOTokenProvider
from freezegun.api import FrozenDateTimeFactory

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.controls.profiles import ProfilePath
from ssoadmin_mock.plugin.token_cache import _FOLDER

WORLD = {
    "organization": {"accounts": {"dev": "111122223333", "prod": "444455556666"}},
    "users": {"ada": None, "bob": None},
    "permission_sets": {"Reader": {"managed_policies": ["ReadOnlyAccess"]}, "Admin": None},
    "assignments": [
        {"permission_set": "Reader", "users": ["ada", "bob"], "accounts": ["dev"]},
        {"permission_set": "Admin", "users": "ada", "accounts": ["prod"]},
    ],
}
BOTH_FORMS = pytest.mark.parametrize("sso_session", ["mock", None], ids=["sso-session", "before sso-session"])


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    """The mock, with ada and bob."""
    with mock_ssoadmin(world=WORLD) as idc:
        yield idc


def folders() -> set[str]:
    """Where botocore looks for tokens now."""
    return {getattr(provider, _FOLDER) for provider in (SSOProvider, SSOTokenProvider)}


AWS_FOLDERS = folders()


def write(idc: IdentityCenter, directory: Path, **chosen: Any) -> ProfilePath:
    given = {"account": "dev", "permission_set": "Reader", "region_name": "us-east-1"} | chosen
    return idc.write_profile(directory, **given)


def whoami(profile: str = "default") -> str:
    """The last parts of the caller's ARN: set and user."""
    arn: str = boto3.Session(profile_name=profile).client("sts").get_caller_identity()["Arn"]
    account, role, user = arn.split(":")[4], *arn.split("/")[1:]
    return f"{account} {role.split('_')[1]} {user}"


def cached(directory: Path) -> dict[str, Any]:
    """The one token in the cache."""
    (file,) = (directory / ".aws" / "sso" / "cache").iterdir()
    token: dict[str, Any] = json.loads(file.read_text())
    return token


@BOTH_FORMS
def test_a_fresh_token_gives_credentials(idc: IdentityCenter, tmp_path: Path, sso_session: str | None) -> None:
    with write(idc, tmp_path, user="ada", sso_session=sso_session):
        assert whoami() == "111122223333 Reader ada"
    idc.calls.assert_called("sso:GetRoleCredentials", times=1)
    idc.calls.assert_not_called("sso-oidc:CreateToken")


@BOTH_FORMS
def test_without_a_token_botocore_says_to_sign_in(idc: IdentityCenter, tmp_path: Path, sso_session: str | None) -> None:
    with write(idc, tmp_path, sso_session=sso_session), pytest.raises(SSOTokenLoadError):
        whoami()
    idc.calls.assert_not_called("sso:GetRoleCredentials")


def test_a_token_that_needs_it_is_refreshed_and_cached(
    clock: FrozenDateTimeFactory, idc: IdentityCenter, tmp_path: Path
) -> None:
    with write(idc, tmp_path, user="ada"):
        before = cached(tmp_path)
        # botocore refreshes a token when it is good for less than fifteen minutes.
        clock.tick(timedelta(minutes=46))
        assert whoami() == "111122223333 Reader ada"
        after = cached(tmp_path)
    idc.calls.assert_called("sso-oidc:CreateToken", times=1, grantType="refresh_token")
    assert after["accessToken"] != before["accessToken"]
    assert after["refreshToken"] != before["refreshToken"]
    assert after["expiresAt"] > before["expiresAt"]
    portal = boto3.client("sso", region_name="us-east-1")
    assert portal.list_accounts(accessToken=after["accessToken"])["accountList"]


def test_an_expired_token_is_refreshed_as_long_as_the_session_lasts(
    clock: FrozenDateTimeFactory, idc: IdentityCenter, tmp_path: Path
) -> None:
    with write(idc, tmp_path, user="ada"):
        clock.tick(timedelta(hours=7))
        assert whoami() == "111122223333 Reader ada"
        clock.tick(timedelta(hours=1, minutes=1))
        with pytest.raises(TokenRetrievalError, match="Token has expired and refresh failed"):
            whoami()


def test_the_form_without_a_session_is_not_refreshed(
    clock: FrozenDateTimeFactory, idc: IdentityCenter, tmp_path: Path
) -> None:
    with write(idc, tmp_path, user="ada", sso_session=None):
        assert "refreshToken" not in cached(tmp_path)
        clock.tick(timedelta(minutes=59))
        assert whoami() == "111122223333 Reader ada"
        clock.tick(timedelta(minutes=2))
        with pytest.raises(UnauthorizedSSOTokenError):
            whoami()
    idc.calls.assert_not_called("sso-oidc:CreateToken")


@BOTH_FORMS
def test_after_logging_out_botocore_says_to_sign_in(
    idc: IdentityCenter, tmp_path: Path, sso_session: str | None
) -> None:
    with write(idc, tmp_path, user="ada", sso_session=sso_session):
        boto3.client("sso", region_name="us-east-1").logout(accessToken=cached(tmp_path)["accessToken"])
        with pytest.raises(UnauthorizedSSOTokenError):
            whoami()


def test_credentials_are_renewed_when_they_expire(
    clock: FrozenDateTimeFactory, idc: IdentityCenter, tmp_path: Path
) -> None:
    with write(idc, tmp_path, user="ada"):
        sts = boto3.Session().client("sts")
        first = sts.get_caller_identity()["UserId"]
        clock.tick(timedelta(minutes=61))
        assert sts.get_caller_identity()["UserId"] == first
    idc.calls.assert_called("sso:GetRoleCredentials", times=2)


def test_profiles_share_a_directory(idc: IdentityCenter, tmp_path: Path) -> None:
    write(idc, tmp_path, user="ada", name="work")
    write(idc, tmp_path, account="prod", permission_set="Admin", name="Prod")
    with write(idc, tmp_path, user="bob", name="bob", sso_session="other"):
        assert boto3.Session().available_profiles == ["work", "Prod", "bob"]
        # The second uses the token that the first has cached: they share the section about signing in.
        assert [whoami(name) for name in ("work", "Prod", "bob")] == [
            "111122223333 Reader ada",
            "444455556666 Admin ada",
            "111122223333 Reader bob",
        ]


def test_a_profile_that_is_written_again_is_replaced(idc: IdentityCenter, tmp_path: Path) -> None:
    write(idc, tmp_path, user="ada")
    with write(idc, tmp_path, user="ada", account="prod", permission_set="Admin"):
        assert boto3.Session().available_profiles == ["default"]
        assert whoami() == "444455556666 Admin ada"


def test_the_environment_is_that_of_the_with_block(
    idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("HOME", "/nowhere")
    monkeypatch.delenv("AWS_CONFIG_FILE", raising=False)
    before = dict(os.environ)
    path = write(idc, tmp_path, user="ada", name="work")
    assert dict(os.environ) == before
    with path as entered:
        assert entered is path
        assert {name: os.environ[name] for name in path.environment} == path.environment
        assert (os.environ["AWS_PROFILE"], os.environ["HOME"]) == ("work", str(tmp_path))
        assert "AWS_ACCESS_KEY_ID" not in os.environ
        os.environ["AWS_ACCESS_KEY_ID"] = "left behind"
    assert dict(os.environ) == before


def test_the_environment_is_put_back_after_an_error(idc: IdentityCenter, tmp_path: Path) -> None:
    before = dict(os.environ)
    with pytest.raises(ZeroDivisionError), write(idc, tmp_path, user="ada"):
        _ = 1 / 0
    assert dict(os.environ) == before


@BOTH_FORMS
def test_the_configuration_file_in_the_environment_is_enough(
    idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sso_session: str | None
) -> None:
    path = write(idc, tmp_path, user="ada", name="work", sso_session=sso_session)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    assert whoami("work") == "111122223333 Reader ada"


def test_two_directories_have_a_token_each(
    idc: IdentityCenter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {user: write(idc, tmp_path / user, user=user, name="work") for user in ("ada", "bob")}
    for user, path in paths.items():
        monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
        assert whoami("work") == f"111122223333 Reader {user}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@BOTH_FORMS
def test_nobody_else_reads_the_token(idc: IdentityCenter, tmp_path: Path, sso_session: str | None) -> None:
    path = write(idc, tmp_path, user="ada", sso_session=sso_session)
    (file,) = (tmp_path / ".aws" / "sso" / "cache").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # The names under which the SDKs look.
    assert file.stem == hashlib.sha1((sso_session or idc.start_url).encode(), usedforsecurity=False).hexdigest()
    token = cached(tmp_path)
    written = [secret for name, secret in token.items() if name in {"accessToken", "refreshToken", "clientSecret"}]
    assert not any(secret in path.read_text() or secret in str(path.environment) for secret in written)


def test_without_a_user_no_token_is_written(idc: IdentityCenter, tmp_path: Path) -> None:
    write(idc, tmp_path)
    assert list((tmp_path / ".aws" / "sso" / "cache").iterdir()) == []


def test_nothing_is_left_of_it_when_the_mock_has_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with mock_ssoadmin(world=WORLD) as idc:
        path = write(idc, tmp_path, user="ada")
        monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
        assert folders() == {str(tmp_path / ".aws" / "sso" / "cache")}
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "another"))
        assert folders() == AWS_FOLDERS
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    assert folders() == AWS_FOLDERS
    with mock_ssoadmin():
        assert folders() == AWS_FOLDERS
