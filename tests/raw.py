"""Requests that no client would build: botocore signs and sends them, but neither checks nor serialises them."""

from __future__ import annotations

import json
from typing import Any

from botocore import xform_name


def call_raw(client: Any, operation: str, body: Any) -> dict[str, Any]:
    """Call an operation with a JSON body of our own; returns and raises what the client does.

    :param client: a client made with ``Config(parameter_validation=False)``, unless the operation requires nothing.
    :param body: what the body is to hold; bytes are sent as they are.
    """
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def replace_body(params: dict[str, Any], **_: Any) -> None:
        params["body"] = content

    event = f"before-call.sso-admin.{operation}"
    client.meta.events.register(event, replace_body)
    try:
        answer: dict[str, Any] = getattr(client, xform_name(operation))()
    finally:
        client.meta.events.unregister(event, replace_body)
    return answer
