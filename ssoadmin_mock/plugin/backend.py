"""moto's face of the state: one backend per account and partition."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from moto.core.base_backend import BackendDict, BaseBackend
from moto.utilities.utils import PARTITION_NAMES

from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.plugin import tagging_mixin as tagging
from ssoadmin_mock.wire.idempotency import ClientTokens
from ssoadmin_mock.wire.partitions import region_names


class SSOAdminBackend(BaseBackend):
    """What IAM Identity Center keeps for one account in one partition.

    An account owns at most one instance, and everything else lives in an instance. The organization instance is owned
    by the management account; other accounts reach it through :mod:`ssoadmin_mock.services.access`.

    :param region_name: the partition, as for moto's other services without Regions.
    :param account_id: the account.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.instance: Instance | None = None
        # What the setting `moto_defaults` makes: instances by the ARNs that calls took for granted.
        self.adopted: dict[str, Instance] = {}
        self.began_with_instance = False
        self.client_tokens = ClientTokens()
        self.workflows = Workflows()
        self.worlds: set[tuple[str, str]] = set()
        """The worlds that were loaded: the ARN of the instance, and the document's digest."""
        if tagging.IS_SUPPORTED:
            # moto asks only accounts that something is kept for.
            tagging_backends[account_id]

    @property
    def instances(self) -> list[Instance]:
        """The account's instance, if it has one, and those that were adopted under the setting ``moto_defaults``."""
        return [*([self.instance] if self.instance else []), *self.adopted.values()]

    def forget(self, instance: Instance) -> None:
        """Drop an instance, with everything in it."""
        if self.instance is instance:
            self.instance = None
            self.client_tokens = ClientTokens()
        else:
            del self.adopted[instance.arn]

    @property
    def _url_module(self) -> ModuleType:
        # moto derives the name by taking letters off the end of this module's; ours would lose some of its own.
        from ssoadmin_mock.plugin import urls

        return urls


ssoadmin_backends = BackendDict(
    SSOAdminBackend, "sso-admin", use_boto3_regions=False, additional_regions=PARTITION_NAMES
)
"""Every backend: ``ssoadmin_backends[account_id][partition]``."""


def backend_of(account_id: str, partition: str) -> SSOAdminBackend:
    """Return the backend of an account, made now if there was none.

    moto's own look-up goes through all accounts that there are, for each time that somebody looks.

    :param account_id: the account.
    :param partition: ``aws`` and so on.
    """
    account = dict.get(ssoadmin_backends, account_id)
    backend = None if account is None else dict.get(account, partition)
    return ssoadmin_backends[account_id][partition] if backend is None else backend


class TaggingBackend(BaseBackend, tagging.TaggableResourcesMixin):
    """What moto's Resource Groups Tagging API sees of one account in one Region; it keeps nothing itself."""

    SERVICE_NAMESPACE = "sso"

    def iter_tagged_resources(self) -> Iterator[tagging.TaggedResource]:
        """Yield everything that takes tags."""
        from ssoadmin_mock.plugin.tagging import resources_of

        for arn, resource_type, tags in resources_of(self.account_id, self.region_name):
            yield tagging.TaggedResource(arn=arn, tags=tags, resource_type=resource_type)


tagging_backends = BackendDict(TaggingBackend, "sso-admin", use_boto3_regions=False, additional_regions=region_names())
"""The views of the tagging API: ``tagging_backends[account_id][region_name]``."""
