"""Provisioning permission sets to accounts."""

from ssoadmin_mock.wire.rules import Evidence, rule

TARGET_ID = rule(
    "provisioning.target-id",
    Evidence.INFERRED,
    "AWS_ACCOUNT needs a TargetId, and ALL_PROVISIONED_ACCOUNTS must not have one: ValidationException otherwise.",
    "The model makes TargetId optional because only one of the two has a target. No error was published.",
)
CONFLICT = rule(
    "provisioning.conflict",
    Evidence.CLIENT,
    "While a set is being provisioned to an account, or everywhere, another request for the same set and an account "
    "in common is a ConflictException: 'There is a conflicting operation in process.'",
    "A public client takes this sentence for 'already being provisioned'. What overlaps is our reasoning.",
)
THROTTLED = rule(
    "provisioning.throttled",
    Evidence.DOCUMENTED,
    "With 3 requests in progress (quota concurrent_provisionings) another one is a ThrottlingException: 'There are too "
    "many requests processing. Please try again later.'",
    "User guide, quotas, for the number. ServiceQuotaExceededException is not in the model of this operation; the text "
    "is the one that was observed for assignments.",
)
UNASSIGNED = rule(
    "provisioning.unassigned",
    Evidence.OBSERVED,
    "A set may be provisioned to an account where nobody has it: the role is made without users.",
    "terraform-provider-aws issue 32006.",
)
UNASSIGNED_REMOVED = rule(
    "provisioning.unassigned-removed",
    Evidence.INFERRED,
    "A role that was made without users goes away with the last of later assignments.",
    "The API has no other way to remove it; the console has.",
)
EVERYWHERE = rule(
    "provisioning.everywhere",
    Evidence.CLIENT,
    "ALL_PROVISIONED_ACCOUNTS with a set that is provisioned nowhere succeeds. Its status has no AccountId.",
    "Terraform's provider always calls it, right after CreatePermissionSet, too. Whether the service fills AccountId "
    "is not public.",
)
EVERYWHERE_FAILS = rule(
    "provisioning.everywhere-fails",
    Evidence.OBSERVED,
    "One account that cannot be provisioned makes the whole request FAILED with its reason; the others are up to date. "
    "An account whose last assignment went away meanwhile: 'Received a 404 status error: Permission set provision not "
    "found in AWS account <id>.', and a second request succeeds.",
    "terraform-provider-aws issues 33337 and 35158. That the other accounts are provisioned is our reasoning.",
)
QUOTA = rule(
    "provisioning.quota",
    Evidence.INFERRED,
    "Provisioning one set more than an account may have (provisioned_permission_sets_per_account) is FAILED.",
    "The model has no quota error for ProvisionPermissionSet, so it can only show in the status. The text is ours.",
)
DRIFT = rule(
    "provisioning.drift",
    Evidence.OBSERVED,
    "After any change of a set but its tags, the accounts that have it are LATEST_PERMISSION_SET_NOT_PROVISIONED until "
    "it is provisioned to them again; without ProvisioningStatus both lists have every account and set.",
    "An AWS CLI transcript in terraform-provider-aws pull request 15808.",
)
EMPTY_LIST = rule(
    "provisioning.empty-list",
    Evidence.UNKNOWN,
    "ListPermissionSetsProvisionedToAccount with nothing provisioned has an empty PermissionSets.",
    "In mid 2023 the service left the member out (aws-samples/iam-identity-center-team issue 12); whether it still "
    "does is not public, and its other lists are empty lists.",
)
