"""moto's face of the state: one backend per account and partition, or Region where moto has them by Region."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from moto.core.base_backend import BackendDict, BaseBackend
from moto.utilities.utils import PARTITION_NAMES

from ssoadmin_mock.model.account import Account, keep_in
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.plugin import identity_stores
from ssoadmin_mock.plugin import tagging_mixin as tagging
from ssoadmin_mock.plugin.urls import Urls, urls_of
from ssoadmin_mock.services.identity_store.service import SERVICE as IDENTITY_STORE
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.partitions import region_names


class ServiceBackend(BaseBackend):
    """What moto asks where an API of ours is reached; it keeps nothing itself."""

    service: ClassVar[Service]

    @property
    def _url_module(self) -> Urls:
        # moto derives a module's name by taking letters off the end of this module's; ours would lose some of its own.
        return urls_of(self.service)


class SSOAdminBackend(ServiceBackend):
    """What moto keeps of IAM Identity Center for one account in one partition.

    :param region_name: the partition, as for moto's other services without Regions.
    :param account_id: the account.
    :ivar account: the state.
    """

    service = SSO_ADMIN

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.account = Account()
        if tagging.IS_SUPPORTED:
            # moto asks only accounts that something is kept for.
            tagging_backends[account_id]

    @property
    def instance(self) -> Instance | None:
        """The account's instance, if it has one."""
        return self.account.instance


class IdentityStoreBackend(ServiceBackend):
    """What moto keeps of users, groups and memberships for one account in one Region.

    What its own backend has beside these is there, too: its methods that read find the stores, and those that write
    are refused.
    """

    service = IDENTITY_STORE

    @property
    def identity_stores(self) -> identity_stores.View[identity_stores.Store]:
        """The stores that the account's calls find in the Region, by their ids, to be read."""
        return identity_stores.stores_of(self.account_id, self.region_name)

    def __getattr__(self, name: str) -> Any:
        return identity_stores.moto_s_own(self, name)


ssoadmin_backends = BackendDict(
    SSOAdminBackend, SSO_ADMIN.name, use_boto3_regions=False, additional_regions=PARTITION_NAMES
)
"""Every backend: ``ssoadmin_backends[account_id][partition]``."""

identitystore_backends = BackendDict(
    IdentityStoreBackend, IDENTITY_STORE.name, use_boto3_regions=False, additional_regions=region_names()
)
"""The views of identity stores: ``identitystore_backends[account_id][region_name]``."""

_BACKENDS: dict[Service, BackendDict[Any]] = {SSO_ADMIN: ssoadmin_backends, IDENTITY_STORE: identitystore_backends}


@cache
def backends_of(service: Service) -> BackendDict[Any]:
    """Return what moto finds in the package of an API."""
    if service in _BACKENDS:
        return _BACKENDS[service]
    cls = type(f"{package_of(service)}Backend", (ServiceBackend,), {"service": service})
    return BackendDict(cls, service.name, use_boto3_regions=False, additional_regions=PARTITION_NAMES)


def package_of(service: Service) -> str:
    """Return moto's name of an API, which its package has; or the one that it would have."""
    return service.moto_name or service.name.replace("-", "")


class _Backends:
    """Keeps accounts in moto's backends."""

    def account(self, account_id: str, partition: str) -> Account:
        """Return an account, made now if there was none."""
        # moto's own look-up goes through all accounts that there are, for each time that somebody looks.
        partitions = dict.get(ssoadmin_backends, account_id)
        backend = None if partitions is None else dict.get(partitions, partition)
        return (ssoadmin_backends[account_id][partition] if backend is None else backend).account

    def accounts(self) -> Iterator[Account]:
        """Yield all accounts that there are."""
        for partitions in list(ssoadmin_backends.values()):
            for backend in list(partitions.values()):
                yield backend.account


keep_in(_Backends())


class TaggingBackend(BaseBackend, tagging.TaggableResourcesMixin):
    """What moto's Resource Groups Tagging API sees of one account in one Region; it keeps nothing itself."""

    SERVICE_NAMESPACE = "sso"

    def iter_tagged_resources(self) -> Iterator[tagging.TaggedResource]:
        """Yield everything that takes tags."""
        from ssoadmin_mock.plugin.tagging import resources_of

        for arn, resource_type, tags in resources_of(self.account_id, self.region_name):
            yield tagging.TaggedResource(arn=arn, tags=tags, resource_type=resource_type)


tagging_backends = BackendDict(
    TaggingBackend, SSO_ADMIN.name, use_boto3_regions=False, additional_regions=region_names()
)
"""The views of the tagging API: ``tagging_backends[account_id][region_name]``."""
