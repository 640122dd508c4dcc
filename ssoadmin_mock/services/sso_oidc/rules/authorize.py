"""Authorization codes, up to the token."""

from ssoadmin_mock.wire.rules import Evidence, rule

AUTHORIZE = rule(
    "oidc.authorize",
    Evidence.CLIENT,
    "GET /authorize on the host of the API takes response_type, client_id, redirect_uri, state, code_challenge, "
    "code_challenge_method S256, and scopes or scope with spaces or commas. Once a person has decided, the browser "
    "goes to the redirect URI with code and state, or with error=access_denied. The instance is the one that the "
    "client has registered for, or the organization's. An application is a client by its ARN, for CreateTokenWithIAM.",
    "The AWS CLI (scopes), granted and aws-sso-cli (scope). That a client without an issuerUrl means the one instance "
    "that there is, is ours, and so is how an application asks.",
)
AUTHORIZE_REFUSED = rule(
    "oidc.authorize-refused",
    Evidence.INFERRED,
    "An unknown client and a redirect URI that it has not registered are HTTP 400 with error and error_description. "
    "Another response type, challenge or scope is told to the client at its redirect URI.",
    "RFC 6749, section 4.1.2.1, and RFC 7636, section 4.4.1.",
)
