"""What every operation does alike."""

from ssoadmin_mock.wire.rules import Evidence, rule

VALIDATION_TEXT = rule(
    "identity-store.validation-text",
    Evidence.OBSERVED,
    "A broken constraint of the model is a ValidationException: 1 validation error detected: Value '...' at "
    "'identityStoreId' failed to satisfy constraint: Member must satisfy regular expression pattern: ...",
    "aws-amplify/amplify-backend issue 2702. It is an older wording than that of instances.",
)
VALIDATION_TEXT_PERSONAL = rule(
    "identity-store.validation-text-personal",
    Evidence.INFERRED,
    "The value is left out where the model marks a member as sensitive, as names and addresses are: Value at "
    "'userName' failed to satisfy constraint: ...",
    "The SCIM developer guide shows Value at 'name.familyName' failed to satisfy constraint for the same store.",
)
ERROR_MEMBERS = rule(
    "identity-store.error-members",
    Evidence.DOCUMENTED,
    "Errors are HTTP 400 and have Message and a RequestId of their own, which the header x-amzn-RequestId has, too. "
    "ResourceNotFoundException has ResourceType and, for an id, ResourceId, ConflictException a Reason.",
    "The model. HTTP 400 was observed for ValidationException (terraform-provider-aws issue 37609) and "
    "ResourceNotFoundException (issue 35247); the status of ConflictException is not public.",
)
ERROR_MEMBERS_FRAMEWORK = rule(
    "identity-store.error-members-framework",
    Evidence.INFERRED,
    "A broken constraint of the model has its text under message, and its request id in the header alone: AWS's "
    "framework refuses it before the service has a say.",
    "terraform-provider-aws issue 37609: 'ValidationException: ' and no text in the AWS SDK for Go, which reads "
    "exactly Message; with sso-admin it is the same (rule wire.error-body-framework). That this error was one of "
    "those is our reasoning.",
)
REVISION = rule(
    "identity-store.revision",
    Evidence.DOCUMENTED,
    "Users and groups have a Revision, digits without a meaning, that changes with every change. An update or deletion "
    "that names another Revision than the present one is a ConflictException with the Reason CONCURRENT_MODIFICATION.",
    "The model. The text is ours.",
)
HISTORY = rule(
    "identity-store.history",
    Evidence.UNKNOWN,
    "CreatedBy and UpdatedBy are the id of the calling account.",
    "Nothing public shows what the API gives. Records of sso-directory.amazonaws.com of 2023 have an account id in "
    "createdBy; the console says Manual or SCIM.",
)
IAM_RESOURCES = rule(
    "identity-store.iam-resources",
    Evidence.OBSERVED,
    "With moto's access control switched on, the caller needs the right to every user, group and membership that a "
    "request names, and to the store. The denial has a sentence like that of wire.iam-denial for each that is missing. "
    "What a request only leads to, such as the user that GetUserId finds, is not asked for.",
    "binbashar/le-tf-infra-aws pull request 874, for DescribeGroup and DescribeUser, in different orders; the service "
    "authorization reference lists the resources of each action, those that are found among them.",
)
