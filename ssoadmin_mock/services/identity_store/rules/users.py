"""Users."""

from ssoadmin_mock.wire.rules import Evidence, rule

IDENTIFIERS = rule(
    "identity-store.identifiers",
    Evidence.OBSERVED,
    "The ids of users, groups and memberships are UUIDs whose second group ends in 1 and whose third starts with 70. "
    "Every parameter with the id of a store, user, group or membership takes the ARN, too; the ARN of something else "
    "is not found.",
    "Twelve ids of six public sources, 2023 to 2025, among them terraform-provider-aws issue 36454. The ARNs are "
    "documented by the model.",
)
REQUIRED_ATTRIBUTES = rule(
    "user.required-attributes",
    Evidence.DOCUMENTED,
    "A user needs UserName, DisplayName, Name.GivenName and Name.FamilyName. Without a UserName it is a "
    "ValidationException 'userName is a required attribute'; the others are named together: 'displayname: The "
    "attribute displayname is required, name: The attribute name is required'.",
    "User guide, adding users. The texts are those of moto, whose wording looks copied from the service.",
)
UNIQUE_NAME = rule(
    "user.unique-name",
    Evidence.DOCUMENTED,
    "A second user with a UserName: ConflictException 'Duplicate UserName', Reason UNIQUENESS_CONSTRAINT_VIOLATION.",
    "User guide and model. The text is that of moto, whose wording looks copied from the service.",
)
UNIQUE_EMAIL = rule(
    "user.unique-email",
    Evidence.INFERRED,
    "A second user with an e-mail address: ConflictException 'Duplicate Emails', Reason "
    "UNIQUENESS_CONSTRAINT_VIOLATION. External ids are unique among users and among groups in the same way.",
    "The model calls emails.value a unique attribute, with which GetUserId finds one user. The text is ours.",
)
CASE = rule(
    "user.case",
    Evidence.UNKNOWN,
    "User names, e-mail addresses and display names of groups that differ in case alone are duplicates; looking one up "
    "takes the exact case.",
    "Nothing public shows either. User names have no case where people sign in, and RFC 7643 says so for SCIM. Both "
    "choices refuse what may fail.",
)
RESERVED_NAMES = rule(
    "user.reserved-names",
    Evidence.DOCUMENTED,
    "Administrator and AWSAdministrators are reserved, for users and groups: ValidationException.",
    "CreateUser and CreateGroup in the API reference. The text is ours, and so is that case does not matter.",
)
QUOTA = rule(
    "user.quota",
    Evidence.DOCUMENTED,
    "An identity store holds 100,000 users; one more is a ServiceQuotaExceededException.",
    "User guide, IAM Identity Center quotas. The text is ours.",
)
NOT_FOUND = rule(
    "user.not-found",
    Evidence.CLIENT,
    "A user that does not exist: ResourceNotFoundException 'USER not found.' with ResourceType USER.",
    "A public Pulumi program compares the text; moto has it, too.",
)
STATUS = rule(
    "user.status",
    Evidence.DOCUMENTED,
    "UserStatus is ENABLED for a user that this API makes, and cannot be changed by it; a world can have a user that "
    "is DISABLED.",
    "The model has UserStatus in answers only; the console and SCIM set it.",
)
PRIMARY_PHOTO = rule(
    "user.primary-photo",
    Evidence.DOCUMENTED,
    "At most one of a user's photos is the primary one: ValidationException.",
    "The model. The text is ours.",
)
EXTENSIONS = rule(
    "user.extensions",
    Evidence.INFERRED,
    "The one extension is aws:identitystore:enterprise, with employeeNumber, costCenter, organization, division, "
    "department and manager.value, all of them texts. Another extension or attribute is a ValidationException.",
    "The model names the extension, the SCIM developer guide what SCIM's counterpart holds. The texts are ours.",
)
EXTENSIONS_ON_DEMAND = rule(
    "user.extensions-on-demand",
    Evidence.DOCUMENTED,
    "DescribeUser and ListUsers give the extensions that the request's Extensions names, and no others.",
    "The model.",
)
LOOKUP = rule(
    "identity-store.lookup",
    Evidence.DOCUMENTED,
    "GetUserId finds a user by userName, emails.value or an external id, GetGroupId a group by displayName or an "
    "external id.",
    "The model and the API reference.",
)
LOOKUP_PATHS = rule(
    "identity-store.lookup-paths",
    Evidence.CLIENT,
    "The case of a path does not matter: clients write UserName. Another path is a ValidationException 'The attribute "
    "<path> is not a unique attribute', an empty value or none 'attribute value cannot be empty or null for attribute "
    "path'.",
    "terraform-provider-aws issue 27830 for UserName. The texts are those of moto, whose wording looks copied from the "
    "service.",
)
FILTERS = rule(
    "identity-store.filters",
    Evidence.OBSERVED,
    "The service refuses Filters of ListUsers and ListGroups today: ValidationException 'Filter is deprecated, please "
    "remove filter from request.' The setting allow_filters=False does the same; by default they work as they did, "
    "because much code still sends them.",
    "awslabs/landing-zone-accelerator-on-aws issue 667; Terraform used them until 2025.",
)
FILTER_PATHS = rule(
    "identity-store.filter-paths",
    Evidence.DOCUMENTED,
    "One filter, which is for equality: UserName of users, DisplayName of groups. More than one, or another path, is a "
    "ValidationException.",
    "The API reference. The texts are ours.",
)
UPDATE_PATHS = rule(
    "identity-store.update-paths",
    Evidence.CLIENT,
    "The operations of UpdateUser and UpdateGroup name attributes with a small first letter (name.familyName, emails, "
    "aws:identitystore:enterprise.manager.value) or a capital one (DisplayName), and so do the values' members. A path "
    "without an attribute, into a list, or to what this API cannot set is a ValidationException, and nothing changes.",
    "Terraform's provider for small letters, CloudFormation's own handler of groups for capital ones, and the model's "
    "pattern. The texts are ours.",
)
UPDATE_UNSETS = rule(
    "identity-store.update-unsets",
    Evidence.CLIENT,
    "An operation without a value, or with null, unsets the attribute.",
    "Terraform's provider sends null in place of an empty text or list.",
)
UPDATE_REPLACES = rule(
    "identity-store.update-replaces",
    Evidence.CLIENT,
    "A list or a structure is replaced as a whole. Its objects hold no nulls, and an empty list is refused.",
    "Terraform's provider leaves members without a value out, and sends null in place of an empty list.",
)
UPDATE_VALUES = rule(
    "identity-store.update-values",
    Evidence.INFERRED,
    "The value of an operation has to be what CreateUser or CreateGroup takes for the attribute: its type, its length "
    "and its members. Another is a ValidationException.",
    "The model says nothing of these values: they are documents. The texts follow those of constraints of CreateUser.",
)
NAME_STAYS = rule(
    "user.name-stays",
    Evidence.INFERRED,
    "UpdateUser does not change userName: ValidationException.",
    "User guide, adding users: the user name cannot be changed later. Terraform makes a new user instead. Whether the "
    "API refuses is not public; the text is ours.",
)
DELETE_TAKES_MEMBERSHIPS = rule(
    "identity-store.delete-takes-memberships",
    Evidence.INFERRED,
    "Deleting a user or group deletes its memberships.",
    "A membership is between two that exist; no public output shows one that was left.",
)
DELETE_LEAVES_ASSIGNMENTS = rule(
    "identity-store.delete-leaves-assignments",
    Evidence.OBSERVED,
    "Account assignments of a deleted user or group stay, and are listed under the id that nobody has any more.",
    "Public reports of assignments that have to be cleaned up after their principals.",
)
