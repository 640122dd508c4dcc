"""What tests know of identitystore beyond botocore's model."""

from __future__ import annotations

from ssoadmin_mock.services.identity_store.attributes import ENTERPRISE
from ssoadmin_mock.services.identity_store.probes.samples import SAMPLES, UUID
from ssoadmin_mock.services.identity_store.service import SERVICE
from tests.contract.contract import Contract, Things
from tests.contract.world import World
from tests.services.identity_store.tour import IdentityStoreTour

TEXTS = {
    "AttributePath": [
        "displayName",
        "UserName",
        "emails",
        "emails.value",
        "name",
        "name.familyName",
        "title",
        f"{ENTERPRISE}.manager.value",
        "aws:identitystore:other.x",
    ],
    "ExtensionName": ["aws:identitystore:other"],
    "GroupDisplayName": ["admins", "Administrator"],
    "NextToken": [""],
    "ResourceId": [f"arn:aws:identitystore:::user/{UUID}", f"1234567890-{UUID}"],
    "UserName": ["jane", "JANE", "AWSAdministrators"],
}

_OF_USERS = {
    "Addresses",
    "Birthdate",
    "DisplayName",
    "Emails",
    "Extensions",
    "ExternalIds",
    "Locale",
    "Name",
    "NickName",
    "PhoneNumbers",
    "Photos",
    "PreferredLanguage",
    "ProfileUrl",
    "Roles",
    "Timezone",
    "Title",
    "UserType",
    "Website",
}
_OF_MULTIPLE_VALUES = {"Primary", "Type", "Value"}

MAY_BE_ABSENT: dict[str, set[str]] = {
    "User": _OF_USERS,
    "DescribeUserResponse": _OF_USERS,
    "Group": {"Description", "ExternalIds"},
    "DescribeGroupResponse": {"Description", "ExternalIds"},
    "DescribeIdentityStoreResponse": {"NetworkConfiguration"},
    "NetworkConfigurationDetails": {"ApiAllowSourceIps", "ApiRestrictSourceVpcs", "ScimAllowSourceIps"},
    "Name": {"FamilyName", "Formatted", "GivenName", "HonorificPrefix", "HonorificSuffix", "MiddleName"},
    "Email": _OF_MULTIPLE_VALUES,
    "PhoneNumber": _OF_MULTIPLE_VALUES,
    "Photo": {"Display", "Primary", "Type"},
    "Role": _OF_MULTIPLE_VALUES,
    "Address": {
        "Country",
        "Formatted",
        "Locality",
        "PostalCode",
        "Primary",
        "Region",
        "StreetAddress",
        "Type",
    },
}


def everything(world: World) -> Things:
    """Return the users and the group that the world has, with their store."""
    store = {"IdentityStoreId": world.store_id}
    (membership,) = world.client("identitystore").list_group_memberships(**store, GroupId=world.group)[
        "GroupMemberships"
    ]
    return {
        "IdentityStoreId": [world.store_id],
        "ResourceId": [*world.users, world.group, membership["MembershipId"]],
    }


CONTRACT = Contract(
    SERVICE,
    IdentityStoreTour,
    samples=SAMPLES,
    texts=TEXTS,
    things=everything,
    kinds=frozenset({"IdentityStoreId", "ResourceId"}),
    may_be_absent=MAY_BE_ABSENT,
)
