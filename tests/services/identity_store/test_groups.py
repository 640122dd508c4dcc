"""Groups, in process and over HTTP."""

from __future__ import annotations

import pytest

from tests.services.identity_store.conftest import UNKNOWN, Store, as_operations


def test_a_group_has_the_attributes_that_it_was_given(store: Store) -> None:
    staff = store.group("staff", Description="Everybody")
    described = store("describe_group", GroupId=staff)
    del described["ResponseMetadata"]
    assert (described["DisplayName"], described["Description"]) == ("staff", "Everybody")
    assert described["GroupArn"] == f"arn:aws:identitystore:::group/{staff}"
    (listed,) = store("list_groups")["Groups"]
    assert listed == described
    assert "Description" not in store("describe_group", GroupId=store.group("plain"))


@pytest.mark.rule("group.name-required")
def test_a_group_needs_a_name(store: Store) -> None:
    refusal = ("ValidationException", "displayName is a required attribute")
    assert store.refusal("create_group") == refusal
    staff = store.group()
    unset = [{"AttributePath": "displayName"}]
    assert store.refusal("update_group", GroupId=staff, Operations=unset) == refusal
    assert [group["DisplayName"] for group in store("list_groups")["Groups"]] == ["staff"]


@pytest.mark.rule("group.unique-name", "user.case")
@pytest.mark.parametrize("name", ["staff", "STAFF"])
def test_no_two_groups_have_one_name(store: Store, name: str) -> None:
    store.group("staff")
    guests = store.group("guests")
    created = store.error("create_group", DisplayName=name)
    updated = store.error("update_group", GroupId=guests, Operations=as_operations(("displayName", name)))
    for error in (created, updated):
        assert error["Error"] == {"Code": "ConflictException", "Message": "Duplicate GroupDisplayName"}
        assert error["Reason"] == "UNIQUENESS_CONSTRAINT_VIOLATION"
    assert [group["DisplayName"] for group in store("list_groups")["Groups"]] == ["staff", "guests"]


def test_users_and_groups_may_have_one_name(store: Store) -> None:
    store.user("ada")
    assert store("describe_group", GroupId=store.group("ada"))["DisplayName"] == "ada"


@pytest.mark.rule("group.not-found")
def test_a_group_that_is_not_there(store: Store) -> None:
    error = store.error("describe_group", GroupId=UNKNOWN)
    assert error["Error"] == {"Code": "ResourceNotFoundException", "Message": "GROUP not found."}
    assert (error["ResourceType"], error["ResourceId"]) == ("GROUP", UNKNOWN)
    lookup = {"UniqueAttribute": {"AttributePath": "displayName", "AttributeValue": "nobody"}}
    assert store.error("get_group_id", AlternateIdentifier=lookup)["ResourceType"] == "GROUP"


@pytest.mark.rule("identity-store.lookup", "identity-store.lookup-paths")
@pytest.mark.parametrize("path", ["displayName", "DisplayName"])
def test_a_group_is_found_by_its_name(store: Store, path: str) -> None:
    staff = store.group("staff")
    lookup = {"UniqueAttribute": {"AttributePath": path, "AttributeValue": "staff"}}
    found = store("get_group_id", AlternateIdentifier=lookup)
    assert (found["GroupId"], found["GroupArn"]) == (staff, f"arn:aws:identitystore:::group/{staff}")


@pytest.mark.rule("identity-store.update-paths", "identity-store.update-unsets")
def test_a_group_can_be_renamed_and_described(store: Store) -> None:
    staff = store.group("staff", Description="Everybody")
    store("update_group", GroupId=staff, Operations=as_operations(("displayName", "crew"), ("description", "Some")))
    described = store("describe_group", GroupId=staff)
    assert (described["DisplayName"], described["Description"]) == ("crew", "Some")
    store("update_group", GroupId=staff, Operations=[{"AttributePath": "description"}])
    assert "Description" not in store("describe_group", GroupId=staff)
    # The old name is free again.
    assert store.group("staff") != staff
    code, _ = store.refusal("update_group", GroupId=staff, Operations=as_operations(("members", ["ada"])))
    assert code == "ValidationException"


@pytest.mark.rule("identity-store.delete-takes-memberships")
def test_a_deleted_group_has_no_members(store: Store) -> None:
    ada = store.user()
    staff, guests = store.group("staff", ada), store.group("guests", ada)
    store("delete_group", GroupId=staff)
    listed = store("list_group_memberships_for_member", MemberId={"UserId": ada})["GroupMemberships"]
    assert [row["GroupId"] for row in listed] == [guests]
    assert store.refusal("list_group_memberships", GroupId=staff)[0] == "ResourceNotFoundException"


@pytest.mark.rule("wire.stable-order", "wire.page-size")
@pytest.mark.parametrize("kind", ["users", "groups"])
def test_lists_come_in_pages(store: Store, kind: str) -> None:
    names = [f"{kind}-{number}" for number in range(7)]
    ids = [store.user(name) if kind == "users" else store.group(name) for name in names]
    member = "UserId" if kind == "users" else "GroupId"
    pages = list(
        store.client.get_paginator(f"list_{kind}").paginate(IdentityStoreId=store.id, PaginationConfig={"PageSize": 3})
    )
    assert [len(page[kind.title()]) for page in pages] == [3, 3, 1]
    assert [row[member] for page in pages for row in page[kind.title()]] == ids
