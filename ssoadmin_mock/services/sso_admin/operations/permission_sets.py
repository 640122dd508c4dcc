"""Permission sets: create, describe, list, update and delete."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.durations import seconds_of
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.model.permission_set import DEFAULT_SESSION_DURATION, PermissionSet
from ssoadmin_mock.services import access
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.resources import Resource
from ssoadmin_mock.services.sso_admin.operations import requests
from ssoadmin_mock.services.sso_admin.operations.tags import Tags, new_tags
from ssoadmin_mock.services.sso_admin.resources import resource
from ssoadmin_mock.services.sso_admin.rules import instances as instance_rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as rules
from ssoadmin_mock.services.sso_admin.rules import tags as tag_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import (
    ConflictException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
)
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

NOT_FOUND = "Could not find PermissionSet with id {}"
IN_USE = "Could not delete because PermissionSet has ApplicationProfile associated with it."
DUPLICATE_NAME = "PermissionSet with name {} already exists."
QUOTA_EXCEEDED = (
    "You have exceeded IAM Identity Center quotas. Cannot create PermissionSet more than {} for id {}. "
    "Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"
)

SHORTEST_SESSION, LONGEST_SESSION = 1 * 3600, 12 * 3600

# moto's own sso-admin does not ask whether the set exists in these.
_NAMING_ANY_SET_IN_MOTO = ("CreateAccountAssignment", "DeleteAccountAssignment", "ListAccountAssignments")


def find_permission_set(call: Call, arn: str) -> PermissionSet:
    """Return a permission set of the instance that the call is about.

    :param arn: its ARN.
    :raises ResourceNotFoundException: when the instance has no such set.
    :raises AccessDeniedException: when the operation would change it, and the caller may not.
    """
    id = arn.rpartition("/")[2]
    found = call.instance.permission_sets.get(id)
    if found is None or found.arn != arn:
        if call.settings.moto_defaults and call.spec.name in _NAMING_ANY_SET_IN_MOTO:
            return PermissionSet(id=id, arn=arn, name=id, created_date=0)
        raise ResourceNotFoundException(NOT_FOUND.format(id), rule=rules.NOT_FOUND)
    access.check_may_use(call, found)
    return found


resource("PermissionSetArn", "permissionSet", Resource("permission_set", find_permission_set, Access.PERMISSION_SETS))


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        rules.IDENTIFIERS,
        rules.ACCOUNT_INSTANCE,
        rules.NOT_ENABLED,
        rules.DUPLICATE_NAME,
        rules.QUOTA,
        rules.SESSION_DURATION,
        rules.ABSENT_MEMBERS,
        tag_rules.TAG_LIMIT,
        tag_rules.RESERVED_PREFIX,
    ),
)
def create_permission_set(
    call: Call,
    *,
    name: str,
    description: str | None = None,
    session_duration: str = DEFAULT_SESSION_DURATION,
    relay_state: str | None = None,
    tags: Tags | None = None,
) -> dict[str, Any]:
    """Make a permission set without any policy."""
    check_session_duration(session_duration)
    resource_tags = new_tags(call, tags)
    _check_may_create(call, name)
    permission_set = _new_permission_set(call.instance, name)
    permission_set.description = description
    permission_set.session_duration = session_duration
    permission_set.relay_state = relay_state
    permission_set.tags = resource_tags
    call.instance.permission_sets.add(permission_set)
    return {"PermissionSet": described(permission_set)}


def _check_may_create(call: Call, name: str) -> None:
    sets, limit = call.instance.permission_sets, call.settings.quota("permission_sets_per_instance")
    if sets.has_name(name):
        raise ConflictException(DUPLICATE_NAME.format(name), rule=rules.DUPLICATE_NAME)
    if len(sets) >= limit:
        raise ServiceQuotaExceededException(QUOTA_EXCEEDED.format(limit, call.instance.id), rule=rules.QUOTA)


def check_session_duration(duration: str) -> None:
    """Check that sessions may last so long.

    :param duration: as ISO 8601 writes it.
    :raises ValidationException: when it is shorter than 1 hour or longer than 12.
    """
    if not SHORTEST_SESSION <= seconds_of(duration) <= LONGEST_SESSION:
        raise ValidationException(
            f"The session duration {duration} must be between 1 and 12 hours.", rule=rules.SESSION_DURATION
        )


def permission_set_arn(instance: Instance, id: str) -> str:
    """Return the ARN of the permission set with this id."""
    return f"arn:{instance.partition}:sso:::permissionSet/{instance.id}/{id}"


def _new_permission_set(instance: Instance, name: str) -> PermissionSet:
    id = f"ps-{ids.hex_id(16)}"
    return PermissionSet(
        id=id,
        arn=permission_set_arn(instance, id),
        name=name,
        created_date=clock.now(),
    )


@operation(
    access=Access.PERMISSION_SETS,
    rules=(rules.NOT_FOUND, rules.ABSENT_MEMBERS, instance_rules.MEMBERS_DENIED, instance_rules.NOT_HERE),
)
def describe_permission_set(_call: Call, *, permission_set: PermissionSet) -> dict[str, Any]:
    """Describe a permission set, without its policies and tags."""
    return {"PermissionSet": described(permission_set)}


@operation(
    access=Access.PERMISSION_SETS,
    rules=(rules.LIST_ORDER, rules.ACCOUNT_INSTANCE, rules.NOT_ENABLED, instance_rules.MEMBERS_DENIED),
)
def list_permission_sets(call: Call) -> Listing:
    """List the ARNs of an instance's permission sets."""
    return Listing(call.instance.permission_sets.after, lambda permission_set: permission_set.arn)


@operation(access=Access.PERMISSION_SETS, rules=(rules.NOT_FOUND, rules.UPDATE_KEEPS, rules.SESSION_DURATION))
def update_permission_set(
    _call: Call,
    *,
    permission_set: PermissionSet,
    description: str | None = None,
    session_duration: str | None = None,
    relay_state: str | None = None,
) -> None:
    """Change a permission set; the accounts that have it are out of date until it is provisioned again."""
    if session_duration is not None:
        check_session_duration(session_duration)
        permission_set.session_duration = session_duration
    if description is not None:
        permission_set.description = description
    permission_set.relay_state = relay_state
    permission_set.version += 1


@operation(
    access=Access.PERMISSION_SETS, rules=(rules.NOT_FOUND, rules.DELETE, rules.DELETE_IN_USE, rules.DELETE_IN_PROGRESS)
)
def delete_permission_set(call: Call, *, permission_set: PermissionSet) -> None:
    """Delete a permission set with its policies and tags."""
    if call.instance.provisioned.of(permission_set.arn):
        raise ConflictException(IN_USE, rule=rules.DELETE_IN_USE)
    requests.check_none_in_progress(
        call, lambda subject: subject.permission_set_arn == permission_set.arn, rules.DELETE_IN_PROGRESS
    )
    call.instance.permission_sets.remove(permission_set)


def described(permission_set: PermissionSet) -> dict[str, Any]:
    """Return a permission set as the API shows it."""
    members = {
        "Name": permission_set.name,
        "PermissionSetArn": permission_set.arn,
        "Description": permission_set.description,
        "CreatedDate": permission_set.created_date,
        "SessionDuration": permission_set.session_duration,
        "RelayState": permission_set.relay_state,
    }
    return {member: value for member, value in members.items() if value is not None}
