"""Reads and makes whole organizations in moto's Organizations: units, accounts and delegated administrators."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

from moto.backends import get_backend

from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL, find_account

if TYPE_CHECKING:
    from moto.organizations.models import FakeAccount, OrganizationsBackend

MANAGEMENT_NAME, MANAGEMENT_EMAIL = "master", "master@example.com"
"""What moto calls a management account, and its e-mail address."""


@dataclass(frozen=True)
class Unit:
    """An organizational unit, or the root.

    :param parent_id: the id of the unit that it is in; None for the root.
    """

    id: str
    name: str
    parent_id: str | None


@dataclass(frozen=True)
class Account:
    """A member account, or the management account.

    :param status: ``ACTIVE`` or ``SUSPENDED``.
    :param parent_id: the id of the unit or root that it is in.
    """

    id: str
    name: str
    email: str
    status: str
    parent_id: str


class OrganizationTree:
    """An organization.

    :param management: its management account.
    :param partition: its partition.
    """

    def __init__(self, management: str, partition: str) -> None:
        self.management = management
        self._partition = partition
        self._backend: OrganizationsBackend = get_backend("organizations")[management][partition]

    @property
    def root_id(self) -> str:
        """The id of the root."""
        assert self._backend.org is not None
        return str(self._backend.org.root_id)

    def units(self) -> list[Unit]:
        """Return all organizational units in the order in which they were made."""
        return [Unit(u.id, str(u.name), u.parent_id) for u in self._backend.ou if u.id != self.root_id]

    def accounts(self) -> list[Account]:
        """Return all accounts in the order in which they were made, the management account first."""
        return [Account(a.id, a.name, a.email, a.status, a.parent_id) for a in self._backend.accounts]

    def create_unit(self, name: str, parent_id: str) -> str:
        """Make an organizational unit and return its id."""
        with _alone(self._backend, "ou"):
            unit = self._backend.create_organizational_unit(Name=name, ParentId=parent_id)
        return str(unit["OrganizationalUnit"]["Id"])

    def create_account(self, name: str, email: str, id: str | None, parent_id: str) -> str:
        """Make a member account.

        :param id: its id; a random one if left out.
        :returns: its id.
        """
        with _account_id(id), _alone(self._backend, "accounts"):
            created = self._backend.create_account(AccountName=name, Email=email)
        account_id = str(created["CreateAccountStatus"]["AccountId"])
        self._backend.accounts[-1].parent_id = parent_id
        return account_id

    def change_management_account(self, name: str | None, email: str | None) -> None:
        """Give the management account another name and e-mail address."""
        account, organization = self._account(self.management), self._backend.org
        assert organization is not None
        account.name = name or account.name
        account.email = organization.master_account_email = email or account.email

    def close_account(self, id: str) -> None:
        """Suspend an account."""
        self._account(id).close()

    def delegated_administrators(self) -> list[str]:
        """Return the accounts that administer IAM Identity Center for the management account."""
        return [admin.account.id for admin in self._backend.admins if SERVICE_PRINCIPAL in admin.services]

    def delegate(self, account_id: str) -> None:
        """Let an account administer IAM Identity Center."""
        self._backend.register_delegated_administrator(AccountId=account_id, ServicePrincipal=SERVICE_PRINCIPAL)

    def _account(self, id: str) -> FakeAccount:
        account = find_account(id, self.management, self._partition)
        assert account is not None
        return account


@contextmanager
def _alone(backend: OrganizationsBackend, attribute: str) -> Iterator[None]:
    """Let moto believe that a new row of a list is the only one.

    It looks for each new unit and account among all others, twice, to attach policies to it.
    """
    others = getattr(backend, attribute)
    setattr(backend, attribute, [])
    try:
        yield
    finally:
        others += getattr(backend, attribute)
        setattr(backend, attribute, others)


@contextmanager
def _account_id(id: str | None) -> Iterator[None]:
    from moto.organizations import utils

    # moto always draws the id itself, and an account makes its first role in the IAM of that id.
    if id is None:
        yield
    else:
        with patch.object(utils, "make_random_account_id", lambda: id):
            yield
