"""A walk through sso-admin."""

from __future__ import annotations

from ssoadmin_mock.services.service import Service
from tests.conftest import STANDALONE, Connect, Organization
from tests.contract.tour import Tour

TAGS = [{"Key": "team", "Value": "platform"}]
ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess"
CUSTOM = "arn:aws:sso::aws:applicationProvider/custom"
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "sso:account:access"
OIDC_JWT = {
    "IssuerUrl": "https://idp.example.com",
    "ClaimAttributePath": "email",
    "IdentityStoreAttributePath": "emails.value",
    "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
}
POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
ACTOR_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sso-oauth:CreateTokenWithIAM", "Resource": "*"}
    ],
}


class SSOAdminTour(Tour):
    """Calls every operation of sso-admin."""

    def __init__(self, service: Service, connect: Connect, organization: Organization) -> None:
        super().__init__(service, connect, organization)
        self.member = organization.members[0]
        self.instance = {"InstanceArn": organization.instance.arn}
        self.store = organization.instance.identity_store_id
        self.sso = self.client()

    def principals(self) -> tuple[str, str]:
        identitystore = self.connect("identitystore")
        user = identitystore.create_user(
            IdentityStoreId=self.store,
            UserName="jane",
            DisplayName="Jane",
            Name={"GivenName": "Jane", "FamilyName": "Doe"},
        )["UserId"]
        group = identitystore.create_group(IdentityStoreId=self.store, DisplayName="admins")["GroupId"]
        identitystore.create_group_membership(IdentityStoreId=self.store, GroupId=group, MemberId={"UserId": user})
        return user, group

    def instances(self) -> None:
        account = self.client(account_id=STANDALONE)
        arn = account.create_instance(Name="mine", Tags=TAGS)["InstanceArn"]
        account.describe_instance(InstanceArn=arn)
        account.delete_instance(InstanceArn=arn)
        key = self.connect("kms").create_key(MultiRegion=True)["KeyMetadata"]
        self.connect("kms").replicate_key(KeyId=key["KeyId"], ReplicaRegion="eu-west-1")
        encryption = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": key["Arn"]}
        self.sso.update_instance(**self.instance, Name="ours", EncryptionConfiguration=encryption)
        network = {"VpceAccessRequired": True, "AllowSourceIps": ["192.0.2.0/24"]}
        self.sso.update_instance(**self.instance, NetworkConfiguration=network)
        self.sso.describe_instance(**self.instance)
        self.sso.list_instances()

    def regions(self) -> None:
        region = self.instance | {"RegionName": "eu-west-1"}
        self.sso.add_region(**region)
        self.sso.describe_region(**region)
        self.sso.list_regions(**self.instance)
        self.sso.remove_region(**region)

    def permission_set(self) -> dict[str, str]:
        sso = self.sso
        made = sso.create_permission_set(
            **self.instance, Name="Everything", Description="All", RelayState="https://example.com", Tags=TAGS
        )
        arn = {"PermissionSetArn": made["PermissionSet"]["PermissionSetArn"]}
        both = self.instance | arn
        sso.create_permission_set(**self.instance, Name="Nothing")
        sso.update_permission_set(**both, SessionDuration="PT4H")
        sso.describe_permission_set(**both)
        sso.list_permission_sets(**self.instance, MaxResults=1)
        sso.list_permission_sets(**self.instance)
        sso.attach_managed_policy_to_permission_set(**both, ManagedPolicyArn=ADMINISTRATOR_ACCESS)
        sso.list_managed_policies_in_permission_set(**both)
        reference = {"CustomerManagedPolicyReference": {"Name": "ours", "Path": "/team/"}}
        sso.attach_customer_managed_policy_reference_to_permission_set(**both, **reference)
        sso.list_customer_managed_policy_references_in_permission_set(**both)
        sso.detach_customer_managed_policy_reference_from_permission_set(**both, **reference)
        sso.get_inline_policy_for_permission_set(**both)
        sso.put_inline_policy_to_permission_set(**both, InlinePolicy=POLICY)
        sso.get_inline_policy_for_permission_set(**both)
        sso.put_permissions_boundary_to_permission_set(
            **both, PermissionsBoundary={"ManagedPolicyArn": ADMINISTRATOR_ACCESS}
        )
        sso.get_permissions_boundary_for_permission_set(**both)
        return arn

    def end_of(self, arn: dict[str, str]) -> None:
        sso, both = self.sso, self.instance | arn
        sso.delete_permissions_boundary_from_permission_set(**both)
        sso.delete_inline_policy_from_permission_set(**both)
        sso.detach_managed_policy_from_permission_set(**both, ManagedPolicyArn=ADMINISTRATOR_ACCESS)
        sso.delete_permission_set(**both)

    def attributes(self) -> None:
        sso = self.sso
        configuration = {
            "AccessControlAttributes": [{"Key": "team", "Value": {"Source": ["${path:enterprise.department}"]}}]
        }
        named = {"InstanceAccessControlAttributeConfiguration": configuration}
        sso.create_instance_access_control_attribute_configuration(**self.instance, **named)
        sso.describe_instance_access_control_attribute_configuration(**self.instance)
        sso.update_instance_access_control_attribute_configuration(**self.instance, **named)
        sso.delete_instance_access_control_attribute_configuration(**self.instance)

    def assignments(self, arn: dict[str, str], user: str, group: str) -> None:
        sso = self.sso
        target = {"TargetId": self.member, "TargetType": "AWS_ACCOUNT"}
        for principal in (("USER", user), ("GROUP", group)):
            who = dict(zip(("PrincipalType", "PrincipalId"), principal, strict=True))
            created = sso.create_account_assignment(**self.instance, **arn, **target, **who)
            request = created["AccountAssignmentCreationStatus"]["RequestId"]
            sso.describe_account_assignment_creation_status(**self.instance, AccountAssignmentCreationRequestId=request)
        sso.list_account_assignment_creation_status(**self.instance)
        sso.list_account_assignments(**self.instance, **arn, AccountId=self.member)
        sso.list_account_assignments_for_principal(**self.instance, PrincipalType="USER", PrincipalId=user)
        sso.list_accounts_for_provisioned_permission_set(**self.instance, **arn)
        sso.list_permission_sets_provisioned_to_account(**self.instance, AccountId=self.member)
        self.provisioning(arn)
        for who in ({"PrincipalType": "USER", "PrincipalId": user}, {"PrincipalType": "GROUP", "PrincipalId": group}):
            deleted = sso.delete_account_assignment(**self.instance, **arn, **target, **who)
            request = deleted["AccountAssignmentDeletionStatus"]["RequestId"]
            sso.describe_account_assignment_deletion_status(**self.instance, AccountAssignmentDeletionRequestId=request)
        sso.list_account_assignment_deletion_status(**self.instance)

    def provisioning(self, arn: dict[str, str]) -> None:
        for target in (
            {"TargetType": "ALL_PROVISIONED_ACCOUNTS"},
            {"TargetType": "AWS_ACCOUNT", "TargetId": self.member},
        ):
            started = self.sso.provision_permission_set(**self.instance, **arn, **target)
            request = started["PermissionSetProvisioningStatus"]["RequestId"]
            self.sso.describe_permission_set_provisioning_status(
                **self.instance, ProvisionPermissionSetRequestId=request
            )
        self.sso.list_permission_set_provisioning_status(**self.instance)

    def issuer(self) -> dict[str, str]:
        sso = self.sso
        arn = sso.create_trusted_token_issuer(
            **self.instance,
            Name="corporate",
            TrustedTokenIssuerType="OIDC_JWT",
            TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": OIDC_JWT},
        )["TrustedTokenIssuerArn"]
        sso.update_trusted_token_issuer(TrustedTokenIssuerArn=arn, Name="renamed")
        sso.describe_trusted_token_issuer(TrustedTokenIssuerArn=arn)
        sso.list_trusted_token_issuers(**self.instance)
        return {"TrustedTokenIssuerArn": arn}

    def application(self, user: str, issuer: dict[str, str]) -> None:
        sso = self.sso
        sso.list_application_providers()
        sso.describe_application_provider(ApplicationProviderArn=CUSTOM)
        portal = {"SignInOptions": {"Origin": "APPLICATION", "ApplicationUrl": "https://wiki.example.com"}}
        made = sso.create_application(
            **self.instance, ApplicationProviderArn=CUSTOM, Name="wiki", Description="Pages", PortalOptions=portal
        )
        app = {"ApplicationArn": made["ApplicationArn"]}
        sso.create_application(**self.instance, ApplicationProviderArn=CUSTOM, Name="plain")
        sso.update_application(**app, Status="DISABLED")
        sso.describe_application(**app)
        sso.list_applications(**self.instance)
        self.application_assignments(app, {"PrincipalType": "USER", "PrincipalId": user})
        self.application_grants(app, issuer)
        self.application_scopes(app)
        sso.put_application_session_configuration(**app, UserBackgroundSessionApplicationStatus="ENABLED")
        sso.get_application_session_configuration(**app)
        sso.delete_application(**app)

    def application_assignments(self, app: dict[str, str], who: dict[str, str]) -> None:
        sso = self.sso
        sso.put_application_assignment_configuration(**app, AssignmentRequired=False)
        sso.get_application_assignment_configuration(**app)
        sso.create_application_assignment(**app, **who)
        sso.describe_application_assignment(**app, **who)
        sso.list_application_assignments(**app)
        sso.list_application_assignments_for_principal(**self.instance, **who)
        sso.delete_application_assignment(**app, **who)

    def application_grants(self, app: dict[str, str], issuer: dict[str, str]) -> None:
        sso = self.sso
        trusted = [issuer | {"AuthorizedAudiences": ["reports"]}]
        grant = {"JwtBearer": {"AuthorizedTokenIssuers": trusted}}
        sso.put_application_grant(**app, GrantType=JWT_BEARER, Grant=grant)
        sso.put_application_grant(**app, GrantType="refresh_token", Grant={"RefreshToken": {}})
        sso.get_application_grant(**app, GrantType=JWT_BEARER)
        sso.list_application_grants(**app)
        sso.delete_application_grant(**app, GrantType=JWT_BEARER)

    def application_scopes(self, app: dict[str, str]) -> None:
        sso = self.sso
        sso.put_application_access_scope(**app, Scope=SCOPE, AuthorizedTargets=[self.instance["InstanceArn"]])
        sso.get_application_access_scope(**app, Scope=SCOPE)
        sso.list_application_access_scopes(**app)
        sso.delete_application_access_scope(**app, Scope=SCOPE)
        method = {"AuthenticationMethodType": "IAM"}
        sso.put_application_authentication_method(
            **app, **method, AuthenticationMethod={"Iam": {"ActorPolicy": ACTOR_POLICY}}
        )
        sso.get_application_authentication_method(**app, **method)
        sso.list_application_authentication_methods(**app)
        sso.delete_application_authentication_method(**app, **method)

    def tags(self, arns: list[str]) -> None:
        for arn in arns:
            self.sso.tag_resource(ResourceArn=arn, Tags=TAGS)
            self.sso.list_tags_for_resource(ResourceArn=arn)
            self.sso.untag_resource(ResourceArn=arn, TagKeys=["team"])
            self.sso.list_tags_for_resource(ResourceArn=arn)

    def walk(self) -> None:
        """Call everything, in an order in which everything succeeds."""
        user, group = self.principals()
        self.instances()
        self.regions()
        self.attributes()
        permission_set = self.permission_set()
        self.assignments(permission_set, user, group)
        issuer = self.issuer()
        self.application(user, issuer)
        self.tags([*self.instance.values(), *permission_set.values(), *issuer.values()])
        self.sso.delete_trusted_token_issuer(**issuer)
        self.end_of(permission_set)
