"""Probes of sso-oidc with a client that nobody has registered."""

from ssoadmin_mock.wire.probes import ANYBODY, Api, no_probe, probe

OIDC = Api("sso-oidc")

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
CLIENT = {"clientId": "{nobodys_client}", "clientSecret": "{nobodys_token}"}

probe(
    "oidc.invalid-client",
    OIDC.refuses(
        "CreateToken",
        "InvalidClientException",
        "Invalid client provided",
        grantType="refresh_token",
        refreshToken="{nobodys_token}",
        **CLIENT,
    ),
    where=ANYBODY,
)
probe(
    "oidc.error-form",
    OIDC.refuses(
        "CreateToken", "InvalidClientException", grantType=DEVICE_CODE, deviceCode="{nobodys_token}", **CLIENT
    ),
    where=ANYBODY,
)
probe(
    "oidc.validation",
    OIDC.refuses("CreateToken", "InvalidRequestException", grantType=DEVICE_CODE, clientId="{nobodys_client}"),
    where=ANYBODY,
)
probe(
    "oidc.application",
    OIDC.refuses(
        "CreateTokenWithIAM",
        "InvalidClientException",
        clientId="{nobodys_application}",
        grantType="urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion="{nobodys_token}",
    ),
)

no_probe(
    "It takes a person who signs in with a browser.",
    "oidc.authorize",
    "oidc.authorize-refused",
    "oidc.approval",
    "oidc.verification-page",
    "oidc.denied",
    "oidc.tokens",
    "oidc.refresh",
    "oidc.scope-ignored",
)
no_probe(
    "It takes an application with an issuer, and an assertion that the issuer has signed.",
    "oidc.actor-policy",
    "oidc.application-grant",
    "oidc.application-grant-types",
    "oidc.assertion",
    "oidc.assertion-signature",
    "oidc.application-assignment",
    "oidc.application-tokens",
    "oidc.application-scopes",
    "oidc.application-account-access",
    "oidc.id-token",
    "oidc.token-exchange",
    "oidc.other-region",
    "oidc.identity-context",
)
no_probe("Probes call one Region alone.", "oidc.regional")
no_probe("It takes ten minutes.", "oidc.expired")
