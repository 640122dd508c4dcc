"""Tokens for applications that prove with IAM who they are."""

from ssoadmin_mock.wire.rules import Evidence, rule

APPLICATION = rule(
    "oidc.application",
    Evidence.OBSERVED,
    "The client is the ARN of an application. One that does not exist, or whose instance is not available in the "
    "Region, is an InvalidClientException.",
    "boto/boto3 issue 4093.",
)
ACTOR_POLICY = rule(
    "oidc.actor-policy",
    Evidence.OBSERVED,
    "The actor policy of the application's IAM authentication method decides who may call: the caller, the role whose "
    "session it is, or its account. Nobody else: AccessDeniedException with an empty description; so for an "
    "application that is disabled or has no such method.",
    "aws-samples/custom-web-experience-with-amazon-q-business issues 16 and 21. The disabled application is our "
    "reading.",
)
GRANT_TYPES = rule(
    "oidc.application-grant-types",
    Evidence.DOCUMENTED,
    "CreateTokenWithIAM takes authorization_code, refresh_token, urn:ietf:params:oauth:grant-type:jwt-bearer and "
    "urn:ietf:params:oauth:grant-type:token-exchange; another is an UnsupportedGrantTypeException.",
    "CreateTokenWithIAM in the API reference, which has the error, too. The text is ours.",
)
GRANT = rule(
    "oidc.application-grant",
    Evidence.INFERRED,
    "A grant type that the application has no grant for: UnauthorizedClientException.",
    "RFC 6749, section 5.2. The text is ours.",
)
ASSERTION = rule(
    "oidc.assertion",
    Evidence.OBSERVED,
    "An assertion has to be of an issuer in the grant and for one of its audiences, not expired, not used before, and "
    "about a user whose attribute has the value of the claim that the issuer maps to it. Otherwise: "
    "InvalidGrantException.",
    "boto/boto3 issue 4093 for use twice, the issuer and the user; the others are RFC 7523's.",
)
SIGNATURE = rule(
    "oidc.assertion-signature",
    Evidence.INFERRED,
    "A signature is checked when the test has given the issuer's keys, or has had an assertion of it signed. Without "
    "keys every signature is trusted.",
    "The service gets the keys from the issuer's URL, which a mock must not call.",
)
ASSIGNMENT = rule(
    "oidc.application-assignment",
    Evidence.OBSERVED,
    "A user who is not assigned, nor in a group that is: AccessDeniedException with an empty description, unless the "
    "application requires no assignment.",
    "boto/boto3 issue 4093.",
)
ANSWER = rule(
    "oidc.application-tokens",
    Evidence.DOCUMENTED,
    "The answer has an access token for an hour, a refresh token, an ID token, the scopes and the identity context; "
    "issuedTokenType is that of a refresh token unless an access token is requested.",
    "CreateTokenWithIAM in the API reference, and its example.",
)
SCOPES = rule(
    "oidc.application-scopes",
    Evidence.DOCUMENTED,
    "The scopes are those that are asked for, or all that the application has, with sts:identity_context, openid and "
    "aws. One that the application, or the token to be refreshed, does not have is an InvalidScopeException.",
    "CreateTokenWithIAM in the API reference; the error is our reading.",
)
ACCOUNT_ACCESS = rule(
    "oidc.application-account-access",
    Evidence.DOCUMENTED,
    "With the scope sso:account:access, which the application has to have, the answer is an access token, its type, "
    "its hour and its scopes and nothing else, and the access portal takes the token.",
    "S3 Access Grants user guide, and public field notes of 2026.",
)
ID_TOKEN = rule(
    "oidc.id-token",
    Evidence.DOCUMENTED,
    "The claims of the ID token are iss, sub, aud, iat, exp, auth_time, act.sub, aws:identity_store_id, "
    "aws:identity_store_arn, aws:instance_arn, aws:instance_account, aws:credential_id, sts:identity_context and "
    "sts:audit_context.",
    "User guide, trusted identity propagation, and public clients. The signature is made with a key of the mock's.",
)
TOKEN_EXCHANGE = rule(
    "oidc.token-exchange",
    Evidence.DOCUMENTED,
    "A subject token is an access token that another client or application of the instance was given; otherwise: "
    "InvalidGrantException.",
    "CreateTokenWithIAM in the API reference; the error is our reading.",
)
OTHER_REGION = rule(
    "oidc.other-region",
    Evidence.DOCUMENTED,
    "A code, refresh token or subject token that was given in another Region: InvalidRequestRegionException, with that "
    "Region and its endpoint. The application has to be in the Region that is called; CreateToken, whose model does "
    "not have this error, answers with an InvalidGrantException.",
    "InvalidRequestRegionException in the API reference; that it comes before expiry, and its text, are ours.",
)
IDENTITY_CONTEXT = rule(
    "oidc.identity-context",
    Evidence.INFERRED,
    "AssumeRole of STS takes the identity context of the answer as one of ProvidedContexts, of the provider "
    "arn:aws:iam::aws:contextProvider/IdentityCenter. One that was not issued, or whose session has ended, is an "
    "ExpiredTokenException; another provider is a ValidationError.",
    "That AssumeRole takes it is documented: user guide, trusted identity propagation. The errors are our reading of "
    "the model of STS; the texts are ours.",
)
