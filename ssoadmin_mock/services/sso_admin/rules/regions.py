"""Additional Regions of an organization instance."""

from ssoadmin_mock.wire.rules import Evidence, rule

IN_PROGRESS = rule(
    "region.in-progress",
    Evidence.DOCUMENTED,
    "AddRegion answers ADDING and RemoveRegion REMOVING. When moto's state manager says so for ssoadmin::region (at "
    "once by default; a DescribeRegion call is a poll), the Region becomes ACTIVE, or is gone.",
    "AddRegion and RemoveRegion in the model; Terraform's provider waits for both.",
)
ORGANIZATION_INSTANCE_ONLY = rule(
    "region.organization-instance-only",
    Evidence.DOCUMENTED,
    "Regions can be added to an organization instance only; AddRegion for an account instance is a "
    "ValidationException.",
    "User guide, 'Using IAM Identity Center across multiple AWS Regions'. Code and text are ours.",
)
MULTI_REGION_KEY = rule(
    "region.multi-region-key",
    Evidence.DOCUMENTED,
    "AddRegion needs an instance encrypted with a customer managed multi-Region KMS key that has a usable replica in "
    "the new Region, as moto's KMS knows it; otherwise ValidationException.",
    "User guide, 'Using IAM Identity Center across multiple AWS Regions'. Code and texts are ours.",
)
KEY_STAYS = rule(
    "region.key-stays",
    Evidence.CLIENT,
    "An instance with additional Regions cannot go back to the AWS owned key, nor to a key without replicas in all of "
    "them: UpdateInstance is a ValidationException.",
    "terraform-provider-aws issue 49454: such instances do not support the AWS owned key. That UpdateInstance refuses, "
    "and its texts, are our reasoning.",
)
ENABLED_BY_DEFAULT = rule(
    "region.enabled-by-default",
    Evidence.DOCUMENTED,
    "Only Regions of the instance's partition that are enabled by default can be added; an opt-in Region and one that "
    "does not exist are a ValidationException.",
    "User guide, 'Using IAM Identity Center across multiple AWS Regions'. Code and text are ours.",
)
QUOTA = rule(
    "region.quota",
    Evidence.DOCUMENTED,
    "An instance has at most 6 Regions, the primary one included; one more is a ServiceQuotaExceededException.",
    "User guide, IAM Identity Center quotas. That the primary one counts is our reading; the text is ours.",
)
ONE_AT_A_TIME = rule(
    "region.one-at-a-time",
    Evidence.DOCUMENTED,
    "While a Region is being added or removed, AddRegion and RemoveRegion are a ConflictException.",
    "RemoveRegion in the model says so of itself, and both have the error. The text is ours.",
)
ALREADY_ADDED = rule(
    "region.already-added",
    Evidence.INFERRED,
    "AddRegion for a Region that the instance has, the primary one too, is a ConflictException.",
    "AddRegion has the error in the model; nothing public about this case.",
)
PRIMARY_STAYS = rule(
    "region.primary-stays",
    Evidence.DOCUMENTED,
    "The primary Region cannot be removed: ValidationException. Only deleting the instance ends it, and with it all "
    "additional Regions.",
    "RemoveRegion in the model. Code and text are ours.",
)
NOT_FOUND = rule(
    "region.not-found",
    Evidence.UNKNOWN,
    "DescribeRegion and RemoveRegion for a Region that the instance does not have: ResourceNotFoundException.",
    "The code is in the model and Terraform's provider waits for it after a removal; the text is ours.",
)
READS_EVERYWHERE = rule(
    "region.reads-everywhere",
    Evidence.DOCUMENTED,
    "Every read operation answers in each ACTIVE Region, with the same ids, and ListInstances shows the instance "
    "there. Also the reads of permission sets and account assignments do, which the user guide says the real service "
    "does not support in additional Regions.",
    "User guide, 'IAM Identity Center service APIs supported in additional AWS Regions' and 'Using IAM Identity Center "
    "across multiple AWS Regions' (permission sets and assignments are replicated). The refusal of those reads has no "
    "public code or text, and tests that read through a second Region are served better by an answer.",
)
WRITES_IN_PRIMARY = rule(
    "region.writes-in-primary",
    Evidence.DOCUMENTED,
    "In an additional Region only applications and what belongs to them can be changed; every other change, tags "
    "included, is the AccessDeniedException of an instance that is not in the Region.",
    "User guide, 'IAM Identity Center service APIs supported in additional AWS Regions': no writes other than of "
    "applications. Code and text are those observed for a Region without the instance.",
)
