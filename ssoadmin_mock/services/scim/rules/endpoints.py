"""The endpoint and its tokens."""

from ssoadmin_mock.wire.rules import Evidence, rule

TENANT = rule(
    "scim.tenant",
    Evidence.OBSERVED,
    "The endpoint is https://scim.<Region>.amazonaws.com/<tenant id>/scim/v2/; the tenant id is three letters or "
    "digits and a UUID.",
    "slashdevops/idp-scim-sync issue 75 and awslabs/ssosync issue 274 show some.",
)
TOKENS = rule(
    "scim.tokens",
    Evidence.DOCUMENTED,
    "An endpoint has at most two tokens at a time, and each is valid for a year. Expired ones do not count.",
    "User guide, generate and rotate an access token. That expired tokens make room is our reasoning; on AWS tokens "
    "come from the console alone.",
)
UNAUTHORIZED = rule(
    "scim.unauthorized",
    Evidence.DOCUMENTED,
    "Without a bearer token, with one that is deleted, expired or of another instance, and with a wrong tenant id, "
    "every request is HTTP 401, whatever else is wrong with it.",
    "SCIM developer guide, the errors of each operation. The text, and that nothing else is looked at before, are "
    "ours.",
)
REGIONS = rule(
    "scim.regions",
    Evidence.DOCUMENTED,
    "Users and groups are created, changed and deleted in the primary Region only; through another Region of the "
    "instance it is HTTP 403, and in a Region without the instance HTTP 401.",
    "User guide, using IAM Identity Center across multiple AWS Regions: SCIM is configured in the primary Region. "
    "That the other Regions read, and the statuses, are our reasoning.",
)
KEY = rule(
    "scim.key-unusable",
    Evidence.INFERRED,
    "While the KMS key of the instance is disabled, requests are HTTP 400.",
    "The Identity Store API refuses as much with a ValidationException; nothing public shows it of SCIM.",
)
