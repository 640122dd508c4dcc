"""The world of `examples.WORLD`, made by nothing but API calls."""

from __future__ import annotations

import json
from typing import Any

from ssoadmin_mock import IdentityCenter
from tests.conftest import MANAGEMENT
from tests.world.examples import POLICY, WORLD

REGION = "eu-west-1"


class Maker:
    """Makes the world, call by call."""

    def __init__(self, idc: IdentityCenter) -> None:
        self.idc = idc
        self.organizations = self.client("organizations")
        self.sso = self.client("sso-admin")
        self.store = self.client("identitystore")
        self.accounts = {"acme": MANAGEMENT}
        self.principals: dict[str, str] = {}
        self.sets: dict[str, str] = {}

    def client(self, service: str, account_id: str = MANAGEMENT) -> Any:
        return self.idc.session(account_id=account_id).client(service, region_name=REGION)

    def make(self) -> None:
        self.organizations.create_organization(FeatureSet="ALL")
        instance = self.idc.enable_organization_instance(region_name=REGION, name="acme")
        self.arn, self.store_id = instance.arn, instance.identity_store_id
        self.make_organization()
        self.make_instance()
        self.make_policies()
        self.make_users_and_groups()
        self.make_permission_sets()
        self.make_assignments()
        self.make_applications()
        self.organizations.close_account(AccountId=self.accounts["old"])
        self.organizations.register_delegated_administrator(
            AccountId=self.accounts["log-archive"], ServicePrincipal="sso.amazonaws.com"
        )

    def make_organization(self) -> None:
        root = self.organizations.list_roots()["Roots"][0]["Id"]
        workloads, closed = self.unit("Workloads", root), ""
        prod = self.unit("Prod", workloads)
        closed = self.unit("Closed", root)
        self.account("log-archive", root, root)
        self.account("dev", root, workloads)
        self.account("prod", root, prod, email="prod@acme.example")
        self.account("shop", root, prod)
        self.account("old", root, closed)

    def unit(self, name: str, parent: str) -> str:
        created = self.organizations.create_organizational_unit(ParentId=parent, Name=name)
        return str(created["OrganizationalUnit"]["Id"])

    def account(self, name: str, root: str, parent: str, email: str = "") -> None:
        created = self.organizations.create_account(AccountName=name, Email=email or f"{name}@example.com")
        id = self.accounts[name] = created["CreateAccountStatus"]["AccountId"]
        self.organizations.move_account(AccountId=id, SourceParentId=root, DestinationParentId=parent)

    def make_instance(self) -> None:
        section = WORLD["instance"]
        self.sso.update_instance(InstanceArn=self.arn, NetworkConfiguration=section["network"])
        self.sso.tag_resource(ResourceArn=self.arn, Tags=tags(section["tags"]))
        attributes = [{"Key": "CostCenter", "Value": {"Source": ["${path:enterprise.costCenter}"]}}]
        attributes += [{"Key": "Team", "Value": {"Source": ["${path:enterprise.division}"]}}]
        self.sso.create_instance_access_control_attribute_configuration(
            InstanceArn=self.arn,
            InstanceAccessControlAttributeConfiguration={"AccessControlAttributes": attributes},
        )

    def make_policies(self) -> None:
        for name, id in self.accounts.items():
            iam = self.client("iam", id)
            document = json.dumps(POLICY)
            if name != "old":
                iam.create_policy(PolicyName="Boundary", Path="/security/", Description="d", PolicyDocument=document)
            if name in ("dev", "prod", "shop"):
                iam.create_policy(PolicyName="Extra", PolicyDocument=document)

    def make_users_and_groups(self) -> None:
        self.user("ada", ("Ada", "Lovelace", "Ada L."), Title="Countess", Timezone="Europe/London", MiddleName="King")
        self.user("bob")
        self.user("eve", Emails=[{"Value": "eve@acme.example", "Type": "home"}])
        self.user("gone")
        self.group("staff", "ada", "bob", Description="Everybody")
        self.group("empty")

    def user(self, name: str, called: tuple[str, str, str] | None = None, **attributes: Any) -> None:
        given, family, display = called or (name, name, name)
        full = {"GivenName": given, "FamilyName": family}
        if called:
            full["MiddleName"] = attributes.pop("MiddleName")
            attributes["Emails"] = [{"Value": f"{name}@acme.example", "Type": "work", "Primary": True}]
        created = self.store.create_user(
            IdentityStoreId=self.store_id, UserName=name, DisplayName=display, Name=full, **attributes
        )
        self.principals[name] = created["UserId"]

    def group(self, name: str, *members: str, **attributes: Any) -> None:
        created = self.store.create_group(IdentityStoreId=self.store_id, DisplayName=name, **attributes)
        self.principals[name] = created["GroupId"]
        for member in members:
            self.store.create_group_membership(
                IdentityStoreId=self.store_id,
                GroupId=created["GroupId"],
                MemberId={"UserId": self.principals[member]},
            )

    def make_permission_sets(self) -> None:
        sets = WORLD["permission_sets"]
        self.permission_set(
            "Admin",
            Description="All of it",
            SessionDuration="PT8H",
            RelayState=sets["Admin"]["relay_state"],
            Tags=tags({"level": "high"}),
        )
        self.attach("Admin", "AdministratorAccess")
        self.permission_set("Reader")
        self.attach("Reader", "job-function/ViewOnlyAccess")
        self.attach("Reader", "ReadOnlyAccess")
        self.attach_customer_managed("Extra", "/")
        self.attach_customer_managed("Boundary", "/security/")
        self.on_set("put_inline_policy_to", "Reader", InlinePolicy=json.dumps(POLICY))
        boundary = {"CustomerManagedPolicyReference": {"Name": "Boundary", "Path": "/security/"}}
        self.on_set("put_permissions_boundary_to", "Reader", PermissionsBoundary=boundary)
        self.permission_set("Bounded")
        boundary = {"ManagedPolicyArn": "arn:aws:iam::aws:policy/PowerUserAccess"}
        self.on_set("put_permissions_boundary_to", "Bounded", PermissionsBoundary=boundary)
        self.on_set("put_inline_policy_to", "Bounded", InlinePolicy=sets["Bounded"]["inline_policy"])

    def permission_set(self, name: str, **members: Any) -> None:
        created = self.sso.create_permission_set(InstanceArn=self.arn, Name=name, **members)
        self.sets[name] = created["PermissionSet"]["PermissionSetArn"]

    def on_set(self, operation: str, name: str, **members: Any) -> None:
        call = getattr(self.sso, f"{operation}_permission_set")
        call(InstanceArn=self.arn, PermissionSetArn=self.sets[name], **members)

    def attach(self, name: str, policy: str) -> None:
        self.on_set("attach_managed_policy_to", name, ManagedPolicyArn=f"arn:aws:iam::aws:policy/{policy}")

    def attach_customer_managed(self, name: str, path: str) -> None:
        reference = {"Name": name, "Path": path}
        self.on_set("attach_customer_managed_policy_reference_to", "Reader", CustomerManagedPolicyReference=reference)

    def make_assignments(self) -> None:
        for account in ("acme", "log-archive", "dev", "prod", "shop"):
            self.assign("Admin", account, "GROUP", "staff")
        for account in ("prod", "shop"):
            self.assign("Reader", account, "USER", "bob")
            self.assign("Reader", account, "USER", "eve")
            self.assign("Reader", account, "GROUP", "staff")
        self.assign("Reader", "dev", "USER", "eve")
        self.assign("Admin", "dev", "USER", "gone")
        self.store.delete_user(IdentityStoreId=self.store_id, UserId=self.principals["gone"])
        self.provision("Bounded", "shop")
        # As if it had changed: outdated everywhere, and then up to date again but for one account.
        self.on_set("put_inline_policy_to", "Reader", InlinePolicy=json.dumps(POLICY))
        for account in ("dev", "shop"):
            self.provision("Reader", account)

    def assign(self, name: str, account: str, principal_type: str, principal: str) -> None:
        self.sso.create_account_assignment(
            InstanceArn=self.arn,
            TargetId=self.accounts[account],
            TargetType="AWS_ACCOUNT",
            PermissionSetArn=self.sets[name],
            PrincipalType=principal_type,
            PrincipalId=self.principals[principal],
        )

    def provision(self, name: str, account: str) -> None:
        self.sso.provision_permission_set(
            InstanceArn=self.arn,
            PermissionSetArn=self.sets[name],
            TargetType="AWS_ACCOUNT",
            TargetId=self.accounts[account],
        )

    def make_applications(self) -> None:
        issuer = WORLD["issuers"]["okta"]
        issuer_arn = self.sso.create_trusted_token_issuer(
            InstanceArn=self.arn,
            Name="okta",
            TrustedTokenIssuerType="OIDC_JWT",
            TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": issuer["oidc_jwt"]},
            Tags=tags(issuer["tags"]),
        )["TrustedTokenIssuerArn"]
        section = WORLD["applications"]["payroll"]
        payroll = self.application(
            "payroll",
            self.accounts["dev"],
            Description="Pays",
            Status="DISABLED",
            PortalOptions=section["portal_options"],
            Tags=tags(section["tags"]),
        )
        reports = self.application("reports", MANAGEMENT)
        self.sso.put_application_assignment_configuration(ApplicationArn=payroll, AssignmentRequired=False)
        self.sso.put_application_session_configuration(
            ApplicationArn=payroll, UserBackgroundSessionApplicationStatus="ENABLED"
        )
        for principal_type, principal in (("USER", "ada"), ("GROUP", "staff")):
            self.sso.create_application_assignment(
                ApplicationArn=payroll, PrincipalType=principal_type, PrincipalId=self.principals[principal]
            )
        self.sso.put_application_access_scope(
            ApplicationArn=payroll, Scope="sso:account:access", AuthorizedTargets=[self.arn, reports]
        )
        self.sso.put_application_access_scope(ApplicationArn=payroll, Scope="s3:access_grants:read_write")
        for grant_type, grant in section["grants"].items():
            text = json.dumps(grant).replace('"okta"', json.dumps(issuer_arn))
            self.sso.put_application_grant(ApplicationArn=payroll, GrantType=grant_type, Grant=json.loads(text))
        self.sso.put_application_authentication_method(
            ApplicationArn=payroll,
            AuthenticationMethodType="IAM",
            AuthenticationMethod=section["authentication_methods"]["IAM"],
        )

    def application(self, name: str, account_id: str, **members: Any) -> str:
        created = self.client("sso-admin", account_id).create_application(
            InstanceArn=self.arn,
            ApplicationProviderArn="arn:aws:sso::aws:applicationProvider/custom",
            Name=name,
            **members,
        )
        return str(created["ApplicationArn"])


def tags(by_key: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in by_key.items()]
