"""Many threads at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from threading import Barrier
from typing import Any

from botocore.exceptions import ClientError

from tests.center import Center
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


def test_twenty_threads_assigning_sixty_combinations_lose_nothing(center: Center) -> None:
    users = [center.user(name) for name in ("ada", "bob", "eve", "joe", "kim")]
    sets = [center.permission_set(name) for name in "ABCDEF"]
    combinations = list(product(sets, (center.dev, center.prod), users))
    assert len(combinations) == 60

    def assign(share: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
        return [center.assign(*combination) for combination in share]

    statuses = at_once([partial(assign, combinations[number::20]) for number in range(20)])
    assert [status["Status"] for share in statuses for status in share] == ["SUCCEEDED"] * 60
    for permission_set, account_id in product(sets, (center.dev, center.prod)):
        assert sorted(center.assignments(permission_set, account_id)) == sorted(("USER", user) for user in users)
    for account_id in (center.dev, center.prod):
        assert len(center.roles(account_id)) == len(sets)
        assert len(center.iam(account_id).list_saml_providers()["SAMLProviderList"]) == 1
    listed = center.sso.list_account_assignment_creation_status(InstanceArn=center.arn)
    assert len(listed["AccountAssignmentsCreationStatus"]) == 60


def test_twenty_threads_wanting_the_same_access_leave_one_row_and_one_role(center: Center) -> None:
    access = center.permission_set(), center.dev, center.user()
    statuses = at_once([partial(center.assign, *access)] * 20)
    assert {status["Status"] for status in statuses} == {"SUCCEEDED"}
    assert center.assignments(*access[:2]) == [("USER", access[2])]
    assert len(center.roles(center.dev)) == 1
