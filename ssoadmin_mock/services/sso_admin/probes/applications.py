"""Probes of applications, their providers, and trusted token issuers."""

from ssoadmin_mock.services.sso_admin.probes.instances import NOT_HERE
from ssoadmin_mock.wire.probes import ANYBODY, MEMBER, Api, Matching, no_probe, probe

SSO = Api("sso-admin")

CUSTOM = "arn:{partition}:sso::aws:applicationProvider/custom"

for _operation in ("DescribeApplication", "DeleteApplication", "GetApplicationAssignmentConfiguration"):
    probe(
        "application.not-found",
        SSO.refuses(_operation, "ResourceNotFoundException", ApplicationArn="{nobodys_application}"),
    )
probe(
    "application.identifiers",
    SSO.answers(
        "DescribeApplication",
        {"ApplicationArn": Matching("arn:{partition}:sso::[0-9]{12}:application/{instance_id}/apl-[0-9a-f]{16}")},
        ApplicationArn="{application}",
    ),
)
probe(
    "application.describe",
    SSO.answers(
        "DescribeApplication",
        {
            "type(ApplicationAccount)": "string",
            "type(CreatedFrom)": "string",
            "IdentityStoreArn": Matching("arn:{partition}:identitystore::{owner}:identitystore/{store}"),
            "InstanceArn": "{instance}",
            "Description == ''": False,
        },
        ApplicationArn="{application}",
    ),
)
probe(
    "application.list-filter",
    SSO.answers(
        "ListApplications",
        {"Applications": []},
        InstanceArn="{instance}",
        Filter={"ApplicationAccount": "{nobodys_account}"},
    ),
)
probe(
    "application.members-filter",
    SSO.refuses("ListApplications", "AccessDeniedException", InstanceArn="{instance}"),
    where=MEMBER,
)
probe(
    "application.own-applications",
    SSO.refuses(
        "DescribeApplication",
        "AccessDeniedException",
        ApplicationArn="arn:{partition}:sso::{management}:application/{instance_id}/apl-ffffffffffffffff",
    ),
    where=MEMBER,
)
probe(
    "application.provider-unknown",
    SSO.refuses(
        "DescribeApplicationProvider",
        "ResourceNotFoundException",
        ApplicationProviderArn="arn:{partition}:sso::aws:applicationProvider/{nobodys_name}",
    ),
    where=ANYBODY,
)
for _provider in ("custom", "custom-saml", "catalog/ExternalAWSAccount"):
    probe(
        "application-provider.catalogue",
        SSO.answers(
            "DescribeApplicationProvider",
            {"ApplicationProviderArn": f"arn:{{partition}}:sso::aws:applicationProvider/{_provider}"},
            ApplicationProviderArn=f"arn:{{partition}}:sso::aws:applicationProvider/{_provider}",
        ),
        where=ANYBODY,
    )
probe(
    "application-provider.federation-protocol",
    SSO.answers("DescribeApplicationProvider", {"FederationProtocol": "OAUTH"}, ApplicationProviderArn=CUSTOM),
    SSO.answers("DescribeApplicationProvider", {"FederationProtocol": "SAML"}, ApplicationProviderArn=f"{CUSTOM}-saml"),
    where=ANYBODY,
)
probe(
    "application-provider.left-out",
    SSO.answers(
        "DescribeApplicationProvider",
        {"DisplayData": None, "ResourceServerConfig": None},
        ApplicationProviderArn=CUSTOM,
    ),
    where=ANYBODY,
)
probe(
    "application-provider.internal-id",
    SSO.answers(
        "DescribeApplicationProvider",
        {"FederationProtocol": "SAML", "ApplicationProviderArn": f"{CUSTOM}-saml"},
        ApplicationProviderArn="arn:{partition}:sso::aws:applicationProvider/app-50e590700beb5208",
    ),
    where=ANYBODY,
)
probe(
    "application-assignment.not-found",
    SSO.refuses(
        "DescribeApplicationAssignment",
        "ResourceNotFoundException",
        ApplicationArn="{application}",
        PrincipalType="USER",
        PrincipalId="{nobodys_user}",
    ),
)
probe(
    "application-assignment.unknown-principal-listed",
    SSO.answers(
        "ListApplicationAssignmentsForPrincipal",
        {"ApplicationAssignments": []},
        InstanceArn="{instance}",
        PrincipalType="USER",
        PrincipalId="{nobodys_user}",
    ),
)
probe(
    "application-assignment.filter-required",
    SSO.refuses(
        "ListApplicationAssignmentsForPrincipal",
        "AccessDeniedException",
        InstanceArn="{instance}",
        PrincipalType="USER",
        PrincipalId="{nobodys_user}",
    ),
    where=MEMBER,
)
probe(
    "access-scope.unknown",
    SSO.refuses(
        "GetApplicationAccessScope",
        "ValidationException",
        "Invalid access scope for type sts:identity_context",
        ApplicationArn="{application}",
        Scope="sts:identity_context",
    ),
)
probe(
    "access-scope.page-of-ten",
    SSO.refuses("ListApplicationAccessScopes", "ValidationException", ApplicationArn="{application}", MaxResults=11),
)
for _operation in ("DescribeTrustedTokenIssuer", "DeleteTrustedTokenIssuer"):
    probe(
        "issuer.not-found",
        SSO.refuses(_operation, "ResourceNotFoundException", TrustedTokenIssuerArn="{nobodys_issuer}"),
    )
probe(
    "issuer.identifiers",
    SSO.answers(
        "DescribeTrustedTokenIssuer",
        {
            "TrustedTokenIssuerArn": Matching(
                "arn:{partition}:sso::{owner}:trustedTokenIssuer/{instance_id}/tti-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            )
        },
        TrustedTokenIssuerArn="{issuer}",
    ),
)
probe(
    "issuer.administrators",
    SSO.refuses(
        "ListTrustedTokenIssuers",
        "AccessDeniedException",
        NOT_HERE % ("ListTrustedTokenIssuers", "{instance}"),
        InstanceArn="{instance}",
    ),
    where=MEMBER,
)

no_probe(
    "It takes as many as the quota allows, and that would be felt.",
    "application.quota",
    "application-assignment.groups-quota",
    "application.page-of-fifty",
    "access-scope.limit",
    "issuer.quota",
)
