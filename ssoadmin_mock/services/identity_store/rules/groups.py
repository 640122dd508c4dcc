"""Groups."""

from ssoadmin_mock.wire.rules import Evidence, rule

NAME_REQUIRED = rule(
    "group.name-required",
    Evidence.INFERRED,
    "A group needs a DisplayName: ValidationException 'displayName is a required attribute'.",
    "The console requires it. The model does not, as for users; the text follows that of userName.",
)
UNIQUE_NAME = rule(
    "group.unique-name",
    Evidence.DOCUMENTED,
    "A second group with a DisplayName: ConflictException 'Duplicate GroupDisplayName', Reason "
    "UNIQUENESS_CONSTRAINT_VIOLATION.",
    "The text is in an example of CloudTrail records of SCIM in the user guide.",
)
QUOTA = rule(
    "group.quota",
    Evidence.DOCUMENTED,
    "An identity store holds 100,000 groups; one more is a ServiceQuotaExceededException.",
    "User guide, IAM Identity Center quotas. The text is ours.",
)
NOT_FOUND = rule(
    "group.not-found",
    Evidence.INFERRED,
    "A group that does not exist: ResourceNotFoundException 'GROUP not found.' with ResourceType GROUP.",
    "It follows the text for users; moto has it, too.",
)
DELETE_UNKNOWN = rule(
    "identity-store.delete-unknown",
    Evidence.CLIENT,
    "Deleting a user, group or membership that does not exist does nothing, and succeeds.",
    "CloudFormation's own handlers, aws-cloudformation/aws-cloudformation-resource-providers-identitystore, describe "
    "groups and memberships first because of it; the model calls the operations idempotent. That it is so for users, "
    "too, is our reasoning.",
)
