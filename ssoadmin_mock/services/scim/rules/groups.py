"""Groups."""

from ssoadmin_mock.wire.rules import Evidence, rule

NAME_REQUIRED = rule(
    "scim.group-name-required",
    Evidence.DOCUMENTED,
    "A group needs a displayName, and takes externalId and members beside it.",
    "CreateGroup in the SCIM developer guide. That other attributes are HTTP 400 is our reasoning.",
)
MEMBERS_AT_ONCE = rule(
    "scim.members-at-once",
    Evidence.DOCUMENTED,
    "A request adds and removes at most 100 members together.",
    "CreateGroup and PatchGroup in the SCIM developer guide.",
)
MEMBERS_MUST_EXIST = rule(
    "scim.members-must-exist",
    Evidence.UNKNOWN,
    "A member who does not exist is HTTP 400 when the group is made, and HTTP 404 when it is added.",
    "The guide lists 404 for PatchGroup and not for CreateGroup.",
)
NOT_ALL_MEMBERS = rule(
    "scim.not-all-members",
    Evidence.DOCUMENTED,
    "Removing or replacing all members at once is HTTP 400. Adding somebody who is a member, and removing somebody "
    "who is none, do nothing.",
    "PatchGroup in the SCIM developer guide. The second sentence follows RFC 7644.",
)
NO_MEMBERS_SHOWN = rule(
    "scim.no-members-shown",
    Evidence.DOCUMENTED,
    "No answer has the members of a group: they are an empty list in lists, and left out elsewhere.",
    "The examples of GetGroup and ListGroups in the SCIM developer guide.",
)
