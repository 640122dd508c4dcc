"""What the tests of the wire share: requests that no client would send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

from ssoadmin_mock import IdentityCenter
from tests.conftest import Connect

Send = Callable[..., requests.Response]


@pytest.fixture
def send(idc: IdentityCenter, endpoint: dict[str, str]) -> Send:
    """Sends signed requests with any body: ``send(b"{", "ListInstances")``; ``headers`` are added or, None, left out."""
    url = endpoint.get("endpoint_url", "https://sso.us-east-1.amazonaws.com") + "/"

    def send(
        body: bytes, operation: str = "ListInstances", headers: dict[str, str | None] | None = None
    ) -> requests.Response:
        target = {"X-Amz-Target": f"SWBExternalService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        wanted = {name: value for name, value in (target | (headers or {})).items() if value is not None}
        request = AWSRequest("POST", url, data=body, headers=wanted)
        SigV4Auth(Credentials("AKIAIOSFODNN7EXAMPLE", "secret"), "sso", "us-east-1").add_auth(request)
        return requests.post(url, data=body, headers=dict(request.headers), timeout=10)

    return send


@pytest.fixture
def unchecked(connect: Connect) -> Any:
    """A client that does not check parameters, as many other SDKs do not."""
    return connect(config=Config(parameter_validation=False))
