"""Stops calls to AWS while no mock is active.

Nothing here imports moto: as long as nobody else has, no mock of it is active.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from threading import RLock
from typing import Any, NoReturn
from unittest.mock import patch

from botocore.awsrequest import AWSPreparedRequest
from botocore.endpoint import Endpoint
from botocore.httpsession import URLLib3Session
from requests import PreparedRequest
from requests.adapters import HTTPAdapter

from ssoadmin_mock.plugin import http_clients
from ssoadmin_mock.plugin.unmocked import UnmockedAWSCallError

_lock = RLock()
_undo = ExitStack()
_guards: list[Guard] = []


class Guard:
    """Makes every call to AWS outside a mock an `UnmockedAWSCallError`, from ``start()`` to ``stop()``.

    Guards may be nested and end in any order; the last one that was started explains the error.

    :param remedy: why no mock is active, and what to do: the end of the error's text.
    """

    def __init__(self, remedy: str) -> None:
        self.remedy = remedy

    def start(self) -> None:
        """Begin to stop calls, of clients that exist already, too."""
        global _undo
        with _lock:
            if not _guards:
                _undo = _applied()
            _guards.append(self)

    def stop(self) -> None:
        """Let calls through again, unless another guard is there; does nothing when it has not been started."""
        with _lock:
            if self in _guards:
                _guards.remove(self)
                if not _guards:
                    _undo.close()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _applied() -> ExitStack:
    with ExitStack() as undo:
        undo.enter_context(patch.object(Endpoint, "make_request", _no_client_call(Endpoint.make_request)))
        undo.enter_context(patch.object(URLLib3Session, "send", _no_botocore_request(URLLib3Session.send)))
        undo.enter_context(patch.object(HTTPAdapter, "send", _no_request(HTTPAdapter.send)))
        undo.enter_context(http_clients.Watching(_is_for_nobody, _no_answer, _refuse).active())
        return undo.pop_all()


def _no_client_call(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the calls of clients before they are signed: that fails where there are no credentials."""

    def make_request(self: Endpoint, operation_model: Any, request_dict: Any) -> Any:
        if _stubber() is None:
            operation = f" ({operation_model.service_model.service_name} {operation_model.name})"
            _refuse_aws(request_dict["method"], request_dict["url"], operation)
        return original(self, operation_model, request_dict)

    return make_request


def _no_botocore_request(original: Callable[..., Any]) -> Callable[..., Any]:
    def send(self: URLLib3Session, request: AWSPreparedRequest) -> Any:
        stubber = _stubber()
        if stubber is None:
            _refuse_aws(request.method, request.url)
        elif _guards and _is_for_moto(request.url):
            # A client that is older than moto does not know moto's handler, which others have asked already.
            answer = stubber("before-send", request)
            if answer is None:
                _refuse(request.method, request.url)
            return answer
        return original(self, request)

    return send


def _no_request(original: Callable[..., Any]) -> Callable[..., Any]:
    def send(self: HTTPAdapter, request: PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        if _stubber() is None:
            _refuse_aws(str(request.method), str(request.url))
        return original(self, request, *args, **kwargs)

    return send


def _is_for_nobody(url: str) -> bool:
    from ssoadmin_mock.wire.hosts import belongs_to_aws

    return bool(_guards) and _stubber() is None and belongs_to_aws(url)


def _no_answer(method: str, url: str, _headers: Any, _body: bytes) -> NoReturn:
    _refuse(method, url)


def _stubber() -> Any:
    """Return moto's answer to every request; None while no mock of moto's is active in this process."""
    stubber = getattr(sys.modules.get("moto.core.models"), "botocore_stubber", None)
    return stubber if stubber is not None and stubber.enabled else None


def _is_for_moto(url: str) -> bool:
    from ssoadmin_mock.plugin.urls import must_stay

    return must_stay(url)


def _refuse_aws(method: str, url: str, operation: str = "") -> None:
    from ssoadmin_mock.wire.hosts import belongs_to_aws

    # One that is older than the guard's end may still be called through a mock that has not ended.
    if _guards and belongs_to_aws(url):
        _refuse(method, url, operation)


def _refuse(method: str, url: str, operation: str = "") -> NoReturn:
    raise UnmockedAWSCallError(method=method, url=url, operation=operation, remedy=_guards[-1].remedy)
