"""Finds what moto's services keep for an account."""

from __future__ import annotations

import sys
from typing import Any, TypeVar

from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend

Backend = TypeVar("Backend", bound=BaseBackend)


def backends_of(account_id: str, service: BackendDict[Backend]) -> AccountSpecificBackend[Backend]:
    """Return the backends of an account by Region or partition, made now if there are none.

    :param service: the backends of all accounts.
    """
    # Indexing takes longer the more accounts there are, so only the first access to an account's backends does.
    backends = service.get(account_id)
    return service[account_id] if backends is None else backends


def loaded_backends(service: str) -> Any:
    """Return the backends of a service, or None when nobody has loaded it yet, so that it keeps nothing.

    Loading one of moto's services takes longer than all that a start needs else.

    :param service: moto's name of it, ``iam``.
    """
    return getattr(sys.modules.get(f"moto.{service}.models"), f"{service}_backends", None)
