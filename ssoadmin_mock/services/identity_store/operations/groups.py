"""Groups: create, describe, find, list, update and delete."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ssoadmin_mock.model.identity_store import Group, external_id_key, group_name_key
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import attributes, directory, errors
from ssoadmin_mock.services.identity_store.arns import arn_of
from ssoadmin_mock.services.identity_store.lookups import (
    check_revision,
    check_room,
    creation,
    described,
    filtered,
    find,
    history,
    named,
    unique_attribute,
)
from ssoadmin_mock.services.identity_store.rules import groups as rules
from ssoadmin_mock.services.identity_store.rules import identity_stores as store_rules
from ssoadmin_mock.services.identity_store.rules import users as user_rules
from ssoadmin_mock.services.identity_store.rules import wire as wire_rules
from ssoadmin_mock.services.identity_store.service import operation
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import Rule


def find_group(call: Call, id_or_arn: str, missing: str | None = None, rule: Rule | None = None) -> Group:
    """Return the group that a request names.

    :param missing: the text of the error, where the operation has one of its own.
    :param rule: the rule by which it has to exist, where the operation has one of its own.
    :raises ResourceNotFoundException: when the store has no such group.
    """
    return find(call, "group", call.instance.identity_store.groups.get, id_or_arn, missing, rule)


@operation(
    rules=(
        user_rules.IDENTIFIERS,
        rules.NAME_REQUIRED,
        rules.UNIQUE_NAME,
        user_rules.CASE,
        user_rules.RESERVED_NAMES,
        rules.QUOTA,
        wire_rules.REVISION,
        wire_rules.HISTORY,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
)
def create_group(call: Call, **_: Any) -> dict[str, Any]:
    """Add a group."""
    store = call.instance.identity_store
    check_room(call, store.groups, "groups_per_identity_store", "groups", rules.QUOTA)
    given = attributes.given(call.params)
    return _reference(call, directory.add_group(store, given, call.caller.account_id))


@operation(access=Access.MEMBER, rules=(rules.NOT_FOUND, store_rules.MEMBERS))
def describe_group(call: Call, *, group_id: str) -> dict[str, Any]:
    """Describe a group."""
    return _description(call, find_group(call, group_id))


@operation(access=Access.MEMBER, rules=(user_rules.LOOKUP, user_rules.LOOKUP_PATHS, rules.NOT_FOUND, user_rules.CASE))
def get_group_id(call: Call, *, alternate_identifier: Mapping[str, Any]) -> dict[str, Any]:
    """Find a group by its name or an external id."""
    group = _identified(call, alternate_identifier)
    if group is None:
        raise errors.not_found("GROUP", rule=user_rules.CASE if _differs_in_case(call, alternate_identifier) else None)
    return {"IdentityStoreId": call.instance.identity_store_id, "GroupId": group.id, "GroupArn": _arn(call, group)}


def _identified(call: Call, identifier: Mapping[str, Any]) -> Group | None:
    store = call.instance.identity_store
    if "ExternalId" in identifier:
        return store.groups.holder(external_id_key(identifier["ExternalId"]))
    _, value = unique_attribute(identifier["UniqueAttribute"], ("displayName",))
    return store.group_named(value)


def _differs_in_case(call: Call, identifier: Mapping[str, Any]) -> bool:
    """Tell whether a group that is not found would be, if case did not matter."""
    value = identifier.get("UniqueAttribute", {}).get("AttributeValue")
    return value is not None and call.instance.identity_store.groups.holder(group_name_key(value)) is not None


@operation(access=Access.MEMBER, rules=(user_rules.FILTERS, user_rules.FILTER_PATHS, store_rules.MEMBERS))
def list_groups(call: Call, *, filters: list[Mapping[str, str]] | None = None) -> Listing:
    """List the groups, or the one with a name."""
    store, render = call.instance.identity_store, partial(_description, call)
    if not filters:
        return Listing(store.groups.after, render)
    name = filtered(call, filters, "DisplayName")
    return described(store.groups, store.group_named(name), render)


@operation(
    rules=(
        user_rules.UPDATE_PATHS,
        user_rules.UPDATE_UNSETS,
        user_rules.UPDATE_VALUES,
        rules.NAME_REQUIRED,
        rules.UNIQUE_NAME,
        rules.NOT_FOUND,
        wire_rules.REVISION,
        wire_rules.HISTORY,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
)
def update_group(
    call: Call, *, group_id: str, operations: list[Mapping[str, Any]], revision: str | None = None
) -> dict[str, Any]:
    """Change name and description of a group."""
    group = find_group(call, group_id)
    check_revision(group, revision)
    wanted = attributes.changed(creation("CreateGroup"), group.attributes, operations)
    directory.change_group(call.instance.identity_store, group, wanted, call.caller.account_id)
    return _reference(call, group)


@operation(
    rules=(
        user_rules.DELETE_TAKES_MEMBERSHIPS,
        user_rules.DELETE_LEAVES_ASSIGNMENTS,
        rules.DELETE_UNKNOWN,
        wire_rules.REVISION,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
)
def delete_group(call: Call, *, group_id: str, revision: str | None = None) -> None:
    """Delete a group with its memberships."""
    store = call.instance.identity_store
    group = named(call, "group", store.groups.get, group_id)
    if group is not None:
        check_revision(group, revision)
        store.delete_group(group.id)


def _arn(call: Call, group: Group) -> str:
    return arn_of(call.instance.partition, "group", group.id)


def _reference(call: Call, group: Group) -> dict[str, Any]:
    return {
        "IdentityStoreId": call.instance.identity_store_id,
        "GroupId": group.id,
        "GroupArn": _arn(call, group),
        "Revision": str(group.revision),
    }


def _description(call: Call, group: Group) -> dict[str, Any]:
    return {**_reference(call, group), **directory.described(group), **history(group.history)}
