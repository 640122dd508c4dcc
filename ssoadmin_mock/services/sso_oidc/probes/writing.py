"""Probes of clients that are registered for it; a registration expires by itself."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.wire.probes import ANYBODY, Api, Matching, Step, no_probe, probe

OIDC = Api("sso-oidc")

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
CLIENT = {"clientId": "{made_client}", "clientSecret": "{secret}"}


def registered(members: Any = None, **more: Any) -> Step:
    """Register a client."""
    keeps = {"made_client": "clientId", "secret": "clientSecret"}
    return OIDC.answers(
        "RegisterClient", members, keeps=keeps, **{"clientName": "{new}", "clientType": "public", **more}
    )


def refused(code: str, **more: Any) -> Step:
    """Expect that no client is registered."""
    return OIDC.refuses("RegisterClient", code, **{"clientName": "{new}", "clientType": "public", **more})


STARTED = OIDC.answers(
    "StartDeviceAuthorization",
    {"userCode": Matching("[A-Z]{4}-[A-Z]{4}"), "expiresIn": 600, "interval": 1},
    keeps={"code": "deviceCode"},
    startUrl="https://{store}.awsapps.com/start",
    **CLIENT,
)

probe(
    "oidc.registration",
    registered({"authorizationEndpoint": None, "tokenEndpoint": None, "type(clientSecretExpiresAt)": "number"}),
    where=ANYBODY,
    writes=True,
)
probe("oidc.client-type", refused("InvalidClientMetadataException", clientType="secret"), where=ANYBODY, writes=True)
probe("oidc.grant-types", refused("UnsupportedGrantTypeException", grantTypes=["password"]), where=ANYBODY, writes=True)
probe("oidc.scopes", refused("InvalidScopeException", scopes=[""]), where=ANYBODY, writes=True)
probe(
    "oidc.redirect-uris",
    refused("InvalidRedirectUriException", grantTypes=["authorization_code"], redirectUris=["https://example.com/"]),
    where=ANYBODY,
    writes=True,
)
probe(
    "oidc.start-url",
    registered(),
    OIDC.refuses(
        "StartDeviceAuthorization",
        "InvalidRequestException",
        "Invalid start url provided",
        startUrl="https://{nobodys_store}.awsapps.com/start",
        **CLIENT,
    ),
    where=ANYBODY,
    writes=True,
)
probe("oidc.device-authorization", registered(), STARTED, writes=True)
probe(
    "oidc.pending",
    registered(),
    STARTED,
    OIDC.refuses(
        "CreateToken",
        "AuthorizationPendingException",
        "Authorization is still pending",
        grantType=DEVICE_CODE,
        deviceCode="{code}",
        **CLIENT,
    ),
    writes=True,
)
probe(
    "oidc.invalid-grant",
    registered(),
    OIDC.refuses(
        "CreateToken",
        "InvalidGrantException",
        "Invalid grant provided",
        grantType=DEVICE_CODE,
        deviceCode="{nobodys_token}",
        **CLIENT,
    ),
    where=ANYBODY,
    writes=True,
)
probe(
    "oidc.unregistered-grant",
    registered(grantTypes=["refresh_token"]),
    OIDC.refuses(
        "CreateToken", "UnauthorizedClientException", grantType=DEVICE_CODE, deviceCode="{nobodys_token}", **CLIENT
    ),
    where=ANYBODY,
    writes=True,
)

no_probe("It takes an instance in another Region.", "oidc.start-url-elsewhere")
no_probe("A probe asks slowly.", "oidc.slow-down")
no_probe("It takes the issuer URL of an instance, which no API tells.", "oidc.issuer-url")
