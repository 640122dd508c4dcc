"""Who may use an application: assignments, and how they and sessions are configured."""

from ssoadmin_mock.wire.rules import Evidence, rule

DUPLICATE = rule(
    "application-assignment.duplicate",
    Evidence.CLIENT,
    "Assigning a principal that is assigned already is a ConflictException.",
    "An AWS sample for SageMaker takes it for that. The text is not public.",
)
PRINCIPAL_MISSING = rule(
    "application-assignment.principal-missing",
    Evidence.INFERRED,
    "A user or group that the identity store does not have is a ResourceNotFoundException.",
    "The operation answers at once and has the error in the model; the text is ours.",
)
PRINCIPAL_DELETED = rule(
    "application-assignment.principal-deleted",
    Evidence.INFERRED,
    "The assignments of a user or group that was deleted from the identity store stay, are listed, and can be deleted.",
    "Observed for account assignments (aws-sso-util issue 93).",
)
NOT_FOUND = rule(
    "application-assignment.not-found",
    Evidence.INFERRED,
    "Describing or deleting an assignment that does not exist is a ResourceNotFoundException.",
    "Both operations have the error in the model; no text is public.",
)
GROUPS_QUOTA = rule(
    "application-assignment.groups-quota",
    Evidence.DOCUMENTED,
    "Up to 100 groups can be assigned to an application; one more is a ServiceQuotaExceededException. Users do not "
    "count.",
    "User guide, quotas. The text follows the one observed for instances.",
)
DIRECT_ONLY = rule(
    "application-assignment.direct-only",
    Evidence.DOCUMENTED,
    "DescribeApplicationAssignment finds direct assignments only, not access through a group.",
    "DescribeApplicationAssignment in the model.",
)
THROUGH_GROUPS = rule(
    "application-assignment.through-groups",
    Evidence.DOCUMENTED,
    "For a user, ListApplicationAssignmentsForPrincipal also lists the assignments of the groups that the user is in.",
    "DescribeApplicationAssignment in the model names the operation for access through groups.",
)
GROUP_ROWS = rule(
    "application-assignment.group-rows",
    Evidence.INFERRED,
    "An assignment that is listed for a user because of a group has the group's type and id.",
    "Observed for account assignments (assignment.for-principal-groups), not for applications.",
)
UNKNOWN_PRINCIPAL_LISTED = rule(
    "application-assignment.unknown-principal-listed",
    Evidence.UNKNOWN,
    "ListApplicationAssignmentsForPrincipal for a principal that does not exist lists what is assigned to it: usually "
    "nothing.",
    "Nothing public.",
)
FILTER_REQUIRED = rule(
    "application-assignment.filter-required",
    Evidence.DOCUMENTED,
    "A member account must filter ListApplicationAssignmentsForPrincipal on the organization instance by one of its "
    "own applications; without a filter it is an AccessDeniedException.",
    "ListApplicationAssignmentsForPrincipal in the model. Code and text are those of other denials.",
)
ASSIGNMENT_REQUIRED = rule(
    "application-assignment.required",
    Evidence.OBSERVED,
    "AssignmentRequired is true until it is changed. Assignments can be made, and stay, whatever it says.",
    "Two public probes for the first sentence, which is in the model as well; PutApplicationAssignmentConfiguration in "
    "the model for the second.",
)
SESSION_CONFIGURATION = rule(
    "application.session-configuration",
    Evidence.UNKNOWN,
    "GetApplicationSessionConfiguration is empty until the status of user background sessions is put. A put without "
    "a status changes nothing.",
    "The model requires the member neither in the request nor in the answer; no real answer is public.",
)
