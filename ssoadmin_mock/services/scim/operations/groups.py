"""Groups."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import directory
from ssoadmin_mock.services.identity_store.lookups import check_room
from ssoadmin_mock.services.identity_store.rules import groups as group_rules
from ssoadmin_mock.services.scim import groups
from ssoadmin_mock.services.scim.attributes import GROUP
from ssoadmin_mock.services.scim.errors import named_by_scim
from ssoadmin_mock.services.scim.filters import groups_matching
from ssoadmin_mock.services.scim.lists import listed
from ssoadmin_mock.services.scim.resources import AUTHOR, body_of, external_ids, find_group, group_shown
from ssoadmin_mock.services.scim.rules import endpoints as endpoint_rules
from ssoadmin_mock.services.scim.rules import groups as rules
from ssoadmin_mock.services.scim.rules import lists as list_rules
from ssoadmin_mock.services.scim.rules import patch as patch_rules
from ssoadmin_mock.services.scim.rules import users as user_rules
from ssoadmin_mock.services.scim.rules import wire as wire_rules
from ssoadmin_mock.services.scim.service import operation

Answer = dict[str, Any]


@operation(
    rules=(
        rules.NAME_REQUIRED,
        rules.MEMBERS_AT_ONCE,
        rules.MEMBERS_MUST_EXIST,
        user_rules.SAME_DIRECTORY,
        user_rules.DUPLICATE,
        user_rules.SCHEMAS,
        wire_rules.REQUEST_FORM,
        endpoint_rules.REGIONS,
        endpoint_rules.KEY,
        wire_rules.REASON,
    ),
)
def create_group(call: Call, *, http_body: Any = None) -> Answer:
    """Add a group, with members if there are any."""
    wanted, store = body_of(http_body, GROUP), call.instance.identity_store
    given = groups.stored(wanted)
    members = groups.new_members(call, wanted.get("members"))
    ids = external_ids(call, None, wanted)
    check_room(call, store.groups, "groups_per_identity_store", "groups", group_rules.QUOTA)
    with named_by_scim():
        group = directory.add_group(store, given, AUTHOR, external_ids=ids)
    for user_id in members:
        directory.add_membership(store, group.id, user_id, AUTHOR)
    return {"httpBody": group_shown(call, group)}


@operation(rules=(rules.NO_MEMBERS_SHOWN, wire_rules.NOT_FOUND))
def get_group(call: Call, *, id: str) -> Answer:
    """Return a group, without its members."""
    return {"httpBody": group_shown(call, find_group(call, id))}


@operation(
    rules=(
        rules.NO_MEMBERS_SHOWN,
        list_rules.GROUP_FILTERS,
        list_rules.FILTER_FORM,
        list_rules.PAGES,
        list_rules.CURSOR,
        list_rules.IGNORED,
    )
)
def list_groups(call: Call, *, filter: str | None = None, count: int = 100, cursor: str | None = None) -> Answer:
    """List the groups, or those that a filter leaves, without their members."""
    rows = groups_matching(call, filter)
    return listed(call, rows, lambda group: {**group_shown(call, group), "members": []}, count, cursor)


@operation(
    rules=(
        patch_rules.OPERATIONS,
        patch_rules.WITHOUT_PATH,
        patch_rules.GROUP_PATHS,
        wire_rules.REQUEST_FORM,
        patch_rules.ANSWERS,
        rules.MEMBERS_AT_ONCE,
        rules.MEMBERS_MUST_EXIST,
        rules.NOT_ALL_MEMBERS,
        wire_rules.NOT_FOUND,
        endpoint_rules.REGIONS,
        endpoint_rules.KEY,
    ),
    not_simulated="A PATCH without the header User-Agent, which the service is said to refuse.",
)
def patch_group(call: Call, *, id: str, http_body: Any = None) -> None:
    """Change the name, the external id or the members of a group."""
    groups.patch(call, find_group(call, id), http_body)


@operation(rules=(user_rules.DELETION, wire_rules.NOT_FOUND, endpoint_rules.REGIONS))
def delete_group(call: Call, *, id: str) -> None:
    """Delete a group with its memberships."""
    call.instance.identity_store.delete_group(find_group(call, id).id)
