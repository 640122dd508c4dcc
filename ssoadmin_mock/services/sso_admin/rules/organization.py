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
LEAVING = rule(
    "organization.leaving",
    Evidence.DOCUMENTED,
    "An account that is removed from the organization loses what Identity Center made in it: the roles of permission "
    "sets, their SAML provider, and AWSServiceRoleForSSO. Its assignments stay listed and can be deleted.",
    "User guide, using service-linked roles: the service cleans up the resources and deletes the role. That the "
    "assignments stay is our reasoning.",
)
DELETED = rule(
    "organization.deleted",
    Evidence.INFERRED,
    "DeleteOrganization takes the organization instance with it, and everything in it and of it. The account is then a "
    "standalone one, which may create an account instance.",
    "Organizations user guide, deleting an organization: the management account leaves it and becomes a standalone "
    "account; user guide, organization instances: only a management account has one.",
)
