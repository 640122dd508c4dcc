"""Probes of the identity store that only read, or name nobody."""

from ssoadmin_mock.wire.probes import ANYBODY, MEMBER, Api, Matching, no_probe, probe

STORE = Api("identitystore")

HERE = {"IdentityStoreId": "{store}"}

probe(
    "identity-store.not-found",
    STORE.refuses(
        "ListUsers",
        "ResourceNotFoundException",
        "IdentityStore not present for IdentityStoreId: {nobodys_store}",
        IdentityStoreId="{nobodys_store}",
    ),
    where=ANYBODY,
)
probe(
    "identity-store.members-read",
    STORE.answers("ListUsers", {"type(Users)": "array"}, MaxResults=1, **HERE),
    where=MEMBER,
)
probe(
    "identity-store.members-denied",
    STORE.refuses(
        "DeleteUser",
        "AccessDeniedException",
        "User: {caller} is not authorized to perform: identitystore:DeleteUser on resource: "
        "arn:{partition}:identitystore::{management}:identitystore/{store}",
        UserId="{nobodys_user}",
        **HERE,
    ),
    where=MEMBER,
)
probe("identity-store.delete-unknown", STORE.answers("DeleteUser", UserId="{nobodys_user}", **HERE))
probe("identity-store.delete-unknown", STORE.answers("DeleteGroup", GroupId="{nobodys_group}", **HERE))
probe(
    "identity-store.delete-unknown",
    STORE.answers("DeleteGroupMembership", MembershipId="{nobodys_membership}", **HERE),
)
probe(
    "identity-store.list",
    STORE.answers("ListIdentityStores", {"IdentityStores[?IdentityStoreId=='{store}'] | length(@)": 1}),
)
probe(
    "identity-store.identifiers",
    STORE.answers(
        "ListUsers",
        {"Users[0].UserId": Matching("[0-9a-f]{8}-[0-9a-f]{3}1-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}")},
        MaxResults=1,
        **HERE,
    ),
    STORE.answers(
        "DescribeUser",
        {"UserId": "{user}"},
        UserId="arn:{partition}:identitystore:::user/{user}",
        **HERE,
    ),
)
_BY_NAME = {"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "{user_name}"}}
_BY_GROUP_NAME = {"UniqueAttribute": {"AttributePath": "displayName", "AttributeValue": "{group_name}"}}
probe(
    "identity-store.lookup",
    STORE.answers("GetUserId", {"UserId": "{user}"}, AlternateIdentifier=_BY_NAME, **HERE),
    STORE.answers("GetGroupId", {"GroupId": "{group}"}, AlternateIdentifier=_BY_GROUP_NAME, **HERE),
)
probe(
    "identity-store.lookup-paths",
    STORE.answers(
        "GetUserId",
        {"UserId": "{user}"},
        AlternateIdentifier={"UniqueAttribute": {"AttributePath": "UserName", "AttributeValue": "{user_name}"}},
        **HERE,
    ),
    STORE.refuses(
        "GetUserId",
        "ValidationException",
        "The attribute title is not a unique attribute",
        AlternateIdentifier={"UniqueAttribute": {"AttributePath": "title", "AttributeValue": "{nobodys_name}"}},
        **HERE,
    ),
)
probe(
    "identity-store.filters",
    STORE.refuses(
        "ListUsers",
        "ValidationException",
        "Filter is deprecated, please remove filter from request.",
        Filters=[{"AttributePath": "UserName", "AttributeValue": "{nobodys_name}"}],
        **HERE,
    ),
)
probe(
    "identity-store.validation-text",
    STORE.refuses("ListUsers", "ValidationException", IdentityStoreId="no store"),
    where=ANYBODY,
)
probe(
    "identity-store.error-members",
    STORE.refuses(
        "DescribeUser",
        "ResourceNotFoundException",
        None,
        {
            "HTTPStatusCode": 400,
            "ResourceType": "USER",
            "ResourceId": "{nobodys_user}",
            "RequestId == ResponseMetadata.RequestId": True,
        },
        UserId="{nobodys_user}",
        **HERE,
    ),
)
probe(
    "identity-store.revision",
    STORE.answers("DescribeUser", {"Revision": Matching("[0-9]+")}, UserId="{user}", **HERE),
    STORE.answers("DescribeGroup", {"Revision": Matching("[0-9]+")}, GroupId="{group}", **HERE),
)
probe(
    "user.not-found",
    STORE.refuses(
        "DescribeUser",
        "ResourceNotFoundException",
        "USER not found.",
        {"ResourceType": "USER"},
        UserId="{nobodys_user}",
        **HERE,
    ),
)
probe(
    "group.not-found",
    STORE.refuses(
        "DescribeGroup",
        "ResourceNotFoundException",
        "GROUP not found.",
        {"ResourceType": "GROUP"},
        GroupId="{nobodys_group}",
        **HERE,
    ),
)
probe(
    "membership.not-found",
    STORE.refuses(
        "DescribeGroupMembership",
        "ResourceNotFoundException",
        "Group membership not found for given Pool/Group/Member.",
        {"ResourceType": "GROUP_MEMBERSHIP"},
        MembershipId="{nobodys_membership}",
        **HERE,
    ),
)
probe(
    "membership.must-exist",
    STORE.refuses(
        "CreateGroupMembership",
        "ResourceNotFoundException",
        "Group does not exist",
        {"ResourceType": "GROUP"},
        GroupId="{nobodys_group}",
        MemberId={"UserId": "{user}"},
        **HERE,
    ),
)
probe(
    "membership.question",
    STORE.answers(
        "IsMemberInGroups",
        {"Results[*].GroupId": ["{group}"]},
        MemberId={"UserId": "{user}"},
        GroupIds=["{group}"],
        **HERE,
    ),
)
probe(
    "membership.question-must-exist",
    STORE.refuses(
        "IsMemberInGroups",
        "ResourceNotFoundException",
        MemberId={"UserId": "{nobodys_user}"},
        GroupIds=["{group}"],
        **HERE,
    ),
)
probe(
    "membership.lists-must-exist",
    STORE.refuses("ListGroupMemberships", "ResourceNotFoundException", GroupId="{nobodys_group}", **HERE),
)
probe(
    "membership.lists-must-exist",
    STORE.refuses(
        "ListGroupMembershipsForMember", "ResourceNotFoundException", MemberId={"UserId": "{nobodys_user}"}, **HERE
    ),
)
probe(
    "user.extensions-on-demand",
    STORE.answers("DescribeUser", {"Extensions": None}, UserId="{user}", **HERE),
)
probe(
    "user.status",
    STORE.answers("DescribeUser", {"UserStatus": Matching("ENABLED|DISABLED")}, UserId="{user}", **HERE),
)

no_probe("It takes as many as the quota allows, and that would be felt.", "user.quota", "group.quota")
no_probe("The key of an instance that people use would have to be disabled.", "identity-store.key-unusable")
no_probe("The network configuration of a store that people use would have to be changed.", "identity-store.network")
no_probe("Filters are refused today, so that nothing can be seen of them.", "identity-store.filter-paths")
no_probe("It takes a store in two Regions.", "identity-store.primary-region", "identity-store.regions")
no_probe("It takes the id of somebody else's store.", "identity-store.strangers")
no_probe("It takes a caller who lacks one right of several.", "identity-store.iam-resources")
