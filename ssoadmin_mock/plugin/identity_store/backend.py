"""moto's face of the identity stores: one backend per account and Region."""

from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict

from ssoadmin_mock.plugin.backend import ServiceBackend
from ssoadmin_mock.plugin.identity_store import stores
from ssoadmin_mock.services.identity_store.service import SERVICE
from ssoadmin_mock.wire.partitions import region_names


class IdentityStoreBackend(ServiceBackend):
    """What moto keeps of users, groups and memberships for one account in one Region.

    What its own backend has beside these is there, too: its methods that read find the stores, and those that write
    are refused.
    """

    service = SERVICE

    @property
    def identity_stores(self) -> stores.View[stores.Store]:
        """The stores that the account's calls find in the Region, by their ids, to be read."""
        return stores.stores_of(self.account_id, self.region_name)

    def __getattr__(self, name: str) -> Any:
        return stores.moto_s_own(self, name)


identitystore_backends = BACKENDS = BackendDict(
    IdentityStoreBackend, SERVICE.name, use_boto3_regions=False, additional_regions=region_names()
)
"""The views of identity stores: ``identitystore_backends[account_id][region_name]``."""
