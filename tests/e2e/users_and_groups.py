"""The part of the walk that is about users, groups and who is in which: all 22 operations of identitystore."""

from __future__ import annotations

from tests.e2e.steps import Step

_STORE = "--identity-store-id $store"
_USER = f"{_STORE} --user-id $user"
_GROUP = f"{_STORE} --group-id $group"
_MEMBER = f"{_STORE} --member-id UserId=$user"
_MEMBERSHIP = f"{_STORE} --membership-id $membership"
_ENTERPRISE = "aws:identitystore:enterprise"

_STORES = (
    Step(
        "identitystore list-identity-stores",
        {"store_arn": "IdentityStores[0].IdentityStoreArn"},
        "length(IdentityStores) == `1`",
    ),
    Step(
        f"identitystore update-identity-store {_STORE} "
        """--network-configuration '{"VpceAccessRequired": false, "ApiAllowSourceIps": ["192.0.2.0/24"]}'"""
    ),
    Step(
        "identitystore describe-identity-store --identity-store-id $store_arn",
        expects="NetworkConfiguration.ApiAllowSourceIps[0] == '192.0.2.0/24'",
    ),
)

_USERS = (
    Step(
        f"identitystore create-user {_STORE} --user-name jane --display-name Jane "
        "--name GivenName=Jane,FamilyName=Doe --emails Value=jane@example.com,Primary=true "
        f"""--extensions '{{"{_ENTERPRISE}": {{"department": "Platform"}}}}'""",
        {"user": "UserId", "revision": "Revision"},
    ),
    Step(
        f"identitystore update-user {_USER} --revision $revision "
        """--operations '[{"AttributePath": "name.middleName", "AttributeValue": "Ada"}, """
        """{"AttributePath": "emails", "AttributeValue": [{"Value": "doe@example.com", "Primary": true}]}, """
        f"""{{"AttributePath": "{_ENTERPRISE}.department", "AttributeValue": "Security"}}]'"""
    ),
    Step(
        f"identitystore describe-user {_USER} --extensions {_ENTERPRISE}",
        expects="Name.MiddleName == 'Ada' && UserStatus == 'ENABLED' "
        f"&& Extensions.\"{_ENTERPRISE}\".department == 'Security'",
    ),
    Step(
        f"identitystore get-user-id {_STORE} --alternate-identifier "
        """'{"UniqueAttribute": {"AttributePath": "emails.value", "AttributeValue": "doe@example.com"}}'""",
        {"same_user": "UserId"},
    ),
    Step(f"identitystore describe-user {_STORE} --user-id $same_user", expects="UserName == 'jane'"),
    Step(
        f"identitystore list-users {_STORE}", expects="length(Users) == `1` && !contains(keys(Users[0]), 'Extensions')"
    ),
)

_GROUPS = (
    Step(f"identitystore create-group {_STORE} --display-name platform --description All", {"group": "GroupId"}),
    Step(f"""identitystore update-group {_GROUP} --operations '[{{"AttributePath": "description"}}]'"""),
    Step(
        f"identitystore describe-group {_GROUP}",
        expects="DisplayName == 'platform' && !contains(keys(@), 'Description')",
    ),
    Step(
        f"identitystore get-group-id {_STORE} --alternate-identifier "
        """'{"UniqueAttribute": {"AttributePath": "displayName", "AttributeValue": "platform"}}'""",
        expects="starts_with(GroupArn, 'arn:aws:identitystore:::group/')",
    ),
    Step(f"identitystore list-groups {_STORE}", expects="length(Groups) == `1`"),
)

_MEMBERSHIPS = (
    Step(
        f"identitystore create-group-membership {_MEMBER} --group-id $group",
        {"membership": "MembershipId", "membership_arn": "MembershipArn"},
    ),
    Step(
        f"identitystore describe-group-membership {_STORE} --membership-id $membership_arn",
        {"member": "MemberId.UserId"},
    ),
    Step(f"identitystore describe-user {_STORE} --user-id $member", expects="UserName == 'jane'"),
    Step(
        f"identitystore get-group-membership-id {_MEMBER} --group-id $group",
        {"membership": "MembershipId"},
    ),
    Step(
        f"identitystore is-member-in-groups {_MEMBER} --group-ids $group",
        expects="Results[0].MembershipExists == `true`",
    ),
    Step(f"identitystore list-group-memberships {_GROUP}", expects="length(GroupMemberships) == `1`"),
    Step(f"identitystore list-group-memberships-for-member {_MEMBER}", expects="length(GroupMemberships) == `1`"),
)

USERS_AND_GROUPS = (*_STORES, *_USERS, *_GROUPS, *_MEMBERSHIPS)
"""Makes $user and $group in $store."""

LEAVING = (
    Step(f"identitystore delete-group-membership {_MEMBERSHIP}"),
    Step(f"identitystore list-group-memberships {_GROUP}", expects="GroupMemberships == `[]`"),
    Step(f"identitystore delete-group {_GROUP}"),
    Step(f"identitystore delete-user {_USER}"),
    Step(f"identitystore list-users {_STORE}", expects="Users == `[]`"),
    Step(f"identitystore list-groups {_STORE}", expects="Groups == `[]`"),
)
"""Deletes them again."""
