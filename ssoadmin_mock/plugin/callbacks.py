"""Makes entering moto cheap: one callback for each HTTP method, where moto has one for each of its services, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto import backend_index
from moto.core.custom_responses_mock import CallbackResponse
from moto.core.models import RESPONSES_METHODS, MockAWS, botocore_stubber, responses_mock

from ssoadmin_mock.plugin.urls import must_be_answered


@contextmanager
def without_service_callbacks() -> Iterator[None]:
    """Keep moto from making a callback for each of its services and each HTTP method: most of the time of entering it.

    `callback_per_method` puts one for each method in their place.
    """
    if MockAWS._mocks_active:
        yield
    else:
        with patch.object(backend_index, "backend_url_patterns", []):
            yield


class _AnyService(CallbackResponse):
    """Answers whatever is for one of moto's services or for AWS, when it comes through the `requests` library."""

    def __init__(self, method: str) -> None:
        # moto 5.1 gave the conversion of requests a method of its own.
        answer = getattr(botocore_stubber, "process_prepared_request", botocore_stubber.process_request)
        super().__init__(method, re.compile("https?://"), answer)

    def matches(self, request: Any) -> tuple[bool, str]:
        matches = request.method == self.method and must_be_answered(str(request.url))
        return matches, "" if matches else "Neither moto nor ssoadmin_mock answers this."


@contextmanager
def callback_per_method() -> Iterator[None]:
    """Answer what comes through the `requests` library, whatever service or method it is for."""
    callbacks = [_AnyService(method) for method in RESPONSES_METHODS]
    for callback in callbacks:
        responses_mock.add(callback)
    try:
        yield
    finally:
        for callback in callbacks:
            # Before 5.0.27 the `remove` of moto's registry looked for them in another place, for ever, and somebody may
            # have emptied it. The registry is moto's own class, which its annotation does not say.
            registered = responses_mock._registry._registered[callback.method]  # type: ignore[attr-defined]
            if callback in registered:
                registered.remove(callback)
