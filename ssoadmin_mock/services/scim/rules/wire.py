"""What every operation does alike."""

from ssoadmin_mock.wire.rules import Evidence, rule

ERROR_BODY = rule(
    "scim.error-body",
    Evidence.OBSERVED,
    "An error has a body of schema and schemas (the same list), detail, status (a text), exceptionRequestId and "
    "timeStamp, such as 2022-03-18 10:57:08.014, and no scimType.",
    "slashdevops/idp-scim-sync issues 30, 75 and 98.",
)
REASON = rule(
    "scim.reason",
    Evidence.OBSERVED,
    "Whatever is wrong with a request, the detail of HTTP 400 is 'Request is unparsable, syntactically incorrect, or "
    "violates schema.', and that of HTTP 409 'Refused to create a new, duplicate resource.' The precise reason is in "
    "CloudTrail alone; here it is in the recorded calls and in the log.",
    "slashdevops/idp-scim-sync issues 30, 75 and 98; SCIM developer guide, logging. Of the reasons, those about "
    "missing paths, the limit of lists, JSON, filters and constraints are the service's own, others are ours.",
)
REQUEST_FORM = rule(
    "scim.request-form",
    Evidence.DOCUMENTED,
    "A body that is missing or no JSON object, and a value of another type than it has in the schema, are HTTP 400: a "
    "text or a list where an object is wanted, no list of Operations, an empty externalId.",
    "SCIM developer guide, the errors of each operation: a request that cannot be parsed, is syntactically incorrect "
    "or violates the schema. Okta's help center says of the same error that texts cannot be empty.",
)
NOT_FOUND = rule(
    "scim.not-found",
    Evidence.DOCUMENTED,
    "A user or group that does not exist is HTTP 404.",
    "SCIM developer guide, the errors of each operation. The text is ours.",
)
UNSUPPORTED = rule(
    "scim.unsupported",
    Evidence.OBSERVED,
    "PUT of a group is HTTP 501, and so is any other method that a path does not take. Another path, such as /Me and "
    "/Bulk, is HTTP 404.",
    "A public SCIM tool in Python falls back from PUT of a group on 501; mitodl/keycloak-scim issue 73 has a 404 for "
    "a path that does not exist. For others it is our reasoning.",
)
RATE = rule(
    "scim.rate",
    Evidence.DOCUMENTED,
    "The operations share a rate of 20 requests a second, above which they are HTTP 429. It is in force when a test "
    "asks for it, as for all APIs.",
    "User guide, IAM Identity Center quotas.",
)
