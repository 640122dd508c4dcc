"""Asks moto's Organizations who is who."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from moto.backends import get_backend
from moto.utilities.utils import get_partition

from ssoadmin_mock.effects.accounts import loaded_backends
from ssoadmin_mock.effects.index import RowsIndex

if TYPE_CHECKING:
    from moto.organizations.models import FakeAccount, OrganizationsBackend

SERVICE_PRINCIPAL = "sso.amazonaws.com"

_accounts: WeakKeyDictionary[OrganizationsBackend, RowsIndex[str, FakeAccount]] = WeakKeyDictionary()


def forget_accounts() -> None:
    """Forget where accounts were found, when there are others than those that were added and deleted since."""
    _accounts.clear()


@lru_cache(maxsize=1024)
def partition_of(region_name: str) -> str:
    """Return the partition of a Region: ``aws``, ``aws-cn`` ..."""
    return get_partition(region_name)


def management_account(account_id: str, partition: str) -> str | None:
    """Return the management account of the organization that an account belongs to.

    :param account_id: any account; the management account itself belongs as well.
    :param partition: the partition to look in.
    :returns: its account id, or None for a standalone account.
    """
    organizations = loaded_backends("organizations")
    if organizations is None:
        return None
    if _organization(account_id, partition):
        return account_id
    management: str | None
    management, _ = organizations.master_accounts.get(account_id, (None, None))
    # moto keeps the map beyond a reset and beyond delete_organization, so ask the organization itself.
    if management and account_status(account_id, management, partition):
        return management
    return None


def memberships() -> list[dict[str, tuple[str, str]]]:
    """Return moto's map of who belongs to which organization, if Organizations was loaded."""
    organizations = loaded_backends("organizations")
    return [] if organizations is None else [organizations.master_accounts]


def account_status(account_id: str, management: str, partition: str) -> str | None:
    """Return an account's status in an organization, ``ACTIVE`` or ``SUSPENDED``; None when it is not a member.

    :param management: the management account of the organization.
    """
    account = find_account(account_id, management, partition)
    return account.status if account else None


def account_ids(management: str, partition: str) -> list[str]:
    """Return all accounts of an organization, the management account first."""
    backend = _organization(management, partition)
    return [account.id for account in backend.accounts] if backend else []


def find_account(account_id: str, management: str, partition: str) -> FakeAccount | None:
    """Return moto's account of an organization; None when it is not a member.

    :param management: the management account of the organization.
    """
    backend = _organization(management, partition)
    if backend is None:
        return None
    index = _accounts.get(backend)
    if index is None:
        index = _accounts[backend] = RowsIndex(lambda account: account.id)
    accounts = index.find(backend.accounts, account_id)
    return accounts[0] if accounts else None


def is_delegated_administrator(account_id: str, management: str, partition: str) -> bool:
    """Tell whether an account is registered as delegated administrator of IAM Identity Center."""
    backend = _organization(management, partition)
    return backend is not None and any(
        admin.account.id == account_id and SERVICE_PRINCIPAL in admin.services for admin in backend.admins
    )


def is_delegate(account_id: str, management: str, partition: str) -> bool:
    """Tell whether an account is registered as delegated administrator of any service."""
    backend = _organization(management, partition)
    return backend is not None and any(admin.account.id == account_id for admin in backend.admins)


def create_organization(account_id: str, partition: str, region_name: str) -> None:
    """Make an organization with all features, managed by this account."""
    get_backend("organizations")[account_id][partition].create_organization(region_name, FeatureSet="ALL")


def _organization(management: str, partition: str) -> OrganizationsBackend | None:
    """Return the backend of the organization that an account manages, or None when it manages none."""
    # Indexing would make a backend for every account that is asked about.
    organizations = loaded_backends("organizations")
    backends = organizations.get(management) if organizations else None
    backend: OrganizationsBackend | None = backends.get(partition) if backends else None
    return backend if backend is not None and backend.org else None
