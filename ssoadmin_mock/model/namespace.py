"""The one name under which users of moto meet this package."""

from __future__ import annotations

NAMESPACE = "ssoadmin"
"""Of its settings in moto's configuration, its models in moto's state manager, its part of ``/moto-api`` and of moto's
dashboard. moto calls its own sso-admin so."""
