"""A walk through identitystore."""

from __future__ import annotations

from ssoadmin_mock.services.service import Service
from tests.conftest import Connect, Organization
from tests.contract.tour import Tour
from tests.services.identity_store.test_users import ENTERPRISE, EVERYTHING


class IdentityStoreTour(Tour):
    """Calls every operation of identitystore."""

    def __init__(self, service: Service, connect: Connect, organization: Organization) -> None:
        super().__init__(service, connect, organization)
        self.store = {"IdentityStoreId": organization.instance.identity_store_id}
        self.api = self.client()

    def users(self) -> str:
        """Make a user with every attribute, and look at it."""
        extensions = {ENTERPRISE: {"division": "Engines", "manager": {"value": "bob"}}}
        ada = {"UserId": self.api.create_user(**self.store, **EVERYTHING, Extensions=extensions)["UserId"]}
        operations = [{"AttributePath": "title", "AttributeValue": "Countess of Lovelace"}]
        self.api.update_user(**self.store, **ada, Operations=operations)
        self.api.describe_user(**self.store, **ada, Extensions=[ENTERPRISE])
        self.api.list_users(**self.store, Extensions=[ENTERPRISE])
        by_name = {"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "ada"}}
        return str(self.api.get_user_id(**self.store, AlternateIdentifier=by_name)["UserId"])

    def groups(self) -> str:
        """Make a group, and look at it."""
        staff = {"GroupId": self.api.create_group(**self.store, DisplayName="staff", Description="All")["GroupId"]}
        operations = [{"AttributePath": "description", "AttributeValue": "Everybody"}]
        self.api.update_group(**self.store, **staff, Operations=operations)
        self.api.describe_group(**self.store, **staff)
        self.api.list_groups(**self.store)
        by_name = {"UniqueAttribute": {"AttributePath": "displayName", "AttributeValue": "staff"}}
        return str(self.api.get_group_id(**self.store, AlternateIdentifier=by_name)["GroupId"])

    def memberships(self, user_id: str, group_id: str) -> None:
        """Make a user a member of a group, look at the membership, and delete it."""
        group, member = {"GroupId": group_id}, {"MemberId": {"UserId": user_id}}
        made = self.api.create_group_membership(**self.store, **group, **member)
        membership = {"MembershipId": made["MembershipId"]}
        self.api.describe_group_membership(**self.store, **membership)
        self.api.get_group_membership_id(**self.store, **group, **member)
        self.api.is_member_in_groups(**self.store, **member, GroupIds=[group_id])
        self.api.list_group_memberships(**self.store, **group)
        self.api.list_group_memberships_for_member(**self.store, **member)
        self.api.delete_group_membership(**self.store, **membership)

    def stores(self) -> None:
        """Configure the store, and look at it."""
        network = {
            "VpceAccessRequired": True,
            "ApiRestrictSourceVpcs": ["vpc-0123456789abcdef0"],
            "ApiAllowSourceIps": ["192.0.2.0/24"],
            "ScimAllowSourceIps": ["192.0.2.1"],
        }
        self.api.update_identity_store(**self.store, NetworkConfiguration=network)
        self.api.describe_identity_store(**self.store)
        self.api.list_identity_stores()

    def walk(self) -> None:
        """Call everything."""
        user_id, group_id = self.users(), self.groups()
        self.memberships(user_id, group_id)
        self.stores()
        self.api.delete_group(**self.store, GroupId=group_id)
        self.api.delete_user(**self.store, UserId=user_id)
