"""Memberships, in process and over HTTP."""

from __future__ import annotations

import pytest

from tests.conftest import MANAGEMENT
from tests.services.identity_store.conftest import UNKNOWN, Store

GONE = "Group membership not found for given Pool/Group/Member."


def test_a_membership_is_described_found_and_listed_alike(store: Store) -> None:
    ada = store.user()
    staff = store.group()
    membership = store.join(staff, ada)
    described = store("describe_group_membership", MembershipId=membership)
    del described["ResponseMetadata"]
    assert described["MemberId"] == {"UserId": ada}
    assert described["GroupId"] == staff
    assert (described["CreatedBy"], described["UpdatedBy"]) == (MANAGEMENT, MANAGEMENT)
    assert described["MembershipArn"] == f"arn:aws:identitystore:::membership/{membership}"
    assert store("list_group_memberships", GroupId=staff)["GroupMemberships"] == [described]
    assert store("list_group_memberships_for_member", MemberId={"UserId": ada})["GroupMemberships"] == [described]
    found = store("get_group_membership_id", GroupId=staff, MemberId={"UserId": ada})
    assert found["MembershipId"] == membership
    assert found["MembershipArn"] == described["MembershipArn"]


@pytest.mark.rule("membership.unique")
def test_nobody_is_in_a_group_twice(store: Store) -> None:
    ada = store.user()
    staff = store.group("staff", ada)
    error = store.error("create_group_membership", GroupId=staff, MemberId={"UserId": ada})
    assert error["Error"] == {
        "Code": "ConflictException",
        "Message": "Member and Group relationship already exists",
    }
    assert error["Reason"] == "UNIQUENESS_CONSTRAINT_VIOLATION"
    assert len(store("list_group_memberships", GroupId=staff)["GroupMemberships"]) == 1


@pytest.mark.rule("membership.must-exist")
def test_both_sides_of_a_membership_exist(store: Store) -> None:
    ada, staff = store.user(), store.group()
    error = store.error("create_group_membership", GroupId=staff, MemberId={"UserId": UNKNOWN})
    assert (error["Error"]["Message"], error["ResourceType"]) == ("Member does not exist", "USER")
    error = store.error("create_group_membership", GroupId=UNKNOWN, MemberId={"UserId": ada})
    assert (error["Error"]["Message"], error["ResourceType"]) == ("Group does not exist", "GROUP")


@pytest.mark.rule("membership.not-found")
def test_a_membership_that_is_gone(store: Store) -> None:
    ada = store.user()
    staff = store.group()
    membership = store.join(staff, ada)
    store("delete_group_membership", MembershipId=membership)
    by_id = store.error("describe_group_membership", MembershipId=membership)
    by_pair = store.error("get_group_membership_id", GroupId=staff, MemberId={"UserId": ada})
    for error in (by_id, by_pair):
        assert error["Error"] == {"Code": "ResourceNotFoundException", "Message": GONE}
        assert error["ResourceType"] == "GROUP_MEMBERSHIP"
    # And can be made anew.
    assert store.join(staff, ada) != membership


@pytest.mark.rule("membership.question")
def test_the_question_is_answered_for_each_group_in_its_order(store: Store) -> None:
    ada = store.user()
    staff, guests, crew = store.group("staff", ada), store.group("guests"), store.group("crew", ada)
    asked = [crew, guests, staff, guests]
    results = store("is_member_in_groups", MemberId={"UserId": ada}, GroupIds=asked)["Results"]
    assert [row["GroupId"] for row in results] == asked
    assert [row["MembershipExists"] for row in results] == [True, False, True, False]
    assert all(row["MemberId"] == {"UserId": ada} for row in results)


@pytest.mark.rule("membership.question-must-exist")
def test_the_question_is_about_what_exists(store: Store) -> None:
    ada, staff = store.user(), store.group()
    error = store.error("is_member_in_groups", MemberId={"UserId": UNKNOWN}, GroupIds=[staff])
    assert error["ResourceType"] == "USER"
    error = store.error("is_member_in_groups", MemberId={"UserId": ada}, GroupIds=[staff, UNKNOWN])
    assert (error["ResourceType"], error["ResourceId"]) == ("GROUP", UNKNOWN)


@pytest.mark.rule("membership.lists-must-exist")
def test_memberships_of_nobody_are_not_listed(store: Store) -> None:
    error = store.error("list_group_memberships", GroupId=UNKNOWN)
    assert (error["Error"]["Code"], error["ResourceType"]) == ("ResourceNotFoundException", "GROUP")
    error = store.error("list_group_memberships_for_member", MemberId={"UserId": UNKNOWN})
    assert (error["Error"]["Code"], error["ResourceType"]) == ("ResourceNotFoundException", "USER")


def test_memberships_come_in_pages(store: Store) -> None:
    users = [store.user(f"user-{number}") for number in range(5)]
    staff = store.group("staff", *users)
    pages = store.client.get_paginator("list_group_memberships").paginate(
        IdentityStoreId=store.id, GroupId=staff, PaginationConfig={"PageSize": 2}
    )
    assert [row["MemberId"]["UserId"] for page in pages for row in page["GroupMemberships"]] == users
    for group in range(3):
        store.join(store.group(f"group-{group}"), users[0])
    pages = store.client.get_paginator("list_group_memberships_for_member").paginate(
        IdentityStoreId=store.id, MemberId={"UserId": users[0]}, PaginationConfig={"PageSize": 3}
    )
    assert [len(page["GroupMemberships"]) for page in pages] == [3, 1]
