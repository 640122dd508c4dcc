"""What permission sets are in the IAM of the accounts that they are provisioned to."""

from ssoadmin_mock.wire.rules import Evidence, rule

CREATED = rule(
    "role.created",
    Evidence.OBSERVED,
    "The first assignment of a set in an account, or provisioning it there, makes the role AWSReservedSSO_<set>_<16 "
    "hex> under /aws-reserved/sso.amazonaws.com/ (and <region>/, unless the instance is in us-east-1). It trusts the "
    "account's one SAML provider AWSSSO_<16 hex>_DO_NOT_DELETE for AssumeRoleWithSAML and TagSession, lasts at most "
    "43200 seconds, and has the set's description, policies and boundary; the inline policy is AwsSSOInlinePolicy. The "
    "suffix differs from account to account. Tags of the set do not reach it.",
    "Public dumps of roles (cartography and others); user guide, referencing permission sets.",
)
UPDATED = rule(
    "role.updated",
    Evidence.DOCUMENTED,
    "A change of a set alone does not change its roles. Provisioning it again does, under the same name; policies that "
    "the set no longer has are detached.",
    "CreateAccountAssignment in the model; terraform-provider-aws pull request 15808.",
)
REMOVED = rule(
    "role.removed",
    Evidence.DOCUMENTED,
    "Deleting the last assignment of a set in an account deletes the role; a later one makes a role with another "
    "suffix. The SAML provider stays until the instance is deleted.",
    "User guide, referencing permission sets. aws-samples/single-stage-aws-iam-identity-center-pipeline removes roles "
    "of the management account in the console, which says otherwise. That the provider stays is our reasoning.",
)
INSTANCE_DELETED = rule(
    "role.instance-deleted",
    Evidence.INFERRED,
    "Deleting the instance deletes the roles and SAML providers that it made, in every account.",
    "User guide: deleting the configuration deletes all permission sets and assignments.",
)
POLICY_MISSING = rule(
    "role.policy-missing",
    Evidence.OBSERVED,
    "A customer managed policy, or boundary, that the account does not have: FAILED with 'Received a 404 status error: "
    "Not supported policy <ARN>.', and the role stays as it was.",
    "An acceptance test of Terraform's provider quotes the beginning and the policy's name, for a policy; what is "
    "between is ours, and so is that a boundary fails alike and that the role stays.",
)
POLICY_MALFORMED = rule(
    "role.policy-malformed",
    Evidence.OBSERVED,
    "An inline policy that IAM does not accept is accepted by Identity Center, and FAILED when it is provisioned.",
    "terraform-provider-aws issue 31456. The reason's text is not public: ours has IAM's message, after the other "
    "reasons.",
)
PROTECTED = rule(
    "role.protected",
    Evidence.OBSERVED,
    "IAM refuses every change of these roles: UnmodifiableEntity 'Cannot perform the operation on the protected role "
    "'<name>' - this role is only modifiable by AWS'. Reading them, assuming them and provisioning work.",
    "rebuy-de/aws-nuke issue 441 and pull request 1028 for deleting a role and detaching a policy, "
    "perkbox/cloud-access-bot issue 11 for PutRolePolicy. That every other change is refused alike is what the text "
    "says.",
)
SERVICE_ROLE_PROTECTED = rule(
    "role.service-role-protected",
    Evidence.INFERRED,
    "So is every change of AWSServiceRoleForSSO.",
    "gruntwork-io/cloud-nuke issue 880 has the text for service-linked roles of other services. The user guide lets "
    "IAM edit the description of AWSServiceRoleForSSO, of which there is no output; here it is refused like the rest.",
)
PROTECTED_FROM_STACKS = rule(
    "role.protected-from-stacks",
    Evidence.INFERRED,
    "What CloudFormation would change of these roles is refused as well, with the same text.",
    "CloudFormation changes roles through IAM. moto makes no failed stack of it, but refuses the call.",
)
PROVIDER_PROTECTED = rule(
    "role.provider-protected",
    Evidence.UNKNOWN,
    "The SAML provider of these roles is refused in the same way, under its own name.",
    "No public output. The roles that trust the provider are protected, and the user guide says that Identity Center "
    "keeps both.",
)
SERVICE_ROLE_IN_USE = rule(
    "role.service-role-in-use",
    Evidence.DOCUMENTED,
    "DeleteServiceLinkedRole deletes AWSServiceRoleForSSO once the account has neither roles of permission sets nor "
    "their SAML provider. Before, it is UnmodifiableEntity at once, where AWS's deletion task fails later.",
    "User guide, using service-linked roles, deleting it; DeleteServiceLinkedRole in IAM's model. moto's deletion "
    "tasks never fail, so the immediate refusal is ours.",
)
