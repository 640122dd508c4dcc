"""A server at which clients wait for people, for the tests of the verification page and for its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.server import IdentityCenterServer
from tests.services.signing_in import ACCOUNT_ACCESS, DEVICE_CODE

WORLD = {"users": {"ada": None, "grace": None, "gone": {"disabled": True}}}


class Waiting:
    """A server at which clients ask.

    :ivar idc: the mock that it shows.
    :ivar url: its address.
    """

    def __init__(self, idc: IdentityCenter, url: str) -> None:
        self.idc = idc
        self.url = url
        config = Config(signature_version=UNSIGNED)
        self.oidc: Any = boto3.client("sso-oidc", region_name="us-east-1", endpoint_url=url, config=config)

    def client(self, name: str = "my tool", **more: Any) -> dict[str, str]:
        """Register a client, and return what proves it."""
        registered = self.oidc.register_client(clientName=name, clientType="public", scopes=[ACCOUNT_ACCESS], **more)
        return {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}

    def device(self, client: Mapping[str, str]) -> dict[str, Any]:
        """Let a client ask for a device."""
        started: dict[str, Any] = self.oidc.start_device_authorization(**client, startUrl=self.idc.start_url)
        return started

    def token(self, client: Mapping[str, str], device: Mapping[str, Any]) -> dict[str, Any]:
        """Let a device ask for its token."""
        tokens: dict[str, Any] = self.oidc.create_token(
            **client, grantType=DEVICE_CODE, deviceCode=device["deviceCode"]
        )
        return tokens


@contextmanager
def waiting() -> Iterator[Waiting]:
    """Run a server with an organization."""
    with mock_ssoadmin(world=WORLD) as idc, IdentityCenterServer() as server:
        yield Waiting(idc, server.url)
