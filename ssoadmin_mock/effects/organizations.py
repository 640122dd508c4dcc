"""Asks moto's Organizations who is who."""

from __future__ import annotations

from moto.organizations.models import FakeOrganization, OrganizationsBackend, organizations_backends

SERVICE_PRINCIPAL = "sso.amazonaws.com"


def management_account(account_id: str, partition: str) -> str | None:
    """Return the management account of the organization that an account belongs to.

    :param account_id: any account; the management account itself belongs as well.
    :param partition: the partition to look in.
    :returns: its account id, or None for a standalone account.
    """
    if _organization(account_id, partition):
        return account_id
    management, _ = organizations_backends.master_accounts.get(account_id, (None, None))
    # moto keeps the map beyond a reset and beyond delete_organization, so ask the organization itself.
    if management and _organization(management, partition) and account_id in _member_ids(management, partition):
        return management
    return None


def is_delegated_administrator(account_id: str, management: str, partition: str) -> bool:
    """Tell whether an account is registered as delegated administrator of IAM Identity Center."""
    backend = organizations_backends[management][partition]
    return any(admin.account.id == account_id and SERVICE_PRINCIPAL in admin.services for admin in backend.admins)


def create_organization(account_id: str, partition: str, region_name: str) -> None:
    """Make an organization with all features, managed by this account."""
    organizations_backends[account_id][partition].create_organization(region_name, FeatureSet="ALL")


def _organization(account_id: str, partition: str) -> FakeOrganization | None:
    # Indexing would make a backend for every account that is asked about.
    if account_id not in organizations_backends:
        return None
    backend: OrganizationsBackend = organizations_backends[account_id][partition]
    return backend.org


def _member_ids(management: str, partition: str) -> set[str]:
    return {account.id for account in organizations_backends[management][partition].accounts}
