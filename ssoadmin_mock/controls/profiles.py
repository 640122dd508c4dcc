"""An AWS profile of somebody who signs in, written as ``aws configure sso`` and ``aws sso login`` write it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from configparser import RawConfigParser
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.plugin import token_cache
from ssoadmin_mock.plugin.environment import put_environment
from ssoadmin_mock.services.sign_in import ACCOUNT_ACCESS

if TYPE_CHECKING:
    from ssoadmin_mock.controls.sign_ins import SignIn

_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")


class ProfilePath(type(Path())):  # type: ignore[misc]  # before Python 3.12 only the concrete class can be derived from
    """The configuration file of a profile.

    As a context manager it puts the profile into force: `environment` is set, and credentials in the environment, which
    come before every profile, are out of the way.

    :ivar environment: the environment variables with which the profile is in force, in this process and in others.
    """

    environment: Mapping[str, str] = MappingProxyType({})
    _undo: ExitStack

    def __enter__(self) -> ProfilePath:
        with ExitStack() as undo:
            undo.enter_context(_environment(self.environment))
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()


@dataclass(frozen=True)
class Profile:
    """A profile.

    :param name: the profile's name.
    :param account_id: the account of its role.
    :param role_name: the permission set's name.
    :param region_name: the profile's Region, if it has one.
    :param sso_session: the name of the ``sso-session`` section; None for a profile in the form before there were any.
    :param start_url: the URL of the access portal.
    :param sso_region: the Region of the instance.
    :param endpoint_url: where all calls go; None for AWS's own endpoints.
    """

    name: str
    account_id: str
    role_name: str
    region_name: str | None
    sso_session: str | None
    start_url: str
    sso_region: str
    endpoint_url: str | None

    def write(self, directory: Path, signed_in: SignIn | None) -> ProfilePath:
        """Write it, beside the profiles that are there already.

        :param directory: what stands for the user's home directory.
        :param signed_in: whose token is cached; None for nobody's.
        :returns: the configuration file.
        """
        folder = directory / ".aws"
        cache = folder / "sso" / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        path = ProfilePath(folder / "config")
        self._add_to(path)
        if signed_in is not None:
            _write_private(cache / f"{self._cache_key}.json", json.dumps(self._token(signed_in), indent=2))
        token_cache.note(path, cache)
        path.environment = {
            "AWS_CONFIG_FILE": str(path),
            "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
            "AWS_PROFILE": self.name,
            # Where botocore in another process, the AWS CLI and the other SDKs look for the token.
            "HOME": str(directory),
            "USERPROFILE": str(directory),
        }
        return path

    def _add_to(self, path: Path) -> None:
        # As botocore reads it: names keep their case, and there is no default section.
        config = RawConfigParser(default_section="")
        config.optionxform = str  # type: ignore[assignment,method-assign]  # this is how configparser is told
        config.read(path, encoding="utf-8")
        for section, options in self._sections().items():
            config[section] = {name: value for name, value in options.items() if value is not None}
        with path.open("w", encoding="utf-8") as file:
            config.write(file)

    def _sections(self) -> dict[str, dict[str, str | None]]:
        portal = {"sso_start_url": self.start_url, "sso_region": self.sso_region}
        role: dict[str, str | None] = {
            "sso_account_id": self.account_id,
            "sso_role_name": self.role_name,
            "region": self.region_name,
            "endpoint_url": self.endpoint_url,
        }
        profile = self.name if self.name == "default" else f"profile {self.name}"
        if self.sso_session is None:
            return {profile: portal | role}
        session = portal | {"sso_registration_scopes": ACCOUNT_ACCESS}
        return {profile: {"sso_session": self.sso_session, **role}, f"sso-session {self.sso_session}": {**session}}

    @property
    def _cache_key(self) -> str:
        # The SDKs' own: it protects nothing.
        return sha1((self.sso_session or self.start_url).encode(), usedforsecurity=False).hexdigest()

    def _token(self, signed_in: SignIn) -> dict[str, Any]:
        token = {
            "startUrl": self.start_url,
            "region": self.sso_region,
            "accessToken": signed_in.access_token,
            "expiresAt": _written(signed_in.expires_at),
        }
        if self.sso_session is None:
            return token
        return token | {
            "clientId": signed_in.client_id,
            "clientSecret": signed_in.client_secret,
            "registrationExpiresAt": _written(signed_in.registration_expires_at),
            "refreshToken": signed_in.refresh_token,
        }


def _written(date: datetime) -> str:
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


def _write_private(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


@contextmanager
def _environment(chosen: Mapping[str, str]) -> Iterator[None]:
    """Put variables into the environment for a ``with`` block, and take credentials out of it."""
    before = {name: os.environ.get(name) for name in (*chosen, *_CREDENTIALS)}
    put_environment({**dict.fromkeys(_CREDENTIALS), **chosen})
    try:
        yield
    finally:
        put_environment(before)
