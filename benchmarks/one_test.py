"""What a short test costs, and its parts: entering, making a client, one call, leaving."""

from __future__ import annotations

import io
import unittest
from collections.abc import Callable
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from moto import mock_aws

from benchmarks.one_call import Raw
from benchmarks.timing import Sample, in_a_row, interleaved, timed
from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.plugin.kept_clients import kept_client

Mock = Callable[[], Any]


def new_client() -> Any:
    return boto3.client("sso-admin", region_name="us-east-1")


def whole_test(mock: Mock) -> Callable[[], None]:
    """Make a test that changes nothing but the decorator."""

    def run() -> None:
        with mock():
            new_client().list_instances()

    return run


def first_client(mock: Mock) -> Callable[[], None]:
    def run() -> None:
        with mock():
            new_client()

    return run


def enter_and_leave(mock: Mock) -> Callable[[], None]:
    def run() -> None:
        with mock():
            pass

    return run


def fixture_test() -> None:
    """Do what a test with the fixture `sso_admin` does."""
    with mock_ssoadmin(), kept_client(new_client, "benchmark") as sso:
        sso.list_instances()


def typical_test(mock: Mock) -> Callable[[], None]:
    """Make a test of four services: a small organization, and twelve calls."""

    def run() -> None:
        with mock() as handle:
            # moto always has an instance.
            typical_calls(boto3.client, handle.enable_organization_instance if mock is mock_ssoadmin else _nothing)

    return run


def typical_calls(client: Callable[..., Any], enable: Callable[[], object]) -> None:
    """Make four clients and call them; enable the instance of the organization in between."""
    organizations, store, iam, sso = (
        client(service, region_name="us-east-1") for service in ("organizations", "identitystore", "iam", "sso-admin")
    )
    organizations.create_organization(FeatureSet="ALL")
    enable()
    account = organizations.create_account(AccountName="dev", Email="dev@example.com")["CreateAccountStatus"]
    instance = sso.list_instances()["Instances"][0]
    in_store = {"IdentityStoreId": instance["IdentityStoreId"]}
    name = {"GivenName": "Ada", "FamilyName": "Lovelace"}
    user = store.create_user(**in_store, UserName="ada", DisplayName="Ada", Name=name)
    group = store.create_group(**in_store, DisplayName="developers")
    store.create_group_membership(**in_store, GroupId=group["GroupId"], MemberId={"UserId": user["UserId"]})
    in_instance = {"InstanceArn": instance["InstanceArn"]}
    permission_set = sso.create_permission_set(**in_instance, Name="Developer")["PermissionSet"]
    of_set = {**in_instance, "PermissionSetArn": permission_set["PermissionSetArn"]}
    who = {"PrincipalType": "GROUP", "PrincipalId": group["GroupId"]}
    sso.create_account_assignment(**of_set, **who, TargetType="AWS_ACCOUNT", TargetId=account["AccountId"])
    assigned = sso.list_account_assignments(**of_set, AccountId=account["AccountId"])["AccountAssignments"]
    assert [row["PrincipalId"] for row in assigned] == [group["GroupId"]]
    organizations.list_accounts()
    iam.create_user(UserName="deployer")
    iam.list_users()


def _nothing() -> None:
    pass


def _session() -> boto3.Session:
    return boto3.Session(aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET")


def typical_floor() -> Callable[[], None]:
    """Make the typical test without a mock: each call is answered, before it is sent, as the mock answered it."""
    answers: list[dict[str, Any]] = []
    with mock_ssoadmin() as handle:
        session = _session()
        session.events.register("response-received", lambda response_dict, **_: answers.append(response_dict))
        typical_calls(session.client, handle.enable_organization_instance)

    def run() -> None:
        left = iter(answers)

        def respond(request: Any, **_: Any) -> Any:
            answer = next(left)
            return AWSResponse(request.url, answer["status_code"], answer["headers"], Raw(answer["body"]))

        session = _session()
        session.events.register("before-send", respond)
        typical_calls(session.client, _nothing)

    return run


def measure_typical(rounds: int, tests: int) -> dict[str, float]:
    """Return the median seconds of the typical test under both mocks, and of botocore alone.

    :param tests: how many are run in a row.
    """
    samples = {"moto": typical_test(mock_aws), "ours": typical_test(mock_ssoadmin), "floor": typical_floor()}
    return _measured(samples, rounds, tests)


def suite_of(mock: Mock, size: int) -> Sample:
    """Make a sample of a decorated class of tests, each of which makes a client and one call."""

    tests = {test.__name__: test for test in map(_test, range(size))}
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(mock()(type("Suite", (unittest.TestCase,), tests)))

    def run() -> None:
        result = unittest.TextTestRunner(io.StringIO()).run(suite)
        assert (result.testsRun, result.wasSuccessful()) == (size, True)

    return timed(run)


def _test(number: int) -> Callable[[Any], None]:
    def test(_: Any) -> None:
        new_client().list_instances()

    test.__name__ = f"test_{number}"
    return test


def measure(body: Callable[[Mock], Callable[[], None]], rounds: int, tests: int) -> dict[str, float]:
    """Return the median seconds of something under plain mock_aws and under mock_ssoadmin.

    :param tests: how many are run in a row.
    """
    return _measured({"moto": body(mock_aws), "ours": body(mock_ssoadmin)}, rounds, tests)


def measure_fixture(rounds: int, tests: int) -> dict[str, float]:
    """Return the median seconds of a test under plain mock_aws, and of the same one with the client fixture.

    :param tests: how many are run in a row.
    """
    return _measured({"moto": whole_test(mock_aws), "ours": fixture_test}, rounds, tests)


def _measured(bodies: dict[str, Callable[[], None]], rounds: int, tests: int) -> dict[str, float]:
    return interleaved({name: in_a_row(body, tests) for name, body in bodies.items()}, rounds, warm_up=1)


def measure_suite(size: int) -> dict[str, float]:
    """Return the seconds of a decorated class of tests under plain mock_aws and under mock_ssoadmin."""
    return interleaved({"moto": suite_of(mock_aws, size), "ours": suite_of(mock_ssoadmin, size)}, 1, warm_up=0)
