"""moto's face of the state: one backend per account and partition."""

from __future__ import annotations

from types import ModuleType

from moto.core.base_backend import BackendDict, BaseBackend
from moto.utilities.utils import PARTITION_NAMES

from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.wire.idempotency import ClientTokens


class SSOAdminBackend(BaseBackend):
    """What IAM Identity Center keeps for one account in one partition.

    An account owns at most one instance, and everything else lives in an instance. The organization instance is owned
    by the management account; other accounts reach it through :mod:`ssoadmin_mock.access`.

    :param region_name: the partition, as for moto's other services without Regions.
    :param account_id: the account.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.instance: Instance | None = None
        self.client_tokens = ClientTokens()
        self.workflows = Workflows()

    @property
    def _url_module(self) -> ModuleType:
        # moto derives the name by taking letters off the end of this module's; ours would lose some of its own.
        from ssoadmin_mock import urls

        return urls


ssoadmin_backends = BackendDict(
    SSOAdminBackend, "sso-admin", use_boto3_regions=False, additional_regions=PARTITION_NAMES
)
"""Every backend: ``ssoadmin_backends[account_id][partition]``."""
