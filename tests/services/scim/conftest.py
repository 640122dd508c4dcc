"""The endpoint of an organization, in process and on a server."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import boto3
import pytest

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.server import IdentityCenterServer
from tests.services.scim.client import Scim


@pytest.fixture
def idc() -> Iterator[IdentityCenter]:
    """The mock with an organization instance."""
    with mock_ssoadmin(organization_instance=True) as idc:
        yield idc


@pytest.fixture
def scim(idc: IdentityCenter) -> Scim:
    """The endpoint in process."""
    return Scim(idc, idc.scim_endpoint, idc.create_scim_token())


@pytest.fixture(params=["in-process", "server"])
def endpoint(request: pytest.FixtureRequest, scim: Scim) -> Iterator[Scim]:
    """The endpoint in process, and at a server."""
    if request.param == "in-process":
        yield scim
    else:
        with IdentityCenterServer() as server:
            yield Scim(scim.idc, server.url + urlsplit(scim.url).path, scim.token)


class Store:
    """The identity store of the same instance, as its own API shows it."""

    def __init__(self, idc: IdentityCenter) -> None:
        self.id = idc.organization_instance.identity_store_id
        self.client = boto3.client("identitystore", region_name="us-east-1")

    def user(self, id: str) -> dict[str, object]:
        return self.client.describe_user(IdentityStoreId=self.id, UserId=id)  # type: ignore[return-value]  # a TypedDict

    def members(self, group_id: str) -> list[str]:
        listed = self.client.list_group_memberships(IdentityStoreId=self.id, GroupId=group_id)["GroupMemberships"]
        return [membership["MemberId"]["UserId"] for membership in listed]


@pytest.fixture
def store(idc: IdentityCenter) -> Store:
    return Store(idc)
