"""What IAM Identity Center keeps for one account in one partition, and where that is found."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from ssoadmin_mock.model.client_tokens import ClientTokens
from ssoadmin_mock.model.instance import Instance

Kept = TypeVar("Kept")


@dataclass
class Account:
    """What one account owns. It has at most one instance, and everything else lives in that.

    The organization instance is owned by the management account; other accounts reach it through
    :mod:`ssoadmin_mock.services.access`.

    :param instance: its instance.
    :param adopted: what the setting ``moto_defaults`` makes: instances by the ARNs that calls took for granted.
    :param began_with_instance: whether that setting has given it an instance already.
    :param client_tokens: the client tokens used before.
    :param in_progress: what AWS finishes later than it answers, oldest first; see
        :class:`ssoadmin_mock.effects.workflows.Workflows`.
    :param worlds: the worlds that were loaded: the ARN of the instance, and the document's digest.
    """

    instance: Instance | None = None
    adopted: dict[str, Instance] = field(default_factory=dict)
    began_with_instance: bool = False
    client_tokens: ClientTokens = field(default_factory=ClientTokens)
    in_progress: dict[Hashable, Any] = field(default_factory=dict)
    worlds: set[tuple[str, str]] = field(default_factory=set)
    _kept: dict[type[Any], Any] = field(default_factory=dict)

    def kept(self, kind: type[Kept]) -> Kept:
        """Return what an API keeps of its own for the account, made now if there was nothing.

        :param kind: the API's class for that, which is made without arguments.
        """
        if kind not in self._kept:
            self._kept[kind] = kind()
        kept: Kept = self._kept[kind]
        return kept

    @property
    def instances(self) -> list[Instance]:
        """Its instance, if it has one, and those that were adopted."""
        return [*([self.instance] if self.instance else []), *self.adopted.values()]

    def forget(self, instance: Instance) -> None:
        """Drop an instance, with everything in it."""
        if self.instance is instance:
            self.instance = None
            self.client_tokens = ClientTokens()
        else:
            del self.adopted[instance.arn]


class Keeper(Protocol):
    """Where accounts are kept."""

    def account(self, account_id: str, partition: str) -> Account:
        """Return an account, made now if there was none."""

    def accounts(self) -> Iterable[Account]:
        """Return all accounts that there are."""


class _Nowhere:
    """Keeps nothing: what there is before moto's backends keep it, when only documents are read."""

    def account(self, account_id: str, partition: str) -> Account:  # noqa: ARG002  (the protocol's)
        return Account()

    def accounts(self) -> Iterable[Account]:
        return ()


_keeper: Keeper = _Nowhere()


def keep_in(keeper: Keeper) -> None:
    """Keep accounts there from now on. They live and die with moto's backends, so these are what keeps them."""
    global _keeper
    _keeper = keeper


def account_of(account_id: str, partition: str) -> Account:
    """Return what is kept for an account, made now if there was nothing.

    :param account_id: twelve digits.
    :param partition: ``aws`` and so on.
    """
    return _keeper.account(account_id, partition)


def all_instances() -> Iterator[Instance]:
    """Yield every instance that an account owns, in every partition; those that were adopted are nobody's."""
    for account in all_accounts():
        if account.instance is not None:
            yield account.instance


def all_accounts() -> list[Account]:
    """Return every account that something is kept for, in every partition."""
    return list(_keeper.accounts())
