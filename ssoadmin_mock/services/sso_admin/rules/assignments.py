"""Account assignments, and what all requests that are answered before they are carried out have in common."""

from ssoadmin_mock.wire.rules import Evidence, rule

WHO = rule(
    "assignment.who",
    Evidence.OBSERVED,
    "Assignments and provisioning are for the management account and the delegated administrator of IAM Identity "
    "Center, who may read everything, the assignments in the management account included. Other accounts are denied.",
    "terraform-aws-sso-elevator issue 101 and public CloudTrail notes of delegated administrators; for members, "
    "cartography issues 1415 and 1421 with ListPermissionSets and ListAccountAssignmentsForPrincipal, from which we "
    "take the rest.",
)
MANAGEMENT_ACCOUNT_CLOSED = rule(
    "assignment.management-account-closed",
    Evidence.OBSERVED,
    "A delegated administrator may not create or delete assignments in the management account: AccessDeniedException "
    "'User: <arn> is not authorized to perform: sso:<Op> on resource: arn:aws:sso:::account/<id> with an explicit deny "
    "in a resource-based policy'.",
    "The text was seen for DeleteAccountAssignment in 2026; before, it ended after the account. The denial of "
    "CreateAccountAssignment is in terraform-aws-sso-elevator issue 101.",
)
MANAGEMENT_ACCOUNT_NOT_PROVISIONED = rule(
    "assignment.management-account-not-provisioned",
    Evidence.INFERRED,
    "A delegated administrator may not provision to the management account; the error is that of "
    "assignment.management-account-closed.",
    "ProvisionPermissionSet would do what CreateAccountAssignment is denied. No public output.",
)
PROVISIONED_IN_MANAGEMENT_ACCOUNT = rule(
    "assignment.provisioned-in-management-account",
    Evidence.OBSERVED,
    "A delegated administrator may not assign a permission set that is provisioned in the management account, whatever "
    "the target: AccessDeniedException '... on resource: <ARN of the set>'.",
    "aws-samples/iam-identity-center-team issue 59, terraform-aws-sso-elevator issue 101, landing-zone-accelerator "
    "issues 274 and 293.",
)
PROVISIONED_THERE_UNCHANGED = rule(
    "assignment.provisioned-there-unchanged",
    Evidence.DOCUMENTED,
    "Nor may a delegated administrator change, delete, tag, provision or unassign such a set; the error is the same. "
    "In a request that targets the management account itself, that is the reason given.",
    "User guide, delegated administration. The text is the one observed for CreateAccountAssignment; which reason "
    "comes first is ours.",
)
ANSWER = rule(
    "assignment.answer",
    Evidence.OBSERVED,
    "The answer to a request is IN_PROGRESS with a UUID and what was asked for, without CreatedDate. It is carried out "
    "when it settles (ssoadmin::account_assignment, ssoadmin::permission_set_provisioning): at once by default, that "
    "is, right after the answer is made.",
    "aws-samples/iam-identity-center-team issue 522 and public logs of the Landing Zone Accelerator.",
)
STATUS = rule(
    "assignment.status",
    Evidence.OBSERVED,
    "The status adds CreatedDate, and FailureReason once it is FAILED. It stays for as long as the instance. Each "
    "Describe call counts as one poll.",
    "pulumi/pulumi-aws issue 1927. How long the service keeps it is not public.",
)
STATUS_LIST = rule(
    "assignment.status-list",
    Evidence.DOCUMENTED,
    "Lists of statuses have only CreatedDate, RequestId and Status; Filter selects one status.",
    "The shapes of the model.",
)
REQUEST_UNKNOWN = rule(
    "assignment.request-unknown",
    Evidence.CLIENT,
    "An unknown request id is a ResourceNotFoundException; creations, deletions and provisionings do not know each "
    "other's ids.",
    "vikyol/awsideman asks for a deletion after a creation was not found. The text is not public; it is ours.",
)
CONFLICT = rule(
    "assignment.conflict",
    Evidence.CLIENT,
    "While a request for the same principal, account and set is in progress, another one is a ConflictException: "
    "'There is a conflicting operation in process.'",
    "Two unrelated public clients compare this sentence, one of them terraform-aws-sso-elevator.",
)
THROTTLED = rule(
    "assignment.throttled",
    Evidence.OBSERVED,
    "With 15 creations in progress (quota outstanding_account_assignments) another one is a ThrottlingException: "
    "'There are too many requests processing. Please try again later.'",
    "aws-samples/aws-iam-identity-center-extensions issue 87 for the text; user guide, quotas, for the number.",
)
DUPLICATE = rule(
    "assignment.duplicate",
    Evidence.CLIENT,
    "Creating an assignment that exists succeeds and leaves one row. It does not provision the set again.",
    "Terraform's provider, CloudFormation's handler and ConductorOne/baton-aws say that the API accepts duplicates. "
    "The second sentence follows CreateAccountAssignment in the model.",
)
QUOTAS = rule(
    "assignment.quotas",
    Evidence.DOCUMENTED,
    "An account has at most 500 sets (provisioned_permission_sets_per_account), and a set in an account at most 100 "
    "groups (groups_per_permission_set_and_account). One more is a ServiceQuotaExceededException, or a FAILED request "
    "when others in progress used the quota up meanwhile.",
    "User guide, quotas; the model has the error for CreateAccountAssignment. The texts are ours.",
)
PRINCIPAL_MISSING = rule(
    "assignment.principal-missing",
    Evidence.OBSERVED,
    "A user or group that the identity store does not have: the request is accepted and FAILED with 'Received a 404 "
    "status error: the GROUP assignee <id> was not found in directory d-<10 hex>.'",
    "Public logs for GROUP, terraform-provider-aws issue 19341 for USER.",
)
ACCOUNT_MISSING = rule(
    "assignment.account-missing",
    Evidence.CLIENT,
    "A target account that is not in the organization: the request is accepted and FAILED.",
    "A comment in common-fate/glide. The reason's text is not public; it is ours, after the others.",
)
SUSPENDED = rule(
    "assignment.suspended",
    Evidence.OBSERVED,
    'For an account that Organizations has as SUSPENDED, creation and provisioning are FAILED: "AWS SSO is unable to '
    "complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than "
    'usual. ..."',
    "aws-samples/aws-identitycenter-codepipeline-auto-assignment issue 31 for ProvisionPermissionSet, in 2025; "
    "61418/aws-sso-util issue 80 for CreateAccountAssignment, in 2022, with 'is taking' for 'takes'. "
    "ConductorOne/baton-aws saw such requests stay in progress instead.",
)
SUSPENDED_DELETION = rule(
    "assignment.suspended-deletion",
    Evidence.INFERRED,
    "For such an account deletion is FAILED with the same text, and the assignment stays.",
    "It has to change the account's IAM as the others do. No public output of a deletion.",
)
ACCOUNT_INSTANCE_TARGET = rule(
    "assignment.account-instance-target",
    Evidence.INFERRED,
    "The only target of an account instance with permission sets is its own account; any other is FAILED like an "
    "account that is not in the organization.",
    "UpdateInstance accepts PermissionSetsEnabled for account instances; such an instance sees no other account.",
)
ASSIGNMENT_MISSING = rule(
    "assignment.missing",
    Evidence.OBSERVED,
    'Deleting an assignment that does not exist is accepted and FAILED: "Received a 404 status error: EntitlementItem '
    "doesn't exist with the given entitlement key EntitlementKey{accessorId=AccessorId{value=...}, ...\"",
    "Terraform's provider quotes it with the values left out; principal, account, set and instance are our reading.",
)
ORPHANED = rule(
    "assignment.orphaned",
    Evidence.OBSERVED,
    "Deleting a user or group in the identity store leaves its assignments listed under its id.",
    "61418/aws-sso-util issue 93 and slashdevops/idp-scim-sync issue 70.",
)
ORPHANED_DELETED = rule(
    "assignment.orphaned-deleted",
    Evidence.DOCUMENTED,
    "The assignments of a deleted user or group can be deleted.",
    "The user guide's troubleshooting tells administrators to do it. terraform-provider-aws issue 19341 saw it fail "
    "once, in 2021, with the text for missing principals.",
)
FOR_PRINCIPAL_MANAGEMENT_ACCOUNT = rule(
    "assignment.for-principal-management-account",
    Evidence.DOCUMENTED,
    "ListAccountAssignmentsForPrincipal is for the management account of an organization instance. The delegated "
    "administrator is denied, and an account instance refuses it even with permission sets enabled.",
    "The operation's documentation; terraform-aws-sso-elevator issues 83 and 195.",
)
FOR_PRINCIPAL_GROUPS = rule(
    "assignment.for-principal-groups",
    Evidence.OBSERVED,
    "For a USER, ListAccountAssignmentsForPrincipal also lists the assignments of its groups, with PrincipalType GROUP "
    "and the group's own id. Filter.AccountId holds for both.",
    "Measured with the AWS CLI in September 2026; gravitational/teleport reads it so.",
)
FOR_PRINCIPAL_MISSING = rule(
    "assignment.for-principal-missing",
    Evidence.CLIENT,
    "ListAccountAssignmentsForPrincipal for a user or group that the identity store does not have is a "
    "ResourceNotFoundException, for one whose assignments are still there, too: ListAccountAssignments shows those.",
    "gravitational/teleport takes the error for a principal that was deleted meanwhile. The text is not public.",
)
