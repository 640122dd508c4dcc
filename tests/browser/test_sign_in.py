"""The page on which people approve what clients ask for."""

from __future__ import annotations

import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_core_python.selenium import Axe
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser.chromium import prefer
from tests.browser.conftest import requested
from tests.browser.sign_in_page import Waiting, waiting
from tests.browser.test_looks import CONTRASTS
from tests.insight.matrices import HOSTILE

pytestmark = pytest.mark.sockets
VERIFIER = "a-verifier-of-at-least-forty-three-characters-xyz"


@pytest.fixture
def server(chromium: webdriver.Chrome) -> Iterator[Waiting]:
    """A server; afterwards the browser must have asked nobody else, and have had nothing to complain of."""
    chromium.get("about:blank")
    chromium.get_log("performance"), chromium.get_log("browser")
    with waiting() as server:
        yield server
        asked = {url for url in requested(chromium) if not url.startswith("data:")}
        assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1"}
    assert [entry["message"] for entry in chromium.get_log("browser")] == []
    chromium.get("about:blank")


def await_text(chromium: webdriver.Chrome, text: str) -> None:
    """Wait until the page says something; what a key sets off comes after the key."""
    said = "return document.querySelector('main')?.innerText ?? ''"
    WebDriverWait(chromium, 10, 0.05).until(lambda driver: text in driver.execute_script(said), text)


def press(chromium: webdriver.Chrome, *keys: str) -> None:
    ActionChains(chromium).send_keys(*keys).perform()


def test_a_person_approves_with_the_keyboard_alone(server: Waiting, chromium: webdriver.Chrome) -> None:
    client = server.client()
    device = server.device(client)
    chromium.get(device["verificationUriComplete"])
    await_text(chromium, "my tool")
    await_text(chromium, device["userCode"])
    # The field for the user has the focus; the first button approves.
    press(chromium, "ada", Keys.TAB)
    assert chromium.switch_to.active_element.text == "Approve"
    press(chromium, Keys.ENTER)
    await_text(chromium, "ada is signed in to my tool. You can close this page.")
    assert server.token(client, device)["accessToken"]


def test_a_person_denies(server: Waiting, chromium: webdriver.Chrome) -> None:
    client = server.client()
    device = server.device(client)
    chromium.get(device["verificationUriComplete"])
    press(chromium, Keys.TAB, Keys.TAB)
    assert chromium.switch_to.active_element.text == "Deny"
    press(chromium, Keys.SPACE)
    await_text(chromium, "my tool was denied.")
    with pytest.raises(server.oidc.exceptions.AccessDeniedException):
        server.token(client, device)


@pytest.mark.parametrize("user", ["nobody", "gone"])
def test_who_cannot_sign_in_is_told_so(server: Waiting, chromium: webdriver.Chrome, user: str) -> None:
    device = server.device(server.client())
    chromium.get(device["verificationUriComplete"])
    press(chromium, user, Keys.TAB, Keys.ENTER)
    await_text(chromium, "There is no such user who can sign in.")
    # The same request can be decided still.
    press(chromium, "grace", Keys.TAB, Keys.ENTER)
    await_text(chromium, "grace is signed in to my tool.")
    # The browser notes that the first form was refused.
    (refusal,) = chromium.get_log("browser")
    assert "400" in refusal["message"]


def test_users_who_can_sign_in_are_offered(server: Waiting, chromium: webdriver.Chrome) -> None:
    server.device(server.client())
    chromium.get(f"{server.url}/device")
    script = "return [...document.querySelectorAll('datalist option')].map((option) => option.textContent)"
    assert chromium.execute_script(script) == ["ada", "grace"]


def test_all_who_wait_are_shown(server: Waiting, chromium: webdriver.Chrome) -> None:
    chromium.get(f"{server.url}/device")
    await_text(chromium, "Nobody waits for you to sign in.")
    codes = [server.device(server.client(f"tool {number}"))["userCode"] for number in range(3)]
    chromium.get(f"{server.url}/device")
    assert [each.text for each in chromium.find_elements(By.CLASS_NAME, "code")] == codes


def test_names_of_clients_are_never_taken_for_markup(server: Waiting, chromium: webdriver.Chrome) -> None:
    for name in HOSTILE:
        server.device(server.client(name))
    chromium.get(f"{server.url}/device")
    script = "return [...document.querySelectorAll('h2')].map((title) => title.textContent)"
    assert chromium.execute_script(script) == HOSTILE
    assert chromium.execute_script("return [window.hacked, document.images.length, document.scripts.length]") == [
        None,
        0,
        0,
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_read_by_everybody(server: Waiting, chromium: webdriver.Chrome, theme: str) -> None:
    server.device(server.client())
    prefer(chromium, theme)
    chromium.get(f"{server.url}/device")
    found: list[tuple[float, str]] = chromium.execute_script(CONTRASTS.replace("#screen", "main"))
    assert len(found) > 8
    assert [(ratio, what) for ratio, what in found if ratio < 4.5] == []
    assert Axe().run(chromium)["violations"] == []
    background = chromium.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (theme == "light")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """What a client listens with for its code: the address, and the paths that it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Done</title><link rel=icon href=data:,><main>Done</main>")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}/oauth/callback", paths
        http.shutdown()
        thread.join()


def test_the_browser_goes_on_to_the_client(
    server: Waiting, chromium: webdriver.Chrome, listener: tuple[str, list[str]]
) -> None:
    callback, paths = listener
    client = server.client(grantTypes=["authorization_code"], redirectUris=["http://127.0.0.1/oauth/callback"])
    query = {
        "response_type": "code",
        "client_id": client["clientId"],
        "redirect_uri": callback,
        "state": "xyz",
        "code_challenge": urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("="),
        "code_challenge_method": "S256",
        "scopes": "sso:account:access",
    }
    chromium.get(f"{server.url}/authorize?{urlencode(query)}")
    press(chromium, "ada", Keys.TAB, Keys.ENTER)
    await_text(chromium, "Done")
    (path,) = paths
    told = parse_qs(urlsplit(path).query)
    assert told["state"] == ["xyz"]
    proof = {"grantType": "authorization_code", "redirectUri": callback, "codeVerifier": VERIFIER}
    assert server.oidc.create_token(**client, **proof, code=told["code"][0])["accessToken"]
