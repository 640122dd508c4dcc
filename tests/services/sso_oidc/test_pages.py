"""What browsers do: ``/authorize`` and the verification page, in process and on a server."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from contextlib import suppress
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from ssoadmin_mock import UnmockedAWSCallError, mock_ssoadmin
from tests.conftest import error_of
from tests.services.signing_in import ACCOUNT_ACCESS, Desk

CALLBACK = "http://127.0.0.1/oauth/callback"
LISTENER = "http://127.0.0.1:43210/oauth/callback"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-xyz"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
INVALID_GRANT = ("InvalidGrantException", "Invalid grant provided")


@pytest.fixture
def origin(endpoint: dict[str, str]) -> str:
    """Where the API is for a browser."""
    return endpoint.get("endpoint_url", "https://oidc.us-east-1.amazonaws.com")


@pytest.fixture
def client(desk: Desk) -> dict[str, str]:
    """A client that uses codes."""
    return desk.client(
        grantTypes=["authorization_code", "refresh_token"], redirectUris=[CALLBACK], issuerUrl=desk.idc.start_url
    )


def asking(client: dict[str, str], **changed: str | None) -> dict[str, str]:
    given: dict[str, str | None] = {
        "response_type": "code",
        "client_id": client["clientId"],
        "redirect_uri": LISTENER,
        "state": "a state/?",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "scopes": ACCOUNT_ACCESS,
    }
    return {name: value for name, value in (given | changed).items() if value is not None}


def visit(origin: str, client: dict[str, str], **changed: str | None) -> requests.Response:
    """Send the browser of a person to sign in; it does not follow where it is led."""
    return requests.get(f"{origin}/authorize", params=asking(client, **changed), timeout=10, allow_redirects=False)


def led_to(response: requests.Response) -> dict[str, str]:
    """What the client is told at its redirect URI."""
    url = response.headers["Location"]
    assert url.startswith(f"{LISTENER}?")
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


def form_of(page: requests.Response, request_url: str | None = None) -> tuple[str, str]:
    """Where the form of a page goes, and the user code in it."""
    (action,) = re.findall(r'action="([^"]*)"', page.text)
    (code,) = re.findall(r'name="user_code" value="([^"]*)"', page.text)
    return action or str(request_url), code


def decide(action: str, **fields: str) -> requests.Response:
    return requests.post(action, data=fields, timeout=10, allow_redirects=False)


def redeem(desk: Desk, client: dict[str, str], code: str, **changed: str) -> dict[str, Any]:
    given = {"grantType": "authorization_code", "code": code, "redirectUri": LISTENER, "codeVerifier": VERIFIER}
    tokens: dict[str, Any] = desk.oidc.create_token(**client, **given | changed)
    return tokens


@pytest.mark.rule("oidc.authorize")
def test_a_browser_brings_a_code(desk: Desk, client: dict[str, str], origin: str) -> None:
    page = visit(origin, client)
    assert page.status_code == 200
    action, user_code = form_of(page)
    led = decide(action, user_code=user_code, user="ada", decision="approve")
    assert led.status_code == 303
    told = led_to(led)
    assert told["state"] == "a state/?"
    tokens = redeem(desk, client, told["code"])
    assert desk.portal.list_accounts(accessToken=tokens["accessToken"])["accountList"]
    assert tokens["refreshToken"]
    # A code is good for one token.
    assert error_of(lambda: redeem(desk, client, told["code"])) == INVALID_GRANT


@pytest.mark.rule("oidc.authorize", "oidc.approval")
@pytest.mark.parametrize("scopes", [{"scopes": None, "scope": ACCOUNT_ACCESS}, {"scopes": f"{ACCOUNT_ACCESS},"}, {}])
def test_a_browser_need_not_wait(desk: Desk, client: dict[str, str], origin: str, scopes: dict[str, str]) -> None:
    with mock_ssoadmin(auto_sign_in="ada"):
        response = visit(origin, client, **scopes)
    assert response.status_code == 302
    assert redeem(desk, client, led_to(response)["code"])["accessToken"]


@pytest.mark.rule("oidc.authorize", "oidc.denied")
def test_a_person_can_say_no(desk: Desk, client: dict[str, str], origin: str) -> None:
    action, user_code = form_of(visit(origin, client))
    told = led_to(decide(action, user_code=user_code, user="ada", decision="deny"))
    assert told == {"error": "access_denied", "state": "a state/?"}
    assert list(desk.idc.pending_sign_ins) == []


@pytest.mark.rule("oidc.authorize")
def test_a_test_can_be_the_person(desk: Desk, client: dict[str, str], origin: str) -> None:
    action, user_code = form_of(visit(origin, client))
    desk.idc.approve_sign_in(user_code, user="ada")
    page = requests.get(action, params={"user_code": user_code}, timeout=10, allow_redirects=False)
    assert redeem(desk, client, led_to(page)["code"])["accessToken"]


@pytest.mark.rule("oidc.invalid-grant")
@pytest.mark.parametrize(
    "wrong",
    [
        {"codeVerifier": "wrong"},
        {"redirectUri": CALLBACK},
        {"code": "wrong"},
        {"grantType": "urn:ietf:params:oauth:grant-type:device_code"},
    ],
)
def test_a_code_is_for_whoever_asked_for_it(
    desk: Desk, client: dict[str, str], origin: str, wrong: dict[str, str]
) -> None:
    with mock_ssoadmin(auto_sign_in="ada"):
        code = led_to(visit(origin, client))["code"]
    refusal = error_of(lambda: redeem(desk, client, **({"code": code} | wrong)))
    assert refusal[0] in ("InvalidGrantException", "UnauthorizedClientException")
    assert redeem(desk, client, code)["accessToken"]


@pytest.mark.rule("oidc.invalid-grant")
def test_a_code_is_not_for_another_client(desk: Desk, client: dict[str, str], origin: str) -> None:
    with mock_ssoadmin(auto_sign_in="ada"):
        code = led_to(visit(origin, client))["code"]
    assert error_of(lambda: redeem(desk, desk.client(), code)) == INVALID_GRANT
    # It is no device code either.
    device = {"grantType": "urn:ietf:params:oauth:grant-type:device_code", "deviceCode": code}
    assert error_of(desk.oidc.create_token, **desk.client(), **device) == INVALID_GRANT


@pytest.mark.rule("oidc.authorize-refused")
@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "unknown"},
        {"redirect_uri": "http://127.0.0.1:1/other"},
        {"redirect_uri": "http://[::1]:1/oauth/callback"},
        {"redirect_uri": None},
    ],
)
def test_nobody_is_led_where_the_client_may_not_be(
    desk: Desk, client: dict[str, str], origin: str, wrong: dict[str, str | None]
) -> None:
    response = visit(origin, client, **wrong)
    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"
    assert "Location" not in response.headers


@pytest.mark.rule("oidc.authorize-refused")
@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scopes": "other:scope"}, "invalid_scope"),
    ],
)
def test_a_client_is_told_what_was_wrong(
    desk: Desk, client: dict[str, str], origin: str, wrong: dict[str, str], error: str
) -> None:
    assert led_to(visit(origin, client, **wrong)) == {"error": error, "state": "a state/?"}
    assert list(desk.idc.pending_sign_ins) == []


@pytest.mark.rule("oidc.authorize")
def test_a_client_that_named_no_instance_means_the_one_there_is(desk: Desk, origin: str) -> None:
    client = desk.client(redirectUris=[CALLBACK])
    with mock_ssoadmin(auto_sign_in="ada"):
        assert redeem(desk, client, led_to(visit(origin, client, state=None))["code"])["accessToken"]


@pytest.mark.rule("oidc.verification-page")
def test_a_device_is_approved_at_the_page(desk: Desk, endpoint: dict[str, str]) -> None:
    client = desk.client(clientName="<b>tool</b>")
    device = desk.device(client)
    url = device["verificationUriComplete"]
    page = requests.get(url, timeout=10)
    assert page.status_code == 200
    assert "&lt;b&gt;tool&lt;/b&gt;" in page.text
    assert "<b>tool" not in page.text
    assert device["userCode"] in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    action, user_code = form_of(page)
    assert action == device["verificationUri"].partition("#")[0]
    done = decide(action, user_code=user_code, user=desk.ada, decision="approve")
    assert "ada is signed in to &lt;b&gt;tool&lt;/b&gt;." in done.text
    assert desk.oidc.create_token(**desk.by_device(client, device))["accessToken"]
    gone = decide(action, user_code=user_code, user="ada", decision="approve")
    assert (gone.status_code, "Nothing waits under this code any more." in gone.text) == (404, True)


@pytest.mark.rule("oidc.verification-page")
def test_the_page_says_what_is_wrong(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    action = device["verificationUri"].partition("#")[0]
    unknown = decide(action, user_code=device["userCode"], user="eve", decision="approve")
    assert (unknown.status_code, "There is no such user who can sign in." in unknown.text) == (400, True)
    assert form_of(unknown)[1] == device["userCode"]
    assert desk.refused(client, device)[0] == "AuthorizationPendingException"
    decide(action, user_code=device["userCode"], user="", decision="deny")
    assert desk.refused(client, device)[0] == "AccessDeniedException"
    assert "Nobody waits for you to sign in." in requests.get(action, timeout=10).text
    assert "Nobody waits for you to sign in." in requests.get(action, params={"user_code": "X"}, timeout=10).text


@pytest.mark.rule("oidc.verification-page")
def test_pages_of_others_approve_nothing(desk: Desk) -> None:
    client = desk.client()
    device = desk.device(client)
    action = device["verificationUri"].partition("#")[0]
    fields = {"user_code": device["userCode"], "user": "ada", "decision": "approve"}
    foreign = requests.post(action, data=fields, headers={"Origin": "https://evil.example"}, timeout=10)
    assert foreign.status_code == 403
    assert desk.refused(client, device)[0] == "AuthorizationPendingException"
    parts = urlsplit(action)
    own = requests.post(action, data=fields, headers={"Origin": f"{parts.scheme}://{parts.netloc}"}, timeout=10)
    assert own.status_code == 200


@pytest.mark.rule("oidc.start-url-elsewhere", "oidc.verification-page")
@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_the_page_says_that_the_region_is_wrong(desk: Desk) -> None:
    there = desk.there("eu-west-1")
    client = there.client()
    device = there.device(client)
    action = device["verificationUri"].partition("#")[0]
    page = decide(action, user_code=device["userCode"], user="ada", decision="approve")
    assert page.status_code == 400
    assert "invalid_grant: the instance is not available in eu-west-1." in page.text
    assert there.refused(client, device)[0] == "AuthorizationPendingException"


@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
@pytest.mark.parametrize(
    "url",
    [
        "https://device.sso.us-east-1.amazonaws.com/",
        "https://view.awsapps.com/start-here",
        "https://ssoins-0123456789abcdef.portal.us-east-1.app.aws/elsewhere",
        "https://identitycenter.amazonaws.com/ssoins-0123456789abcdef",
        "https://oidc.us-east-1.api.aws/nothing?" + urlencode({"a": "b"}),
    ],
)
def test_no_browser_leaves_the_process(desk: Desk, url: str) -> None:
    # What is not answered is an error that names it, or a 404; a look-up of the host would fail the test.
    with suppress(UnmockedAWSCallError):
        assert requests.get(url, timeout=10).status_code == 404
