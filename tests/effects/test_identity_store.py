"""One identity store for all accounts that see an instance, in process and over HTTP."""

from __future__ import annotations

from typing import Any, cast

import pytest
from moto.identitystore.models import User, identitystore_backends

from ssoadmin_mock.effects import identity_store
from ssoadmin_mock.model.instance import Instance, InstanceKind
from tests.center import Center
from tests.conftest import MANAGEMENT, STANDALONE, Connect, error_of


def users_seen(center: Center, account_id: str, region_name: str = "us-east-1") -> list[str]:
    store = center.connect("identitystore", account_id=account_id, region_name=region_name)
    return [user["UserName"] for user in store.list_users(IdentityStoreId=center.identity_store_id)["Users"]]


def make_user(center: Center, account_id: str, name: str) -> None:
    center.connect("identitystore", account_id=account_id).create_user(
        IdentityStoreId=center.identity_store_id,
        UserName=name,
        DisplayName=name,
        Name={"GivenName": name, "FamilyName": "Example"},
    )


@pytest.mark.rule("assignment.shared-identity-store", "assignment.identity-store-administrators")
@pytest.mark.parametrize("first", ["management", "delegate"])
def test_all_accounts_share_the_users_whoever_made_the_first(center: Center, delegate: str, first: str) -> None:
    accounts = {"management": MANAGEMENT, "delegate": delegate}
    for number, account_id in enumerate([accounts.pop(first), *accounts.values()]):
        make_user(center, account_id, f"user-{number}")
    for account_id in (MANAGEMENT, delegate, center.prod):
        assert users_seen(center, account_id) == ["user-0", "user-1"]


@pytest.mark.rule("assignment.identity-store-members")
def test_a_member_account_changes_nothing_in_the_identity_store(center: Center) -> None:
    ada, staff = center.user("ada"), center.group("staff")
    ours = {"IdentityStoreId": center.identity_store_id}
    membership = center.connect("identitystore").create_group_membership(
        GroupId=staff, MemberId={"UserId": ada}, **ours
    )
    store = center.connect("identitystore", account_id=center.prod)
    changes: dict[str, dict[str, Any]] = {
        "create_user": {"UserName": "eve", "DisplayName": "Eve", "Name": {"GivenName": "Eve", "FamilyName": "E"}},
        "create_group": {"DisplayName": "more"},
        "create_group_membership": {"GroupId": staff, "MemberId": {"UserId": ada}},
        "delete_group_membership": {"MembershipId": membership["MembershipId"]},
        "delete_group": {"GroupId": staff},
        "delete_user": {"UserId": ada},
    }
    for name, params in changes.items():
        operation = store.meta.method_to_api_mapping[name]
        code, text = error_of(getattr(store, name), **ours, **params)
        assert code == "AccessDeniedException"
        assert f"is not authorized to perform: identitystore:{operation} on resource: arn:aws:identitystore::" in text
        assert text.endswith(f":identitystore/{center.identity_store_id}")
    assert [user["UserId"] for user in store.list_users(**ours)["Users"]] == [ada]
    (seen,) = store.list_group_memberships(**ours, GroupId=staff)["GroupMemberships"]
    assert seen["MemberId"] == {"UserId": ada}


@pytest.mark.rule("assignment.shared-identity-store")
def test_accounts_that_join_later_share_them_and_strangers_do_not(center: Center) -> None:
    make_user(center, MANAGEMENT, "ada")
    organizations = center.connect("organizations")
    new = organizations.create_account(AccountName="new", Email="new@example.com")["CreateAccountStatus"]["AccountId"]
    assert users_seen(center, new) == ["ada"]
    organizations.remove_account_from_organization(AccountId=new)
    assert users_seen(center, new) == []
    assert users_seen(center, STANDALONE) == []


@pytest.mark.rule("assignment.shared-identity-store")
def test_they_are_in_the_region_of_the_instance(center: Center) -> None:
    make_user(center, MANAGEMENT, "ada")
    assert users_seen(center, center.dev) == ["ada"]
    assert users_seen(center, center.dev, "eu-west-1") == []


@pytest.mark.rule("assignment.identity-store-administrators")
def test_what_a_delegate_made_can_be_assigned(center: Center, delegate: str) -> None:
    store = center.connect("identitystore", account_id=delegate)
    group = store.create_group(IdentityStoreId=center.identity_store_id, DisplayName="staff")["GroupId"]
    assert center.assign(center.permission_set(), center.dev, group, "GROUP")["Status"] == "SUCCEEDED"


def test_a_member_s_own_instance_has_users_of_its_own(center: Center, connect: Connect) -> None:
    make_user(center, MANAGEMENT, "ada")
    client = connect(account_id=center.prod)
    arn = client.create_instance()["InstanceArn"]
    own = client.describe_instance(InstanceArn=arn)["IdentityStoreId"]
    store = connect("identitystore", account_id=center.prod)
    store.create_group(IdentityStoreId=own, DisplayName="staff")
    assert store.list_users(IdentityStoreId=own)["Users"] == []
    assert connect("identitystore").list_groups(IdentityStoreId=own)["Groups"] == []
    assert users_seen(center, center.prod) == ["ada"]


@pytest.mark.rule("assignment.shared-identity-store")
def test_deleting_the_instance_deletes_them(center: Center) -> None:
    make_user(center, MANAGEMENT, "ada")
    center.sso.delete_instance(InstanceArn=center.arn)
    assert users_seen(center, MANAGEMENT) == []
    assert users_seen(center, center.prod) == []


@pytest.fixture
def instance(idc: Any) -> Instance:
    """An instance in a Region."""
    return Instance("ssoins-0", "d-0", MANAGEMENT, InstanceKind.ACCOUNT, "aws", "us-east-1", created_date=0.0)


def test_nobody_exists_where_moto_has_no_identity_store(instance: Instance) -> None:
    instance.region_name = "nowhere-1"
    assert not identity_store.principal_exists(instance, "USER", "ada")
    assert identity_store.groups_of(instance, "ada") == []
    identity_store.delete_store(instance)


def test_groups_of_reads_all_memberships_only_when_they_changed(instance: Instance) -> None:
    backend = identitystore_backends[MANAGEMENT]["us-east-1"]
    groups = [backend.create_group("d-0", name, "")[0] for name in ("staff", "guests")]
    store = identity_store.shared_store(instance)
    memberships = store.group_memberships = CountingDict()

    def join(id: str, group: str, user: str) -> None:
        store.users[user] = cast("User", None)
        memberships[id] = {"MembershipId": id, "GroupId": group, "MemberId": {"UserId": user}}

    for number in range(100):
        join(f"other-{number}", groups[0], f"user-{number}")
    join("first", groups[0], "ada")
    assert identity_store.groups_of(instance, "ada") == [groups[0]]
    read = memberships.rows_read
    for _ in range(100):
        identity_store.groups_of(instance, "ada")
    assert memberships.rows_read == read
    # One added and another deleted, so that there are as many as before.
    join("second", groups[1], "ada")
    del memberships["first"]
    assert identity_store.groups_of(instance, "ada") == [groups[1]]
    del memberships["other-0"]
    assert identity_store.groups_of(instance, "user-0") == []
    assert identity_store.groups_of(instance, "user-1") == [groups[0]]
    del store.users["user-1"]
    assert identity_store.groups_of(instance, "user-1") == []


class CountingDict(dict[str, Any]):
    """Counts the rows that are read by going through all of them."""

    rows_read = 0

    def values(self) -> Any:
        return CountingValues(self)


class CountingValues:
    """The values of a `CountingDict`. Looking at the last one is not going through all."""

    def __init__(self, counted: CountingDict) -> None:
        self._counted = counted

    def __len__(self) -> int:
        return len(self._counted)

    def __iter__(self) -> Any:
        self._counted.rows_read += len(self._counted)
        return iter(dict.values(self._counted))

    def __reversed__(self) -> Any:
        return reversed(dict.values(self._counted))
