"""``AWS::IdentityStore::Group`` and ``AWS::IdentityStore::GroupMembership``."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.plugin.cloudformation.stack_resource import StackResource
from ssoadmin_mock.services.identity_store.service import SERVICE as IDENTITY_STORE


class Group(StackResource):
    """A group of an identity store."""

    type_name = "AWS::IdentityStore::Group"
    service = IDENTITY_STORE
    settable = ("IdentityStoreId", "DisplayName", "Description")
    create_only = ("IdentityStoreId",)
    identifier = ("GroupId", "IdentityStoreId")
    attributes = ("GroupId",)
    conflict_at_creation = "ResourceConflict"

    def create(self) -> None:
        """Make the group."""
        self.values["GroupId"] = self.api.call("CreateGroup", **self.given(*self.settable))["GroupId"]

    def read(self) -> None:
        """Describe the group."""
        self.api.call("DescribeGroup", **self.given(*self.identifier))

    def update(self) -> None:
        """Change name and description; a description that the template does not have any more is unset."""
        self.api.call("UpdateGroup", Operations=self._operations(), **self.given(*self.identifier))

    def destroy(self) -> None:
        """Delete the group with its memberships."""
        self.api.call("DeleteGroup", **self.given(*self.identifier))

    def _operations(self) -> list[dict[str, Any]]:
        return [
            {"AttributePath": name} | ({"AttributeValue": self.values[name]} if name in self.values else {})
            for name in ("Description", "DisplayName")
        ]


class GroupMembership(StackResource):
    """The membership of a user in a group. There is nothing to change about it."""

    type_name = "AWS::IdentityStore::GroupMembership"
    service = IDENTITY_STORE
    settable = ("IdentityStoreId", "GroupId", "MemberId")
    create_only = settable
    identifier = ("MembershipId", "IdentityStoreId")
    attributes = ("MembershipId",)
    conflict_at_creation = "ResourceConflict"

    def create(self) -> None:
        """Make the user a member of the group."""
        answer = self.api.call("CreateGroupMembership", **self.given(*self.settable))
        self.values["MembershipId"] = answer["MembershipId"]

    def read(self) -> None:
        """Describe the membership."""
        self.api.call("DescribeGroupMembership", **self.given(*self.identifier))

    def update(self) -> None:
        """Change nothing: every property is the membership's identity."""

    def destroy(self) -> None:
        """Delete the membership."""
        self.api.call("DeleteGroupMembership", **self.given(*self.identifier))
