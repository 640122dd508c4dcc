"""Sessions and credentials."""

from ssoadmin_mock.wire.rules import Evidence, rule

UNAUTHORIZED = rule(
    "portal.unauthorized",
    Evidence.OBSERVED,
    "A token that is expired, logged out, made up, or of another Region: HTTP 401, UnauthorizedException 'Session "
    "token not found or invalid'.",
    "Many public reports; that of the Region is in the changelog of a tool that had asked the wrong one.",
)
VALIDATION = rule(
    "portal.validation",
    Evidence.INFERRED,
    "A request that lacks what the model requires, the token too, is an InvalidRequestException.",
    "The model has no other error for it. The texts are ours.",
)
ENDS = rule(
    "portal.session-ends",
    Evidence.INFERRED,
    "A session ends after eight hours, with logging out, and when the user is disabled or deleted, the instance is "
    "deleted or its Region removed. A user who is enabled again has to sign in again.",
    "The eight hours and logging out are in the user guide; the others are our reading.",
)
CREDENTIALS = rule(
    "portal.credentials",
    Evidence.OBSERVED,
    "Credentials are of assumed-role/AWSReservedSSO_<permission set>_<16 hex>/<user name> in the account, live as long "
    "as the permission set's SessionDuration says, and expire at a time in milliseconds.",
    "Public field notes with CloudTrail records, 2026; the milliseconds are in the model, too.",
)
NO_ACCESS = rule(
    "portal.no-access",
    Evidence.OBSERVED,
    "A role that is not assigned, and an account or role that does not exist: HTTP 403, ForbiddenException 'No "
    "access', which the model does not have.",
    "fwdcloudsec/granted issue 276, aws/aws-cli issue 6316, aws/aws-sam-cli issue 2129.",
)
BOUNDARY = rule(
    "portal.permissions-boundary",
    Evidence.DOCUMENTED,
    "Where moto's access control is on, credentials of a role with a permissions boundary may do what both the role's "
    "policies and the boundary permit. moto itself looks at the policies alone, and still does for other roles.",
    "IAM user guide, permissions boundaries; PutPermissionsBoundaryToPermissionSet in the API reference.",
)
OUTLIVING = rule(
    "portal.credentials-outlive",
    Evidence.DOCUMENTED,
    "Credentials that were given live until they expire, beyond logging out and the end of the assignment.",
    "Logout in the API reference. That the end of the assignment changes nothing either is inferred.",
)
LOGOUT = rule(
    "portal.logout",
    Evidence.DOCUMENTED,
    "Logging out ends the session with all its tokens, refresh tokens included.",
    "Logout in the API reference.",
)
