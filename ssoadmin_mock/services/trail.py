"""What CloudTrail knows of each API: which operations it logs, under which names, and what it hides."""

from __future__ import annotations

from ssoadmin_mock.services.logging import EVERY_OPERATION, Logging
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.rules import Evidence, rule

rule(
    "trail.sources",
    Evidence.DOCUMENTED,
    "Each call of sso-admin and identitystore, successful or refused, read-only or not, is one record of the type "
    "AwsApiCall, of sso.amazonaws.com and identitystore.amazonaws.com; SCIM's are of identitystore-scim.amazonaws.com. "
    "CreateToken is of sso.amazonaws.com, and CreateTokenWithIAM of sso-oauth.amazonaws.com.",
    "Logging IAM Identity Center API calls with AWS CloudTrail in the user guide; hashicorp/terraform-provider-aws "
    "issue 26138 quotes sso-admin.",
)
rule(
    "trail.not-logged",
    Evidence.INFERRED,
    "RegisterClient, StartDeviceAuthorization and Logout are no records.",
    "The user guide's list of logged operations does not name them, and does not say that it is complete; that of 2022 "
    "named the first two.",
)
rule(
    "trail.strangers",
    Evidence.INFERRED,
    "A call with a bearer token, a code or a tenant that nobody has is in no account's trail. What is found out when "
    "the records are looked at is what holds then: a code that has been redeemed and refused later belongs to nobody.",
    "Nothing in such a request says which account it would be.",
)
rule(
    "trail.portal",
    Evidence.DOCUMENTED,
    "Calls of the access portal are of sso.amazonaws.com and of the type AwsServiceEvent: parameters and answer are "
    "null, account_id and role_name are in serviceEventDetails, and the user is an IdentityCenterUser with onBehalfOf.",
    "Logging IAM Identity Center API calls with AWS CloudTrail in the user guide.",
)
rule(
    "trail.members",
    Evidence.OBSERVED,
    "Members of requestParameters and responseElements begin with a small letter; errorCode and errorMessage are the "
    "API's, and a refused call has no responseElements.",
    "hashicorp/terraform-provider-aws issue 26138.",
)
rule(
    "trail.reads",
    Evidence.DOCUMENTED,
    "responseElements of a read-only call is null.",
    "CloudTrail record contents in the AWS CloudTrail user guide.",
)
rule(
    "trail.dates",
    Evidence.INFERRED,
    "Dates in requestParameters and responseElements are written as `Apr 25, 2023 12:46:02 AM`.",
    "Observed in records of sso-directory.amazonaws.com of 2023; that the other APIs do so is our reasoning.",
)
rule(
    "trail.hidden",
    Evidence.DOCUMENTED,
    "Secrets of sso-oidc, and personal data of identitystore, which its model calls sensitive, are "
    "HIDDEN_DUE_TO_SECURITY_REASONS. sso-admin's model calls nothing so, and nothing of it is hidden.",
    "The user guide's examples of records; botocore's models.",
)
rule(
    "trail.scim",
    Evidence.DOCUMENTED,
    "requestParameters of SCIM are tenantId, id and httpBody. In the body, the texts are hidden except for ids, "
    "schemas, paths and what an operation does, which is in capitals.",
    "The user guide's examples of records, which hide names and addresses; that other texts are is our reasoning.",
)
rule(
    "trail.bearer",
    Evidence.OBSERVED,
    "Who calls with a token of SCIM is of the type Unknown, with an accountId. AWS has an accessKeyId, too, which the "
    "mock has none for. CreateToken has the same form here, by our reasoning.",
    "goauthentik/authentik issue 12321 quotes a record of SCIM; the user guide's example has the type WebIdentityUser.",
)
rule(
    "trail.identity",
    Evidence.DOCUMENTED,
    "Who signs is an IAMUser, Root, or an AssumedRole with the role as its sessionContext.sessionIssuer, and with "
    "onBehalfOf if the role acts for a user.",
    "CloudTrail userIdentity element in the AWS CloudTrail user guide.",
)
rule(
    "trail.placeholders",
    Evidence.UNKNOWN,
    "sourceIPAddress is 127.0.0.1, userAgent is ssoadmin_mock, and requestID is made up, as nothing of a request is "
    "kept that would tell; eventVersion is 1.10. Records of Identity Center have no resources, and sessions of roles "
    "no creationDate, as moto keeps none.",
    "A record of SCIM from 2025 has that version; which records have resources is not published for each operation.",
)
rule(
    "trail.tls-details",
    Evidence.OBSERVED,
    "tlsDetails has the host that was called, clientProvidedHostHeader, and nothing else. On a server, whose host says "
    "nothing, it is left out, and so it is in service events.",
    "goauthentik/authentik issue 12321 quotes a record of SCIM; that those of the other APIs have it is our reasoning.",
)
rule(
    "trail.token-user",
    Evidence.DOCUMENTED,
    "additionalEventData of CreateTokenWithIAM has identitystore:UserId, identitystore:IdentityStoreArn and "
    "identitycenter:CredentialId, when tokens were given.",
    "The user guide's example of a record.",
)
rule(
    "trail.assume-role-with-saml",
    Evidence.OBSERVED,
    "GetRoleCredentials leaves AssumeRoleWithSAML of sts.amazonaws.com in the account of the role, before its own "
    "record in that of the instance: by a SAMLUser of the account's SAML provider, with the role among its resources.",
    "Public field notes with CloudTrail records, 2026. Which members it has beside the user is from STS in the AWS "
    "CloudTrail user guide; the session token is left out.",
)
rule(
    "trail.service-role",
    Evidence.OBSERVED,
    "What a call has Identity Center do in the IAM of an account is in that account's trail, in the Region of IAM: "
    "CreateSAMLProvider, CreateRole, AttachRolePolicy, DetachRolePolicy, PutRolePolicy, DeleteRole and so on, by "
    "AWSServiceRoleForSSO as AWS-SSO, invokedBy sso.amazonaws.com. What happens after the call was answered, as with "
    "CloudFormation, leaves none.",
    "Public records of DetachRolePolicy and DeleteRole of 2023, and of CreateSAMLProvider of 2022 in a test of "
    "panther-labs/panther-analysis. The members of the others are IAM's, and that they come after the call's own "
    "record is ours.",
)
rule(
    "trail.one-account",
    Evidence.INFERRED,
    "Each record is in one account's trail, and none has a sharedEventID: in that of the account that calls, and "
    "without a signature in that of the instance's owner. An organization's trail is not told from others.",
    "CloudTrail gives such an id to what reaches several accounts, as AssumeRole does; nothing public shows it of this "
    "family.",
)
rule(
    "trail.read-events",
    Evidence.DOCUMENTED,
    "Events of calls that only read go to those rules of EventBridge alone whose state is "
    "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS; others go to these and to those that are ENABLED. They come to the "
    "default bus of the record's account and Region.",
    "AWS service events via CloudTrail in the Amazon EventBridge user guide.",
)
rule(
    "trail.lookup",
    Evidence.DOCUMENTED,
    "LookupEvents answers with the records of the account and Region, newest first, of 90 days, by at most one "
    "attribute, 50 to a page. They are there at once.",
    "LookupEvents in the API reference. The texts of its errors are ours; at AWS an event takes minutes to be there.",
)
rule(
    "trail.envelope",
    Evidence.CLIENT,
    "An event's source is `aws.` and the first label of eventSource, its detail-type `AWS API Call via CloudTrail`, or "
    "`AWS Service Event via CloudTrail`, and its detail the record.",
    "aws-samples/aws-iam-identity-center-extensions; documented for sso-oauth. The second is documented for "
    "Organizations.",
)


def logging_of(service: Service, operation: str) -> Logging | None:
    """Return how an operation is logged; None for one that is not, or that does not exist."""
    if service.spec(operation) is None:
        return None
    return service.logged.get(operation, service.logged.get(EVERY_OPERATION))
