"""Who belongs to which organization, asked of moto's Organizations."""

from __future__ import annotations

from typing import Any

import pytest
from moto.organizations.models import OrganizationsBackend, organizations_backends

from ssoadmin_mock.effects.organizations import account_status, is_delegated_administrator, management_account
from tests.conftest import MANAGEMENT, STANDALONE


@pytest.fixture
def backend(idc: Any) -> OrganizationsBackend:
    """An organization without members."""
    backend: OrganizationsBackend = organizations_backends[MANAGEMENT]["aws"]
    backend.create_organization("us-east-1")
    return backend


def join(backend: OrganizationsBackend) -> str:
    account_id: str = backend.create_account(AccountName="dev", Email="dev@example.com")["CreateAccountStatus"][
        "AccountId"
    ]
    return account_id


def test_the_management_account_and_members_belong_and_others_do_not(backend: OrganizationsBackend) -> None:
    member = join(backend)
    assert management_account(MANAGEMENT, "aws") == MANAGEMENT
    assert management_account(member, "aws") == MANAGEMENT
    assert management_account(STANDALONE, "aws") is None
    assert management_account(member, "aws-cn") is None
    assert STANDALONE not in organizations_backends


def test_statuses_follow_joining_closing_and_leaving(backend: OrganizationsBackend) -> None:
    first, second = join(backend), join(backend)
    assert [account_status(id, MANAGEMENT, "aws") for id in (MANAGEMENT, first, second)] == ["ACTIVE"] * 3
    backend.close_account(AccountId=first)
    assert account_status(first, MANAGEMENT, "aws") == "SUSPENDED"
    assert management_account(first, "aws") == MANAGEMENT
    # One leaves and another joins, so that there are as many as before.
    backend.remove_account_from_organization(AccountId=second)
    third = join(backend)
    assert account_status(second, MANAGEMENT, "aws") is None
    assert account_status(third, MANAGEMENT, "aws") == "ACTIVE"
    assert account_status(third, STANDALONE, "aws") is None


def test_members_that_moto_s_map_kept_beyond_a_reset_do_not_belong(backend: OrganizationsBackend) -> None:
    member = join(backend)
    backend._reset()
    assert management_account(member, "aws") is None
    backend.create_organization("us-east-1")
    assert member in organizations_backends.master_accounts
    assert management_account(member, "aws") is None


def test_an_administrator_of_another_service_or_nowhere_is_none(backend: OrganizationsBackend) -> None:
    member = join(backend)
    backend.register_delegated_administrator(AccountId=member, ServicePrincipal="guardduty.amazonaws.com")
    assert not is_delegated_administrator(member, MANAGEMENT, "aws")
    backend.register_delegated_administrator(AccountId=member, ServicePrincipal="sso.amazonaws.com")
    assert is_delegated_administrator(member, MANAGEMENT, "aws")
    assert not is_delegated_administrator(member, STANDALONE, "aws")


def test_accounts_are_read_only_when_they_changed(backend: OrganizationsBackend) -> None:
    member = join(backend)
    accounts = backend.accounts = CountingList(backend.accounts)
    management_account(member, "aws")
    read = accounts.times_read
    for _ in range(100):
        assert management_account(member, "aws") == MANAGEMENT
        assert account_status(member, MANAGEMENT, "aws") == "ACTIVE"
    assert accounts.times_read == read


class CountingList(list[Any]):
    """Counts how often all rows are read."""

    times_read = 0

    def __iter__(self) -> Any:
        self.times_read += 1
        return super().__iter__()
