"""Permission sets: making, finding, changing and deleting them."""

from ssoadmin_mock.wire.rules import Evidence, rule

IDENTIFIERS = rule(
    "permission-set.identifiers",
    Evidence.OBSERVED,
    "A permission set's ARN is arn:<partition>:sso:::permissionSet/ssoins-<16 hex>/ps-<16 hex>, with the id of its "
    "instance.",
    "Many public outputs.",
)
ACCOUNT_INSTANCE = rule(
    "permission-set.account-instance",
    Evidence.OBSERVED,
    "An account instance refuses everything about permission sets: ValidationException 'This operation is not "
    "supported for account instances of IAM Identity Center. The operation is not supported for this Identity Center "
    "instance'. Once UpdateInstance has enabled permission sets on it, it has them.",
    "The first sentence is the service's newest text (2026, quoted in cartography), the second its text of 2023 to "
    "2025 (AWS CLI tutorial, Terraform's sweepers). Clients look for one or the other inside the message, so ours is "
    "the newest followed by the older: both kinds of client recognise it. The real service sends one of them.",
)
NOT_ENABLED = rule(
    "permission-set.not-enabled",
    Evidence.OBSERVED,
    "An organization instance without permission sets refuses them: ValidationException 'Permission Sets are not "
    "enabled for this instance'.",
    "One public capture of ListPermissionSets in 2026. That it is meant for instances whose PermissionSetsEnabled is "
    "false is our reading.",
)
NOT_FOUND = rule(
    "permission-set.not-found",
    Evidence.CLIENT,
    "A set that does not exist in the instance: ResourceNotFoundException 'Could not find PermissionSet with id "
    "ps-<16 hex>'. A set of another instance does not exist in this one.",
    "Clients rely on the code. The text is in moto, whose wording looks copied from the service.",
)
DUPLICATE_NAME = rule(
    "permission-set.duplicate-name",
    Evidence.OBSERVED,
    "Two sets of an instance cannot have the same name: ConflictException 'PermissionSet with name <name> already "
    "exists.' Names are compared exactly.",
    "terraform-provider-aws issues 38544 and 39297, aws-amplify/amplify-backend issue 3072. Whether the service tells "
    "upper and lower case apart is not public.",
)
QUOTA = rule(
    "permission-set.quota",
    Evidence.DOCUMENTED,
    "An instance has at most 3500 sets (quota permission_sets_per_instance); one more is a "
    "ServiceQuotaExceededException.",
    "User guide, IAM Identity Center quotas. The text is ours, after the one for managed policies.",
)
SESSION_DURATION = rule(
    "permission-set.session-duration",
    Evidence.DOCUMENTED,
    "SessionDuration is PT1H unless given, and is in the answer of CreatePermissionSet, too. Less than 1 hour or more "
    "than 12 is a ValidationException.",
    "User guide, set session duration; the default is in Terraform's provider and in public outputs. The error's code "
    "and text are not public; they are ours.",
)
ABSENT_MEMBERS = rule(
    "permission-set.absent-members",
    Evidence.OBSERVED,
    "A Description or RelayState that was never given is absent from the answers, not empty. CreatedDate has "
    "milliseconds.",
    "awslabs/landing-zone-accelerator-on-aws issue 75 shows such answers.",
)
UPDATE_KEEPS = rule(
    "permission-set.update-keeps",
    Evidence.CLIENT,
    "UpdatePermissionSet keeps a Description and SessionDuration that it does not mention, and clears a RelayState "
    "that it does not mention. The name cannot be changed.",
    "terraform-provider-aws issue 17411 and a comment in its source on the relay state. That the other two are kept is "
    "relied on by a client that updates them in concurrent calls.",
)
LIST_ORDER = rule(
    "permission-set.list-order",
    Evidence.INFERRED,
    "ListPermissionSets gives ARNs in the order of creation.",
    "The real order is neither by name nor by ARN; what it is, is not public.",
)
DELETE = rule(
    "permission-set.delete",
    Evidence.CLIENT,
    "Deleting a set deletes its policies and tags; its name is free at once. Deleting it again is a "
    "ResourceNotFoundException.",
    "Terraform's provider and CloudFormation's handler take that error for success.",
)
DELETE_IN_USE = rule(
    "permission-set.delete-in-use",
    Evidence.OBSERVED,
    "A set that is assigned or provisioned cannot be deleted: ConflictException 'Could not delete because "
    "PermissionSet has ApplicationProfile associated with it.'",
    "terraform-provider-aws issue 26757 and noqdev/iambic quote the text.",
)
DELETE_IN_PROGRESS = rule(
    "permission-set.delete-in-progress",
    Evidence.INFERRED,
    "While a request that concerns a set is in progress, deleting it is the ConflictException of conflicting "
    "operations.",
    "The text is that of assignment.conflict; no public output of such a deletion.",
)
