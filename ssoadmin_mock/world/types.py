"""The form of worlds, for type checkers and editors.

Made by docs.generate from ssoadmin_mock/data/world.schema.json; change that, not this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Required


class Account(TypedDict, total=False):
    """An account; only its id, or nothing at all, will do."""

    id: str
    """An account id."""
    name: str
    """The account's name, where it is not the key: two accounts may have the same."""
    email: str
    """The e-mail address of the account's root user."""
    status: Literal["ACTIVE", "SUSPENDED"]
    """Whether the account is in use."""


class Unit(TypedDict, total=False):
    """An organizational unit."""

    accounts: Mapping[str, Account | str | None] | None
    """Accounts by name."""
    organizational_units: Mapping[str, Unit | None] | None
    """Organizational units by name."""


class Organization(TypedDict, total=False):
    """The organization. Accounts that are not in a unit are in the root."""

    management_account: Account | str | None
    """The management account; the calling one if left out."""
    accounts: Mapping[str, Account | str | None] | None
    """Accounts by name."""
    organizational_units: Mapping[str, Unit | None] | None
    """Organizational units by name."""


class Instance(TypedDict, total=False):
    """The organization instance."""

    id: str
    """The last part of the ARN."""
    identity_store_id: str
    """The id of the identity store."""
    name: str
    """Name."""
    region: str
    """The primary Region; us-east-1 if left out."""
    additional_regions: Sequence[str]
    """The other Regions that it is available in."""
    encryption: Mapping[str, Any]
    """EncryptionConfiguration as the API has it."""
    network: Mapping[str, Any]
    """NetworkConfiguration as the API has it."""
    tags: Mapping[str, str] | None
    """Tags: values by key."""


class AccessControlAttributesItemValue(TypedDict, total=False):
    """Where the value comes from."""

    Source: Required[Sequence[str]]
    """The sources."""


class AccessControlAttributesItem(TypedDict, total=False):
    """AccessControlAttributesItem."""

    Key: Required[str]
    """The attribute."""
    Value: Required[AccessControlAttributesItemValue]
    """Where the value comes from."""


class Policy(TypedDict, total=False):
    """An IAM policy that each of the accounts has."""

    name: Required[str]
    """The policy's name."""
    path: str
    """The policy's path; / if left out."""
    description: str
    """Description."""
    document: Mapping[str, Any] | str
    """The policy document; if left out, one that allows no more than every identity may do anyway
    (sts:GetCallerIdentity)."""
    accounts: str | Sequence[str]
    """Accounts, by name or id; `all` for every account of the organization that is active, the management account
    included."""
    organizational_units: str | Sequence[str]
    """Organizational units, by name or, where the name is not unique, by path (`Workloads/Prod`): the active
    accounts in them and in the units below."""


class UserAttributesName(TypedDict, total=False):
    """The other parts of the name."""

    Formatted: str
    MiddleName: str
    HonorificPrefix: str
    HonorificSuffix: str


class Email(TypedDict, total=False):
    """An e-mail address as the Identity Store has it."""

    Value: str
    """The address."""
    Type: str
    """What it is for: `work`."""
    Primary: bool
    """Whether it is the one to write to."""


class UserAttributes(TypedDict, total=False):
    """The other attributes, as the Identity Store's API has them."""

    Name: UserAttributesName
    """The other parts of the name."""
    NickName: str
    ProfileUrl: str
    Emails: Sequence[Email]
    """All e-mail addresses, where `email` does not say enough."""
    Addresses: Sequence[Mapping[str, Any]]
    PhoneNumbers: Sequence[Mapping[str, Any]]
    UserType: str
    Title: str
    PreferredLanguage: str
    Locale: str
    Timezone: str
    Photos: Sequence[Mapping[str, Any]]
    Website: str
    Birthdate: str
    Roles: Sequence[Mapping[str, Any]]
    Extensions: Mapping[str, Any]
    """Extensions by name: `aws:identitystore:enterprise`."""


class User(TypedDict, total=False):
    """A user."""

    id: str
    """The UserId."""
    given_name: str
    """Name.GivenName; the user name if left out."""
    family_name: str
    """Name.FamilyName; the user name if left out."""
    display_name: str
    """DisplayName; the user name if left out."""
    email: str
    """The address of the user's only e-mail, of type work and primary."""
    attributes: UserAttributes
    """The other attributes, as the Identity Store's API has them."""
    disabled: bool
    """Whether UserStatus is DISABLED."""
    external_ids: Mapping[str, str]
    """The ids at other identity providers, by issuer."""


class Group(TypedDict, total=False):
    """A group."""

    id: str
    """The GroupId."""
    description: str
    """Description."""
    members: str | Sequence[str]
    """The user names of the members."""
    external_ids: Mapping[str, str]
    """The ids at other identity providers, by issuer."""


class CustomerManagedPolicy(TypedDict, total=False):
    """A reference to a customer managed policy; its name alone means the path /."""

    name: Required[str]
    """The policy's name."""
    path: str
    """The policy's path; / if left out."""


class PermissionSetPermissionsBoundary(TypedDict, total=False):
    """The permissions boundary: one of the two."""

    managed_policy: str
    """An AWS managed policy, by name with the path or by ARN."""
    customer_managed_policy: CustomerManagedPolicy | str
    """A reference to a customer managed policy; its name alone means the path /."""


class PermissionSet(TypedDict, total=False):
    """A permission set."""

    id: str
    """The last part of the ARN."""
    description: str
    """Description."""
    session_duration: str
    """How long sessions last, as ISO 8601 writes it; PT1H if left out."""
    relay_state: str
    """The URL in the console where sessions begin."""
    managed_policies: str | Sequence[str]
    """AWS managed policies: by name with the path (`AdministratorAccess`, `job-function/ViewOnlyAccess`), or by ARN."""
    customer_managed_policies: Sequence[CustomerManagedPolicy | str]
    """References to policies of the accounts."""
    inline_policy: Mapping[str, Any] | str
    """An IAM policy document, as a mapping or as its JSON text."""
    permissions_boundary: PermissionSetPermissionsBoundary
    """The permissions boundary: one of the two."""
    tags: Mapping[str, str] | None
    """Tags: values by key."""
    provisioned_to: str | Sequence[str]
    """Accounts that have the set without any assignment."""
    outdated_in: str | Sequence[str]
    """Accounts that have the set, but not with its latest changes."""


class Assignment(TypedDict, total=False):
    """Access of each of the users and groups to each of the accounts."""

    permission_set: Required[str]
    """The name of the permission set."""
    users: str | Sequence[str]
    """Users by name. The id of a user that was deleted will do: assignments outlive their principals."""
    groups: str | Sequence[str]
    """Groups by name, or the id of one that was deleted."""
    accounts: str | Sequence[str]
    """Accounts, by name or id; `all` for every account of the organization that is active, the management account
    included."""
    organizational_units: str | Sequence[str]
    """Organizational units, by name or, where the name is not unique, by path (`Workloads/Prod`): the active
    accounts in them and in the units below."""


class Issuer(TypedDict, total=False):
    """A trusted token issuer."""

    id: str
    """The last part of the ARN."""
    name: str
    """The issuer's name, where it is not the key."""
    oidc_jwt: Required[Mapping[str, Any]]
    """OidcJwtConfiguration as the API has it."""
    tags: Mapping[str, str] | None
    """Tags: values by key."""


class Application(TypedDict, total=False):
    """An application."""

    id: str
    """The last part of the ARN."""
    name: str
    """The application's name, where it is not the key: two applications may have the same."""
    provider: str
    """The application provider, by the last part of its ARN or by ARN; `custom` if left out."""
    account: str
    """The account that made it, by name or id; the management account if left out."""
    region: str
    """The Region that it was made in; the instance's if left out."""
    description: str
    """Description."""
    status: Literal["ENABLED", "DISABLED"]
    """Status; ENABLED if left out."""
    portal_options: Mapping[str, Any]
    """PortalOptions as the API has them."""
    assignment_required: bool
    """AssignmentRequired; true if left out."""
    user_background_sessions: Literal["ENABLED", "DISABLED"]
    """UserBackgroundSessionApplicationStatus."""
    users: str | Sequence[str]
    """Users that are assigned, by name or, deleted, by id."""
    groups: str | Sequence[str]
    """Groups that are assigned, by name or, deleted, by id."""
    access_scopes: Mapping[str, str | Sequence[str] | None]
    """Authorized targets by access scope: `instance`, applications by name, or ARNs."""
    grants: Mapping[str, Mapping[str, Any]]
    """Grants by grant type, as the API has them (`Grant`). TrustedTokenIssuerArn may be an issuer's name."""
    authentication_methods: Mapping[str, Mapping[str, Any]]
    """Authentication methods by type, as the API has them (`AuthenticationMethod`)."""
    tags: Mapping[str, str] | None
    """Tags: values by key."""


_World = TypedDict("_World", {"$schema": str}, total=False)


class World(_World, total=False):
    """An organization with its instance of IAM Identity Center. Every section may be left out."""

    organization: Organization | None
    """The organization. Accounts that are not in a unit are in the root."""
    delegated_administrators: str | Sequence[str]
    """The accounts that administer IAM Identity Center beside the management account."""
    instance: Instance | None
    """The organization instance."""
    access_control_attributes: Mapping[str, str | Sequence[str]] | Sequence[AccessControlAttributesItem] | None
    """Attributes for access control (ABAC): sources by key. An empty mapping enables them without any. A list of
    them as the API has it, where two have the same key."""
    customer_managed_policies: Sequence[Policy] | None
    """IAM policies that accounts have, for permission sets to refer to."""
    users: Mapping[str, User | None] | None
    """Users by user name."""
    groups: Mapping[str, Group | None] | None
    """Groups by display name."""
    auto_sign_in: str
    """The user who approves every sign-in at once, as the setting of this name."""
    permission_sets: Mapping[str, PermissionSet | None] | None
    """Permission sets by name."""
    assignments: Sequence[Assignment] | None
    """Account assignments."""
    issuers: Mapping[str, Issuer] | None
    """Trusted token issuers by name."""
    applications: Mapping[str, Application | None] | None
    """Applications by name."""
