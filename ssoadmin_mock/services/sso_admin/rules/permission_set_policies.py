"""What permission sets permit: AWS managed, customer managed and inline policies, and the permissions boundary."""

from ssoadmin_mock.wire.rules import Evidence, rule

MANAGED_EXISTS = rule(
    "managed-policy.exists",
    Evidence.OBSERVED,
    "An AWS managed policy must exist under exactly this ARN, path and partition included: ResourceNotFoundException "
    "'Policy does not exist with ARN: <arn>'. moto's catalogue decides, even where moto's IAM was not told to load it; "
    "it does not know which policies a partition lacks.",
    "The text is in stamp-lib, which records real answers of January 2024, and in moto.",
)
MANAGED_MALFORMED = rule(
    "managed-policy.malformed",
    Evidence.OBSERVED,
    "An ARN among the AWS managed policies with characters that no policy's name has: ValidationException 'Given "
    "managed policy ARN: <arn>, is invalid'. Any other ARN, such as a customer managed policy's: 'Value of input "
    "'managedPolicyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ...'.",
    "stamp-lib saw the first in January 2024, aws-samples/aws-iam-identity-center-automation issue 4 the second. The "
    "model's pattern has become narrower since and now refuses both ARNs; which text the service has today for the "
    "first is not public.",
)
MANAGED_DUPLICATE = rule(
    "managed-policy.duplicate",
    Evidence.OBSERVED,
    "Attaching an AWS managed policy twice: ConflictException 'Permission set with id <ps-id> already has a typed link "
    "attachment to a manged policy with <arn>'.",
    "Seen in January 2024 by stamp-lib; 'manged' is the service's.",
)
MANAGED_MISSING = rule(
    "managed-policy.missing",
    Evidence.CLIENT,
    "Detaching an AWS managed policy that is not attached: ResourceNotFoundException 'Could not find ManagedPolicy "
    "with arn <arn>'.",
    "Terraform's provider takes the code for success. The text is in moto, whose wording looks copied from the "
    "service.",
)
PAGE_OF_TEN = rule(
    "managed-policy.page-of-ten",
    Evidence.INFERRED,
    "Without MaxResults a page of a set's AWS managed policies, or of its customer managed ones, holds 10.",
    "aws-samples/aws-identitycenter-codepipeline-auto-assignment issue 42: more than 10 were attached, and code that "
    "took no notice of NextToken saw 10. That customer managed ones are cut alike is our reasoning.",
)
ATTACHMENT_ORDER = rule(
    "managed-policy.order",
    Evidence.INFERRED,
    "Policies are listed in the order of attachment. The Name of an AWS managed policy is the last part of its ARN.",
    "The order is not public. The name is what public clients expect of policies with a path.",
)
QUOTA = rule(
    "managed-policy.quota",
    Evidence.DOCUMENTED,
    "A set has at most 25 policies, AWS managed and customer managed ones together (quota "
    "managed_policies_per_permission_set). One more is a ServiceQuotaExceededException: for an AWS managed policy 'You "
    "have exceeded AWS SSO limits. Cannot create ManagedPolicy more than 25 for id <ps-id>. Please refer to "
    "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html', for a customer managed one 'Cannot attach "
    "managed policy: number of attached managed policies is already at maximum 25'.",
    "User guide, quotas (it was 20 until 2023). The texts are moto's from the time when the number was 20, whose "
    "wording looks copied from the service. The newer beginning 'You have exceeded IAM Identity Center quotas.' has "
    "been seen for CreateInstance only.",
)
CUSTOMER_IDENTITY = rule(
    "customer-managed-policy.identity",
    Evidence.CLIENT,
    "A reference is its path and name together, the path being / unless given; it is listed with its path. The policy "
    "need not exist in any account when it is attached.",
    "The default is in the API reference; terraform-provider-aws issue 38247 shows that existence is looked at later.",
)
CUSTOMER_DUPLICATE = rule(
    "customer-managed-policy.duplicate",
    Evidence.CLIENT,
    "Attaching a reference twice: ConflictException 'Given customer managed policy with name: <name>  and path <path> "
    "already attached', with two spaces before 'and'.",
    "stamp-lib looks for 'already attached' in a real ConflictException; the whole text is in moto, whose wording "
    "looks copied from the service.",
)
CUSTOMER_MISSING = rule(
    "customer-managed-policy.missing",
    Evidence.CLIENT,
    "Detaching a reference that is not attached: ResourceNotFoundException 'Given managed policy with name: <name>  "
    "and path <path> does not exist on PermissionSet', with two spaces before 'and'.",
    "Terraform's provider takes the code for success. The text is in moto, whose wording looks copied from the "
    "service.",
)
INLINE_ABSENT = rule(
    "inline-policy.absent",
    Evidence.CLIENT,
    "Without an inline policy GetInlinePolicyForPermissionSet gives InlinePolicy as an empty string, and "
    "DeleteInlinePolicyFromPermissionSet succeeds.",
    "CloudFormation's handler reads the one so, and calls the other on every update without guarding against a missing "
    "policy.",
)
INLINE_MALFORMED = rule(
    "inline-policy.malformed",
    Evidence.OBSERVED,
    "An inline policy that is not a policy document: ValidationException 'Invalid PermissionsPolicy Document "
    "<the whole document>'. It must be JSON and have the elements of an identity-based policy; whether actions, "
    "resources and condition keys exist is not looked at.",
    "cloudformation-coverage-roadmap issues 1294 and 1986 have the text, a public runbook has it for an empty "
    "Statement list. terraform-provider-aws issue 31456 shows that other mistakes are accepted here and fail when the "
    "set is provisioned. Where exactly the line is, is not public; that it is the policy grammar is our reasoning.",
)
INLINE_NON_WHITESPACE_SIZE = rule(
    "inline-policy.non-whitespace-size",
    Evidence.OBSERVED,
    "More than 10,240 bytes without the whitespace (quota inline_policy_non_whitespace_bytes): ValidationException "
    "'Current size of the non-whitespace characters present in the InlinePolicy Document is 10405 bytes which has "
    "exceeded the maximum limit of 10240 bytes'.",
    "LBHackney-IT/Data-Platform pull request 2789. That bytes are those of UTF-8 is our reading.",
)
INLINE_SIZE = rule(
    "inline-policy.size",
    Evidence.DOCUMENTED,
    "More than 32,768 bytes with whitespace (quota inline_policy_bytes) is a ValidationException, too.",
    "User guide, quotas; the model has the same number of characters. The text is ours, after the one for the other "
    "limit.",
)
BOUNDARY_ONE_KIND = rule(
    "permissions-boundary.one-kind",
    Evidence.OBSERVED,
    "A permissions boundary of both kinds, an AWS managed policy and a customer managed one: ValidationException 'Only "
    "ManagedPolicyArn or CustomerManagedPolicyReference should be given'.",
    "An acceptance test of Terraform's provider, permissions_boundary_attachment_test.go, expects this text of the "
    "service.",
)
BOUNDARY_NEITHER_KIND = rule(
    "permissions-boundary.neither-kind",
    Evidence.DOCUMENTED,
    "A permissions boundary of neither kind is a ValidationException.",
    "API reference, PermissionsBoundary: one of the two is to be specified. The text is ours, after the one for both.",
)
BOUNDARY_PUT = rule(
    "permissions-boundary.put",
    Evidence.INFERRED,
    "Putting a permissions boundary replaces the one before. An AWS managed one must exist.",
    "A set has one boundary, and the API has no other operation to change it. That existence is looked at as it is for "
    "attached policies, and after the permission set's, is our reasoning.",
)
BOUNDARY_ABSENT = rule(
    "permissions-boundary.absent",
    Evidence.OBSERVED,
    "Without a boundary, getting it is a ResourceNotFoundException 'PermissionsBoundary not present in permission set "
    "<permission set ARN>'.",
    "iambic's functional tests saw the text.",
)
BOUNDARY_ABSENT_DELETED = rule(
    "permissions-boundary.absent-deleted",
    Evidence.CLIENT,
    "Without a boundary, deleting it is a ResourceNotFoundException, too.",
    "Terraform's provider and an AWS sample expect the code; the text is assumed to be that of getting it.",
)
