"""A walk through all operations with the AWS CLI: what a platform team does, in the order in which it can."""

from __future__ import annotations

from tests.e2e.steps import Step
from tests.e2e.users_and_groups import LEAVING, USERS_AND_GROUPS

ACCOUNT_INSTANCE = (
    Step("sso-admin create-instance --name dev --tags Key=team,Value=platform", {"account_instance": "InstanceArn"}),
    Step(
        "sso-admin describe-instance --instance-arn $account_instance",
        expects="Status == 'ACTIVE' && Name == 'dev' && OwnerAccountId == '123456789012'",
    ),
    Step("sso-admin update-instance --instance-arn $account_instance --name development"),
    Step("sso-admin list-instances", expects="length(Instances) == `1` && Instances[0].Name == 'development'"),
    Step("sso-admin delete-instance --instance-arn $account_instance"),
    Step("sso-admin list-instances", expects="Instances == `[]`"),
)

ORGANIZATION = (
    Step("organizations create-organization --feature-set ALL"),
    Step(
        "organizations create-account --account-name dev --email dev@example.com",
        {"account": "CreateAccountStatus.AccountId"},
    ),
    Step("POST enable-organization-instance", {"instance": "arn", "store": "identity_store_id"}),
)

# An instance takes a further Region when its key is the customer's own and has a replica there.
REGIONS = (
    Step("kms create-key --multi-region", {"key": "KeyMetadata.Arn", "key_id": "KeyMetadata.KeyId"}),
    Step("kms replicate-key --key-id $key_id --replica-region eu-west-1"),
    Step(
        "sso-admin update-instance --instance-arn $instance "
        "--encryption-configuration KeyType=CUSTOMER_MANAGED_KEY,KmsKeyArn=$key"
    ),
    Step("sso-admin add-region --instance-arn $instance --region-name eu-west-1", expects="Status == 'ADDING'"),
    Step(
        "sso-admin describe-region --instance-arn $instance --region-name eu-west-1",
        expects="Status == 'ACTIVE' && IsPrimaryRegion == `false`",
    ),
    Step("sso-admin list-regions --instance-arn $instance", expects="length(Regions) == `2`"),
    Step("sso-admin remove-region --instance-arn $instance --region-name eu-west-1", expects="Status == 'REMOVING'"),
)

_CONFIGURATION = "instance-access-control-attribute-configuration"
_ATTRIBUTE = """'{"AccessControlAttributes": [{"Key": "%s", "Value": {"Source": ["${path:%s}"]}}]}'"""

ATTRIBUTES = (
    Step(
        f"sso-admin create-{_CONFIGURATION} --instance-arn $instance "
        f"--{_CONFIGURATION} {_ATTRIBUTE % ('team', 'enterprise.department')}"
    ),
    Step(f"sso-admin describe-{_CONFIGURATION} --instance-arn $instance", expects="Status == 'ENABLED'"),
    Step(
        f"sso-admin update-{_CONFIGURATION} --instance-arn $instance "
        f"--{_CONFIGURATION} {_ATTRIBUTE % ('mail', 'emails[primary eq true].value')}"
    ),
    Step(f"sso-admin delete-{_CONFIGURATION} --instance-arn $instance"),
)

_SET = "--instance-arn $instance --permission-set-arn $permission_set"
_STATEMENT = '{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}'
_POLICY = f'{{"Version": "2012-10-17", "Statement": [{_STATEMENT}]}}'
_READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"

PERMISSION_SETS = (
    Step(
        "sso-admin create-permission-set --instance-arn $instance --name Administrator --session-duration PT2H "
        "--description 'All of it' --tags Key=team,Value=platform",
        {"permission_set": "PermissionSet.PermissionSetArn"},
    ),
    Step(
        f"sso-admin describe-permission-set {_SET}",
        expects="PermissionSet.SessionDuration == 'PT2H' && PermissionSet.Description == 'All of it'",
    ),
    Step(f"sso-admin update-permission-set {_SET} --session-duration PT4H"),
    Step("sso-admin list-permission-sets --instance-arn $instance", expects="length(PermissionSets) == `1`"),
    Step(f"sso-admin attach-managed-policy-to-permission-set {_SET} --managed-policy-arn {_READ_ONLY}"),
    Step(
        f"sso-admin list-managed-policies-in-permission-set {_SET}",
        expects="AttachedManagedPolicies[0].Name == 'ReadOnlyAccess'",
    ),
    Step(
        f"sso-admin attach-customer-managed-policy-reference-to-permission-set {_SET} "
        "--customer-managed-policy-reference Name=own,Path=/teams/"
    ),
    Step(
        f"sso-admin list-customer-managed-policy-references-in-permission-set {_SET}",
        expects="CustomerManagedPolicyReferences[0].Path == '/teams/'",
    ),
    Step(
        f"sso-admin detach-customer-managed-policy-reference-from-permission-set {_SET} "
        "--customer-managed-policy-reference Name=own,Path=/teams/"
    ),
    Step(f"sso-admin put-inline-policy-to-permission-set {_SET} --inline-policy '{_POLICY}'"),
    Step(
        f"sso-admin get-inline-policy-for-permission-set {_SET}",
        expects="contains(InlinePolicy, 's3:ListAllMyBuckets')",
    ),
    Step(
        f"sso-admin put-permissions-boundary-to-permission-set {_SET} "
        f"--permissions-boundary ManagedPolicyArn={_READ_ONLY}"
    ),
    Step(
        f"sso-admin get-permissions-boundary-for-permission-set {_SET}",
        expects=f"PermissionsBoundary.ManagedPolicyArn == '{_READ_ONLY}'",
    ),
    Step(f"sso-admin delete-permissions-boundary-from-permission-set {_SET}"),
)

_ASSIGNMENT = f"{_SET} --target-id $account --target-type AWS_ACCOUNT --principal-type USER --principal-id $user"

ASSIGNMENTS = (
    Step(
        f"sso-admin create-account-assignment {_ASSIGNMENT}",
        {"creation": "AccountAssignmentCreationStatus.RequestId"},
        "AccountAssignmentCreationStatus.Status == 'IN_PROGRESS'",
    ),
    Step(
        "sso-admin describe-account-assignment-creation-status --instance-arn $instance "
        "--account-assignment-creation-request-id $creation",
        expects="AccountAssignmentCreationStatus.Status == 'SUCCEEDED'",
    ),
    Step(
        "sso-admin list-account-assignment-creation-status --instance-arn $instance --filter Status=SUCCEEDED",
        expects="length(AccountAssignmentsCreationStatus) == `1`",
    ),
    Step(
        f"sso-admin list-account-assignments {_SET} --account-id $account", expects="length(AccountAssignments) == `1`"
    ),
    Step(
        "sso-admin list-account-assignments-for-principal --instance-arn $instance --principal-id $user "
        "--principal-type USER",
        expects="length(AccountAssignments) == `1`",
    ),
    Step(f"sso-admin list-accounts-for-provisioned-permission-set {_SET}", expects="length(AccountIds) == `1`"),
    Step(
        "sso-admin list-permission-sets-provisioned-to-account --instance-arn $instance --account-id $account",
        expects="length(PermissionSets) == `1`",
    ),
    Step(
        f"sso-admin provision-permission-set {_SET} --target-type ALL_PROVISIONED_ACCOUNTS",
        {"provisioning": "PermissionSetProvisioningStatus.RequestId"},
    ),
    Step(
        "sso-admin describe-permission-set-provisioning-status --instance-arn $instance "
        "--provision-permission-set-request-id $provisioning",
        expects="PermissionSetProvisioningStatus.Status == 'SUCCEEDED'",
    ),
    Step(
        "sso-admin list-permission-set-provisioning-status --instance-arn $instance",
        expects="length(PermissionSetsProvisioningStatus) >= `1`",
    ),
    Step(
        f"sso-admin delete-account-assignment {_ASSIGNMENT}",
        {"deletion": "AccountAssignmentDeletionStatus.RequestId"},
    ),
    Step(
        "sso-admin describe-account-assignment-deletion-status --instance-arn $instance "
        "--account-assignment-deletion-request-id $deletion",
        expects="AccountAssignmentDeletionStatus.Status == 'SUCCEEDED'",
    ),
    Step(
        "sso-admin list-account-assignment-deletion-status --instance-arn $instance",
        expects="length(AccountAssignmentsDeletionStatus) == `1`",
    ),
)

ISSUERS = (
    Step(
        "sso-admin create-trusted-token-issuer --instance-arn $instance --name okta "
        "--trusted-token-issuer-type OIDC_JWT --trusted-token-issuer-configuration "
        """'{"OidcJwtConfiguration": {"IssuerUrl": "https://example.okta.com", "ClaimAttributePath": "email", """
        """"IdentityStoreAttributePath": "emails.value", "JwksRetrievalOption": "OPEN_ID_DISCOVERY"}}'""",
        {"issuer": "TrustedTokenIssuerArn"},
    ),
    Step(
        "sso-admin describe-trusted-token-issuer --trusted-token-issuer-arn $issuer",
        expects="TrustedTokenIssuerConfiguration.OidcJwtConfiguration.IssuerUrl == 'https://example.okta.com'",
    ),
    Step("sso-admin update-trusted-token-issuer --trusted-token-issuer-arn $issuer --name Okta"),
    Step(
        "sso-admin list-trusted-token-issuers --instance-arn $instance", expects="TrustedTokenIssuers[0].Name == 'Okta'"
    ),
)

_APPLICATION = "--application-arn $application"
_ASSIGNED = f"{_APPLICATION} --principal-id $group --principal-type GROUP"
_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_ACTOR_POLICY = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
"Principal": {"AWS": "123456789012"}, "Action": "sso-oauth:CreateTokenWithIAM"}]}"""
_PROVIDER = "arn:aws:sso::aws:applicationProvider/custom"

APPLICATIONS = (
    Step(
        f"sso-admin describe-application-provider --application-provider-arn {_PROVIDER}",
        expects="FederationProtocol == 'OAUTH'",
    ),
    Step(
        "sso-admin list-application-providers",
        expects=f"contains(ApplicationProviders[].ApplicationProviderArn, '{_PROVIDER}')",
    ),
    Step(
        f"sso-admin create-application --instance-arn $instance --application-provider-arn {_PROVIDER} --name wiki "
        "--client-token 9a6f0a4e-1111-4222-8333-444455556666 --tags Key=team,Value=platform",
        {"application": "ApplicationArn"},
    ),
    Step(f"sso-admin describe-application {_APPLICATION}", expects="Name == 'wiki' && Status == 'ENABLED'"),
    Step(f"sso-admin update-application {_APPLICATION} --description 'What we know'"),
    Step(
        "sso-admin list-applications --instance-arn $instance", expects="Applications[0].Description == 'What we know'"
    ),
    Step(f"sso-admin create-application-assignment {_ASSIGNED}"),
    Step(f"sso-admin describe-application-assignment {_ASSIGNED}", expects="PrincipalType == 'GROUP'"),
    Step(f"sso-admin list-application-assignments {_APPLICATION}", expects="length(ApplicationAssignments) == `1`"),
    Step(
        "sso-admin list-application-assignments-for-principal --instance-arn $instance --principal-id $group "
        "--principal-type GROUP",
        expects="length(ApplicationAssignments) == `1`",
    ),
    Step(f"sso-admin delete-application-assignment {_ASSIGNED}"),
    Step(f"sso-admin put-application-assignment-configuration {_APPLICATION} --no-assignment-required"),
    Step(f"sso-admin get-application-assignment-configuration {_APPLICATION}", expects="AssignmentRequired == `false`"),
    Step(
        f"sso-admin put-application-session-configuration {_APPLICATION} "
        "--user-background-session-application-status ENABLED"
    ),
    Step(
        f"sso-admin get-application-session-configuration {_APPLICATION}",
        expects="UserBackgroundSessionApplicationStatus == 'ENABLED'",
    ),
    Step(f"sso-admin put-application-access-scope {_APPLICATION} --scope sso:account:access"),
    Step(
        f"sso-admin get-application-access-scope {_APPLICATION} --scope sso:account:access",
        expects="Scope == 'sso:account:access'",
    ),
    Step(f"sso-admin list-application-access-scopes {_APPLICATION}", expects="length(Scopes) == `1`"),
    Step(f"sso-admin delete-application-access-scope {_APPLICATION} --scope sso:account:access"),
    Step(
        f"sso-admin put-application-authentication-method {_APPLICATION} --authentication-method-type IAM "
        f"""--authentication-method '{{"Iam": {{"ActorPolicy": {_ACTOR_POLICY}}}}}'"""
    ),
    Step(
        f"sso-admin get-application-authentication-method {_APPLICATION} --authentication-method-type IAM",
        expects="AuthenticationMethod.Iam.ActorPolicy.Statement[0].Action == 'sso-oauth:CreateTokenWithIAM'",
    ),
    Step(
        f"sso-admin list-application-authentication-methods {_APPLICATION}",
        expects="AuthenticationMethods[0].AuthenticationMethodType == 'IAM'",
    ),
    Step(f"sso-admin delete-application-authentication-method {_APPLICATION} --authentication-method-type IAM"),
    Step(
        f"sso-admin put-application-grant {_APPLICATION} --grant-type {_JWT} "
        """--grant '{"JwtBearer": {"AuthorizedTokenIssuers": """
        """[{"TrustedTokenIssuerArn": "$issuer", "AuthorizedAudiences": ["wiki"]}]}}'"""
    ),
    Step(
        f"sso-admin get-application-grant {_APPLICATION} --grant-type {_JWT}",
        expects="Grant.JwtBearer.AuthorizedTokenIssuers[0].AuthorizedAudiences == ['wiki']",
    ),
    Step(f"sso-admin list-application-grants {_APPLICATION}", expects=f"Grants[0].GrantType == '{_JWT}'"),
    Step(f"sso-admin delete-application-grant {_APPLICATION} --grant-type {_JWT}"),
)

TAGS = (
    Step("sso-admin tag-resource --resource-arn $application --tags Key=stage,Value=test"),
    Step(
        "sso-admin list-tags-for-resource --resource-arn $application",
        expects="Tags[?Key == 'stage'].Value | [0] == 'test'",
    ),
    Step("sso-admin untag-resource --resource-arn $application --tag-keys stage team"),
)

REMOVAL = (
    Step("sso-admin delete-application --application-arn $application"),
    Step("sso-admin delete-trusted-token-issuer --trusted-token-issuer-arn $issuer"),
    Step(f"sso-admin detach-managed-policy-from-permission-set {_SET} --managed-policy-arn {_READ_ONLY}"),
    Step(f"sso-admin delete-inline-policy-from-permission-set {_SET}"),
    Step(f"sso-admin delete-permission-set {_SET}"),
    Step("sso-admin list-permission-sets --instance-arn $instance", expects="PermissionSets == `[]`"),
)

STEPS = (
    *ACCOUNT_INSTANCE,
    *ORGANIZATION,
    *USERS_AND_GROUPS,
    *REGIONS,
    *ATTRIBUTES,
    *PERMISSION_SETS,
    *ASSIGNMENTS,
    *ISSUERS,
    *APPLICATIONS,
    *TAGS,
    *REMOVAL,
    *LEAVING,
)
