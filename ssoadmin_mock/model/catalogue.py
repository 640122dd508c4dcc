"""What IAM Identity Center knows by itself: application providers and access scopes, read from ``data/``.

AWS publishes no complete list of either. The files hold what is publicly known, each entry with its evidence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class ApplicationProvider:
    """An application provider.

    :param id: what follows ``applicationProvider/`` in its ARN.
    :param evidence: how well the provider is known, in the words of the rules' evidence levels.
    :param source: where it is known from.
    :param federation_protocol: ``SAML`` or ``OAUTH``.
    :param internal_id: the id that the service resolves the public one to, where it is known.
    :param creatable: whether CreateApplication accepts it.
    """

    id: str
    evidence: str
    source: str
    federation_protocol: str
    internal_id: str | None = None
    creatable: bool = False


@dataclass(frozen=True)
class AccessScope:
    """An access scope.

    :param name: ``sso:account:access``.
    :param evidence: how well it is known, in the words of the rules' evidence levels.
    :param source: where it is known from.
    """

    name: str
    evidence: str
    source: str


@lru_cache(maxsize=1)
def application_providers() -> dict[str, ApplicationProvider]:
    """Return the known application providers by id."""
    return {entry["id"]: ApplicationProvider(**entry) for entry in _read("application_providers.json")}


def find_application_provider(id: str) -> ApplicationProvider | None:
    """Return the application provider with a public or internal id, or None."""
    return application_providers().get(id) or _by_internal_id().get(id)


@lru_cache(maxsize=1)
def _by_internal_id() -> dict[str | None, ApplicationProvider]:
    return {provider.internal_id: provider for provider in application_providers().values() if provider.internal_id}


@lru_cache(maxsize=1)
def access_scopes() -> dict[str, AccessScope]:
    """Return the known access scopes by name."""
    return {entry["name"]: AccessScope(**entry) for entry in _read("access_scopes.json")}


def _read(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(files("ssoadmin_mock").joinpath("data", name).read_text("utf-8"))
    return entries
