"""Automatic provisioning: the SCIM endpoint of an instance, and who may use it."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_TOKENS = 2
"""How many tokens an endpoint has at a time."""


@dataclass
class ScimEndpoint:
    """The SCIM endpoint of an instance.

    :param tenant_id: the first part of its path: three letters or digits and a UUID.
    :param tokens: when each of its tokens expires, in seconds since the epoch, by the token.
    """

    tenant_id: str
    tokens: dict[str, float] = field(default_factory=dict)
