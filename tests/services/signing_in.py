"""Signing in to an organization's instance, with short names for what nearly every test of it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ssoadmin_mock import IdentityCenter
from tests.center import Center
from tests.conftest import error_of

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
ACCOUNT_ACCESS = "sso:account:access"


@dataclass(frozen=True)
class Desk:
    """An organization in which ada reads the account dev, with clients of both APIs in one Region."""

    idc: IdentityCenter
    center: Center
    oidc: Any
    portal: Any
    ada: str

    def client(self, **chosen: Any) -> dict[str, str]:
        """Register a client, and return what proves it."""
        given = {"clientName": "tool", "clientType": "public", "scopes": [ACCOUNT_ACCESS]} | chosen
        registered = self.oidc.register_client(**given)
        return {"clientId": registered["clientId"], "clientSecret": registered["clientSecret"]}

    def device(self, client: dict[str, str], start_url: str | None = None) -> dict[str, Any]:
        """Start a device authorization."""
        started: dict[str, Any] = self.oidc.start_device_authorization(
            **client, startUrl=start_url or self.idc.start_url
        )
        return started

    def by_device(self, client: dict[str, str], device: dict[str, Any]) -> dict[str, Any]:
        """The parameters with which a device asks for its token."""
        return {**client, "grantType": DEVICE_CODE, "deviceCode": device["deviceCode"]}

    def refused(self, client: dict[str, str], device: dict[str, Any]) -> tuple[str, str]:
        """What a device is answered as long as it gets no token."""
        return error_of(self.oidc.create_token, **self.by_device(client, device))

    def tokens(self, client: dict[str, str] | None = None, user: str = "ada") -> dict[str, Any]:
        """Sign a user in by device code, and return the tokens."""
        client = client or self.client()
        device = self.device(client)
        self.idc.approve_sign_in(device["userCode"], user=user)
        tokens: dict[str, Any] = self.oidc.create_token(**self.by_device(client, device))
        return tokens

    def enable_in(self, region_name: str) -> None:
        """Add a Region to the instance, whose key has to be there, too."""
        kms, instance = self.center.connect("kms"), {"InstanceArn": self.center.arn}
        key = kms.create_key(MultiRegion=True)["KeyMetadata"]
        kms.replicate_key(KeyId=key["KeyId"], ReplicaRegion=region_name)
        encryption = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": key["Arn"]}
        self.center.sso.update_instance(**instance, EncryptionConfiguration=encryption)
        self.center.sso.add_region(**instance, RegionName=region_name)

    def there(self, region_name: str) -> Desk:
        """The same from another Region."""
        connect = self.center.connect
        return Desk(
            self.idc,
            self.center,
            connect("sso-oidc", region_name=region_name),
            connect("sso", region_name=region_name),
            self.ada,
        )


def open_desk(idc: IdentityCenter, center: Center) -> Desk:
    """Return a desk at which ada can sign in."""
    ada = center.user("ada")
    center.assign(center.permission_set("Reader"), center.dev, ada)
    return Desk(idc, center, center.connect("sso-oidc"), center.connect("sso"), ada)
