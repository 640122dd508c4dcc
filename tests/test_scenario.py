"""A realistic organization from empty to empty, in process and over HTTP.

Six accounts in organizational units, three users, three groups and five permission sets: access is given, looked at,
changed, found outdated, provisioned again, handed to a delegated administrator, and taken away.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ssoadmin_mock import IdentityCenter
from tests.center import ROLES
from tests.conftest import MANAGEMENT, Connect, error_of

DEPLOY_POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "cloudformation:*", "Resource": "*"}]}
)
DENY_BILLING = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "aws-portal:*", "Resource": "*"}]}
)
OUTDATED = {"ProvisioningStatus": "LATEST_PERMISSION_SET_NOT_PROVISIONED"}

UNITS = {"Security": ["audit", "identity"], "Workloads": ["dev", "staging", "prod"]}
USERS = ["ada", "bob", "eve"]
GROUPS = {"admins": ["ada"], "developers": ["ada", "bob"], "auditors": ["eve"]}
PERMISSION_SETS = ["Administrator", "Developer", "Auditor", "Billing", "Deploy"]

# Who may what where, as a team would write it down; `management` is the sixth account.
ACCESS = [
    ("admins", "Administrator", ["management", "audit", "identity", "dev", "staging", "prod"]),
    ("developers", "Developer", ["dev", "staging"]),
    ("developers", "Deploy", ["staging", "prod"]),
    ("auditors", "Auditor", ["management", "audit", "identity", "dev", "staging", "prod"]),
    ("bob", "Auditor", ["prod"]),
    ("eve", "Billing", ["management"]),
]


@dataclass
class Company:
    """The clients and the names of everything."""

    connect: Connect
    idc: IdentityCenter
    accounts: dict[str, str]
    arn: str = ""
    store_id: str = ""

    def __post_init__(self) -> None:
        self.organizations = self.connect("organizations")
        self.sso = self.connect()
        self.store = self.connect("identitystore")
        self.principals: dict[str, tuple[str, str]] = {}
        self.sets: dict[str, str] = {}

    # --- founding ---

    def found(self) -> None:
        self.organizations.create_organization(FeatureSet="ALL")
        (root,) = self.organizations.list_roots()["Roots"]
        for unit, names in UNITS.items():
            created = self.organizations.create_organizational_unit(ParentId=root["Id"], Name=unit)
            for name in names:
                self.accounts[name] = self.join(name, root["Id"], created["OrganizationalUnit"]["Id"])
        instance = self.idc.enable_organization_instance(name="company")
        self.arn, self.store_id = instance.arn, instance.identity_store_id

    def join(self, name: str, root_id: str, unit_id: str) -> str:
        status = self.organizations.create_account(AccountName=name, Email=f"{name}@example.com")
        account_id = str(status["CreateAccountStatus"]["AccountId"])
        self.organizations.move_account(AccountId=account_id, SourceParentId=root_id, DestinationParentId=unit_id)
        return account_id

    def hire(self) -> None:
        for name in USERS:
            user = self.store.create_user(
                IdentityStoreId=self.store_id,
                UserName=name,
                DisplayName=name,
                Name={"GivenName": name, "FamilyName": "Example"},
            )
            self.principals[name] = ("USER", user["UserId"])
        for name, members in GROUPS.items():
            group = self.store.create_group(IdentityStoreId=self.store_id, DisplayName=name)
            self.principals[name] = ("GROUP", group["GroupId"])
            for member in members:
                self.store.create_group_membership(
                    IdentityStoreId=self.store_id,
                    GroupId=group["GroupId"],
                    MemberId={"UserId": self.principals[member][1]},
                )

    def define(self) -> None:
        for name in PERMISSION_SETS:
            created = self.sso.create_permission_set(
                InstanceArn=self.arn, Name=name, Description=f"{name} access", Tags=[{"Key": "team", "Value": "it"}]
            )
            self.sets[name] = created["PermissionSet"]["PermissionSetArn"]
        for name, policy in (("Administrator", "AdministratorAccess"), ("Auditor", "SecurityAudit")):
            self.change(name, "attach_managed_policy", ManagedPolicyArn=f"arn:aws:iam::aws:policy/{policy}")
        self.change("Billing", "attach_managed_policy", ManagedPolicyArn="arn:aws:iam::aws:policy/job-function/Billing")
        self.change("Developer", "put_inline_policy", InlinePolicy=DENY_BILLING)
        self.change(
            "Deploy",
            "attach_customer_managed_policy_reference",
            CustomerManagedPolicyReference={"Name": "Deploy", "Path": "/company/"},
        )
        for name in ("staging", "prod"):
            self.iam(name).create_policy(PolicyName="Deploy", Path="/company/", PolicyDocument=DEPLOY_POLICY)

    def change(self, name: str, what: str, client: Any = None, **arguments: Any) -> None:
        operation = getattr(client or self.sso, f"{what}_to_permission_set")
        operation(InstanceArn=self.arn, PermissionSetArn=self.sets[name], **arguments)

    # --- access ---

    def access(self, principal: str, permission_set: str, account: str) -> dict[str, str]:
        type, id = self.principals[principal]
        return {
            "InstanceArn": self.arn,
            "TargetId": self.accounts[account],
            "TargetType": "AWS_ACCOUNT",
            "PermissionSetArn": self.sets[permission_set],
            "PrincipalType": type,
            "PrincipalId": id,
        }

    def grant(self, *access: str) -> str:
        answer = self.sso.create_account_assignment(**self.access(*access))["AccountAssignmentCreationStatus"]
        described = self.sso.describe_account_assignment_creation_status(
            InstanceArn=self.arn, AccountAssignmentCreationRequestId=answer["RequestId"]
        )
        return str(described["AccountAssignmentCreationStatus"]["Status"])

    def revoke(self, *access: str) -> str:
        answer = self.sso.delete_account_assignment(**self.access(*access))["AccountAssignmentDeletionStatus"]
        described = self.sso.describe_account_assignment_deletion_status(
            InstanceArn=self.arn, AccountAssignmentDeletionRequestId=answer["RequestId"]
        )
        return str(described["AccountAssignmentDeletionStatus"]["Status"])

    def provision(self, permission_set: str, client: Any = None) -> str:
        answer = (client or self.sso).provision_permission_set(
            InstanceArn=self.arn, PermissionSetArn=self.sets[permission_set], TargetType="ALL_PROVISIONED_ACCOUNTS"
        )["PermissionSetProvisioningStatus"]
        described = self.sso.describe_permission_set_provisioning_status(
            InstanceArn=self.arn, ProvisionPermissionSetRequestId=answer["RequestId"]
        )
        return str(described["PermissionSetProvisioningStatus"]["Status"])

    # --- looking ---

    def iam(self, account: str) -> Any:
        return self.connect("iam", account_id=self.accounts[account])

    def roles(self, account: str) -> dict[str, dict[str, Any]]:
        """The roles of an account, by the name of the set."""
        found = self.iam(account).list_roles(PathPrefix=ROLES)["Roles"]
        return {role["RoleName"].split("_")[1]: role for role in found}

    def outdated(self, permission_set: str) -> set[str]:
        listed = self.sso.list_accounts_for_provisioned_permission_set(
            InstanceArn=self.arn, PermissionSetArn=self.sets[permission_set], **OUTDATED
        )["AccountIds"]
        names = {account_id: name for name, account_id in self.accounts.items()}
        return {names[account_id] for account_id in listed}

    def access_of(self, user: str) -> set[tuple[str, str, str]]:
        """All access of a user: the principal that has it, the set and the account."""
        type, id = self.principals[user]
        pages = self.sso.get_paginator("list_account_assignments_for_principal").paginate(
            InstanceArn=self.arn, PrincipalId=id, PrincipalType=type, PaginationConfig={"PageSize": 2}
        )
        principals = {id: name for name, (_, id) in self.principals.items()}
        sets = {arn: name for name, arn in self.sets.items()}
        accounts = {account_id: name for name, account_id in self.accounts.items()}
        return {
            (principals[row["PrincipalId"]], sets[row["PermissionSetArn"]], accounts[row["AccountId"]])
            for page in pages
            for row in page["AccountAssignments"]
        }


def test_an_organization_from_empty_to_empty(idc: IdentityCenter, connect: Connect) -> None:
    company = Company(connect, idc, {"management": MANAGEMENT})
    company.found()
    company.hire()
    company.define()

    # Everybody gets access, and the roles are where somebody has it.
    everything = [(who, what, where) for who, what, accounts in ACCESS for where in accounts]
    assert {company.grant(*access) for access in everything} == {"SUCCEEDED"}
    for account in company.accounts:
        assert set(company.roles(account)) == {what for _, what, where in everything if where == account}
    for user in USERS:
        own = {user, *(group for group, members in GROUPS.items() if user in members)}
        assert company.access_of(user) == {access for access in everything if access[0] in own}

    # Not where IAM is not ready for it.
    assert company.grant("developers", "Deploy", "dev") == "FAILED"
    assert "Deploy" not in company.roles("dev")
    company.iam("dev").create_policy(PolicyName="Deploy", Path="/company/", PolicyDocument=DEPLOY_POLICY)
    assert company.grant("developers", "Deploy", "dev") == "SUCCEEDED"
    assert "Deploy" in company.roles("dev")

    # A change is drift until it is provisioned again; the names of the roles stay.
    company.sso.update_permission_set(
        InstanceArn=company.arn, PermissionSetArn=company.sets["Auditor"], Description="May look"
    )
    assert company.outdated("Auditor") == set(company.accounts)
    before = company.roles("prod")["Auditor"]
    assert before["Description"] == "Auditor access"
    assert company.provision("Auditor") == "SUCCEEDED"
    assert company.outdated("Auditor") == set()
    after = company.roles("prod")["Auditor"]
    assert (after["RoleName"], after["Description"]) == (before["RoleName"], "May look")

    # The identity account administers from now on, but for what concerns the management account.
    company.organizations.register_delegated_administrator(
        AccountId=company.accounts["identity"], ServicePrincipal="sso.amazonaws.com"
    )
    delegated = company.connect(account_id=company.accounts["identity"])
    company.change("Developer", "put_inline_policy", delegated, InlinePolicy=DEPLOY_POLICY)
    assert company.outdated("Developer") == {"dev", "staging"}
    assert company.provision("Developer", delegated) == "SUCCEEDED"
    assert company.outdated("Developer") == set()
    delegated.create_account_assignment(**company.access("bob", "Developer", "prod"))
    assert ("bob", "Developer", "prod") in company.access_of("bob")
    for access in (("auditors", "Auditor", "prod"), ("developers", "Developer", "management")):
        code, _ = error_of(delegated.create_account_assignment, **company.access(*access))
        assert code == "AccessDeniedException"
    delegated.delete_account_assignment(**company.access("bob", "Developer", "prod"))
    company.organizations.deregister_delegated_administrator(
        AccountId=company.accounts["identity"], ServicePrincipal="sso.amazonaws.com"
    )

    # Eve leaves, and what she had herself is still there to be tidied up.
    company.store.delete_user(IdentityStoreId=company.store_id, UserId=company.principals["eve"][1])
    code, _ = error_of(company.access_of, user="eve")
    assert code == "ResourceNotFoundException"
    code, _ = error_of(
        company.sso.delete_permission_set, InstanceArn=company.arn, PermissionSetArn=company.sets["Billing"]
    )
    assert code == "ConflictException"

    # Everything is taken away again.
    everything.append(("developers", "Deploy", "dev"))
    assert {company.revoke(*access) for access in everything} == {"SUCCEEDED"}
    assert company.revoke(*everything[0]) == "FAILED"
    for account in company.accounts:
        assert company.roles(account) == {}
    for permission_set in company.sets.values():
        company.sso.delete_permission_set(InstanceArn=company.arn, PermissionSetArn=permission_set)
    assert company.sso.list_permission_sets(InstanceArn=company.arn)["PermissionSets"] == []
    company.sso.delete_instance(InstanceArn=company.arn)
    assert company.sso.list_instances()["Instances"] == []
    for account in company.accounts:
        assert company.iam(account).list_saml_providers()["SAMLProviderList"] == []
    refusal = error_of(company.store.list_groups, IdentityStoreId=company.store_id)
    assert refusal[0] == "ResourceNotFoundException"
