"""What Organizations says to whom, and what becomes of Identity Center when accounts join and leave."""

from ssoadmin_mock.wire.rules import Evidence, rule

DELEGATES_READ = rule(
    "organization.delegates-read",
    Evidence.DOCUMENTED,
    "Operations of Organizations of which the model says so answer members that are delegated administrator of any "
    "service as they answer the management account; DescribeOrganization answers every member. A delegation policy, "
    "which the changes of policies among them need as well, is not asked for: moto has none.",
    "Each operation in botocore's model of organizations; Organizations user guide, delegated administrator.",
)
MEMBERS_REFUSED = rule(
    "organization.members-refused",
    Evidence.OBSERVED,
    "To every other account of the organization they are AccessDeniedException 'You don't have permissions to access "
    "this resource.' Where the model names nobody, as of CloseAccount, only the management account may call.",
    "aws-samples/aws-iam-access-key-auto-rotation issue 10; awslabs/aws-innovation-sandbox issue 6; prowler pull "
    "request 2133.",
)
STANDALONE = rule(
    "organization.standalone",
    Evidence.DOCUMENTED,
    "An account without an organization gets AWSOrganizationsNotInUseException from every operation that has it.",
    "The errors of each operation in botocore's model of organizations.",
)
