"""What tests know of sso-admin beyond botocore's model."""

from __future__ import annotations

from random import Random
from typing import Any

from ssoadmin_mock.services.sso_admin.probes.samples import SAMPLES
from ssoadmin_mock.services.sso_admin.service import SERVICE
from tests.conftest import MANAGEMENT, STANDALONE
from tests.contract.contract import Contract, Document, Params, Things
from tests.contract.world import ADMINISTRATOR_ACCESS, CUSTOM, World
from tests.services.sso_admin.tour import SSOAdminTour

TEXTS = {
    "ApplicationProviderArn": ["arn:aws:sso::aws:applicationProvider/custom-saml"],
    "ManagedPolicyArn": ["arn:aws-us-gov:iam::aws", "arn:aws:iam::aws:policy/No Policy"],
    "PermissionSetPolicyDocument": ["{", "[]", "null", "1" * 400, '{"Statement": [{"Effect": "Maybe"}]}'],
    "Duration": ["PT1S", "P1D", "PT13H", "-PT4H"],
    "TagKey": ["aws:system", "stage"],
    "Token": [""],
    "Scope": ["s3:access_grants:read_write", "sts:identity_context"],
}

MAY_BE_ABSENT: dict[str, set[str]] = {
    "AccountAssignmentOperationStatus": {"CreatedDate", "FailureReason"},
    "Application": {"Description"},
    "ApplicationProvider": {"DisplayData", "ResourceServerConfig"},
    "AuthorizationCodeGrant": {"RedirectUris"},
    "AuthorizedTokenIssuer": {"AuthorizedAudiences", "TrustedTokenIssuerArn"},
    "CustomerManagedPolicyReference": {"Path"},
    "DescribeApplicationProviderResponse": {"DisplayData", "ResourceServerConfig"},
    "DescribeApplicationResponse": {"Description"},
    "DescribeInstanceAccessControlAttributeConfigurationResponse": {"StatusReason"},
    "DescribeInstanceResponse": {"Name", "NetworkConfigurationDetails", "StatusReason"},
    "DisplayData": {"Description", "DisplayName", "IconUrl"},
    "EncryptionConfigurationDetails": {"EncryptionStatusReason", "KmsKeyArn"},
    "GetApplicationAccessScopeResponse": {"AuthorizedTargets"},
    "GetApplicationSessionConfigurationResponse": {"UserBackgroundSessionApplicationStatus"},
    "InstanceMetadata": {"Name", "StatusReason"},
    "JwtBearerGrant": {"AuthorizedTokenIssuers"},
    "NetworkConfigurationInfo": {"AllowSourceIps", "ExcludeApplicationArns", "RestrictSourceVpcs"},
    "PermissionSet": {"Description", "RelayState"},
    "PermissionSetProvisioningStatus": {"AccountId", "CreatedDate", "FailureReason"},
    "PermissionsBoundary": {"CustomerManagedPolicyReference", "ManagedPolicyArn"},
    "PortalOptions": {"SignInOptions"},
    "ResourceServerConfig": {"Scopes"},
    "ResourceServerScopeDetails": {"DetailedTitle", "LongDescription"},
    "ScopeDetails": {"AuthorizedTargets"},
    "SignInOptions": {"ApplicationUrl"},
}


def everything(world: World) -> Things:
    """Make one of everything, and an account instance elsewhere."""
    sso, instance = world.client(), {"InstanceArn": world.instance_arn}
    other = world.client(account_id=STANDALONE).create_instance()["InstanceArn"]
    permission_set = sso.create_permission_set(**instance, Name="ReadOnly")["PermissionSet"]["PermissionSetArn"]
    sso.attach_managed_policy_to_permission_set(
        **instance, PermissionSetArn=permission_set, ManagedPolicyArn=ADMINISTRATOR_ACCESS
    )
    application = sso.create_application(**instance, ApplicationProviderArn=CUSTOM, Name="wiki")["ApplicationArn"]
    oidc_jwt = {
        "IssuerUrl": "https://idp.example.com",
        "ClaimAttributePath": "email",
        "IdentityStoreAttributePath": "emails.value",
        "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
    }
    issuer = sso.create_trusted_token_issuer(
        **instance,
        Name="corporate",
        TrustedTokenIssuerType="OIDC_JWT",
        TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": oidc_jwt},
    )["TrustedTokenIssuerArn"]
    key = world.client("kms").create_key(MultiRegion=True)["KeyMetadata"]
    world.client("kms").replicate_key(KeyId=key["KeyId"], ReplicaRegion="eu-west-1")
    request = sso.create_account_assignment(
        **instance,
        PermissionSetArn=permission_set,
        TargetId=world.members[0],
        TargetType="AWS_ACCOUNT",
        PrincipalType="USER",
        PrincipalId=world.users[0],
    )["AccountAssignmentCreationStatus"]["RequestId"]
    accounts = [MANAGEMENT, STANDALONE, *world.members]
    arns = [world.instance_arn, permission_set, application, issuer]
    return {
        "AccountId": accounts,
        "ApplicationArn": [application],
        "InstanceArn": [world.instance_arn, other],
        "KmsKeyArn": [key["Arn"]],
        "ManagedPolicyArn": [ADMINISTRATOR_ACCESS],
        "PermissionSetArn": [permission_set],
        "PrincipalId": [*world.users, world.group],
        "RegionName": ["us-east-1", "eu-west-1"],
        "ScopeTarget": [world.instance_arn, application],
        "TaggableResourceArn": arns,
        "TargetId": accounts,
        "TrustedTokenIssuerArn": [issuer],
        "UUId": [request],
    }


def actor_policy(random: Random, things: Things, value: Any) -> tuple[Params, Params]:
    """Return the requests that put an actor policy, good apart from one place, and that ask for it."""
    application = {"ApplicationArn": random.choice(things["ApplicationArn"]), "AuthenticationMethodType": "IAM"}
    statement = {"Effect": "Allow", "Action": "sso-oauth:CreateTokenWithIAM", "Principal": {"AWS": "*"}}
    policy = {"Statement": statement | {"Condition": value}}
    return application | {"AuthenticationMethod": {"Iam": {"ActorPolicy": policy}}}, application


CONTRACT = Contract(
    SERVICE,
    SSOAdminTour,
    samples=SAMPLES,
    texts=TEXTS,
    fits_everything=frozenset({"ApplicationNameType"}),
    things=everything,
    kinds=frozenset(
        {
            "AccountId",
            "ApplicationArn",
            "InstanceArn",
            "KmsKeyArn",
            "ManagedPolicyArn",
            "PermissionSetArn",
            "PrincipalId",
            "RegionName",
            "ScopeTarget",
            "TaggableResourceArn",
            "TargetId",
            "TrustedTokenIssuerArn",
            "UUId",
        }
    ),
    documents=(Document("PutApplicationAuthenticationMethod", "GetApplicationAuthenticationMethod", actor_policy),),
    may_be_absent=MAY_BE_ABSENT,
    observed_otherwise={"GetInlinePolicyForPermissionSetResponse": {"InlinePolicy": ""}},
)
