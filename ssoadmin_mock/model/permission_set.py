"""Permission sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DEFAULT_SESSION_DURATION = "PT1H"


@dataclass
class PermissionSet:
    """A permission set.

    :param id: ``ps-<16 hex>``.
    :param created_date: seconds since the epoch.
    :param managed_policies: ARNs of AWS managed policies, in the order of attachment, each with its name.
    :param customer_managed_policies: references by path and name, in the order of attachment.
    :param version: grows with every change that has to be provisioned to take effect.
    """

    id: str
    arn: str
    name: str
    created_date: float
    description: str | None = None
    session_duration: str = DEFAULT_SESSION_DURATION
    relay_state: str | None = None
    inline_policy: str = ""
    managed_policies: dict[str, str] = field(default_factory=dict)
    customer_managed_policies: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    permissions_boundary: dict[str, Any] | None = None
    tags: dict[str, str] = field(default_factory=dict)
    version: int = 1
