"""Instances: making, finding, changing and deleting them."""

from ssoadmin_mock.wire.rules import Evidence, rule

IDENTIFIERS = rule(
    "instance.identifiers",
    Evidence.OBSERVED,
    "An instance's ARN is arn:<partition>:sso:::instance/ssoins-<16 hex>, for account instances, too; its identity "
    "store is d-<10 hex>.",
    "Many public outputs. Real ids begin with four digits that depend on the Region; ours do not.",
)
SERVICE_ROLE = rule(
    "instance.service-role",
    Evidence.DOCUMENTED,
    "A new instance makes the service-linked role AWSServiceRoleForSSO in the owner's IAM, unless it is there; that of "
    "an organization in every account of the organization, those that join later included. "
    "Deleting the instance leaves it, as service-linked roles are deleted by their account.",
    'User guide, "Understanding service-linked roles" and "Using service-linked roles"; the handlers of '
    "AWS::SSO::Instance need iam:CreateServiceLinkedRole. That deletion leaves it is our reasoning.",
)
MANAGEMENT_ACCOUNT = rule(
    "instance.management-account",
    Evidence.OBSERVED,
    "CreateInstance in an organization's management account: ValidationException 'Organization management account is "
    "not allowed to perform the operation.'",
    "aws-controllers-k8s/test-infra pull request 1063; CreateInstance in the API reference.",
)
ONE_PER_ACCOUNT = rule(
    "instance.one-per-account",
    Evidence.OBSERVED,
    "A second instance of one account, in any Region of the partition: ServiceQuotaExceededException 'You have "
    "exceeded IAM Identity Center quotas. Cannot create more than 1 instance for <account>'. An organization instance "
    "that the account merely sees does not count.",
    "The text is from one public capture; that only owned instances count is CreateInstance's documentation, which "
    "one report contradicts and another supports.",
)
MEMBERS_NOT_ALLOWED = rule(
    "instance.members-not-allowed",
    Evidence.OBSERVED,
    "With allow_member_instances=False a member account's CreateInstance is refused: 'The organization management "
    "account (<account>) does not allow its members to create instances.'",
    "The text was seen in August 2026 with HTTP 400; its error code was not recorded. AccessDeniedException is ours.",
)
EMPTY_AT_FIRST = rule(
    "instance.empty-at-first",
    Evidence.OBSERVED,
    "No instance exists until one is created or the organization instance is enabled; ListInstances is then empty.",
    "Public probe of ListInstances in an account that sees no instance.",
)
ORGANIZATION_INSTANCE = rule(
    "instance.organization-instance",
    Evidence.DOCUMENTED,
    "Only the console makes an organization instance; enable_organization_instance stands for it. The management "
    "account owns it, and it has permission sets.",
    "AWS CLI tutorial for IAM Identity Center; user guide, organization and account instances.",
)
VISIBLE_TO_MEMBERS = rule(
    "instance.visible-to-members",
    Evidence.OBSERVED,
    "A member account's ListInstances shows the organization instance, owned by the management account, before the "
    "account's own.",
    "cartography-cncf/cartography pull request 2381 and other public outputs; that both are listed is the operation's "
    "documentation. The order of the two is ours.",
)
REGIONAL = rule(
    "instance.regional",
    Evidence.DOCUMENTED,
    "ListInstances shows the instances of the Region it is called in; RegionScope=ALL_REGIONS shows all of them.",
    "ListInstances in the model; public tools scan the Regions for it.",
)
NOT_HERE = rule(
    "instance.not-here",
    Evidence.OBSERVED,
    "An instance that is unknown, deleted, in another Region or not the caller's to use is one and the same "
    "AccessDeniedException: 'User: <arn> is not authorized to perform: sso:<Op> on resource: <arn> because the "
    "resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy "
    "explicitly denies access'.",
    "Seen for ListPermissionSets and ListApplications (terraform-provider-aws issue 26807 and others); in 2021 the "
    "text was empty (pulumi/pulumi-aws issue 1672). That the other operations answer alike is our reasoning. For a "
    "deleted instance, DescribeInstance in the API reference gives the code.",
)
MEMBERS_DENIED = rule(
    "instance.members-denied",
    Evidence.OBSERVED,
    "Of an organization instance, a member account can only list it and use the application operations; "
    "administration is for the management account and the delegated administrator.",
    "cartography-cncf/cartography issues 1415 and 1421, with ListPermissionSets and "
    "ListAccountAssignmentsForPrincipal; cloudquery issue 10844. That the other operations of administration are "
    "denied as these are is our reasoning.",
)
DELETE_OWNER_ONLY = rule(
    "instance.delete-owner-only",
    Evidence.DOCUMENTED,
    "DeleteInstance is for the owning account; a delegated administrator and the members are denied.",
    "DeleteInstance in the API reference.",
)
DELETE_CASCADES = rule(
    "instance.delete-cascades",
    Evidence.INFERRED,
    "Deleting an instance deletes everything in it without asking whether it is empty. Afterwards the account may "
    "create a new one.",
    "The user guide says so of the console's delete; no refusal by the API is documented.",
)
IN_PROGRESS = rule(
    "instance.in-progress",
    Evidence.DOCUMENTED,
    "Creating and deleting take time when moto's state manager says so for ssoadmin::instance; a DescribeInstance "
    "call is a poll. By default both are done at once.",
    "DescribeInstance in the API reference; Terraform's provider waits for both.",
)
CREATING_REFUSES = rule(
    "instance.creating-refuses",
    Evidence.DOCUMENTED,
    "While an instance is CREATE_IN_PROGRESS only DescribeInstance and DeleteInstance may be called on it; while it "
    "is DELETE_IN_PROGRESS only DescribeInstance. Others are a ValidationException.",
    "DescribeInstance in the API reference names the two operations; code and text, and the rule for deletion, are "
    "ours.",
)
UPDATE_ONE_AT_A_TIME = rule(
    "instance.update-one-at-a-time",
    Evidence.DOCUMENTED,
    "One UpdateInstance call changes at most one of EncryptionConfiguration, PermissionSetsEnabled and "
    "NetworkConfiguration (ValidationException otherwise); Name may come along.",
    "UpdateInstance in the model. The text is ours.",
)
ENCRYPTION = rule(
    "instance.encryption",
    Evidence.CLIENT,
    "A customer managed key needs an ARN and an AWS owned key must have none (ValidationException). The key must "
    "exist in KMS (ResourceNotFoundException, reason KMS_NotFoundException), be enabled, not pending deletion, and be "
    "for symmetric encryption (ValidationException with the KMS reason). DescribeInstance always has the details.",
    "Terraform's provider and the model for the first sentence; the reasons are in the model, their texts are ours. "
    "That the key is symmetric: user guide, encryption at rest.",
)
KEY_PLACE = rule(
    "instance.key-place",
    Evidence.DOCUMENTED,
    "A customer managed key is one of the account and the Region of the instance (ValidationException otherwise).",
    "The launch announcement of customer managed keys, read in reposts only. Code and text are ours.",
)
KEY_UNUSABLE = rule(
    "instance.key-unusable",
    Evidence.INFERRED,
    "Once an instance's customer managed key is disabled or scheduled for deletion, every operation on the instance is "
    "a ValidationException with the reason KMS_DisabledException or KMS_InvalidStateException, until the key can be "
    "used again. DescribeInstance, UpdateInstance (which may choose another key) and DeleteInstance go on working. In "
    "an additional Region its replica of the key counts. ListInstances takes no notice.",
    "AWS KMS developer guide, enable and disable keys: such a key cannot be used from then on, which affects a "
    "service's data when it needs the key next. The model has these reasons for the ValidationException of every "
    "operation. Which operations fail, and how soon, is not public; the texts are ours. A world may name a key that "
    "moto's KMS lacks.",
)
ENCRYPTION_UPDATING = rule(
    "instance.encryption-updating",
    Evidence.CLIENT,
    "A change of key shows as UPDATING until it settles (ssoadmin::instance_encryption), then ENABLED.",
    "Terraform's provider waits for it.",
)
PERMISSION_SETS_ENABLED = rule(
    "instance.permission-sets-enabled",
    Evidence.DOCUMENTED,
    "PermissionSetsEnabled accepts only true and cannot be taken back.",
    "UpdateInstance in the model. That false is a ValidationException is our reasoning.",
)
PERMISSION_SETS_IN_ACCOUNT_INSTANCE = rule(
    "instance.permission-sets-in-account-instance",
    Evidence.UNKNOWN,
    "An account instance accepts PermissionSetsEnabled, too, and has permission sets from then on.",
    "UpdateInstance in the model names no kind of instance; the user guide says that account instances have no "
    "permission sets, but it is older than the member. No public report of a call.",
)
NETWORK = rule(
    "instance.network",
    Evidence.DOCUMENTED,
    "VpceAccessRequired=false clears the lists of the network configuration; DescribeInstance shows the configuration "
    "only after it was set once.",
    "UpdateInstance and DescribeInstance in the model.",
)
