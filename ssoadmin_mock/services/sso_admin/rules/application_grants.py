"""Grants of applications."""

from ssoadmin_mock.wire.rules import Evidence, rule

TYPE_MATCHES = rule(
    "grant.type-matches",
    Evidence.DOCUMENTED,
    "The member of Grant must be the one of GrantType; a ValidationException otherwise.",
    "Grant in the model. The text is ours.",
)
AUTHORIZATION_CODE = rule(
    "grant.authorization-code",
    Evidence.OBSERVED,
    "The authorization_code grant is refused on applications of the provider custom: ValidationException 'Grant type: "
    "authorization_code not supported', and nothing changes. With allow_authorization_code=True it is accepted.",
    "Seen twice independently, in August and September 2026; AWS's page on OAuth limits the grant to AWS services that "
    "support it. Terraform's acceptance tests expect it to work.",
)
REQUIRED_MEMBERS = rule(
    "grant.required-members",
    Evidence.DOCUMENTED,
    "AuthorizationCode needs RedirectUris; JwtBearer needs AuthorizedTokenIssuers, and each of them the ARN of an "
    "issuer. Without them it is a ValidationException.",
    "AuthorizationCodeGrant and JwtBearerGrant in the model's text; that an issuer without ARN is refused is our "
    "reasoning. The texts are ours.",
)
ISSUERS_EXIST = rule(
    "grant.issuers-exist",
    Evidence.INFERRED,
    "The trusted token issuers that a JwtBearer grant names must exist in the instance; a ResourceNotFoundException "
    "otherwise.",
    "The operation has the error in the model, and the service cannot trust an issuer it does not know. The text is "
    "ours.",
)
PUT_REPLACES = rule(
    "grant.put-replaces",
    Evidence.CLIENT,
    "An application has one grant of each type; a put replaces the earlier one as a whole.",
    "Terraform's provider uses the put for updates; the operation is idempotent in the model.",
)
NOT_FOUND = rule(
    "grant.not-found",
    Evidence.CLIENT,
    "Getting or deleting a grant that the application does not have is a ResourceNotFoundException.",
    "Terraform's provider for Get; Delete has the error in the model. No text is public.",
)
LIST_EMPTY = rule(
    "grant.list-empty",
    Evidence.OBSERVED,
    "ListApplicationGrants answers with an empty list when there are none.",
    "A public output after a refused put.",
)
