"""What is kept for an account, and where."""

from __future__ import annotations

import pytest

from ssoadmin_mock.model import account
from ssoadmin_mock.model.account import Account, account_of, all_accounts


def test_nothing_is_kept_before_there_is_a_place_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "_keeper", account._Nowhere())
    account_of("111122223333", "aws").began_with_instance = True
    assert account_of("111122223333", "aws") == Account()
    assert all_accounts() == []
