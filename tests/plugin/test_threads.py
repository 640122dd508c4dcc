"""Many threads at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from botocore.exceptions import ClientError

from tests.conftest import Connect, Organization


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Run the calls in as many threads, which all begin together; return results and exceptions in order."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return call()
        except ClientError as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_sixteen_threads_creating_at_once_lose_nothing(organization: Organization, connect: Connect) -> None:
    accounts = [f"{number:012d}" for number in range(1, 17)]
    clients = {account: connect(account_id=account) for account in accounts}
    created = at_once([clients[account].create_instance for account in accounts])
    listed = [clients[account].list_instances()["Instances"] for account in accounts]
    assert [row["InstanceArn"] for (row,) in listed] == [answer["InstanceArn"] for answer in created]


def test_sixty_four_threads_creating_in_one_account_make_one_instance(sso: Any) -> None:
    results = at_once([sso.create_instance] * 64)
    refused = [result for result in results if isinstance(result, ClientError)]
    assert len(refused) == 63
    assert {error.response["Error"]["Code"] for error in refused} == {"ServiceQuotaExceededException"}
    assert len(sso.list_instances()["Instances"]) == 1


def test_sixty_four_threads_with_one_client_token_make_one_instance(sso: Any) -> None:
    results = at_once([lambda: sso.create_instance(ClientToken="the-same")["InstanceArn"]] * 64)
    assert len(set(results)) == 1
    assert [row["InstanceArn"] for row in sso.list_instances()["Instances"]] == results[:1]
