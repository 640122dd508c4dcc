"""An instance of IAM Identity Center and everything that it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ssoadmin_mock.model.access_control import AccessControlAttributes
from ssoadmin_mock.model.application import ApplicationAssignments, Applications
from ssoadmin_mock.model.assignment import (
    AccountAssignment,
    AccountAssignments,
    ProvisionedPermissionSets,
    ProvisioningTarget,
)
from ssoadmin_mock.model.identity_store import IdentityStore
from ssoadmin_mock.model.issuer import TrustedTokenIssuer
from ssoadmin_mock.model.permission_set import PermissionSets
from ssoadmin_mock.model.requests import Requests
from ssoadmin_mock.model.scim import ScimEndpoint
from ssoadmin_mock.model.table import Table


class InstanceKind(Enum):
    """The two kinds of instances; the kind follows from how the instance came to be."""

    ORGANIZATION = "organization"
    ACCOUNT = "account"


class InstanceStatus:
    """The states of an instance."""

    CREATING = "CREATE_IN_PROGRESS"
    ACTIVE = "ACTIVE"
    DELETING = "DELETE_IN_PROGRESS"


class RegionStatus:
    """The states of a Region of an instance."""

    ADDING = "ADDING"
    ACTIVE = "ACTIVE"
    REMOVING = "REMOVING"


@dataclass
class Region:
    """A Region that an instance is available in.

    :param name: ``us-east-1``.
    :param added_date: when it was added, in seconds since the epoch.
    :param is_primary: whether the instance was made there.
    """

    name: str
    added_date: float
    is_primary: bool
    status: str = RegionStatus.ACTIVE


@dataclass
class Encryption:
    """Which KMS key the instance's data is encrypted with."""

    key_type: str = "AWS_OWNED_KMS_KEY"
    kms_key_arn: str | None = None
    status: str = "ENABLED"


@dataclass
class Instance:
    """An instance of IAM Identity Center.

    :param id: ``ssoins-<16 hex>``.
    :param identity_store_id: ``d-<10 hex>``.
    :param partition: ``aws``, ``aws-cn``, ``aws-us-gov`` ...
    :param region_name: the primary Region.
    :param created_date: seconds since the epoch.
    :param auto_sign_in: the UserId of who approves every sign-in at once, as its world says.
    """

    id: str
    identity_store_id: str
    owner_account_id: str
    kind: InstanceKind
    partition: str
    region_name: str
    created_date: float
    name: str | None = None
    status: str = InstanceStatus.ACTIVE
    permission_sets_enabled: bool = False
    encryption: Encryption = field(default_factory=Encryption)
    network: dict[str, Any] | None = None
    auto_sign_in: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    regions: Table[Region] = field(default_factory=Table)
    """By name."""
    permission_sets: PermissionSets = field(default_factory=PermissionSets)
    account_assignments: AccountAssignments = field(default_factory=AccountAssignments)
    provisioned: ProvisionedPermissionSets = field(default_factory=ProvisionedPermissionSets)
    assignment_creations: Requests[AccountAssignment] = field(default_factory=Requests)
    assignment_deletions: Requests[AccountAssignment] = field(default_factory=Requests)
    provisionings: Requests[ProvisioningTarget] = field(default_factory=Requests)
    access_control_attributes: AccessControlAttributes | None = None
    applications: Applications = field(default_factory=Applications)
    application_assignments: ApplicationAssignments = field(default_factory=ApplicationAssignments)
    issuers: Table[TrustedTokenIssuer] = field(default_factory=Table)
    """By ARN."""
    issuers_by_url: dict[str, TrustedTokenIssuer] = field(default_factory=dict)
    identity_store: IdentityStore = field(default_factory=IdentityStore)
    scim: ScimEndpoint | None = None
    """Its SCIM endpoint, once there is one."""

    def __post_init__(self) -> None:
        self.regions.add(self.region_name, Region(self.region_name, self.created_date, is_primary=True))

    @property
    def arn(self) -> str:
        """``arn:aws:sso:::instance/ssoins-<16 hex>``."""
        return f"arn:{self.partition}:sso:::instance/{self.id}"

    @property
    def identity_store_arn(self) -> str:
        """``arn:aws:identitystore::<owner>:identitystore/d-<10 hex>``."""
        return f"arn:{self.partition}:identitystore::{self.owner_account_id}:identitystore/{self.identity_store_id}"

    def is_available_in(self, region_name: str) -> bool:
        """Tell whether it answers in a Region: the primary one, or one that was added and is ACTIVE."""
        region = self.regions.get(region_name)
        return region is not None and region.status == RegionStatus.ACTIVE

    @property
    def is_organization_instance(self) -> bool:
        """Whether it serves a whole organization."""
        return self.kind is InstanceKind.ORGANIZATION
