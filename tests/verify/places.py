"""Accounts and organizations in which every probe finds what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.awsrequest import AWSResponse

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
def place(**settings: Any) -> Iterator[IdentityCenter]:
    """Make an organization, and an account instance beside it."""
    with mock_ssoadmin(world=WORLD, allow_filters=False, **settings) as idc:
        idc.session(account_id=ALONE).client("sso-admin", region_name="us-east-1").create_instance(Name="alone")
        yield idc


ELSEWHERE = "eu-west-1"
"""A Region without the organization instance."""


def caller(idc: IdentityCenter, account_id: str = MANAGEMENT, region_name: str = "us-east-1", **more: Any) -> Caller:
    """Return what calls the mock from an account, without waiting."""
    pace = Pace(100_000, sleep=lambda _seconds: None)
    return Caller(idc.session(account_id=account_id), region_name, pace=pace, **more)


def scim_endpoint(idc: IdentityCenter) -> ScimEndpoint:
    """Return the organization's SCIM endpoint."""
    return ScimEndpoint(idc.scim_endpoint, idc.create_scim_token())


def answering(
    asked: Caller,
    operation: str,
    status: int,
    code: str,
    text: str = "",
    times: int = 1000,
    after: int = 0,
    **members: str,
) -> Caller:
    """Let a caller get an error for an operation, some times, after some calls; the mock is not asked."""
    hits = [*[False] * after, *[True] * times]
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0}
    answer = {"Error": {"Code": code, "Message": text}, "ResponseMetadata": metadata, **members}

    def refuse(event_name: str, **_: Any) -> tuple[AWSResponse, dict[str, Any]] | None:
        if not event_name.endswith(f".{operation}") or not hits or not hits.pop(0):
            return None
        return AWSResponse("", status, {}, None), answer

    asked._session.events.register("before-call", refuse)  # the session that its clients come from
    return asked
