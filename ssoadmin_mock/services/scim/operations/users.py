"""Users."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import directory
from ssoadmin_mock.services.identity_store.lookups import check_room
from ssoadmin_mock.services.identity_store.rules import users as user_rules
from ssoadmin_mock.services.scim import attributes
from ssoadmin_mock.services.scim.attributes import USER
from ssoadmin_mock.services.scim.errors import named_by_scim
from ssoadmin_mock.services.scim.filters import users_matching
from ssoadmin_mock.services.scim.lists import listed
from ssoadmin_mock.services.scim.patch import patched_user
from ssoadmin_mock.services.scim.resources import (
    AUTHOR,
    body_of,
    change_user,
    external_ids,
    find_user,
    status_in,
    user_shown,
)
from ssoadmin_mock.services.scim.rules import endpoints as endpoint_rules
from ssoadmin_mock.services.scim.rules import lists as list_rules
from ssoadmin_mock.services.scim.rules import patch as patch_rules
from ssoadmin_mock.services.scim.rules import users as rules
from ssoadmin_mock.services.scim.rules import wire as wire_rules
from ssoadmin_mock.services.scim.service import operation
from ssoadmin_mock.wire.errors import ValidationException

Answer = dict[str, Any]


@operation(
    rules=(
        rules.ATTRIBUTES,
        rules.REQUIRED,
        rules.SINGLE_VALUES,
        rules.PRIMARY_EMAIL,
        rules.ACTIVE,
        rules.SAME_DIRECTORY,
        rules.DUPLICATE,
        rules.SCHEMAS,
        wire_rules.REQUEST_FORM,
        endpoint_rules.REGIONS,
        endpoint_rules.KEY,
        wire_rules.REASON,
    ),
)
def create_user(call: Call, *, http_body: Any = None) -> Answer:
    """Add a user."""
    wanted, store = body_of(http_body, USER), call.instance.identity_store
    attributes.check_emails(wanted)
    given, status = attributes.stored(wanted), status_in(wanted)
    check_room(call, store.users, "users_per_identity_store", "users", user_rules.QUOTA)
    ids = external_ids(call, None, wanted)
    with named_by_scim():
        user = directory.add_user(store, given, AUTHOR, status=status, external_ids=ids)
    return {"httpBody": user_shown(call, user)}


@operation(rules=(rules.SHOWN, wire_rules.NOT_FOUND))
def get_user(call: Call, *, id: str) -> Answer:
    """Return a user."""
    return {"httpBody": user_shown(call, find_user(call, id))}


@operation(
    rules=(list_rules.USER_FILTERS, list_rules.FILTER_FORM, list_rules.PAGES, list_rules.CURSOR, list_rules.IGNORED)
)
def list_users(call: Call, *, filter: str | None = None, count: int = 100, cursor: str | None = None) -> Answer:
    """List the users, or those that a filter leaves."""
    rows = users_matching(call, filter)
    return listed(call, rows, lambda user: user_shown(call, user), count, cursor)


@operation(
    rules=(
        patch_rules.OPERATIONS,
        patch_rules.WITHOUT_PATH,
        patch_rules.USER_PATHS,
        patch_rules.ONCE,
        list_rules.FILTER_FORM,
        wire_rules.REQUEST_FORM,
        patch_rules.ANSWERS,
        rules.ACTIVE,
        rules.SAME_DIRECTORY,
        wire_rules.NOT_FOUND,
        endpoint_rules.REGIONS,
        endpoint_rules.KEY,
    ),
    not_simulated="A PATCH without the header User-Agent, which the service is said to refuse.",
)
def patch_user(call: Call, *, id: str, http_body: Any = None) -> Answer:
    """Change some attributes of a user."""
    user = find_user(call, id)
    change_user(call, user, patched_user(user_shown(call, user), http_body))
    return {"httpBody": user_shown(call, user)}


@operation(
    rules=(
        rules.PUT,
        rules.ATTRIBUTES,
        rules.SAME_DIRECTORY,
        wire_rules.REQUEST_FORM,
        wire_rules.NOT_FOUND,
        endpoint_rules.REGIONS,
    )
)
def put_user(call: Call, *, id: str, http_body: Any = None) -> Answer:
    """Replace the attributes of a user."""
    user, wanted = find_user(call, id), body_of(http_body, USER)
    if wanted.get("id") != user.id:
        raise ValidationException("The id in the body has to be that of the path.", rule=rules.PUT)
    attributes.check_emails(wanted)
    change_user(call, user, wanted)
    return {"httpBody": user_shown(call, user)}


@operation(rules=(rules.DELETION, wire_rules.NOT_FOUND, endpoint_rules.REGIONS))
def delete_user(call: Call, *, id: str) -> None:
    """Delete a user."""
    call.instance.identity_store.delete_user(find_user(call, id).id)
