"""Attributes for access control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class AccessControlStatus:
    """The states of the configuration."""

    CREATING = "CREATION_IN_PROGRESS"
    ENABLED = "ENABLED"


@dataclass
class AccessControlAttributes:
    """Which attributes of users an instance passes on, for policies to refer to.

    :param configuration: as requests give it: ``{"AccessControlAttributes": [{"Key": "CostCenter", "Value":
        {"Source": ["${path:enterprise.costCenter}"]}}]}``.
    """

    configuration: dict[str, Any]
    status: str = AccessControlStatus.CREATING
