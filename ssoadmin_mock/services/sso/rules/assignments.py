"""What a user has access to."""

from ssoadmin_mock.wire.rules import Evidence, rule

ACCOUNTS = rule(
    "portal.accounts",
    Evidence.DOCUMENTED,
    "The accounts are those that the user or one of its groups is assigned to at the moment of the call. Accounts that "
    "are suspended or have left the organization are not among them.",
    "User guide, access portal. That accounts disappear when they are suspended is our reading.",
)
ROLES = rule(
    "portal.role-names",
    Evidence.OBSERVED,
    "The name of a role is that of the permission set, never AWSReservedSSO_...",
    "Public transcripts of ListAccountRoles.",
)
ROLES_WITHOUT_ACCESS = rule(
    "portal.roles-without-access",
    Evidence.UNKNOWN,
    "ListAccountRoles of an account that the user has no access to: HTTP 403, ForbiddenException 'No access'.",
    "Nothing public shows it; an empty list is possible, too. We choose what does not hide a mistake.",
)
PAGES = rule(
    "portal.pages",
    Evidence.OBSERVED,
    "A page has 20 items unless max_result says otherwise. The order is that of the assignments, not the alphabet's.",
    "Noovolari/leapp issue 57, synfinatic/aws-sso-cli issue 1343; that it is this order is our choice.",
)
PAGE_LIMITS = rule(
    "portal.page-limits",
    Evidence.OBSERVED,
    "A max_result below 1 or above 100: InvalidRequestException 'ResultSize parameter must be within the valid limits "
    "of: 1-100'.",
    "Noovolari/leapp issue 57.",
)
