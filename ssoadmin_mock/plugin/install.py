"""Puts our backend in the place of moto's, and lets moto send it what is meant for it.

moto finds a service's backends afresh at every request, as an attribute of the service's package
(``moto.ssoadmin.ssoadmin_backends``). :func:`install` puts ours there; everything else here makes requests arrive that
moto would miss, makes them cheaper, or keeps them from leaving the process.
"""

from __future__ import annotations

import atexit
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from copy import copy
from threading import RLock
from typing import Any, cast
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session
from moto import settings
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.config import default_user_config, service_whitelisted
from moto.core.models import botocore_stubber
from moto.core.responses import BaseResponse
from moto.moto_api import recorder

from ssoadmin_mock.effects import access_keys
from ssoadmin_mock.effects.callers import account_id_of
from ssoadmin_mock.plugin import async_clients, http_clients, moto_api, other_services, pages, usage
from ssoadmin_mock.plugin.backend import package_of
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.responses import Response, request_of, respond
from ssoadmin_mock.plugin.serving import serving
from ssoadmin_mock.plugin.unmocked import UnmockedAWSCallError
from ssoadmin_mock.plugin.urls import Router, must_stay, router_of
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.hosts import normalized
from ssoadmin_mock.wire.protocols import HttpRequest

# Those that moto puts into the environment.
FAKE_CREDENTIALS = Credentials("FOOBARKEY", "FOOBARSECRET")

_lock = RLock()


# --- install and uninstall -----------------------------------------------------------------------------------------

_installed = 0
_undo = ExitStack()


def install() -> None:
    """Let moto answer our APIs with our backends until :func:`uninstall`, under plain ``mock_aws`` as well.

    May be called again; then it takes as many calls of `uninstall` to undo it.
    """
    global _installed, _undo
    with _lock:
        if _installed == 0:
            with ExitStack() as undo:
                _apply(undo)
                _undo = undo.pop_all()
        _installed += 1


def uninstall() -> None:
    """Undo one :func:`install`. The last one leaves moto as it was.

    :raises RuntimeError: without a call of `install` before.
    """
    global _installed
    with _lock:
        if _installed == 0:
            raise RuntimeError("Called uninstall() before install().")
        _installed -= 1
        if _installed == 0:
            _undo.close()


def _leave_with_the_process() -> None:
    # Python would close what is left of our generators itself, among modules that are half gone, and complain.
    _undo.close()


atexit.register(_leave_with_the_process)


@contextmanager
def installed() -> Iterator[None]:
    """Keep our backend installed for a ``with`` block."""
    install()
    try:
        yield
    finally:
        uninstall()


def _apply(undo: ExitStack) -> None:
    for service in services().values():
        undo.enter_context(serving(service))
    undo.enter_context(other_services.adapted())
    routed = _routed(BotocoreStubber.process_request, router_of(tuple(services().values())))
    handler = async_clients.explained(BotocoreStubber.__call__)
    undo.enter_context(replaced(BotocoreStubber, {"process_request": routed, "__call__": handler}))
    undo.enter_context(replaced(URLLib3Session, {"send": _guarded(URLLib3Session.send)}))
    undo.enter_context(http_clients.Watching(_is_ours, _answer_client, http_clients.refuse).active())
    undo.enter_context(replaced(SigV4Auth, {"add_auth": _credited(SigV4Auth.add_auth)}))
    undo.enter_context(replaced(BaseResponse, {"get_current_account": _account_of_call}))
    undo.enter_context(moto_api.extended())


# --- requests ------------------------------------------------------------------------------------------------------


def _routed(original: Callable[..., Any], router: Router) -> Callable[..., Any]:
    """Wrap moto's routing: our APIs take the short way, and what nobody answers is an error with a name."""

    def process_request(self: BotocoreStubber, request: AWSPreparedRequest) -> Any:
        usage.note()
        for_service = _normalized(request)
        response = _answer_directly(router, for_service)
        if response is None:
            response = original(self, for_service)
            if _is_unanswered(response) and must_stay(request.url):
                raise UnmockedAWSCallError(method=request.method, url=request.url)
        return response

    return process_request


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap botocore's way to the network, for clients that are older than moto and do not know its handler."""

    def send(self: URLLib3Session, request: AWSPreparedRequest) -> Any:
        if botocore_stubber.enabled and must_stay(request.url):
            return botocore_stubber("before-send", request)
        return original(self, request)

    return send


def _is_ours(url: str) -> bool:
    return botocore_stubber.enabled and must_stay(url)


def _answer_client(method: str, url: str, headers: Mapping[str, str], body: bytes) -> http_clients.Answer:
    """Answer a request of another client than botocore's, or raise as for botocore's."""
    sent = HTTPHeaders()
    for name, value in headers.items():
        sent[name] = value
    answer = botocore_stubber.process_request(AWSPreparedRequest(method, url, sent, body, stream_output=False))
    assert answer is not None, "what must stay and has no answer is an error"
    return answer


def _credited(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap botocore's signing, for clients that were made before the mock where there are no credentials."""

    def add_auth(self: SigV4Auth, request: Any) -> Any:
        if self.credentials is None and botocore_stubber.enabled:
            # Signers are made for one request each, so nothing of this stays.
            self.credentials = FAKE_CREDENTIALS
        return original(self, request)

    return add_auth


def _answer_directly(router: Router, request: AWSPreparedRequest) -> Response | None:
    """Answer a request of one of our APIs without moto's general machinery, which costs more than the answer.

    Returns None for every other request, and whenever the user has switched something on that moto's machinery does:
    recording, access control, passing requests through, or allowing only some services.
    """
    found = router.find(request.url)
    # Most requests are for APIs that have no pages, and need not be looked at for that.
    page = pages.page_in_process(request.method, request.url) if found is None or found[0].pages else None
    if page is not None:
        shown = page.answer(_http(request), _bytes(_body(request)))
        return int(shown.status), shown.all_headers, shown.content
    # Those of the `requests` library are werkzeug's before moto 5.1, and take moto's way.
    if found is None or not isinstance(request, AWSPreparedRequest) or _moto_is_needed(package_of(found[0])):
        return None
    service, region_name = found
    return respond(request_of(service, _http(request), _body(request), _caller(service, request.headers, region_name)))


def _moto_is_needed(package: str) -> bool:
    core = default_user_config.get("core", {})
    passthrough = core.get("passthrough") or {}
    return bool(
        recorder._user_enabled
        or float("inf") != settings.INITIAL_NO_AUTH_ACTION_COUNT
        or not service_whitelisted(package)
        or passthrough.get("urls")
        or passthrough.get("services")
    )


def _caller(service: Service, headers: Any, region_name: str) -> Caller:
    match = _ACCESS_KEY.search(_text(headers.get("Authorization", "")))
    account_id = account_id_of(_text(headers.get(_ACCOUNT_HEADER, "")), match[1] if match else "")
    if match is None:
        # Not a key that moto made, such as the one of its own environment variables.
        return Caller(account_id, region_name, "AKIAEXAMPLE")
    access_keys.note_use(account_id, match[1], service.name, region_name)
    return Caller(account_id, region_name, match[1])


def _account_of_call(self: BaseResponse) -> str:
    """Replace moto's look-up of the account, in which MOTO_ACCOUNT_ID comes before all that a call says itself."""
    return account_id_of(self.headers.get(_ACCOUNT_HEADER, ""), self.get_access_key())


_ACCOUNT_HEADER = "x-moto-account-id"
_ACCESS_KEY = re.compile(r"Credential=([A-Z0-9]{20})/")


def _body(request: Any) -> bytes | str:
    if hasattr(request, "get_data"):
        return bytes(request.get_data())
    body: Any = request.body or b""
    content: bytes | str = body.read() if hasattr(body, "read") else body
    return content


def _http(request: AWSPreparedRequest) -> HttpRequest:
    url = urlsplit(request.url)
    headers = cast(Mapping[str, Any], request.headers)
    return HttpRequest(request.method, url.path or "/", url.query, headers, f"{url.scheme}://{url.netloc}")


def _bytes(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _normalized(request: AWSPreparedRequest) -> AWSPreparedRequest:
    """Return a request with its URL as moto's patterns and ours have it."""
    url = normalized(request.url)
    if url == request.url:
        return request
    twin = copy(request)
    twin.url = url
    return twin


def _is_unanswered(response: Any) -> bool:
    return response is None or tuple(response) == (404, {}, "Not yet implemented")
