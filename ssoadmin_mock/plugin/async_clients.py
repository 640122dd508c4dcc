"""Says what to do when aiobotocore awaits what moto's handler answers at once.

aiobotocore calls the same ``before-send`` handlers as botocore, and then awaits members of the response. Who converts
responses, as aiomoto does, reads them and awaits nothing; so a response only complains where it is awaited.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn

from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import BotocoreStubber, MockRawResponse

REMEDY = (
    "aiobotocore awaits its responses, and what mock_ssoadmin and moto answer in this process is there at once. Enter "
    "aiomoto's mock as well before the client is made (pip install aiomoto; `with aiomoto.mock_aws():` beside "
    "mock_ssoadmin), or let the client call a server: the fixture identity_center_server, with "
    "endpoint_url=identity_center_server.url."
)


class _Content(bytes):
    def __await__(self) -> NoReturn:
        raise TypeError(REMEDY)


class _Raw(MockRawResponse):
    def __getattr__(self, name: str) -> NoReturn:
        # Among what aiohttp's responses have are raw_headers, which older versions ask for, and content.
        raise AttributeError(f"moto's response has no {name!r}. {REMEDY}")


def explained(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap moto's handler, so that what it answers to aiobotocore says what to do when it is awaited."""

    def handle(self: BotocoreStubber, event_name: str, request: Any, **kwargs: Any) -> Any:
        response = original(self, event_name, request, **kwargs)
        # Nothing in the request tells which library it is from; what calls its handlers does.
        if response is not None and sys._getframe(1).f_globals["__name__"] == "aiobotocore.hooks":
            _explain(response)
        return response

    return handle


def _explain(response: AWSResponse) -> None:
    content = _Content(response.content)
    response.raw = _Raw(content)
    vars(response)["_content"] = content
