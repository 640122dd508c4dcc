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
    "kept that would tell; eventVersion is 1.10. Records have no resources, tlsDetails or additionalEventData.",
    "A record of SCIM from 2025 has that version; which records have the other fields is not published for each "
    "operation.",
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
