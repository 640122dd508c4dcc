"""The handle, and its twins on the module."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto.moto_api import state_manager

import ssoadmin_mock
from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from tests.conftest import MANAGEMENT, STANDALONE, Connect, Organization


@pytest.mark.rule("instance.organization-instance")
def test_enabling_makes_an_organization_first_where_there_is_none(idc: IdentityCenter, connect: Connect) -> None:
    enabled = idc.enable_organization_instance(name="main")
    assert connect("organizations").describe_organization()["Organization"]["MasterAccountId"] == MANAGEMENT
    described = connect().describe_instance(InstanceArn=enabled.arn)
    assert described["IdentityStoreId"] == enabled.identity_store_id
    assert described["OwnerAccountId"] == enabled.owner_account_id == MANAGEMENT
    assert described["PrimaryRegion"] == enabled.region_name == "us-east-1"
    assert described["Name"] == "main"
    assert described["PermissionSetsEnabled"] is True
    assert enabled.arn in repr(enabled)


def test_the_calling_account_may_be_a_member(idc: IdentityCenter, connect: Connect, monkeypatch: Any) -> None:
    organizations = connect("organizations", account_id=STANDALONE)
    organizations.create_organization(FeatureSet="ALL")
    member = organizations.create_account(AccountName="dev", Email="a@example.com")["CreateAccountStatus"]["AccountId"]
    monkeypatch.setenv("MOTO_ACCOUNT_ID", member)
    assert idc.enable_organization_instance(region_name="eu-west-1").owner_account_id == STANDALONE


def test_enabling_twice_says_so(idc: IdentityCenter) -> None:
    first = idc.enable_organization_instance()
    with pytest.raises(RuntimeError, match=f"account {MANAGEMENT} owns the instance {first.arn} already"):
        idc.enable_organization_instance(region_name="eu-west-1")


def test_enabling_on_entry() -> None:
    with mock_ssoadmin(organization_instance=True):
        (instance,) = boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"]
        assert instance["OwnerAccountId"] == MANAGEMENT


def test_enabling_on_entry_in_a_region() -> None:
    with mock_ssoadmin(organization_instance="eu-west-1") as idc:
        (instance,) = boto3.client("sso-admin", region_name="eu-west-1").list_instances()["Instances"]
        assert instance["PrimaryRegion"] == "eu-west-1"
        with mock_ssoadmin(organization_instance=True):
            assert boto3.client("sso-admin", region_name="us-east-1").list_instances()["Instances"] == []
        with pytest.raises(RuntimeError, match="already"):
            idc.enable_organization_instance()


def test_a_failure_to_enable_on_entry_leaves_the_mock() -> None:
    with mock_ssoadmin():
        boto3.client("sso-admin", region_name="us-east-1").create_instance()
        boto3.client("organizations", region_name="us-east-1").create_organization(FeatureSet="ALL")
        with pytest.raises(RuntimeError, match="owns the instance"):
            mock_ssoadmin(organization_instance=True).start()
    with pytest.raises(RuntimeError, match="before start"):
        mock_ssoadmin().stop()


def test_a_session_calls_from_its_account(idc: IdentityCenter, organization: Organization) -> None:
    session = idc.session(account_id=organization.members[0], region_name="us-east-1")
    assert session.client("sts").get_caller_identity()["Account"] == organization.members[0]
    assert session.client("sso-admin").list_instances()["Instances"][0]["OwnerAccountId"] == MANAGEMENT
    session.resource("s3").create_bucket(Bucket="theirs")
    assert boto3.client("s3").list_buckets()["Buckets"] == []


def test_assumed_roles_select_their_account(connect: Connect) -> None:
    credentials = connect("sts").assume_role(RoleArn=f"arn:aws:iam::{STANDALONE}:role/any", RoleSessionName="alice")[
        "Credentials"
    ]
    keys = {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }
    boto3.client("sso-admin", region_name="us-east-1", **keys).create_instance()
    assert connect(account_id=STANDALONE).list_instances()["Instances"][0]["OwnerAccountId"] == STANDALONE
    assert connect().list_instances()["Instances"] == []


def test_settle_finishes_everything_in_every_account(idc: IdentityCenter, connect: Connect) -> None:
    state_manager.set_transition("ssoadmin::instance", {"progression": "manual", "times": 9})
    try:
        clients = [connect(account_id=account) for account in (MANAGEMENT, STANDALONE)]
        arns = [client.create_instance()["InstanceArn"] for client in clients]
        assert [c.list_instances()["Instances"][0]["Status"] for c in clients] == ["CREATE_IN_PROGRESS"] * 2
        idc.settle()
        assert [c.describe_instance(InstanceArn=a)["Status"] for c, a in zip(clients, arns, strict=True)] == [
            "ACTIVE",
            "ACTIVE",
        ]
    finally:
        state_manager.unset_transition("ssoadmin::instance")


def test_the_module_has_the_same_calls_for_the_active_mock() -> None:
    with mock_ssoadmin():
        enabled = ssoadmin_mock.enable_organization_instance()
        session = ssoadmin_mock.session(account_id=MANAGEMENT, region_name="us-east-1")
        assert session.client("sso-admin").list_instances()["Instances"][0]["InstanceArn"] == enabled.arn
        ssoadmin_mock.settle()


@pytest.mark.parametrize(
    "call",
    [
        lambda: ssoadmin_mock.enable_organization_instance(),
        lambda: ssoadmin_mock.session(account_id=MANAGEMENT),
        lambda: ssoadmin_mock.settle(),
    ],
)
def test_without_an_active_mock_they_say_so(call: Any) -> None:
    with pytest.raises(RuntimeError, match=r"mock_ssoadmin is not active\. Decorate the function with @mock_ssoadmin"):
        call()


def test_names_of_the_package() -> None:
    assert set(ssoadmin_mock.__all__) <= set(dir(ssoadmin_mock))
    for name in ssoadmin_mock.__all__:
        assert getattr(ssoadmin_mock, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'mock_sso'"):
        _ = ssoadmin_mock.mock_sso


def uses(idc: IdentityCenter) -> list[Any]:
    """Everything that a handle does with the state."""
    return [
        lambda: idc.organization_instance,
        lambda: idc.enable_organization_instance(),
        lambda: idc.ensure_organization_instance("us-east-1"),
        lambda: idc.session(account_id=STANDALONE),
        lambda: idc.calls,
        lambda: idc.events,
        lambda: idc.faults,
        lambda: idc.load({}),
        lambda: idc.dump(),
        lambda: idc.access(),
        lambda: idc.access_matrix(),
        lambda: idc.diff({}),
        lambda: idc.account(MANAGEMENT),
        lambda: idc.user("ada"),
        lambda: idc.group("staff"),
        lambda: idc.permission_set("Admin"),
        lambda: idc.application("app"),
        lambda: idc.issuer("issuer"),
        lambda: idc.start_url,
        lambda: idc.issuer_url,
        lambda: idc.sign_in("ada"),
        lambda: idc.pending_sign_ins,
        lambda: idc.approve_sign_in("ABCD-EFGH", user="ada"),
        lambda: idc.deny_sign_in("ABCD-EFGH"),
        lambda: idc.role_session(user="ada", account="dev", permission_set="Admin"),
        lambda: idc.write_profile("somewhere", account="dev", permission_set="Admin"),
        lambda: idc.on_behalf_of("ASIAEXAMPLE"),
        lambda: idc.use_issuer_keys("issuer", {"keys": []}),
        lambda: idc.sign_assertion("issuer", audience="app"),
        lambda: idc.scim_endpoint,
        lambda: idc.create_scim_token(),
        lambda: idc.delete_scim_token("token"),
        lambda: idc.settle(),
        lambda: idc.snapshot(),
        lambda: idc.restore(idc.snapshot()),
        lambda: idc.rollback().__enter__(),
        lambda: idc.reset(),
        lambda: idc.slow("CreateInstance", polls=1),
        lambda: idc.advance(1),
    ]


ENDED = "mock_ssoadmin is not active any more: the one that gave this handle has ended"


def test_a_handle_ends_with_its_mock() -> None:
    with mock_ssoadmin(organization_instance=True) as before:
        pass
    public = {name for name in vars(IdentityCenter) if not name.startswith("_")}
    assert len(uses(before)) == len(public)
    for use in uses(before):
        with pytest.raises(RuntimeError, match=ENDED):
            use()
    with mock_ssoadmin(organization_instance=True) as after:
        for use in uses(before):
            with pytest.raises(RuntimeError, match=ENDED):
                use()
        assert after.organization_instance == ssoadmin_mock.IdentityCenter().organization_instance
        assert ssoadmin_mock.dump() == after.dump()


def test_a_handle_serves_while_its_state_lives() -> None:
    outer, inner = mock_ssoadmin(organization_instance=True), mock_ssoadmin()
    first = outer.start()
    second = inner.start()
    outer.stop()
    assert first.dump() == second.dump()
    inner.stop()
    for handle in (first, second):
        with pytest.raises(RuntimeError, match=ENDED):
            handle.dump()


def test_one_that_is_made_by_hand_is_of_whatever_is_active() -> None:
    handle = IdentityCenter()
    with pytest.raises(RuntimeError, match=r"mock_ssoadmin is not active\. Decorate"):
        handle.dump()
    for _ in range(2):
        with mock_ssoadmin(organization_instance=True):
            handle.dump()


WORLD = {
    "organization": {"accounts": {"dev": "111122223333"}},
    "instance": {"id": "ssoins-0123456789abcdef"},
    "users": {"ada": None},
    "permission_sets": {"Admin": None},
    "assignments": [{"permission_set": "Admin", "users": "ada", "accounts": ["dev", "master"]}],
}


def test_the_repr_of_a_handle_says_what_there_is() -> None:
    with mock_ssoadmin() as idc:
        assert repr(idc) == "<IdentityCenter: no organization instance; 0 calls, 0 faults in force>"
        idc.load(WORLD)
        idc.faults.fail("CreateInstance", "ConflictException", times=2)
        boto3.client("sso-admin", region_name="us-east-1").list_instances()
        there = (
            "instance ssoins-0123456789abcdef of 123456789012 in us-east-1, 1 user, 0 groups, 1 permission set, "
            "2 assignments, 0 applications; 1 calls, 1 faults in force"
        )
        assert repr(idc) == repr(IdentityCenter()) == f"<IdentityCenter: {there}>"
        fault = "<Fault of CreateInstance: hit 0, hits 2 more>"
        assert repr(idc.faults) == f"<1 faults in force: {fault}>"
        idc.faults.clear()
        assert repr(idc.faults) == "<no faults>"
    assert repr(idc) == repr(IdentityCenter()) == "<IdentityCenter: its mock is not active>"


def test_the_repr_of_a_mock_says_with_what_and_whether_it_is_active() -> None:
    mock = mock_ssoadmin(world=WORLD, moto_defaults=True, quotas={"tags_per_resource": 1})
    arguments = "world='...', moto_defaults=True, quotas={'tags_per_resource': 1}"
    assert repr(mock) == f"<mock_ssoadmin({arguments}), not active>"
    with mock:
        assert repr(mock) == f"<mock_ssoadmin({arguments}), active>"
        with mock:
            assert repr(mock).endswith(", active 2 times>")
    assert repr(mock_ssoadmin()) == "<mock_ssoadmin(), not active>"
