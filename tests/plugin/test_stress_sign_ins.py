"""Threads that sign in at once."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.center import Center
from tests.conftest import error_of
from tests.plugin.test_threads import at_once
from tests.services.signing_in import Desk, open_desk

THREADS = 16


@pytest.fixture
def desk(idc: IdentityCenter, center: Center) -> Desk:
    """An organization in which ada reads the account dev."""
    return open_desk(idc, center)


def go_all_the_way(desk: Desk, number: int) -> dict[str, Any]:
    """Sign in, get credentials, log out; return what is to be nobody else's."""
    client = desk.client(clientName=f"tool {number}")
    device = desk.device(client)
    desk.idc.approve_sign_in(device["userCode"], user="ada")
    tokens = desk.oidc.create_token(**desk.by_device(client, device))
    token = {"accessToken": tokens["accessToken"]}
    assert desk.portal.list_accounts(**token)["accountList"]
    given = desk.portal.get_role_credentials(**token, accountId=desk.center.dev, roleName="Reader")["roleCredentials"]
    desk.portal.logout(**token)
    assert error_of(desk.portal.list_accounts, **token)[0] == "UnauthorizedException"
    return {**client, **device, **token, "refreshToken": tokens["refreshToken"], "key": given["accessKeyId"]}


def test_each_of_many_has_what_is_its_own(desk: Desk) -> None:
    results = at_once([partial(go_all_the_way, desk, number) for number in range(THREADS)])
    assert [result for result in results if isinstance(result, BaseException)] == []
    for name in ("clientId", "clientSecret", "deviceCode", "userCode", "accessToken", "refreshToken", "key"):
        assert len({result[name] for result in results}) == THREADS, name
    assert list(desk.idc.pending_sign_ins) == []


def test_one_of_many_gets_the_token_for_a_code(desk: Desk) -> None:
    client = desk.client()
    with mock_ssoadmin(auto_sign_in="ada"):
        device = desk.device(client)
    results = at_once([partial(desk.oidc.create_token, **desk.by_device(client, device))] * THREADS)
    codes = Counter(result.response["Error"]["Code"] if isinstance(result, ClientError) else "ok" for result in results)
    assert codes == {"ok": 1, "InvalidGrantException": THREADS - 1}
