"""The store itself: who reaches it, and from where."""

from ssoadmin_mock.wire.rules import Evidence, rule

NOT_FOUND = rule(
    "identity-store.not-found",
    Evidence.OBSERVED,
    "A store that nobody has, or that was deleted with its instance: ResourceNotFoundException 'IdentityStore not "
    "present for IdentityStoreId: d-<10 hex>'.",
    "terraform-provider-aws issue 35247. That it holds after DeleteInstance is our reasoning.",
)
MEMBERS = rule(
    "identity-store.members-read",
    Evidence.DOCUMENTED,
    "Every account that sees an instance reads the same users, groups and memberships.",
    "The Identity Store API reference says of each operation that reads users, groups and memberships that it can be "
    "used from member accounts.",
)
ADMINISTRATORS = rule(
    "identity-store.administrators",
    Evidence.DOCUMENTED,
    "The account that owns an instance and its delegated administrator change users, groups and memberships, for all "
    "accounts.",
    "User guide, delegated administration: both manage users and groups. A delegated administrator's DeleteUser was "
    "seen to work in September 2026.",
)
MEMBERS_DENIED = rule(
    "identity-store.members-denied",
    Evidence.INFERRED,
    "A member account that changes users, groups or memberships of the organization: AccessDeniedException 'User: "
    "<arn> is not authorized to perform: identitystore:<Op> on resource: <ARN of the identity store>'.",
    "The Identity Store API reference admits member accounts to each operation that reads, and to none that changes. "
    "The text follows those of other denials.",
)
STRANGERS = rule(
    "identity-store.strangers",
    Evidence.INFERRED,
    "A store of an instance that the caller does not see is denied in the same words, reading included.",
    "No public output. Denials of other services do not tell whether what they are about exists; the code is one of "
    "the model's for each operation on a store.",
)
REGIONS = rule(
    "identity-store.regions",
    Evidence.DOCUMENTED,
    "A store is read in every Region in which its instance is enabled. In another Region it is not present.",
    "User guide, using IAM Identity Center across multiple AWS Regions: users, groups and memberships are read in all "
    "enabled Regions. That another Region answers as for a store that nobody has is our reasoning.",
)
PRIMARY_REGION = rule(
    "identity-store.primary-region",
    Evidence.DOCUMENTED,
    "Users, groups and memberships are created, changed and deleted in the primary Region only; elsewhere it is an "
    "AccessDeniedException.",
    "User guide, using IAM Identity Center across multiple AWS Regions. Code and text of the refusal are ours.",
)
LIST = rule(
    "identity-store.list",
    Evidence.DOCUMENTED,
    "ListIdentityStores lists the stores of the instances that the caller sees, in the Regions of these.",
    "The API reference: the identity stores that the caller has access to. The Regions are our reasoning.",
)
NETWORK = rule(
    "identity-store.network",
    Evidence.DOCUMENTED,
    "UpdateIdentityStore replaces the whole NetworkConfiguration: lists that are left out are gone, and without one "
    "nothing changes.",
    "The model says that omitted lists are cleared. DescribeIdentityStore has no NetworkConfiguration until one is "
    "set: our reasoning.",
)
KEY_UNUSABLE = rule(
    "identity-store.key-unusable",
    Evidence.INFERRED,
    "Once the customer managed key of a store's instance is disabled or scheduled for deletion, every operation on "
    "users, groups and memberships is a ValidationException with the Reason KMS_DISABLED or KMS_INVALID_STATE, until "
    "the key can be used again. The three operations on stores go on working. In an additional Region its replica of "
    "the key counts.",
    "As rule instance.key-unusable has it for instances; the model has these Reasons for the ValidationException of "
    "every operation. Which operations fail is not public, and the texts are ours.",
)
STORE_ID = rule(
    "identity-store.id",
    Evidence.OBSERVED,
    "The id of a store is d- and ten hexadecimal digits, of which the first two tell the Region: 90 in us-east-1, 93 "
    "in eu-west-1, 99 in eu-central-1. In every other Region all ten are drawn, as moto draws them.",
    "boto3 issues 3985 and 2681, terraform-provider-aws issue 36454, binbashar/le-tf-infra-aws pull request 874 and "
    "slashdevops/idp-scim-sync issue 75: a few samples each. Digits of other Regions are not public, and one pair for "
    "all of them would say something wrong; drawn ones may by chance be those of another Region.",
)
