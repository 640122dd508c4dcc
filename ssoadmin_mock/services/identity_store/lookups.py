"""What operations on users, groups and memberships have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ssoadmin_mock.model.identity_store import Group, History, User
from ssoadmin_mock.model.table import Table
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.identity_store import errors
from ssoadmin_mock.services.identity_store.arns import id_in
from ssoadmin_mock.services.identity_store.rules import users as rules
from ssoadmin_mock.services.identity_store.service import SERVICE
from ssoadmin_mock.wire.errors import ServiceQuotaExceededException, ValidationException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.rules import Rule
from ssoadmin_mock.wire.service_model import OperationSpec

Row = TypeVar("Row", User, Group)
Found = TypeVar("Found")

_RESOURCE_TYPES = {"user": "USER", "group": "GROUP", "membership": "GROUP_MEMBERSHIP"}

FILTERS_REFUSED = "Filter is deprecated, please remove filter from request."


def creation(operation: str) -> OperationSpec:
    """Return the operation that takes all attributes at once, so that its model says which there are.

    :param operation: ``CreateUser`` or ``CreateGroup``.
    """
    spec = SERVICE.spec(operation)
    assert spec is not None, f"botocore's model has {operation}"
    return spec


def find(
    call: Call,
    kind: str,
    get: Callable[[str], Found | None],
    id_or_arn: str,
    missing: str | None = None,
    rule: Rule | None = None,
) -> Found:
    """Return what a request names.

    :param kind: ``user``, ``group`` or ``membership``.
    :param get: returns what has an id, or None.
    :param missing: the text of the error, where the operation has one of its own.
    :param rule: the rule by which it has to exist, where the operation has one of its own.
    :raises ResourceNotFoundException: when the store has no such thing.
    """
    found = named(call, kind, get, id_or_arn)
    if found is None:
        raise errors.not_found(_RESOURCE_TYPES[kind], id_or_arn, missing, rule)
    return found


def named(call: Call, kind: str, get: Callable[[str], Found | None], id_or_arn: str) -> Found | None:
    """Return what a request names, or None; the parameters are those of :func:`find`."""
    return get(id_in(call.instance.partition, kind, id_or_arn))


def check_room(call: Call, table: Table[Any], quota: str, what: str, rule: Rule) -> None:
    """Check that one more row stays within a quota.

    :param rule: the rule that there is one.

    :raises ServiceQuotaExceededException: when it does not.
    """
    limit = call.settings.quota(quota)
    if len(table) >= limit:
        raise ServiceQuotaExceededException(
            "You have exceeded IAM Identity Center quotas. "
            f"Cannot create more than {limit} {what} for {call.instance.identity_store_id}",
            rule=rule,
        )


def check_revision(row: User | Group, revision: str | None) -> None:
    """Check that a change is made to what the caller knows, if the caller says what that is.

    :raises ConflictException: when the row has changed since then.
    """
    if revision is not None and revision != str(row.revision):
        raise errors.changed_meanwhile()


def unique_attribute(attribute: Mapping[str, Any], paths: Sequence[str]) -> tuple[str, str]:
    """Return path and value of an attribute that tells one from all others.

    :param attribute: as the API has it, with ``AttributePath`` and ``AttributeValue``.
    :param paths: the paths of unique attributes; requests may write ``UserName`` for ``userName``.
    :raises ValidationException: for another path, or a value that is no text.
    """
    path, value = attribute["AttributePath"], attribute["AttributeValue"]
    if not value or not isinstance(value, str):
        raise ValidationException("attribute value cannot be empty or null for attribute path", rule=rules.LOOKUP_PATHS)
    known = {known.casefold(): known for known in paths}.get(path.casefold())
    if known is None:
        raise ValidationException(f"The attribute {path} is not a unique attribute", rule=rules.LOOKUP_PATHS)
    return known, value


def filtered(call: Call, filters: Sequence[Mapping[str, str]], path: str) -> str:
    """Return the value that the filter of a list asks for; the model allows no more than one.

    :param path: the path that the list can be filtered by.
    :raises ValidationException: for another path, and for any with the setting that refuses them.
    """
    if not call.settings.allow_filters:
        raise ValidationException(FILTERS_REFUSED, rule=rules.FILTERS)
    (only,) = filters
    if only["AttributePath"].casefold() != path.casefold():
        text = f"The attribute {only['AttributePath']} is not supported in a filter. Use {path}."
        raise ValidationException(text, rule=rules.FILTER_PATHS)
    return only["AttributeValue"]


def described(table: Table[Row], row: Row | None, render: Callable[[Row], Any]) -> Listing:
    """Return the list that a filter leaves of a table: one row, or none."""
    position = None if row is None else table.position_of(row.id)
    return Listing.of([] if position is None else [(position, row)], render)


def history(history: History) -> dict[str, Any]:
    """Return when something was made and changed, and by whom, as the API shows it."""
    return {
        "CreatedAt": history.created_at,
        "CreatedBy": history.created_by,
        "UpdatedAt": history.updated_at,
        "UpdatedBy": history.updated_by,
    }
