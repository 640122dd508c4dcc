"""moto's face of the state: one backend per account and partition. What moto has is called by the same names."""

from __future__ import annotations

from collections.abc import Iterator

from ssoadmin_mock.model.account import Account, keep_in
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.plugin import tagging_mixin
from ssoadmin_mock.plugin.backend import ServiceBackend, by_partition
from ssoadmin_mock.plugin.responses import response_class
from ssoadmin_mock.plugin.sso_admin.tagging import tagging_backends
from ssoadmin_mock.services.sso_admin.service import SERVICE


class SSOAdminBackend(ServiceBackend):
    """What moto keeps of IAM Identity Center for one account in one partition.

    :param region_name: the partition, as for moto's other services without Regions.
    :param account_id: the account.
    :ivar account: the state.
    """

    service = SERVICE

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.account = Account()
        if tagging_mixin.IS_SUPPORTED:
            # moto asks only accounts that something is kept for.
            tagging_backends[account_id]

    @property
    def instance(self) -> Instance | None:
        """The account's instance, if it has one."""
        return self.account.instance


ssoadmin_backends = BACKENDS = by_partition(SSOAdminBackend)
"""Every backend: ``ssoadmin_backends[account_id][partition]``."""

SSOAdminResponse = response_class(SERVICE)


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
