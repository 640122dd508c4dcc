"""Clients."""

from ssoadmin_mock.wire.rules import Evidence, rule

REGISTRATION = rule(
    "oidc.registration",
    Evidence.OBSERVED,
    "A registration lives for 90 days. The client's id is base64url of 16 random bytes and the Region's name; "
    "authorizationEndpoint and tokenEndpoint are null.",
    "Public transcripts of RegisterClient; clients build <host>/authorize themselves.",
)
CLIENT_TYPE = rule(
    "oidc.client-type",
    Evidence.DOCUMENTED,
    "A clientType other than public is an InvalidClientMetadataException.",
    "RegisterClient in the API reference: the service supports only public. Code and text are our reading.",
)
GRANT_TYPES = rule(
    "oidc.grant-types",
    Evidence.DOCUMENTED,
    "A client may register for authorization_code, refresh_token and urn:ietf:params:oauth:grant-type:device_code; "
    "another is an UnsupportedGrantTypeException. Whoever registers for none may use all of them.",
    "RegisterClient in the API reference. That a client without grantTypes may use all is what the AWS CLI's device "
    "flow relies on.",
)
UNREGISTERED_GRANT = rule(
    "oidc.unregistered-grant",
    Evidence.INFERRED,
    "A client that uses a grant type that it has not registered for: UnauthorizedClientException. Without "
    "refresh_token among those it has registered for, it gets no refresh token.",
    "RFC 6749, section 5.2. The text is ours.",
)
REDIRECT_URIS = rule(
    "oidc.redirect-uris",
    Evidence.CLIENT,
    "A redirect URI is http://127.0.0.1/oauth/callback, or [::1] in the place of the address, registered with or "
    "without a port and used with any; another is an InvalidRedirectUriException.",
    "granted, sorah/mairu issue 17 and the AWS CLI: only that path is accepted. [::1] is RFC 8252's; the text is ours.",
)
SCOPES = rule(
    "oidc.scopes",
    Evidence.UNKNOWN,
    "Any scopes can be registered; what is no scope in RFC 6749, such as an empty one, is an InvalidScopeException.",
    "AWS publishes no list of those that it takes.",
)
ISSUER = rule(
    "oidc.issuer-url",
    Evidence.UNKNOWN,
    "An issuerUrl is an instance's start URL or its issuer URL; of no instance: InvalidRequestException.",
    "The AWS CLI and granted send the start URL, and one client had to send the issuer's. What an unknown one is "
    "answered with is not public; the text is that of StartDeviceAuthorization.",
)
