"""The one file that touches moto's internals, so that a release of moto breaks one file.

moto finds a service's backends afresh at every request, as an attribute of the service's package
(``moto.ssoadmin.ssoadmin_backends``). :func:`install` puts ours there; everything else here makes requests arrive that
moto would miss, makes them cheaper, or keeps them from leaving the process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import RLock
from typing import Any, cast
from unittest.mock import patch

import moto.ssoadmin
import moto.ssoadmin.models
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError
from botocore.httpsession import URLLib3Session
from moto import backend_index, mock_aws, settings
from moto.backends import get_service_from_url
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.config import default_user_config, passthrough_service, passthrough_url, service_whitelisted
from moto.core.models import DEFAULT_ACCOUNT_ID, MockAWS, botocore_stubber
from moto.moto_api import recorder
from moto.organizations.models import organizations_backends

from ssoadmin_mock import moto_api, moto_callbacks, neighbours, urls
from ssoadmin_mock.backend import ssoadmin_backends
from ssoadmin_mock.call import Caller
from ssoadmin_mock.cloudformation import RESOURCE_TYPES
from ssoadmin_mock.effects import access_keys
from ssoadmin_mock.effects.cloudformation.resources import published
from ssoadmin_mock.effects.cloudformation.stacks import rolling_back
from ssoadmin_mock.moto_stop import finish_stopping
from ssoadmin_mock.pipeline import Request
from ssoadmin_mock.quick_sessions import quick_sessions
from ssoadmin_mock.responses import Response, operation_of, respond
from ssoadmin_mock.wire.service_model import SERVICE_NAME

# moto's own name for the service; its pattern and its package keep it.
MOTO_SERVICE = "ssoadmin"

_ENDPOINT = re.compile(urls.url_bases[0] + "/$")
_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
# Those that moto puts into the environment.
FAKE_CREDENTIALS = Credentials("FOOBARKEY", "FOOBARSECRET")

_lock = RLock()


class UnmockedAWSCallError(BotoCoreError):
    """A call to AWS that nothing answers was stopped before it left the process."""

    fmt = (
        "No mock answers {method} {url}, so ssoadmin_mock stopped the call before it left the process. moto does not "
        "have this service or endpoint; to let it through, use mock_ssoadmin(config={{'core': {{'passthrough': "
        "{{'urls': [...]}}}}}})."
    )


# --- install and uninstall -----------------------------------------------------------------------------------------

_installed = 0
_undo = ExitStack()


def install() -> None:
    """Let moto answer sso-admin with our backend until :func:`uninstall`, under plain ``mock_aws`` as well.

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


@contextmanager
def installed() -> Iterator[None]:
    """Keep our backend installed for a ``with`` block."""
    install()
    try:
        yield
    finally:
        uninstall()


def _apply(undo: ExitStack) -> None:
    for module in (moto.ssoadmin, moto.ssoadmin.models):
        undo.enter_context(patch.object(module, "ssoadmin_backends", ssoadmin_backends))
    # moto's own pattern has neither FIPS nor dual-stack hosts. Its server and its `responses` mock read this list.
    undo.enter_context(_prepended(backend_index.backend_url_patterns, (MOTO_SERVICE, re.compile(urls.url_bases[0]))))
    undo.enter_context(neighbours.adapted())
    undo.enter_context(patch.object(BotocoreStubber, "process_request", _routed(BotocoreStubber.process_request)))
    undo.enter_context(patch.object(URLLib3Session, "send", _guarded(URLLib3Session.send)))
    undo.enter_context(patch.object(SigV4Auth, "add_auth", _credited(SigV4Auth.add_auth)))
    undo.enter_context(moto_api.extended())
    _apply_cloudformation(undo)


def _apply_cloudformation(undo: ExitStack) -> None:
    undo.enter_context(published(RESOURCE_TYPES))
    undo.enter_context(rolling_back())


@contextmanager
def _prepended(items: list[Any], item: Any) -> Iterator[None]:
    items.insert(0, item)
    try:
        yield
    finally:
        items.remove(item)


# --- requests ------------------------------------------------------------------------------------------------------


def _routed(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap moto's routing: sso-admin takes the short way, and what nobody answers is an error with a name."""

    def process_request(self: BotocoreStubber, request: AWSPreparedRequest) -> Any:
        response = _answer_directly(request)
        if response is None:
            response = original(self, request)
            if _is_unanswered(response) and _must_stay(request.url):
                raise UnmockedAWSCallError(method=request.method, url=request.url)
        return response

    return process_request


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap botocore's way to the network, for clients that are older than moto and do not know its handler."""

    def send(self: URLLib3Session, request: AWSPreparedRequest) -> Any:
        if botocore_stubber.enabled and _must_stay(request.url):
            return botocore_stubber("before-send", request)
        return original(self, request)

    return send


def _credited(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap botocore's signing, for clients that were made before the mock where there are no credentials."""

    def add_auth(self: SigV4Auth, request: Any) -> Any:
        if self.credentials is None and botocore_stubber.enabled:
            # Signers are made for one request each, so nothing of this stays.
            self.credentials = FAKE_CREDENTIALS
        return original(self, request)

    return add_auth


def _answer_directly(request: AWSPreparedRequest) -> Response | None:
    """Answer an sso-admin request without moto's general machinery, which costs more than the answer.

    Returns None for every other request, and whenever the user has switched something on that moto's machinery does:
    recording, access control, passing requests through, or allowing only some services.
    """
    endpoint = _ENDPOINT.match(request.url)
    if endpoint is None or not isinstance(request, AWSPreparedRequest) or _moto_is_needed():
        return None
    caller = _caller(request.headers, endpoint[1])
    return respond(Request(operation_of(_text(request.headers.get("X-Amz-Target", ""))), _body(request), caller))


def _moto_is_needed() -> bool:
    core = default_user_config.get("core", {})
    passthrough = core.get("passthrough") or {}
    return bool(
        recorder._user_enabled
        or float("inf") != settings.INITIAL_NO_AUTH_ACTION_COUNT
        or not service_whitelisted(MOTO_SERVICE)
        or passthrough.get("urls")
        or passthrough.get("services")
    )


def _caller(headers: Any, region_name: str) -> Caller:
    # The order in which moto's BaseResponse looks for the account and the key.
    match = _ACCESS_KEY.search(_text(headers.get("Authorization", "")))
    account_id = os.environ.get("MOTO_ACCOUNT_ID") or _text(headers.get("x-moto-account-id", ""))
    if match is None:
        # Not a key that moto made, such as the one of its own environment variables.
        return Caller(account_id or DEFAULT_ACCOUNT_ID, region_name, "AKIAEXAMPLE")
    caller = Caller(account_id or access_keys.account_of(match[1]), region_name, match[1])
    access_keys.note_use(caller.account_id, caller.access_key, SERVICE_NAME, caller.region_name)
    return caller


_ACCESS_KEY = re.compile(r"Credential=([A-Z0-9]{20})/")


def _body(request: AWSPreparedRequest) -> bytes | str:
    body: Any = request.body or b""
    content: bytes | str = body.read() if hasattr(body, "read") else body
    return content


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _is_unanswered(response: Any) -> bool:
    return response is None or tuple(response) == (404, {}, "Not yet implemented")


def _must_stay(url: str) -> bool:
    """Tell whether a request is for AWS, and the user did not ask moto to let it through."""
    clean_url = url.partition("?")[0]
    if not urls.aws_host.match(clean_url) or passthrough_url(clean_url):
        return False
    service = get_service_from_url(clean_url)
    return not (service and passthrough_service(service))


# --- moto's mock, once ---------------------------------------------------------------------------------------------


class Moto:
    """moto's mock with our backend, entered once for any number of nested `mock_ssoadmin`.

    In moto's server mode the backend is that of the server, and nothing is installed here.
    """

    def __init__(self) -> None:
        self._mock: MockAWS = mock_aws()
        self._undo = ExitStack()
        self._remove_data = True

    def start(self, reset: bool) -> None:
        """Enter moto and install our backend; when a step fails, everything before it is undone.

        :param reset: whether to begin with empty state, unless moto is active already.
        """
        with ExitStack() as undo:
            undo.enter_context(_restored_environment())
            in_process = server_endpoint() is None
            if in_process:
                undo.enter_context(_restored_members())
                undo.enter_context(installed())
            for _ in range(2):  # once more for when the first time is interrupted
                undo.callback(self._leave, type(self._mock)._nested_count)
            with moto_callbacks.few_callbacks():
                self._mock.start(reset=reset)
            if in_process:
                undo.enter_context(moto_callbacks.everything_answered())
            undo.enter_context(quick_sessions())
            self._undo = undo.pop_all()

    def stop(self, remove_data: bool) -> None:
        """Leave moto and take our backend out.

        :param remove_data: whether to empty moto's state, unless moto stays active.
        """
        self._remove_data = remove_data
        self._undo.close()

    def _leave(self, nested_before: int) -> None:
        try:
            if type(self._mock)._nested_count > nested_before:
                for name in _CREDENTIALS:
                    # moto deletes them, and stumbles over one that somebody deleted before it.
                    os.environ.setdefault(name, "")
                self._mock.stop(remove_data=self._remove_data)
        except BaseException:
            finish_stopping(self._mock, nested_before, self._remove_data)
            raise
        finally:
            # Inside another mock_aws, moto leaves this patch behind.
            self._mock._user_config_mock.stop()


def server_endpoint() -> str | None:
    """Return the address of the server that moto's server mode sends everything to; None without that mode."""
    endpoint: str | None = settings.test_server_mode_endpoint() if settings.TEST_SERVER_MODE else None
    return endpoint


def decorate_class(mock: Any, decorated: type) -> type:
    """Decorate the methods of a class as moto's own decorator does, with the same rules for resetting the state.

    :param mock: called as ``mock(method, reset=..., remove_data=...)`` for each method.
    :param decorated: the class; it is changed.
    """
    result: type = MockAWS._decorate_class(mock, decorated)
    return result


def replace_config(config: dict[str, Any]) -> None:
    """Replace moto's configuration, which is one dictionary that everything of moto reads."""
    in_force = cast(dict[str, Any], default_user_config)
    in_force.clear()
    in_force.update(config)


def config_in_force() -> dict[str, Any]:
    """Return a copy of moto's configuration."""
    return dict(default_user_config)


def default_account_id() -> str:
    """Return the account that calls come from when nothing else says so."""
    return os.environ.get("MOTO_ACCOUNT_ID") or DEFAULT_ACCOUNT_ID


def use_credentials(credentials: tuple[str, str]) -> None:
    """Let clients that take their credentials from the environment use these, until the mock ends.

    :param credentials: access key and secret.
    """
    os.environ.update(zip(_CREDENTIALS, credentials, strict=True))


@contextmanager
def _restored_environment() -> Iterator[None]:
    # moto restores its two variables itself, but takes an empty value for an absent one.
    before = {name: os.environ.get(name) for name in _CREDENTIALS}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _restored_members() -> Iterator[None]:
    # moto keeps who belongs to which organization beyond its reset.
    before = dict(organizations_backends.master_accounts)
    try:
        yield
    finally:
        if not botocore_stubber.enabled:
            organizations_backends.master_accounts.clear()
            organizations_backends.master_accounts.update(before)
