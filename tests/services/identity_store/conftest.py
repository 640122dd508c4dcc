"""An organization's identity store, as its management account sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.center import Center
from tests.conftest import MANAGEMENT, error_of

NAME = {"GivenName": "Ada", "FamilyName": "Lovelace"}
UNKNOWN = "11111111-1111-4111-8111-111111111111"


@dataclass(frozen=True)
class Store:
    """A client with the id of the store that it is about."""

    client: Any
    id: str
    center: Center

    def __call__(self, operation: str, **params: Any) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(self.client, operation)(IdentityStoreId=self.id, **params)
        return answer

    def refusal(self, operation: str, **params: Any) -> tuple[str, str]:
        """Code and text of the error that a call ends in."""
        return error_of(getattr(self.client, operation), IdentityStoreId=self.id, **params)

    def error(self, operation: str, **params: Any) -> dict[str, Any]:
        """The error that a call ends in, with all its members."""
        with pytest.raises(self.client.exceptions.ClientError) as caught:
            self(operation, **params)
        response: dict[str, Any] = caught.value.response
        return response

    def user(self, name: str = "ada", **attributes: Any) -> str:
        """Make a user and return its id."""
        given = {"UserName": name, "DisplayName": name, "Name": NAME} | attributes
        return str(self("create_user", **given)["UserId"])

    def group(self, name: str = "staff", *members: str, **attributes: Any) -> str:
        """Make a group with members and return its id."""
        group_id = str(self("create_group", DisplayName=name, **attributes)["GroupId"])
        for user_id in members:
            self.join(group_id, user_id)
        return group_id

    def join(self, group_id: str, user_id: str) -> str:
        """Make a user a member and return the id of the membership."""
        return str(self("create_group_membership", GroupId=group_id, MemberId={"UserId": user_id})["MembershipId"])

    def described(self, user_id: str, **params: Any) -> dict[str, Any]:
        """A user without what every answer has."""
        answer = self("describe_user", UserId=user_id, **params)
        del answer["ResponseMetadata"]
        return answer

    def update(self, user_id: str, *operations: tuple[str, Any]) -> dict[str, Any]:
        """Change a user by paths and values."""
        return self("update_user", UserId=user_id, Operations=as_operations(*operations))

    def seen_by(self, account_id: str = MANAGEMENT, region_name: str = "us-east-1") -> Store:
        """The same store from another account or Region."""
        client = self.center.connect("identitystore", account_id=account_id, region_name=region_name)
        return Store(client, self.id, self.center)


def as_operations(*operations: tuple[str, Any]) -> list[dict[str, Any]]:
    """Operations of paths and values."""
    return [{"AttributePath": path, "AttributeValue": value} for path, value in operations]


@pytest.fixture
def store(center: Center) -> Store:
    """The identity store of the organization's instance."""
    return Store(center.connect("identitystore"), center.identity_store_id, center)
