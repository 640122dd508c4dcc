"""Finds what moto's services keep for an account."""

from __future__ import annotations

from typing import TypeVar

from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend

Backend = TypeVar("Backend", bound=BaseBackend)


def backends_of(account_id: str, service: BackendDict[Backend]) -> AccountSpecificBackend[Backend]:
    """Return the backends of an account by Region or partition, made now if there are none.

    :param service: the backends of all accounts.
    """
    # Indexing takes longer the more accounts there are, so only the first access to an account's backends does.
    backends = service.get(account_id)
    return service[account_id] if backends is None else backends
