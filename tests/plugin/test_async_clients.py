"""What aiobotocore is told that has neither aiomoto nor a server; `tests/async_clients` has aiobotocore itself."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest
from moto.core.models import botocore_stubber

from ssoadmin_mock import mock_ssoadmin

# As aiobotocore's emitter does.
CALLER = "def emit(handler, request): return handler('before-send.sso-admin', request)"


def emit(module: str, url: str = "https://sso.us-east-1.amazonaws.com/") -> Any:
    caller: dict[str, Any] = {"__name__": module}
    exec(CALLER, caller)
    return caller["emit"](botocore_stubber, AWSPreparedRequest("POST", url, {}, b"{}", False))


async def content_of(response: Any) -> bytes:
    content: bytes = await response.content
    return content


def test_awaiting_a_response_says_what_to_do() -> None:
    with mock_ssoadmin():
        response = emit("aiobotocore.hooks")
        with pytest.raises(TypeError, match=r"aiomoto.*identity_center_server"):
            content_of(response).send(None)
        with pytest.raises(AttributeError, match=r"no 'raw_headers'\. .*aiomoto.*identity_center_server"):
            _ = response.raw.raw_headers


def test_who_reads_it_gets_what_everybody_gets() -> None:
    with mock_ssoadmin():
        expected = emit("botocore.hooks")
        response = emit("aiobotocore.hooks")
        assert response.status_code == expected.status_code
        assert response.content == expected.content
        assert response.raw.read() == expected.content
        assert not hasattr(response.raw, "raw_headers")


def test_without_a_mock_it_is_left_alone() -> None:
    assert emit("aiobotocore.hooks") is None
