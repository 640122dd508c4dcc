"""One request on its way through the mock, as the operations see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ssoadmin_mock.effects import callers, organizations
from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.model.account import Account, account_of
from ssoadmin_mock.model.client_tokens import ClientTokens
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.settings import Settings
from ssoadmin_mock.wire.service_model import OperationSpec


@dataclass(frozen=True)
class Caller:
    """Who calls, and through which Region's endpoint.

    :param account_id: the calling account; empty when the request is not signed, so that nobody knows it.
    :param region_name: the Region of the endpoint.
    :param access_key: what the call was signed with.
    """

    account_id: str
    region_name: str
    access_key: str

    @property
    def partition(self) -> str:
        """The partition of the Region."""
        return organizations.partition_of(self.region_name)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The accounts whose instances the caller sees: the organization's management account, then its own."""
        if not self.account_id:
            return ()
        management = organizations.management_account(self.account_id, self.partition)
        if management is None or management == self.account_id:
            return (self.account_id,)
        return (management, self.account_id)

    @property
    def arn(self) -> str:
        """The ARN of the calling identity, as STS names it; empty when the request is not signed."""
        if not self.account_id:
            return ""
        return callers.caller_arn(self.account_id, self.partition, self.region_name, self.access_key)


@dataclass
class Call:
    """A validated request, with the instance that it is about.

    :param spec: the operation.
    :param params: the parameters under their wire names.
    :param caller: who calls.
    :param settings: the settings that hold for it.
    :param failure_reason: why what it starts is to end FAILED, if it is (see :mod:`ssoadmin_mock.controls.faults`).
    :param token: the bearer token, where the API knows its callers by that.
    :param origin: scheme, host and port of the URL that was called.
    :param endpoint_region: the Region whose endpoint was called; None for a server, which has one for all.
    """

    spec: OperationSpec
    params: dict[str, Any] = field(repr=False)
    caller: Caller
    settings: Settings
    failure_reason: str | None = None
    token: str | None = field(default=None, repr=False)
    origin: str = ""
    endpoint_region: str | None = None
    _instance: Instance | None = None
    _owner: Account | None = None

    @cached_property
    def own_account(self) -> Account:
        """What the calling account itself owns."""
        assert self.caller.account_id, f"{self.spec.name} is not signed, so no account calls it"
        return account_of(self.caller.account_id, self.caller.partition)

    @property
    def instance(self) -> Instance:
        """The instance that the request is about."""
        assert self._instance is not None, f"{self.spec.name} is not about an instance"
        return self._instance

    @property
    def account(self) -> Account:
        """The account that owns the instance; without an instance, the caller's."""
        return self._owner or self.own_account

    @property
    def client_tokens(self) -> ClientTokens:
        """The client tokens used before: they live and die with the instance. Those of nobody are not remembered."""
        known = self._owner is not None or self.caller.account_id
        return self.account.client_tokens if known else ClientTokens()

    @property
    def workflows(self) -> Workflows:
        """What is in progress in the instance."""
        return Workflows(self.account.in_progress)

    def use(self, instance: Instance) -> None:
        """Make this the instance that the request is about."""
        self._instance = instance
        self._owner = account_of(instance.owner_account_id, instance.partition)
