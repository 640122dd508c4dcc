"""Accounts and organizations in which every probe finds what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.verify.calling import Caller, ScimEndpoint
from ssoadmin_mock.world.reading import Pace

WORLD: dict[str, Any] = {
    "organization": {"accounts": {"dev": "111122223333", "admin": "222233334444"}},
    "delegated_administrators": ["admin"],
    "users": {"ada.lovelace": None},
    "groups": {"engineers": {"members": ["ada.lovelace"]}},
    "permission_sets": {"ReadOnly": {"managed_policies": ["ReadOnlyAccess"]}},
    "assignments": [{"permission_set": "ReadOnly", "groups": "engineers", "accounts": "dev"}],
    "issuers": {
        "corporate": {
            "oidc_jwt": {
                "IssuerUrl": "https://idp.example.com",
                "ClaimAttributePath": "email",
                "IdentityStoreAttributePath": "emails.value",
                "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
            }
        }
    },
    "applications": {"wiki": None},
}
MANAGEMENT, DELEGATE, MEMBER, ALONE, EMPTY = (
    "123456789012",
    "222233334444",
    "111122223333",
    "333344445555",
    "444455556666",
)


@contextmanager
def place() -> Iterator[IdentityCenter]:
    """Make an organization, and an account instance beside it."""
    with mock_ssoadmin(world=WORLD, allow_filters=False) as idc:
        idc.session(account_id=ALONE).client("sso-admin", region_name="us-east-1").create_instance(Name="alone")
        yield idc


def caller(idc: IdentityCenter, account_id: str = MANAGEMENT, **more: Any) -> Caller:
    """Return what calls the mock from an account, without waiting."""
    pace = Pace(100_000, sleep=lambda _seconds: None)
    return Caller(idc.session(account_id=account_id), "us-east-1", pace=pace, **more)


def scim_endpoint(idc: IdentityCenter) -> ScimEndpoint:
    """Return the organization's SCIM endpoint."""
    return ScimEndpoint(idc.scim_endpoint, idc.create_scim_token())
