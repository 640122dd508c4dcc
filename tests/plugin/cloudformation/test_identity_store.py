"""``AWS::IdentityStore::Group`` and ``AWS::IdentityStore::GroupMembership``, in process and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.center import UNKNOWN_USER, Center
from tests.plugin.cloudformation.conftest import (
    Imports,
    NewStack,
    Resources,
    get_att,
    outputs,
    ref,
    resource,
    retained,
    to_import,
)
from tests.plugin.cloudformation.test_assignment import access
from tests.plugin.cloudformation.test_permission_set import arn_in, one_set


def one_group(center: Center, **properties: Any) -> Resources:
    defaults = {"IdentityStoreId": center.identity_store_id, "DisplayName": "staff"}
    return {"Group": resource("AWS::IdentityStore::Group", **(defaults | properties))}


def membership(center: Center, user_id: str, group_id: Any = None) -> dict[str, Any]:
    return resource(
        "AWS::IdentityStore::GroupMembership",
        IdentityStoreId=center.identity_store_id,
        GroupId=group_id or get_att("Group", "GroupId"),
        MemberId={"UserId": user_id},
    )


def groups(center: Center) -> dict[str, dict[str, Any]]:
    """The groups by their names."""
    listed = center.connect("identitystore").list_groups(IdentityStoreId=center.identity_store_id)["Groups"]
    return {group["DisplayName"]: group for group in listed}


def members(center: Center, group_id: str) -> dict[str, str]:
    """The memberships of a group by their users."""
    listed = center.connect("identitystore").list_group_memberships(
        IdentityStoreId=center.identity_store_id, GroupId=group_id
    )
    return {row["MemberId"]["UserId"]: row["MembershipId"] for row in listed["GroupMemberships"]}


@pytest.mark.rule("cloudformation.ref", "cloudformation.attributes")
def test_a_group_and_its_member_are_made_with_refs_and_attributes(center: Center, new_stack: NewStack) -> None:
    ada = center.user()
    stack = new_stack(
        {"Ada": membership(center, ada), **one_group(center, Description="Everybody")},
        Outputs=outputs(
            Group=ref("Group"),
            GroupId=get_att("Group", "GroupId"),
            Ada=ref("Ada"),
            AdaId=get_att("Ada", "MembershipId"),
        ),
    )
    assert stack.status == "CREATE_COMPLETE"
    group = groups(center)["staff"]
    group_id, store_id = group["GroupId"], center.identity_store_id
    assert group["Description"] == "Everybody"
    membership_id = members(center, group_id)[ada]
    assert stack.outputs == {
        "Group": f"{group_id}|{store_id}",
        "GroupId": group_id,
        "Ada": f"{membership_id}|{store_id}",
        "AdaId": membership_id,
    }
    assert stack.physical_id("Group") == f"{group_id}|{store_id}"


def test_access_is_given_to_a_group_of_the_same_stack(center: Center, new_stack: NewStack) -> None:
    given = access(center, "", "GROUP")
    given["Properties"]["PrincipalId"] = get_att("Group", "GroupId")
    stack = new_stack({"Access": given, **one_set(center), **one_group(center)})
    assert stack.status == "CREATE_COMPLETE"
    assert center.assignments(arn_in(stack), center.dev) == [("GROUP", groups(center)["staff"]["GroupId"])]


@pytest.mark.rule("cloudformation.group-updated")
def test_an_update_renames_the_group_in_place(center: Center, new_stack: NewStack) -> None:
    ada = center.user()
    stack = new_stack({**one_group(center, Description="Everybody"), "Ada": membership(center, ada)})
    before = groups(center)["staff"]
    renamed = {**one_group(center, DisplayName="crew"), "Ada": membership(center, ada)}
    assert stack.update(renamed) == "UPDATE_COMPLETE"
    after = groups(center)["crew"]
    assert after["GroupId"] == before["GroupId"]
    assert "Description" not in after
    assert list(members(center, after["GroupId"])) == [ada]
    described = {**one_group(center, DisplayName="crew", Description="Some"), "Ada": membership(center, ada)}
    assert stack.update(described) == "UPDATE_COMPLETE"
    assert groups(center)["crew"]["Description"] == "Some"


@pytest.mark.rule("cloudformation.replacement")
def test_another_member_replaces_the_membership(center: Center, new_stack: NewStack) -> None:
    ada, bob = center.user("ada"), center.user("bob")
    stack = new_stack({**one_group(center), "Member": membership(center, ada)})
    before = stack.physical_id("Member")
    assert stack.update({**one_group(center), "Member": membership(center, bob)}) == "UPDATE_COMPLETE"
    assert list(members(center, groups(center)["staff"]["GroupId"])) == [bob]
    assert stack.physical_id("Member") != before


@pytest.mark.rule("cloudformation.replacement", "cloudformation.rollback")
def test_another_store_would_be_another_group(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_group(center))
    assert stack.update(one_group(center, IdentityStoreId="d-0000000000")) == "UPDATE_ROLLBACK_COMPLETE"
    assert "IdentityStore not present for IdentityStoreId: d-0000000000 (Service: Identitystore" in stack.reason
    assert list(groups(center)) == ["staff"]
    assert stack.physical_id("Group").startswith(groups(center)["staff"]["GroupId"])


@pytest.mark.rule("cloudformation.group-exists", "cloudformation.failure-text")
def test_what_exists_already_is_not_taken_over(center: Center, new_stack: NewStack) -> None:
    ada = center.user()
    staff = center.group("staff", ada)
    stack = new_stack(one_group(center))
    assert stack.status == "ROLLBACK_COMPLETE"
    assert stack.reason.startswith(
        'Resource handler returned message: "Duplicate GroupDisplayName (Service: Identitystore, Status Code: 400)" '
    )
    assert stack.reason.endswith("HandlerErrorCode: ResourceConflict)")
    again = new_stack({"Ada": membership(center, ada, staff)}, name="again")
    assert "Member and Group relationship already exists (Service: Identitystore" in again.reason
    assert list(members(center, staff)) == [ada]


@pytest.mark.rule("cloudformation.rollback")
def test_nothing_is_left_when_a_member_does_not_exist(center: Center, new_stack: NewStack) -> None:
    stack = new_stack({**one_group(center), "Nobody": membership(center, UNKNOWN_USER)})
    assert stack.status == "ROLLBACK_COMPLETE"
    assert stack.reason.endswith("HandlerErrorCode: NotFound)")
    assert groups(center) == {}


@pytest.mark.rule("cloudformation.backwards")
def test_deleting_the_stack_deletes_membership_and_group(center: Center, new_stack: NewStack) -> None:
    ada = center.user()
    stack = new_stack({"Ada": membership(center, ada), **one_group(center)})
    assert stack.delete() == "DELETE_COMPLETE"
    assert groups(center) == {}
    left = center.connect("identitystore").list_group_memberships_for_member(
        IdentityStoreId=center.identity_store_id, MemberId={"UserId": ada}
    )
    assert left["GroupMemberships"] == []


@pytest.mark.rule("cloudformation.already-gone")
def test_a_group_that_is_gone_already_does_not_keep_the_stack(center: Center, new_stack: NewStack) -> None:
    stack = new_stack({"Ada": membership(center, center.user()), **one_group(center)})
    center.connect("identitystore").delete_group(
        IdentityStoreId=center.identity_store_id, GroupId=groups(center)["staff"]["GroupId"]
    )
    assert stack.delete() == "DELETE_COMPLETE"


@pytest.mark.rule("cloudformation.properties")
def test_a_property_that_there_is_not_fails_the_resource(center: Center, new_stack: NewStack) -> None:
    stack = new_stack(one_group(center, Members=["ada"]))
    assert "extraneous key [Members] is not permitted" in stack.reason


@pytest.mark.rule("cloudformation.import")
def test_a_group_and_a_membership_can_be_imported(center: Center, imports: Imports) -> None:
    store_id, ada = center.identity_store_id, center.user()
    staff = center.group()
    membership_id = center.join(staff, ada)
    wanted = {"Group": retained(one_group(center)["Group"]), "Ada": retained(membership(center, ada))}
    stack = imports.run(
        wanted,
        to_import("Group", "AWS::IdentityStore::Group", GroupId=staff, IdentityStoreId=store_id),
        to_import("Ada", "AWS::IdentityStore::GroupMembership", MembershipId=membership_id, IdentityStoreId=store_id),
    )
    assert stack.status == "IMPORT_COMPLETE"
    assert stack.physical_id("Ada") == f"{membership_id}|{store_id}"
    renamed = {"Group": retained(one_group(center, DisplayName="crew")["Group"]), "Ada": wanted["Ada"]}
    assert stack.update(renamed) == "UPDATE_COMPLETE"
    assert groups(center)["crew"]["GroupId"] == staff
    assert members(center, staff) == {ada: membership_id}


@pytest.mark.rule("cloudformation.import-failed")
def test_a_group_that_is_not_there_cannot_be_imported(center: Center, imports: Imports) -> None:
    identifier = {"GroupId": UNKNOWN_USER, "IdentityStoreId": center.identity_store_id}
    stack = imports.run(
        {"Group": retained(one_group(center)["Group"])}, to_import("Group", "AWS::IdentityStore::Group", **identifier)
    )
    assert stack.status == "IMPORT_ROLLBACK_COMPLETE"
    assert "HandlerErrorCode: NotFound" in stack.reason
