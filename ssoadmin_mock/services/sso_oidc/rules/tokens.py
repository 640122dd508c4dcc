"""Tokens."""

from ssoadmin_mock.wire.rules import Evidence, rule

PENDING = rule(
    "oidc.pending",
    Evidence.OBSERVED,
    "Until the person has decided: AuthorizationPendingException 'Authorization is still pending'.",
    "aws/aws-cli issue 5971.",
)
DENIED = rule(
    "oidc.denied",
    Evidence.INFERRED,
    "When the person has denied the request: AccessDeniedException.",
    "RFC 8628, section 3.5. The text is ours.",
)
EXPIRED = rule(
    "oidc.expired",
    Evidence.DOCUMENTED,
    "A device code after its 600 seconds: ExpiredTokenException.",
    "The model. The text is ours.",
)
SLOW_DOWN = rule(
    "oidc.slow-down",
    Evidence.DOCUMENTED,
    "A client that asks again within the interval: SlowDownException, and the interval grows by 5 seconds. Only with "
    "the setting enforce_polling_interval, as tests do not wait.",
    "RFC 8628, section 3.5, and the model. The text is ours.",
)
INVALID_GRANT = rule(
    "oidc.invalid-grant",
    Evidence.OBSERVED,
    "A code that is wrong, used, expired or of another client, a wrong code_verifier or redirect URI, and a refresh "
    "token of a session that has ended: InvalidGrantException 'Invalid grant provided'.",
    "Public reports of the first three and of dead refresh tokens; the others are RFC 6749's and RFC 7636's.",
)
TOKENS = rule(
    "oidc.tokens",
    Evidence.OBSERVED,
    "Access tokens start with aoaAAAAA, refresh tokens with aorAAAAA. With scopes an access token lives for an hour "
    "and there is a refresh token, without it lives for eight hours and there is none. idToken is null.",
    "Public transcripts; the fixed eight hours are in the AWS SDKs and Tools reference guide.",
)
REFRESH = rule(
    "oidc.refresh",
    Evidence.OBSERVED,
    "A refresh token works until the session ends, eight hours after signing in. Each use gives a new one, and the old "
    "one keeps working.",
    "Public reports; the length of the session is in the user guide.",
)
SCOPE_IGNORED = rule(
    "oidc.scope-ignored",
    Evidence.DOCUMENTED,
    "The scope of CreateToken is ignored: a token has the scopes of the registration.",
    "CreateToken in the API reference.",
)
