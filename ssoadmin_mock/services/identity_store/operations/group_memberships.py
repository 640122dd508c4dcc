"""Memberships: create, describe, find, list and delete, and whether somebody is a member."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ssoadmin_mock.model.identity_store import GroupMembership
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import directory, errors
from ssoadmin_mock.services.identity_store.arns import arn_of, id_in
from ssoadmin_mock.services.identity_store.lookups import find, history, named
from ssoadmin_mock.services.identity_store.operations.groups import find_group
from ssoadmin_mock.services.identity_store.operations.users import find_user
from ssoadmin_mock.services.identity_store.rules import group_memberships as rules
from ssoadmin_mock.services.identity_store.rules import groups as group_rules
from ssoadmin_mock.services.identity_store.rules import identity_stores as store_rules
from ssoadmin_mock.services.identity_store.rules import users as user_rules
from ssoadmin_mock.services.identity_store.rules import wire as wire_rules
from ssoadmin_mock.services.identity_store.service import operation
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

Member = Mapping[str, str]


def _find(call: Call, id_or_arn: str) -> GroupMembership:
    return find(call, "membership", call.instance.identity_store.memberships.with_id, id_or_arn)


@operation(
    rules=(
        rules.UNIQUE,
        rules.MUST_EXIST,
        user_rules.IDENTIFIERS,
        wire_rules.HISTORY,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
)
def create_group_membership(call: Call, *, group_id: str, member_id: Member) -> dict[str, Any]:
    """Make a user a member of a group."""
    user = find_user(call, member_id["UserId"], "Member does not exist", rules.MUST_EXIST)
    group = find_group(call, group_id, "Group does not exist", rules.MUST_EXIST)
    store = call.instance.identity_store
    return _reference(call, directory.add_membership(store, group.id, user.id, call.caller.account_id))


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, store_rules.MEMBERS))
def describe_group_membership(call: Call, *, membership_id: str) -> dict[str, Any]:
    """Describe a membership."""
    return _description(call, _find(call, membership_id))


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, store_rules.MEMBERS))
def get_group_membership_id(call: Call, *, group_id: str, member_id: Member) -> dict[str, Any]:
    """Find the membership of a user in a group."""
    partition = call.instance.partition
    pair = (id_in(partition, "group", group_id), id_in(partition, "user", member_id["UserId"]))
    membership = call.instance.identity_store.memberships.get(pair)
    if membership is None:
        raise errors.not_found("GROUP_MEMBERSHIP")
    return _reference(call, membership)


@operation(access=Access.MEMBER, rules=(rules.QUESTION, rules.QUESTION_MUST_EXIST, store_rules.MEMBERS))
def is_member_in_groups(call: Call, *, member_id: Member, group_ids: list[str]) -> dict[str, Any]:
    """Tell of each of some groups whether a user is a member."""
    user = find_user(call, member_id["UserId"], rule=rules.QUESTION_MUST_EXIST)
    groups = [find_group(call, group_id, rule=rules.QUESTION_MUST_EXIST) for group_id in group_ids]
    memberships = call.instance.identity_store.memberships
    return {
        "Results": [
            {
                "GroupId": group.id,
                "MemberId": {"UserId": user.id},
                "MembershipExists": (group.id, user.id) in memberships,
            }
            for group in groups
        ]
    }


@operation(access=Access.MEMBER, rules=(rules.LISTS_MUST_EXIST, group_rules.NOT_FOUND, store_rules.MEMBERS))
def list_group_memberships(call: Call, *, group_id: str) -> Listing:
    """List the memberships of a group."""
    group = find_group(call, group_id, rule=rules.LISTS_MUST_EXIST)
    memberships = call.instance.identity_store.memberships.of_group(group.id)
    return Listing(memberships.after, partial(_description, call))


@operation(access=Access.MEMBER, rules=(rules.LISTS_MUST_EXIST, user_rules.NOT_FOUND, store_rules.MEMBERS))
def list_group_memberships_for_member(call: Call, *, member_id: Member) -> Listing:
    """List the memberships of a user."""
    user = find_user(call, member_id["UserId"], rule=rules.LISTS_MUST_EXIST)
    memberships = call.instance.identity_store.memberships.of_user(user.id)
    return Listing(memberships.after, partial(_description, call))


@operation(
    rules=(group_rules.DELETE_UNKNOWN, store_rules.ADMINISTRATORS, store_rules.PRIMARY_REGION),
)
def delete_group_membership(call: Call, *, membership_id: str) -> None:
    """Take a user out of a group."""
    memberships = call.instance.identity_store.memberships
    membership = named(call, "membership", memberships.with_id, membership_id)
    if membership is not None:
        memberships.pop((membership.group_id, membership.user_id))


def _reference(call: Call, membership: GroupMembership) -> dict[str, Any]:
    return {
        "IdentityStoreId": call.instance.identity_store_id,
        "MembershipId": membership.id,
        "MembershipArn": arn_of(call.instance.partition, "membership", membership.id),
    }


def _description(call: Call, membership: GroupMembership) -> dict[str, Any]:
    return {
        **_reference(call, membership),
        "GroupId": membership.group_id,
        "MemberId": {"UserId": membership.user_id},
        **history(membership.history),
    }
