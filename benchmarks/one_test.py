"""What a short test costs, and its parts: entering, making a client, one call, leaving."""

from __future__ import annotations

import io
import unittest
from collections.abc import Callable
from typing import Any

import boto3
from moto import mock_aws

from benchmarks.timing import Sample, interleaved, timed
from ssoadmin_mock import IdentityCenter, mock_ssoadmin
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
            organizations, store, iam, sso = (
                boto3.client(service, region_name="us-east-1")
                for service in ("organizations", "identitystore", "iam", "sso-admin")
            )
            organizations.create_organization(FeatureSet="ALL")
            if isinstance(handle, IdentityCenter):
                # moto always has an instance.
                handle.enable_organization_instance()
            created = organizations.create_account(AccountName="dev", Email="dev@example.com")
            account_id = created["CreateAccountStatus"]["AccountId"]
            instance = sso.list_instances()["Instances"][0]
            in_store = {"IdentityStoreId": instance["IdentityStoreId"]}
            name = {"GivenName": "Ada", "FamilyName": "Lovelace"}
            user = store.create_user(**in_store, UserName="ada", DisplayName="Ada", Name=name)
            group = store.create_group(**in_store, DisplayName="developers")
            store.create_group_membership(**in_store, GroupId=group["GroupId"], MemberId={"UserId": user["UserId"]})
            in_instance = {"InstanceArn": instance["InstanceArn"]}
            created = sso.create_permission_set(**in_instance, Name="Developer")
            of_set = {**in_instance, "PermissionSetArn": created["PermissionSet"]["PermissionSetArn"]}
            target = {"TargetType": "AWS_ACCOUNT", "TargetId": account_id}
            sso.create_account_assignment(**of_set, **target, PrincipalType="GROUP", PrincipalId=group["GroupId"])
            assigned = sso.list_account_assignments(**of_set, AccountId=account_id)["AccountAssignments"]
            assert [row["PrincipalId"] for row in assigned] == [group["GroupId"]]
            organizations.list_accounts()
            iam.create_user(UserName="deployer")
            iam.list_users()

    return run


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


def measure(body: Callable[[Mock], Callable[[], None]], rounds: int) -> dict[str, float]:
    """Return the median seconds of something under plain mock_aws and under mock_ssoadmin."""
    return interleaved({"moto": timed(body(mock_aws)), "ours": timed(body(mock_ssoadmin))}, rounds)


def measure_fixture(rounds: int) -> dict[str, float]:
    """Return the median seconds of a test under plain mock_aws, and of the same one with the client fixture."""
    return interleaved({"moto": timed(whole_test(mock_aws)), "ours": timed(fixture_test)}, rounds)


def measure_suite(size: int) -> dict[str, float]:
    """Return the seconds of a decorated class of tests under plain mock_aws and under mock_ssoadmin."""
    return interleaved({"moto": suite_of(mock_aws, size), "ours": suite_of(mock_ssoadmin, size)}, 1, warm_up=0)
