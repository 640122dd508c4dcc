"""Loads the organization: units, accounts, delegated administrators, and the policies that accounts have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ssoadmin_mock.effects import customer_policies
from ssoadmin_mock.effects.customer_policies import CustomerPolicy, PolicyRefusedError
from ssoadmin_mock.effects.organization_tree import OrganizationTree
from ssoadmin_mock.world.loading import Loading, resolve
from ssoadmin_mock.world.names import Present
from ssoadmin_mock.world.parts import Part
from ssoadmin_mock.world.policies import PLACEHOLDER, policy_text
from ssoadmin_mock.world.progress import Progress

SUSPENDED = "SUSPENDED"


@dataclass
class _Accounts:
    """The accounts that are being made.

    :param named: their ids by the keys of the document.
    """

    tree: OrganizationTree
    before: Present
    progress: Progress
    named: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    suspended: set[str] = field(default_factory=set)

    @cached_property
    def _units_before(self) -> dict[tuple[str, str | None], str]:
        return {(unit.name, unit.parent_id): unit.id for unit in reversed(self.tree.units())}

    def make_all(self, part: Part, parent_id: str) -> None:
        """Make what is in a unit (or the root), and in the units below it."""
        for key, account in self.progress.each(part["accounts"].members()):
            self._make(key, account, parent_id)
        for key, unit in part["organizational_units"].members():
            self.make_all(unit, self._unit(key, parent_id))

    def _unit(self, name: str, parent_id: str) -> str:
        return self._units_before.get((name, parent_id)) or self.tree.create_unit(name, parent_id)

    def _make(self, key: str, part: Part, parent_id: str) -> None:
        details = account_details(part)
        if key in self.named or key in self.before.accounts:
            raise part.error(f"There is an account with the name {key!r} already.")
        self._check_id(part, details.get("id"))
        name = details.get("name", key)
        id = self.tree.create_account(name, details.get("email") or default_email(name), details.get("id"), parent_id)
        self.named[key] = id
        self.taken.add(id)
        if details.get("status") == SUSPENDED:
            self.suspended.add(id)

    def _check_id(self, part: Part, id: str | None) -> None:
        if id in self.taken:
            raise part.error(f"There is an account with the id {id} already.")


def account_details(part: Part) -> dict[str, Any]:
    """Return what a document says about an account; its id alone is a short form."""
    if isinstance(part.value, str):
        return {"id": part.value}
    return part.value or {}


def default_email(name: str) -> str:
    """Return the address of an account that a document gives none."""
    return f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'account'}@example.com"


def load(world: Part, present: Callable[[], Present], progress: Progress) -> Loading:
    """Load units and accounts, and return what the rest of the loading works with.

    :param present: gives what there is now.
    """
    before = present()
    taken = {account.id for account in before.tree.accounts()}
    accounts = _Accounts(before.tree, before, progress, taken=taken)
    section = world["organization"]
    _load_management_account(section["management_account"], accounts)
    accounts.make_all(section, before.tree.root_id)
    loading = Loading(world, present(), progress, suspended=accounts.suspended)
    for key, id in accounts.named.items():
        loading.present.accounts.add(key, id)
    loading.suspended |= {a.id for a in loading.present.root.all_accounts() if a.status == SUSPENDED}
    return loading


def _load_management_account(part: Part, accounts: _Accounts) -> None:
    details = account_details(part)
    if details.get("status") == SUSPENDED:
        raise part["status"].error("The management account cannot be suspended.")
    accounts.tree.change_management_account(details.get("name"), details.get("email"))
    name = next(account.name for account in accounts.tree.accounts() if account.id == accounts.tree.management)
    accounts.named[name] = accounts.tree.management


def load_delegated_administrators(loading: Loading) -> None:
    """Register the delegated administrators."""
    for name in loading.world["delegated_administrators"].items():
        account_id = resolve(name, loading.present.accounts)
        if account_id == loading.instance.owner_account_id:
            raise name.error("The management account cannot be a delegated administrator.")
        loading.present.tree.delegate(account_id)


def suspend_accounts(loading: Loading) -> None:
    """Suspend accounts; after everything else, because nothing can be brought to a suspended account."""
    for account in loading.present.tree.accounts():
        if account.id in loading.suspended and account.status != SUSPENDED:
            loading.present.tree.close_account(account.id)


def load_customer_managed_policies(loading: Loading) -> None:
    """Make customer managed policies in the IAM of accounts."""
    for part in loading.world["customer_managed_policies"].items():
        policy = CustomerPolicy(
            path=part["path"].value or "/",
            name=part["name"].value,
            description=part["description"].value or "",
            document=policy_text(part["document"].value) if part["document"] else PLACEHOLDER,
        )
        for account_id in loading.account_ids(part):
            try:
                customer_policies.create_customer_policy(account_id, loading.instance.partition, policy)
            except PolicyRefusedError as error:
                raise part.error(f"IAM of {account_id} refuses this policy: {error}") from None
