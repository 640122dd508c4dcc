"""Users: create, describe, find, list, update and delete."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from ssoadmin_mock.model.identity_store import User, email_key, external_id_key, user_name_key
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
from ssoadmin_mock.services.identity_store.rules import groups as group_rules
from ssoadmin_mock.services.identity_store.rules import identity_stores as store_rules
from ssoadmin_mock.services.identity_store.rules import users as rules
from ssoadmin_mock.services.identity_store.rules import wire as wire_rules
from ssoadmin_mock.services.identity_store.service import operation
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access
from ssoadmin_mock.wire.rules import Rule


def find_user(call: Call, id_or_arn: str, missing: str | None = None, rule: Rule | None = None) -> User:
    """Return the user that a request names.

    :param missing: the text of the error, where the operation has one of its own.
    :param rule: the rule by which it has to exist, where the operation has one of its own.
    :raises ResourceNotFoundException: when the store has no such user.
    """
    return find(call, "user", call.instance.identity_store.users.get, id_or_arn, missing, rule)


@operation(
    rules=(
        rules.IDENTIFIERS,
        rules.REQUIRED_ATTRIBUTES,
        rules.UNIQUE_NAME,
        rules.UNIQUE_EMAIL,
        rules.CASE,
        rules.RESERVED_NAMES,
        rules.PRIMARY_PHOTO,
        rules.EXTENSIONS,
        rules.QUOTA,
        wire_rules.REVISION,
        wire_rules.HISTORY,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
    not_simulated="The e-mail that invites a user, and its password.",
)
def create_user(call: Call, **_: Any) -> dict[str, Any]:
    """Add a user with its attributes."""
    store = call.instance.identity_store
    check_room(call, store.users, "users_per_identity_store", "users", rules.QUOTA)
    return _reference(call, directory.add_user(store, attributes.given(call.params), call.caller.account_id))


@operation(
    access=Access.MEMBER,
    rules=(rules.NOT_FOUND, rules.EXTENSIONS_ON_DEMAND, rules.STATUS, store_rules.MEMBERS, store_rules.KEY_UNUSABLE),
)
def describe_user(call: Call, *, user_id: str, extensions: tuple[str, ...] = ()) -> dict[str, Any]:
    """Describe a user with its attributes."""
    return _description(call, extensions, find_user(call, user_id))


@operation(access=Access.MEMBER, rules=(rules.LOOKUP, rules.LOOKUP_PATHS, rules.NOT_FOUND, rules.CASE))
def get_user_id(call: Call, *, alternate_identifier: Mapping[str, Any]) -> dict[str, Any]:
    """Find a user by its name, its e-mail address or an external id."""
    user = _identified(call, alternate_identifier)
    if user is None:
        raise errors.not_found("USER", rule=rules.CASE if _differs_in_case(call, alternate_identifier) else None)
    return {"IdentityStoreId": call.instance.identity_store_id, "UserId": user.id, "UserArn": _arn(call, user)}


def _identified(call: Call, identifier: Mapping[str, Any]) -> User | None:
    store = call.instance.identity_store
    if "ExternalId" in identifier:
        return store.users.holder(external_id_key(identifier["ExternalId"]))
    path, value = unique_attribute(identifier["UniqueAttribute"], ("userName", "emails.value"))
    return store.user_named(value) if path == "userName" else store.user_with_email(value)


def _differs_in_case(call: Call, identifier: Mapping[str, Any]) -> bool:
    """Tell whether a user that is not found would be, if case did not matter."""
    users, value = call.instance.identity_store.users, identifier.get("UniqueAttribute", {}).get("AttributeValue")
    return value is not None and any(users.holder(key(value)) for key in (user_name_key, email_key))


@operation(
    access=Access.MEMBER, rules=(rules.FILTERS, rules.FILTER_PATHS, rules.EXTENSIONS_ON_DEMAND, store_rules.MEMBERS)
)
def list_users(
    call: Call, *, extensions: tuple[str, ...] = (), filters: list[Mapping[str, str]] | None = None
) -> Listing:
    """List the users, or the one with a name."""
    store, render = call.instance.identity_store, partial(_description, call, extensions)
    if not filters:
        return Listing(store.users.after, render)
    name = filtered(call, filters, "UserName")
    return described(store.users, store.user_named(name), render)


@operation(
    rules=(
        rules.UPDATE_PATHS,
        rules.UPDATE_UNSETS,
        rules.UPDATE_REPLACES,
        rules.UPDATE_VALUES,
        rules.NAME_STAYS,
        rules.REQUIRED_ATTRIBUTES,
        rules.UNIQUE_EMAIL,
        rules.PRIMARY_PHOTO,
        rules.EXTENSIONS,
        rules.NOT_FOUND,
        wire_rules.REVISION,
        wire_rules.HISTORY,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
)
def update_user(
    call: Call, *, user_id: str, operations: list[Mapping[str, Any]], revision: str | None = None
) -> dict[str, Any]:
    """Change attributes of a user."""
    user = find_user(call, user_id)
    check_revision(user, revision)
    wanted = attributes.changed(creation("CreateUser"), user.attributes, operations)
    directory.change_user(call.instance.identity_store, user, wanted, call.caller.account_id)
    return _reference(call, user)


@operation(
    rules=(
        rules.DELETE_TAKES_MEMBERSHIPS,
        rules.DELETE_LEAVES_ASSIGNMENTS,
        group_rules.DELETE_UNKNOWN,
        wire_rules.REVISION,
        store_rules.ADMINISTRATORS,
        store_rules.PRIMARY_REGION,
    ),
)
def delete_user(call: Call, *, user_id: str, revision: str | None = None) -> None:
    """Delete a user with its memberships."""
    store = call.instance.identity_store
    user = named(call, "user", store.users.get, user_id)
    if user is not None:
        check_revision(user, revision)
        store.delete_user(user.id)


def _arn(call: Call, user: User) -> str:
    return arn_of(call.instance.partition, "user", user.id)


def _reference(call: Call, user: User) -> dict[str, Any]:
    return {
        "IdentityStoreId": call.instance.identity_store_id,
        "UserId": user.id,
        "UserArn": _arn(call, user),
        "Revision": str(user.revision),
    }


def _description(call: Call, extensions: tuple[str, ...], user: User) -> dict[str, Any]:
    answer = {**_reference(call, user), **directory.described(user), **history(user.history)}
    held = answer.pop("Extensions", {})
    asked = {name: held[name] for name in extensions if name in held}
    if asked:
        answer["Extensions"] = asked
    return answer
