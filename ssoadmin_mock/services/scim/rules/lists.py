"""Lists and their filters."""

from ssoadmin_mock.wire.rules import Evidence, rule

USER_FILTERS = rule(
    "scim.user-filters",
    Evidence.DOCUMENTED,
    "Users are filtered by userName, by externalId, by groups.value, by id, or by id and manager; by anything else it "
    "is HTTP 400.",
    "ListUsers in the SCIM developer guide. That userName has no case in a filter follows RFC 7643.",
)
GROUP_FILTERS = rule(
    "scim.group-filters",
    Evidence.DOCUMENTED,
    "Groups are filtered by displayName, by externalId, by id, by id and members, or by members.value; by anything "
    "else it is HTTP 400.",
    "ListGroups in the SCIM developer guide; slashdevops/idp-scim-sync relies on members.value.",
)
FILTER_FORM = rule(
    "scim.filter-form",
    Evidence.DOCUMENTED,
    'A filter is <attribute> eq "<value>", and such joined by and. Other operators, brackets and an empty value are '
    "HTTP 400 'Invalid Filter format'.",
    "SCIM developer guide, limitations; slashdevops/idp-scim-sync issue 75 for the empty value. The text is the "
    "reason in its CloudTrail examples.",
)
PAGES = rule(
    "scim.pages",
    Evidence.DOCUMENTED,
    "A list has 1 to 100 results, 100 unless count says otherwise. Without cursor, the answer has totalResults, "
    "itemsPerPage and startIndex, and the results beyond count are not to be had.",
    "ListUsers and ListGroups in the SCIM developer guide. totalResults is the number of all: our reasoning.",
)
CURSOR = rule(
    "scim.cursor",
    Evidence.DOCUMENTED,
    "An empty cursor begins to page: the answer has itemsPerPage and, while there is more, nextCursor, which the next "
    "request gives as its cursor.",
    "ListUsers and ListGroups in the SCIM developer guide. That a cursor belongs to one filter is our reasoning.",
)
IGNORED = rule(
    "scim.ignored-parameters",
    Evidence.DOCUMENTED,
    "startIndex, attributes and excludedAttributes have no effect.",
    "ListUsers and ListGroups in the SCIM developer guide do not support them; awslabs/ssosync issue 65 shows that "
    "startIndex is ignored.",
)
