"""RegisterClient, in process and over HTTP."""

from __future__ import annotations

import time
from base64 import urlsafe_b64decode
from typing import Any

import pytest
import requests
from botocore.config import Config

from tests.conftest import error_of
from tests.services.signing_in import DEVICE_CODE, Desk

CALLBACK = "http://127.0.0.1/oauth/callback"
METADATA = ("InvalidClientMetadataException", "Client type must be public")
REDIRECT = ("InvalidRedirectUriException", "Invalid redirect uri provided")
SCOPE = ("InvalidScopeException", "Invalid scope provided")
START_URL = ("InvalidRequestException", "Invalid start url provided")


def refusal(desk: Desk, **chosen: Any) -> tuple[str, str]:
    return error_of(desk.oidc.register_client, **({"clientName": "tool", "clientType": "public"} | chosen))


@pytest.mark.rule("oidc.registration")
def test_a_registration_lives_for_ninety_days(desk: Desk) -> None:
    registered = desk.oidc.register_client(clientName="tool", clientType="public")
    assert abs(registered["clientIdIssuedAt"] - time.time()) < 60
    assert registered["clientSecretExpiresAt"] - registered["clientIdIssuedAt"] == 90 * 24 * 60 * 60
    id = registered["clientId"]
    content = urlsafe_b64decode(id + "=" * (-len(id) % 4))
    assert content[16:] == b"us-east-1"
    assert "authorizationEndpoint" not in registered


@pytest.mark.rule("oidc.client-type")
def test_a_client_is_public(desk: Desk) -> None:
    assert refusal(desk, clientType="confidential") == METADATA


@pytest.mark.rule("oidc.grant-types")
def test_a_client_registers_for_known_grant_types(desk: Desk) -> None:
    desk.client(grantTypes=["authorization_code", "refresh_token", DEVICE_CODE])
    assert refusal(desk, grantTypes=["refresh_token", "password"])[0] == "UnsupportedGrantTypeException"


@pytest.mark.rule("oidc.unregistered-grant")
def test_a_client_uses_the_grant_types_that_it_registered_for(desk: Desk) -> None:
    client = desk.client(grantTypes=["authorization_code"], redirectUris=[CALLBACK])
    unauthorized = ("UnauthorizedClientException", "Client is not authorized to use this grant type")
    assert error_of(desk.oidc.start_device_authorization, **client, startUrl=desk.idc.start_url) == unauthorized
    for grant in ({"grantType": DEVICE_CODE, "deviceCode": "x"}, {"grantType": "refresh_token", "refreshToken": "x"}):
        assert error_of(desk.oidc.create_token, **client, **grant) == unauthorized


@pytest.mark.rule("oidc.unregistered-grant")
def test_without_that_grant_type_there_is_no_refresh_token(desk: Desk) -> None:
    assert "refreshToken" not in desk.tokens(desk.client(grantTypes=[DEVICE_CODE]))
    assert "refreshToken" in desk.tokens(desk.client(grantTypes=[DEVICE_CODE, "refresh_token"]))


@pytest.mark.rule("oidc.redirect-uris")
@pytest.mark.parametrize("uri", [CALLBACK, "http://127.0.0.1:8400/oauth/callback", "http://[::1]/oauth/callback"])
def test_codes_are_sent_to_this_machine(desk: Desk, uri: str) -> None:
    desk.client(redirectUris=[uri])


@pytest.mark.rule("oidc.redirect-uris")
@pytest.mark.parametrize(
    "uri",
    [
        "https://127.0.0.1/oauth/callback",
        "http://example.com/oauth/callback",
        "http://127.0.0.1/callback",
        "http://127.0.0.1/oauth/callback?next=x",
        "http://127.0.0.1@example.com/oauth/callback",
        "http://user@127.0.0.1/oauth/callback",
        "http://127.0.0.1:port/oauth/callback",
        "http://[/oauth/callback",
        "",
    ],
)
def test_codes_are_sent_nowhere_else(desk: Desk, uri: str) -> None:
    assert refusal(desk, redirectUris=[CALLBACK, uri]) == REDIRECT


@pytest.mark.rule("oidc.scopes")
def test_any_scope_can_be_registered_that_is_one(desk: Desk) -> None:
    desk.client(scopes=["sso:account:access", "codewhisperer:completions", "sso-portal:*"])
    for scope in ("", "two scopes", 'quo"te'):
        assert refusal(desk, scopes=[scope]) == SCOPE


@pytest.mark.rule("oidc.issuer-url")
def test_an_issuer_is_an_instance(desk: Desk) -> None:
    desk.client(issuerUrl=desk.idc.issuer_url)
    desk.client(issuerUrl=desk.idc.start_url)
    assert refusal(desk, issuerUrl="https://identitycenter.amazonaws.com/ssoins-0000000000000000") == START_URL
    assert refusal(desk, issuerUrl="https://example.com") == START_URL


@pytest.mark.rule("oidc.validation")
def test_an_empty_request_lacks_its_members(desk: Desk) -> None:
    client = desk.center.connect("sso-oidc", config=Config(parameter_validation=False))
    code, text = error_of(client.register_client)
    assert code == "InvalidRequestException"
    assert text.startswith("2 validation errors detected: Value of input 'clientName' failed")


@pytest.mark.rule("oidc.error-form")
def test_an_error_has_the_form_of_oauth(desk: Desk, send_to_oidc: Any) -> None:
    response = send_to_oidc("/device_authorization", {**desk.client(), "startUrl": "https://example.com"})
    assert response.status_code == 400
    assert response.json() == {"error": "invalid_request", "error_description": "Invalid start url provided"}
    kind = "InvalidRequestException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/"
    assert response.headers["x-amzn-ErrorType"] == kind
    response = send_to_oidc("/token", {"clientId": "x", "clientSecret": "x", "grantType": "refresh_token"})
    assert response.status_code == 401
    assert response.json() == {"error": "invalid_client", "error_description": "Invalid client provided"}


@pytest.fixture
def send_to_oidc(endpoint: dict[str, str]) -> Any:
    """Posts JSON without a client of boto3's, and without a signature."""

    def send(path: str, content: dict[str, str]) -> requests.Response:
        base = endpoint.get("endpoint_url", "https://oidc.us-east-1.amazonaws.com")
        return requests.post(f"{base}{path}", json=content, timeout=10)

    return send
