"""Probes of permission sets and applications that are made for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ssoadmin_mock.wire.probes import (
    ADMINISTRATOR,
    MANAGEMENT,
    MANAGEMENT_WITHOUT,
    MARK,
    MEMBER_WITHOUT,
    NO_INSTANCE,
    Api,
    Step,
    probe,
)

SSO = Api("sso-admin")
STORE = Api("identitystore")

INSTANCE = {"InstanceArn": "{instance}"}
SET = {"InstanceArn": "{instance}", "PermissionSetArn": "{made_set}"}
APPLICATION = {"ApplicationArn": "{made_application}"}
CUSTOM = "arn:{partition}:sso::aws:applicationProvider/custom"
READ_ONLY = "arn:{partition}:iam::aws:policy/ReadOnlyAccess"
TAGS = [{"Key": MARK, "Value": "true"}]


def made_set(members: Any = None, name: str = "{new}", keep: str = "made_set", **more: Any) -> Step:
    """Make a permission set."""
    params = {**INSTANCE, "Name": name, "Tags": TAGS, **more}
    return SSO.answers("CreatePermissionSet", members, keeps={keep: "PermissionSet.PermissionSetArn"}, **params)


def made_application(members: Any = None, name: str = "{new}", keep: str = "made_application", **more: Any) -> Step:
    """Make an application."""
    params = {**INSTANCE, "ApplicationProviderArn": CUSTOM, "Name": name, "Tags": TAGS, **more}
    return SSO.answers("CreateApplication", members, keeps={keep: "ApplicationArn"}, **params)


def made_user(name: str = "{new}", keep: str = "made_user") -> Step:
    """Make a user."""
    return STORE.answers(
        "CreateUser",
        keeps={keep: "UserId"},
        IdentityStoreId="{store}",
        UserName=name,
        DisplayName="Probe",
        Name={"GivenName": "Probe", "FamilyName": "Probe"},
        UserType=MARK,
    )


def made_group(name: str = "{new}", keep: str = "made_group") -> Step:
    """Make a group."""
    return STORE.answers(
        "CreateGroup", keeps={keep: "GroupId"}, IdentityStoreId="{store}", DisplayName=name, Description=MARK
    )


def member() -> Step:
    """Put the user into the group."""
    return STORE.answers(
        "CreateGroupMembership",
        keeps={"made_membership": "MembershipId"},
        IdentityStoreId="{store}",
        GroupId="{made_group}",
        MemberId={"UserId": "{made_user}"},
    )


def permission_set(rule: str, *steps: Step, **more: Any) -> None:
    """Declare a probe of a permission set of its own."""
    probe(rule, made_set(), *steps, writes=True, **more)


def application(rule: str, *steps: Step, **more: Any) -> None:
    """Declare a probe of an application of its own."""
    probe(rule, made_application(), *steps, writes=True, **more)


# --- permission sets and their policies ---

permission_set(
    "permission-set.duplicate-name",
    SSO.refuses(
        "CreatePermissionSet",
        "ConflictException",
        "PermissionSet with name {new} already exists.",
        Name="{new}",
        Tags=TAGS,
        **INSTANCE,
    ),
)
probe(
    "permission-set.session-duration",
    made_set({"PermissionSet.SessionDuration": "PT1H"}),
    SSO.refuses(
        "CreatePermissionSet", "ValidationException", Name="{new}-2", SessionDuration="PT13H", Tags=TAGS, **INSTANCE
    ),
    writes=True,
)
probe(
    "permission-set.update-keeps",
    made_set(Description="first", SessionDuration="PT2H", RelayState="https://example.com/"),
    SSO.answers("UpdatePermissionSet", Description="second", **SET),
    SSO.answers(
        "DescribePermissionSet",
        {
            "PermissionSet.Description": "second",
            "PermissionSet.SessionDuration": "PT2H",
            "PermissionSet.RelayState": None,
        },
        **SET,
    ),
    writes=True,
)
permission_set(
    "managed-policy.exists",
    SSO.refuses(
        "AttachManagedPolicyToPermissionSet",
        "ResourceNotFoundException",
        "Policy does not exist with ARN: arn:{partition}:iam::aws:policy/{nobodys_name}",
        ManagedPolicyArn="arn:{partition}:iam::aws:policy/{nobodys_name}",
        **SET,
    ),
)
permission_set(
    "managed-policy.duplicate",
    SSO.answers("AttachManagedPolicyToPermissionSet", ManagedPolicyArn=READ_ONLY, **SET),
    SSO.refuses("AttachManagedPolicyToPermissionSet", "ConflictException", ManagedPolicyArn=READ_ONLY, **SET),
)
permission_set(
    "managed-policy.missing",
    SSO.refuses(
        "DetachManagedPolicyFromPermissionSet",
        "ResourceNotFoundException",
        f"Could not find ManagedPolicy with arn {READ_ONLY}",
        ManagedPolicyArn=READ_ONLY,
        **SET,
    ),
)
_POLICY = {"CustomerManagedPolicyReference": {"Name": "{nobodys_name}"}}
permission_set(
    "customer-managed-policy.duplicate",
    SSO.answers("AttachCustomerManagedPolicyReferenceToPermissionSet", **_POLICY, **SET),
    SSO.refuses(
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        "ConflictException",
        "Given customer managed policy with name: {nobodys_name}  and path / already attached",
        **_POLICY,
        **SET,
    ),
)
permission_set(
    "customer-managed-policy.missing",
    SSO.refuses(
        "DetachCustomerManagedPolicyReferenceFromPermissionSet",
        "ResourceNotFoundException",
        "Given managed policy with name: {nobodys_name}  and path / does not exist on PermissionSet",
        **_POLICY,
        **SET,
    ),
)
permission_set(
    "inline-policy.absent",
    SSO.answers("GetInlinePolicyForPermissionSet", {"InlinePolicy": ""}, **SET),
    SSO.answers("DeleteInlinePolicyFromPermissionSet", **SET),
)
permission_set(
    "inline-policy.malformed",
    SSO.refuses(
        "PutInlinePolicyToPermissionSet",
        "ValidationException",
        "Invalid PermissionsPolicy Document no policy",
        InlinePolicy="no policy",
        **SET,
    ),
)
_STATEMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["%s"]}]}'
permission_set(
    "inline-policy.non-whitespace-size",
    SSO.refuses(
        "PutInlinePolicyToPermissionSet",
        "ValidationException",
        InlinePolicy=_STATEMENT % ("arn:aws:s3:::" + "x" * 10_300),
        **SET,
    ),
)
permission_set(
    "inline-policy.size",
    SSO.refuses(
        "PutInlinePolicyToPermissionSet",
        "ValidationException",
        InlinePolicy=" " * 32_700 + _STATEMENT % "arn:aws:s3:::example",
        **SET,
    ),
)
permission_set(
    "permissions-boundary.one-kind",
    SSO.refuses(
        "PutPermissionsBoundaryToPermissionSet",
        "ValidationException",
        "Only ManagedPolicyArn or CustomerManagedPolicyReference should be given",
        PermissionsBoundary={"ManagedPolicyArn": READ_ONLY, **_POLICY},
        **SET,
    ),
)
permission_set(
    "permissions-boundary.neither-kind",
    SSO.refuses("PutPermissionsBoundaryToPermissionSet", "ValidationException", PermissionsBoundary={}, **SET),
)
permission_set(
    "permissions-boundary.put",
    SSO.answers("PutPermissionsBoundaryToPermissionSet", PermissionsBoundary={"ManagedPolicyArn": READ_ONLY}, **SET),
    SSO.answers("PutPermissionsBoundaryToPermissionSet", PermissionsBoundary=_POLICY, **SET),
    SSO.answers(
        "GetPermissionsBoundaryForPermissionSet",
        {
            "PermissionsBoundary.ManagedPolicyArn": None,
            "PermissionsBoundary.CustomerManagedPolicyReference.Name": "{nobodys_name}",
        },
        **SET,
    ),
)
permission_set(
    "permissions-boundary.absent",
    SSO.refuses(
        "GetPermissionsBoundaryForPermissionSet",
        "ResourceNotFoundException",
        "PermissionsBoundary not present in permission set {made_set}",
        **SET,
    ),
)
permission_set(
    "permissions-boundary.absent-deleted",
    SSO.refuses("DeletePermissionsBoundaryFromPermissionSet", "ResourceNotFoundException", **SET),
)

# --- tags ---

_TAGGED = {"InstanceArn": "{instance}", "ResourceArn": "{made_set}"}
permission_set(
    "tags.limit",
    SSO.refuses(
        "TagResource",
        "ServiceQuotaExceededException",
        Tags=[{"Key": f"key-{number}", "Value": ""} for number in range(50)],
        **_TAGGED,
    ),
)
permission_set(
    "tags.reserved-prefix",
    SSO.refuses("TagResource", "ValidationException", Tags=[{"Key": "aws:probe", "Value": ""}], **_TAGGED),
)
permission_set(
    "tags.duplicate-keys",
    SSO.refuses("TagResource", "ValidationException", Tags=[{"Key": "key", "Value": v} for v in "ab"], **_TAGGED),
)
permission_set("tags.untag-absent", SSO.answers("UntagResource", TagKeys=["no-such-key"], **_TAGGED))

# --- assignments and provisioning ---

_IN_PROGRESS = "AccountAssignment%sStatus.Status != 'IN_PROGRESS'"


def assignment(principal: str = "{made_user}", kind: str = "USER", target: str = "{target}") -> dict[str, Any]:
    """Return the parameters of an assignment."""
    return {**SET, "TargetId": target, "TargetType": "AWS_ACCOUNT", "PrincipalType": kind, "PrincipalId": principal}


def assigned(members: Any = None, **more: str) -> Step:
    """Ask for an assignment."""
    keeps = {"request": "AccountAssignmentCreationStatus.RequestId"}
    return SSO.answers("CreateAccountAssignment", members, keeps=keeps, **assignment(**more))


def created(members: Any = None) -> Step:
    """Wait for the assignment."""
    return SSO.answers(
        "DescribeAccountAssignmentCreationStatus",
        members or {"AccountAssignmentCreationStatus.Status": "SUCCEEDED"},
        until=_IN_PROGRESS % "Creation",
        AccountAssignmentCreationRequestId="{request}",
        **INSTANCE,
    )


def deleted(members: Any = None) -> Step:
    """Wait for the deletion of the assignment."""
    return SSO.answers(
        "DescribeAccountAssignmentDeletionStatus",
        members or {"AccountAssignmentDeletionStatus.Status": "SUCCEEDED"},
        until=_IN_PROGRESS % "Deletion",
        AccountAssignmentDeletionRequestId="{request}",
        **INSTANCE,
    )


def unassigned(principal: str = "{made_user}") -> Step:
    """Ask for the deletion of the assignment."""
    keeps = {"request": "AccountAssignmentDeletionStatus.RequestId"}
    return SSO.answers("DeleteAccountAssignment", keeps=keeps, **assignment(principal))


def assigning(rule: str, *steps: Step, where: str = ADMINISTRATOR) -> None:
    """Declare a probe of a permission set and a user of its own, in the account that is named for it."""
    probe(rule, made_set(), made_user(), *steps, where=where, writes=True, target=True)


_LIST = {"AccountId": "{target}", **SET}
_FAILED = {"AccountAssignmentCreationStatus.Status": "FAILED"}

assigning(
    "assignment.answer",
    assigned(
        {
            "AccountAssignmentCreationStatus.Status": "IN_PROGRESS",
            "AccountAssignmentCreationStatus.CreatedDate": None,
            "AccountAssignmentCreationStatus.TargetId": "{target}",
        }
    ),
    created(),
)
assigning(
    "assignment.status",
    assigned(),
    created(
        {
            "AccountAssignmentCreationStatus.Status": "SUCCEEDED",
            "AccountAssignmentCreationStatus.CreatedDate == null": False,
            "AccountAssignmentCreationStatus.FailureReason": None,
        }
    ),
)
assigning(
    "assignment.duplicate",
    assigned(),
    created(),
    assigned(),
    created(),
    SSO.answers("ListAccountAssignments", {"length(AccountAssignments)": 1}, **_LIST),
)
assigning("assignment.principal-missing", assigned(principal="{nobodys_user}"), created(_FAILED))
assigning("assignment.account-missing", assigned(target="{nobodys_account}"), created(_FAILED))
assigning("assignment.missing", unassigned(), deleted({"AccountAssignmentDeletionStatus.Status": "FAILED"}))
assigning(
    "permission-set.delete-in-use",
    assigned(),
    created(),
    SSO.refuses(
        "DeletePermissionSet",
        "ConflictException",
        "Could not delete because PermissionSet has ApplicationProfile associated with it.",
        **SET,
    ),
)
_USER_DELETED = STORE.answers("DeleteUser", IdentityStoreId="{store}", UserId="{made_user}")
for _rule in ("assignment.orphaned", "identity-store.delete-leaves-assignments"):
    assigning(
        _rule,
        assigned(),
        created(),
        _USER_DELETED,
        SSO.answers("ListAccountAssignments", {"AccountAssignments[].PrincipalId": ["{made_user}"]}, **_LIST),
    )
assigning("assignment.orphaned-deleted", assigned(), created(), _USER_DELETED, unassigned(), deleted())
assigning(
    "assignment.for-principal-groups",
    made_group(),
    member(),
    assigned(principal="{made_group}", kind="GROUP"),
    created(),
    SSO.answers(
        "ListAccountAssignmentsForPrincipal",
        {"AccountAssignments[].[PrincipalType, PrincipalId]": [["GROUP", "{made_group}"]]},
        PrincipalType="USER",
        PrincipalId="{made_user}",
        **INSTANCE,
    ),
    where=MANAGEMENT,
)
assigning(
    "provisioning.drift",
    assigned(),
    created(),
    SSO.answers("UpdatePermissionSet", Description="changed", **SET),
    SSO.answers(
        "ListAccountsForProvisionedPermissionSet",
        {"AccountIds": ["{target}"]},
        ProvisioningStatus="LATEST_PERMISSION_SET_NOT_PROVISIONED",
        **SET,
    ),
)
permission_set(
    "provisioning.everywhere",
    SSO.answers(
        "ProvisionPermissionSet",
        keeps={"request": "PermissionSetProvisioningStatus.RequestId"},
        TargetType="ALL_PROVISIONED_ACCOUNTS",
        **SET,
    ),
    SSO.answers(
        "DescribePermissionSetProvisioningStatus",
        {"PermissionSetProvisioningStatus.Status": "SUCCEEDED", "PermissionSetProvisioningStatus.AccountId": None},
        until="PermissionSetProvisioningStatus.Status != 'IN_PROGRESS'",
        ProvisionPermissionSetRequestId="{request}",
        **INSTANCE,
    ),
)
permission_set(
    "provisioning.target-id",
    SSO.refuses("ProvisionPermissionSet", "ValidationException", TargetType="AWS_ACCOUNT", **SET),
)
assigning(
    "role.policy-missing",
    SSO.answers("AttachCustomerManagedPolicyReferenceToPermissionSet", **_POLICY, **SET),
    assigned(),
    created(_FAILED),
)

# --- applications ---

application(
    "application.defaults",
    SSO.answers(
        "DescribeApplication",
        {"Status": "ENABLED", "PortalOptions.Visibility": "ENABLED", "PortalOptions.SignInOptions": None},
        **APPLICATION,
    ),
    SSO.answers("GetApplicationAssignmentConfiguration", {"AssignmentRequired": True}, **APPLICATION),
)
for _rule, _provider in (
    ("application.provider-refused", "custom-saml"),
    ("application.managed-provider-refused", "qbusiness"),
):
    probe(
        _rule,
        SSO.refuses(
            "CreateApplication",
            "ValidationException",
            ApplicationProviderArn=f"arn:{{partition}}:sso::aws:applicationProvider/{_provider}",
            Name="{new}",
            Tags=TAGS,
            **INSTANCE,
        ),
        writes=True,
    )
probe(
    "application.same-name",
    made_application(),
    made_application({"ApplicationArn == '{made_application}'": False}, keep="second"),
    writes=True,
)
application(
    "application.application-url",
    SSO.refuses(
        "UpdateApplication",
        "ValidationException",
        PortalOptions={"SignInOptions": {"Origin": "APPLICATION"}},
        **APPLICATION,
    ),
)
application(
    "application.update-merges",
    SSO.answers("UpdateApplication", Description="second", **APPLICATION),
    SSO.answers("DescribeApplication", {"Description": "second", "Status": "ENABLED", "Name": "{new}"}, **APPLICATION),
)
application(
    "application.delete-cascades",
    SSO.answers("DeleteApplication", **APPLICATION),
    SSO.refuses("ListApplicationGrants", "ResourceNotFoundException", **APPLICATION),
)
application(
    "application-assignment.required",
    SSO.answers("GetApplicationAssignmentConfiguration", {"AssignmentRequired": True}, **APPLICATION),
    SSO.answers("PutApplicationAssignmentConfiguration", AssignmentRequired=False, **APPLICATION),
    SSO.answers("GetApplicationAssignmentConfiguration", {"AssignmentRequired": False}, **APPLICATION),
)
application(
    "application.session-configuration",
    SSO.answers("GetApplicationSessionConfiguration", {"UserBackgroundSessionApplicationStatus": None}, **APPLICATION),
)
_USER = {"PrincipalType": "USER", "PrincipalId": "{made_user}"}
_GROUP = {"PrincipalType": "GROUP", "PrincipalId": "{made_group}"}
application(
    "application-assignment.duplicate",
    made_user(),
    SSO.answers("CreateApplicationAssignment", **_USER, **APPLICATION),
    SSO.refuses("CreateApplicationAssignment", "ConflictException", **_USER, **APPLICATION),
)
application(
    "application-assignment.principal-missing",
    SSO.refuses(
        "CreateApplicationAssignment",
        "ResourceNotFoundException",
        PrincipalType="USER",
        PrincipalId="{nobodys_user}",
        **APPLICATION,
    ),
)
application(
    "application-assignment.principal-deleted",
    made_user(),
    SSO.answers("CreateApplicationAssignment", **_USER, **APPLICATION),
    _USER_DELETED,
    SSO.answers("ListApplicationAssignments", {"ApplicationAssignments[].PrincipalId": ["{made_user}"]}, **APPLICATION),
)
_OF_GROUP = (
    made_user(),
    made_group(),
    member(),
    SSO.answers("CreateApplicationAssignment", **_GROUP, **APPLICATION),
)
application(
    "application-assignment.direct-only",
    *_OF_GROUP,
    SSO.refuses("DescribeApplicationAssignment", "ResourceNotFoundException", **_USER, **APPLICATION),
)
for _rule, _members in (
    ("application-assignment.through-groups", {"ApplicationAssignments[].ApplicationArn": ["{made_application}"]}),
    ("application-assignment.group-rows", {"ApplicationAssignments[].PrincipalId": ["{made_group}"]}),
):
    application(_rule, *_OF_GROUP, SSO.answers("ListApplicationAssignmentsForPrincipal", _members, **_USER, **INSTANCE))
application(
    "access-scope.not-found",
    SSO.refuses("GetApplicationAccessScope", "ResourceNotFoundException", Scope="sso:account:access", **APPLICATION),
)
application(
    "access-scope.known",
    SSO.refuses("PutApplicationAccessScope", "ValidationException", Scope="sts:identity_context", **APPLICATION),
)
application(
    "access-scope.put-replaces",
    SSO.answers(
        "PutApplicationAccessScope", Scope="sso:account:access", AuthorizedTargets=["{instance}"], **APPLICATION
    ),
    SSO.answers("PutApplicationAccessScope", Scope="sso:account:access", **APPLICATION),
    SSO.answers(
        "GetApplicationAccessScope", {"AuthorizedTargets || `[]`": []}, Scope="sso:account:access", **APPLICATION
    ),
)
application(
    "access-scope.targets-exist",
    SSO.refuses(
        "PutApplicationAccessScope",
        "ResourceNotFoundException",
        Scope="sso:account:access",
        AuthorizedTargets=["{nobodys_application}"],
        **APPLICATION,
    ),
)
application(
    "access-scope.own-target",
    SSO.answers(
        "PutApplicationAccessScope",
        Scope="sso:account:access",
        AuthorizedTargets=["{made_application}"],
        **APPLICATION,
    ),
    SSO.answers(
        "GetApplicationAccessScope",
        {"AuthorizedTargets": ["{made_application}"]},
        Scope="sso:account:access",
        **APPLICATION,
    ),
)
application("grant.list-empty", SSO.answers("ListApplicationGrants", {"Grants": []}, **APPLICATION))
application(
    "grant.not-found",
    SSO.refuses("GetApplicationGrant", "ResourceNotFoundException", GrantType="refresh_token", **APPLICATION),
)
application(
    "grant.type-matches",
    SSO.refuses(
        "PutApplicationGrant",
        "ValidationException",
        GrantType="refresh_token",
        Grant={"TokenExchange": {}},
        **APPLICATION,
    ),
)
application(
    "grant.authorization-code",
    SSO.refuses(
        "PutApplicationGrant",
        "ValidationException",
        "Grant type: authorization_code not supported",
        GrantType="authorization_code",
        Grant={"AuthorizationCode": {"RedirectUris": ["http://127.0.0.1/callback"]}},
        **APPLICATION,
    ),
    SSO.answers("ListApplicationGrants", {"Grants": []}, **APPLICATION),
)
_JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
application(
    "grant.required-members",
    SSO.refuses(
        "PutApplicationGrant", "ValidationException", GrantType=_JWT_BEARER, Grant={"JwtBearer": {}}, **APPLICATION
    ),
)
application(
    "grant.issuers-exist",
    SSO.refuses(
        "PutApplicationGrant",
        "ResourceNotFoundException",
        GrantType=_JWT_BEARER,
        Grant={
            "JwtBearer": {
                "AuthorizedTokenIssuers": [
                    {"TrustedTokenIssuerArn": "{nobodys_issuer}", "AuthorizedAudiences": ["probe"]}
                ]
            }
        },
        **APPLICATION,
    ),
)
application(
    "grant.put-replaces",
    SSO.answers("PutApplicationGrant", GrantType="refresh_token", Grant={"RefreshToken": {}}, **APPLICATION),
    SSO.answers("PutApplicationGrant", GrantType="refresh_token", Grant={"RefreshToken": {}}, **APPLICATION),
    SSO.answers("ListApplicationGrants", {"length(Grants)": 1}, **APPLICATION),
)
_IAM = {"AuthenticationMethodType": "IAM", **APPLICATION}


def _policy(principal: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": "sso-oauth:CreateTokenWithIAM", "Principal": principal, "Resource": "*"}
    return {"Iam": {"ActorPolicy": {"Version": "2012-10-17", "Statement": [statement]}}}


_ACCOUNT = _policy({"AWS": "{account}"})
application(
    "authentication-method.not-found",
    SSO.refuses("GetApplicationAuthenticationMethod", "ResourceNotFoundException", **_IAM),
)
application(
    "authentication-method.round-trip",
    SSO.answers("PutApplicationAuthenticationMethod", AuthenticationMethod=_ACCOUNT, **_IAM),
    SSO.answers(
        "GetApplicationAuthenticationMethod",
        {"AuthenticationMethod.Iam.ActorPolicy": _ACCOUNT["Iam"]["ActorPolicy"]},
        **_IAM,
    ),
)
for _rule, _text, _method in (
    (
        "authentication-method.invalid-policy",
        "Invalid actor policy provided",
        _policy({"AWS": "arn:{partition}:iam::{account}:role/{nobodys_name}"}),
    ),
    (
        "authentication-method.principals-exist",
        None,
        _policy({"AWS": "arn:{partition}:iam::{account}:role/{nobodys_name}"}),
    ),
    (
        "authentication-method.principals-looked-up",
        None,
        _policy({"AWS": "arn:{partition}:iam::{account}:user/{nobodys_name}"}),
    ),
    ("authentication-method.policy-grammar", None, {"Iam": {"ActorPolicy": {"Statement": "none"}}}),
):
    application(
        _rule,
        SSO.refuses(
            "PutApplicationAuthenticationMethod", "ValidationException", _text, AuthenticationMethod=_method, **_IAM
        ),
    )
_AGAIN = {"Name": "{new}", "ClientToken": "{new}", "ApplicationProviderArn": CUSTOM, "Tags": TAGS, **INSTANCE}
probe(
    "wire.client-token",
    SSO.answers("CreateApplication", keeps={"made_application": "ApplicationArn"}, **_AGAIN),
    SSO.answers("CreateApplication", {"ApplicationArn": "{made_application}"}, **_AGAIN),
    SSO.refuses("CreateApplication", "IdempotentParameterMismatch", Description="another", **_AGAIN),
    writes=True,
)
probe(
    "wire.client-token-forgotten",
    SSO.answers("CreateApplication", keeps={"made_application": "ApplicationArn"}, **_AGAIN),
    SSO.answers("DeleteApplication", **APPLICATION),
    SSO.answers(
        "CreateApplication",
        {"ApplicationArn == '{made_application}'": False},
        keeps={"second": "ApplicationArn"},
        **_AGAIN,
    ),
    writes=True,
)

# --- an instance where there is none ---

_INSTANCE = {"Name": "{new}", "Tags": TAGS}
probe(
    "instance.management-account",
    SSO.refuses(
        "CreateInstance",
        "ValidationException",
        "Organization management account is not allowed to perform the operation.",
        **_INSTANCE,
    ),
    where=MANAGEMENT_WITHOUT,
    writes=True,
    makes_instance=True,
)
probe(
    "instance.members-not-allowed",
    replace(
        SSO.refuses(
            "CreateInstance",
            "AccessDeniedException",
            "The organization management account ({management}) does not allow its members to create instances.",
            **_INSTANCE,
        ),
        unless_answered="the organization allows its members to create instances",
    ),
    where=MEMBER_WITHOUT,
    writes=True,
    makes_instance=True,
)

probe(
    "instance.one-per-account",
    SSO.answers("CreateInstance", keeps={"made_instance": "InstanceArn"}, **_INSTANCE),
    SSO.answers(
        "DescribeInstance",
        {"Status": "ACTIVE", "OwnerAccountId": "{account}"},
        until="Status != 'CREATE_IN_PROGRESS'",
        InstanceArn="{made_instance}",
    ),
    SSO.refuses(
        "CreateInstance",
        "ServiceQuotaExceededException",
        "You have exceeded IAM Identity Center quotas. Cannot create more than 1 instance for {account}",
        **_INSTANCE,
    ),
    where=NO_INSTANCE,
    writes=True,
    makes_instance=True,
)

# --- trusted token issuers ---

_URL = "https://{new}.example.com"


def _issuer(**more: Any) -> dict[str, Any]:
    jwt = {
        "IssuerUrl": _URL,
        "ClaimAttributePath": "email",
        "IdentityStoreAttributePath": "emails.value",
        "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
    }
    return {
        "Name": "{new}",
        "TrustedTokenIssuerType": "OIDC_JWT",
        "TrustedTokenIssuerConfiguration": {"OidcJwtConfiguration": jwt},
        "Tags": TAGS,
        **INSTANCE,
        **more,
    }


_MADE = SSO.answers("CreateTrustedTokenIssuer", keeps={"made_issuer": "TrustedTokenIssuerArn"}, **_issuer())
_ISSUER = {"TrustedTokenIssuerArn": "{made_issuer}"}
_JWT = "TrustedTokenIssuerConfiguration.OidcJwtConfiguration"
probe("issuer.url-not-reached", _MADE, writes=True)
probe(
    "issuer.one-per-url",
    _MADE,
    SSO.refuses("CreateTrustedTokenIssuer", "ConflictException", **_issuer()),
    writes=True,
)
probe(
    "issuer.update-merges",
    _MADE,
    SSO.answers(
        "UpdateTrustedTokenIssuer",
        TrustedTokenIssuerConfiguration={"OidcJwtConfiguration": {"ClaimAttributePath": "sub"}},
        **_ISSUER,
    ),
    SSO.answers(
        "DescribeTrustedTokenIssuer",
        {f"{_JWT}.ClaimAttributePath": "sub", f"{_JWT}.IssuerUrl": _URL, "Name": "{new}"},
        **_ISSUER,
    ),
    writes=True,
)
