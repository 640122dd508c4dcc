"""An organization to assign access in, with short names for what nearly every test of assignments does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.conftest import Connect, Organization

UNKNOWN_USER = "11111111-1111-4111-8111-111111111111"
UNKNOWN_REQUEST = "11111111-1111-4111-8111-111111111111"
ROLES = "/aws-reserved/sso.amazonaws.com/"


@dataclass(frozen=True)
class Center:
    """The organization instance, as its management account sees it."""

    organization: Organization
    sso: Any
    connect: Connect

    @property
    def arn(self) -> str:
        return self.organization.instance.arn

    @property
    def identity_store_id(self) -> str:
        return self.organization.instance.identity_store_id

    @property
    def dev(self) -> str:
        return self.organization.members[0]

    @property
    def prod(self) -> str:
        return self.organization.members[1]

    def user(self, name: str = "ada") -> str:
        created = self.connect("identitystore").create_user(
            IdentityStoreId=self.identity_store_id,
            UserName=name,
            DisplayName=name,
            Name={"GivenName": name, "FamilyName": "Example"},
        )
        return str(created["UserId"])

    def group(self, name: str = "staff", *user_ids: str) -> str:
        store = self.connect("identitystore")
        group_id = store.create_group(IdentityStoreId=self.identity_store_id, DisplayName=name)["GroupId"]
        for user_id in user_ids:
            self.join(group_id, user_id)
        return str(group_id)

    def join(self, group_id: str, user_id: str) -> str:
        membership = self.connect("identitystore").create_group_membership(
            IdentityStoreId=self.identity_store_id, GroupId=group_id, MemberId={"UserId": user_id}
        )
        return str(membership["MembershipId"])

    def permission_set(self, name: str = "Admin", **kwargs: Any) -> str:
        created = self.sso.create_permission_set(InstanceArn=self.arn, Name=name, **kwargs)
        return str(created["PermissionSet"]["PermissionSetArn"])

    def access(self, permission_set: str, account_id: str, principal_id: str, type: str = "USER") -> dict[str, str]:
        """What CreateAccountAssignment and DeleteAccountAssignment take."""
        return {
            "InstanceArn": self.arn,
            "TargetId": account_id,
            "TargetType": "AWS_ACCOUNT",
            "PermissionSetArn": permission_set,
            "PrincipalType": type,
            "PrincipalId": principal_id,
        }

    def assign(self, *access: str) -> dict[str, Any]:
        """Create an assignment and return what became of it."""
        answer = self.sso.create_account_assignment(**self.access(*access))["AccountAssignmentCreationStatus"]
        return self.creation(answer["RequestId"])

    def unassign(self, *access: str) -> dict[str, Any]:
        """Delete an assignment and return what became of it."""
        answer = self.sso.delete_account_assignment(**self.access(*access))["AccountAssignmentDeletionStatus"]
        return self.deletion(answer["RequestId"])

    def provision(self, permission_set: str, account_id: str | None = None) -> dict[str, Any]:
        """Provision a set to one account, or everywhere, and return what became of it."""
        target = {"TargetType": "AWS_ACCOUNT", "TargetId": account_id} if account_id else {}
        answer = self.sso.provision_permission_set(
            InstanceArn=self.arn,
            PermissionSetArn=permission_set,
            **(target or {"TargetType": "ALL_PROVISIONED_ACCOUNTS"}),
        )["PermissionSetProvisioningStatus"]
        return self.provisioning(answer["RequestId"])

    def creation(self, request_id: str) -> dict[str, Any]:
        status: dict[str, Any] = self.sso.describe_account_assignment_creation_status(
            InstanceArn=self.arn, AccountAssignmentCreationRequestId=request_id
        )["AccountAssignmentCreationStatus"]
        return status

    def deletion(self, request_id: str) -> dict[str, Any]:
        status: dict[str, Any] = self.sso.describe_account_assignment_deletion_status(
            InstanceArn=self.arn, AccountAssignmentDeletionRequestId=request_id
        )["AccountAssignmentDeletionStatus"]
        return status

    def provisioning(self, request_id: str) -> dict[str, Any]:
        status: dict[str, Any] = self.sso.describe_permission_set_provisioning_status(
            InstanceArn=self.arn, ProvisionPermissionSetRequestId=request_id
        )["PermissionSetProvisioningStatus"]
        return status

    def assignments(self, permission_set: str, account_id: str) -> list[tuple[str, str]]:
        """Type and id of all who have access to an account with a set."""
        pages = self.sso.get_paginator("list_account_assignments").paginate(
            InstanceArn=self.arn, AccountId=account_id, PermissionSetArn=permission_set
        )
        return [(row["PrincipalType"], row["PrincipalId"]) for page in pages for row in page["AccountAssignments"]]

    def accounts(self, permission_set: str, **filter: str) -> list[str]:
        """The accounts that a set is provisioned to."""
        pages = self.sso.get_paginator("list_accounts_for_provisioned_permission_set").paginate(
            InstanceArn=self.arn, PermissionSetArn=permission_set, **filter
        )
        return [account_id for page in pages for account_id in page["AccountIds"]]

    def permission_sets_in(self, account_id: str, **filter: str) -> list[str]:
        """The sets that are provisioned to an account."""
        pages = self.sso.get_paginator("list_permission_sets_provisioned_to_account").paginate(
            InstanceArn=self.arn, AccountId=account_id, **filter
        )
        return [arn for page in pages for arn in page["PermissionSets"]]

    def roles(self, account_id: str) -> list[dict[str, Any]]:
        """The roles that IAM Identity Center made in an account."""
        found: list[dict[str, Any]] = self.iam(account_id).list_roles(PathPrefix=ROLES)["Roles"]
        return found

    def iam(self, account_id: str) -> Any:
        return self.connect("iam", account_id=account_id)
