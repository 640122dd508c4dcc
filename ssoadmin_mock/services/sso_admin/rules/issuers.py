"""Trusted token issuers."""

from ssoadmin_mock.wire.rules import Evidence, rule

IDENTIFIERS = rule(
    "issuer.identifiers",
    Evidence.OBSERVED,
    "A trusted token issuer's ARN is arn:<partition>:sso::<owner of the instance>:trustedTokenIssuer/ssoins-<16 hex>/"
    "tti-<uuid>.",
    "A public capture, and the pattern in the model.",
)
ONE_PER_URL = rule(
    "issuer.one-per-url",
    Evidence.CLIENT,
    "A second issuer with the same IssuerUrl in one instance: ConflictException. URLs are compared to the letter, and "
    "names may repeat.",
    "AWS sample scripts, and one that was run against the service, look for the URL before they create. Terraform's "
    "acceptance tests, which all use one URL, ran at the same time in 2023 and run one after the other since: evidence "
    "for either. The text is ours; nothing is public about names.",
)
QUOTA = rule(
    "issuer.quota",
    Evidence.DOCUMENTED,
    "An instance has at most 10 trusted token issuers; one more is a ServiceQuotaExceededException.",
    "User guide, IAM Identity Center quotas; the text is ours.",
)
URL_NOT_REACHED = rule(
    "issuer.url-not-reached",
    Evidence.DOCUMENTED,
    "The issuer URL is not called when an issuer is created, and cannot be changed: UpdateTrustedTokenIssuer "
    "has no member for it.",
    "User guide, trusted token issuers; the model.",
)
UPDATE_MERGES = rule(
    "issuer.update-merges",
    Evidence.DOCUMENTED,
    "UpdateTrustedTokenIssuer changes what it is given and keeps the rest, inside OidcJwtConfiguration as well.",
    "UpdateTrustedTokenIssuer in the API reference updates the name or an attribute path; no member is required.",
)
NOT_FOUND = rule(
    "issuer.not-found",
    Evidence.UNKNOWN,
    "An issuer that does not exist: ResourceNotFoundException 'Could not find TrustedTokenIssuer with id tti-<uuid>'.",
    "The code is in the model. The text is made after the one for permission sets.",
)
DELETE_WITHDRAWS_GRANTS = rule(
    "issuer.delete-withdraws-grants",
    Evidence.INFERRED,
    "An issuer can be deleted while applications trust it. It disappears from their JwtBearer grants, and a grant that "
    "named no other issuer is deleted.",
    "DeleteTrustedTokenIssuer in the API reference says that users lose access to such applications, so it is not "
    "refused. The model allows no JwtBearer grant without an issuer; what the service shows is not public.",
)
ADMINISTRATORS = rule(
    "issuer.administrators",
    Evidence.INFERRED,
    "Issuers are for the account that owns the instance, an account instance too, and for the delegated administrator; "
    "other members of the organization are denied.",
    "The user guide leaves them to the administrator of the instance; no public output of a member account.",
)
