"""Loads permission sets with all their policies."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import clock, ids, managed_policies
from ssoadmin_mock.model.permission_set import DEFAULT_SESSION_DURATION, PermissionSet
from ssoadmin_mock.model.policy_documents import is_policy_document
from ssoadmin_mock.services.sso_admin.operations.permission_sets import check_session_duration, permission_set_arn
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.world.errors import unknown
from ssoadmin_mock.world.loading import Loading
from ssoadmin_mock.world.parts import Part
from ssoadmin_mock.world.policies import managed_policy_arn, managed_policy_name, policy_text, reference


def load(loading: Loading) -> None:
    """Load the permission sets."""
    for name, part in loading.progress.each(loading.world["permission_sets"].members()):
        id = part["id"].value or f"ps-{ids.hex_id(16)}"
        permission_set = declared(loading, name, part, permission_set_arn(loading.instance, id))
        _load_policies(loading, part, permission_set)


def declared(loading: Loading, name: str, part: Part, arn: str) -> PermissionSet:
    """Add the permission set that a part of the document describes to the instance, and return it.

    Its policies are left out.

    :param arn: its ARN, whose last part is its id.
    :raises WorldError: when it has not the form of one, or its name or id is taken.
    """
    names, sets = loading.present.permission_sets, loading.instance.permission_sets
    loading.check_new(part, names, name)
    permission_set = PermissionSet(
        id=arn.rpartition("/")[2],
        arn=arn,
        name=name,
        created_date=clock.now(),
        description=part["description"].value,
        session_duration=part["session_duration"].value or DEFAULT_SESSION_DURATION,
        relay_state=part["relay_state"].value,
        tags=loading.tags(part),
    )
    _check(loading, part, permission_set)
    if sets.get(permission_set.id) is not None:
        raise part["id"].error(f"{names.name_of(permission_set.arn)!r} has this id already.")
    sets.add(permission_set)
    names.add(name, arn)
    return permission_set


def _check(loading: Loading, part: Part, permission_set: PermissionSet) -> None:
    loading.check_request(
        part,
        "CreatePermissionSet",
        InstanceArn=loading.instance.arn,
        Name=permission_set.name,
        Description=permission_set.description,
        SessionDuration=permission_set.session_duration,
        RelayState=permission_set.relay_state,
        Tags=[{"Key": key, "Value": value} for key, value in permission_set.tags.items()],
    )
    try:
        check_session_duration(permission_set.session_duration)
    except ServiceError as error:
        raise part["session_duration"].error(error.message) from None


def _load_policies(loading: Loading, part: Part, permission_set: PermissionSet) -> None:
    for name in part["managed_policies"].items():
        arn = _managed_policy(loading, name)
        permission_set.managed_policies.add(arn, arn)
    for entry in part["customer_managed_policies"].items():
        policy = reference(entry.value)
        permission_set.customer_managed_policies.add(policy, policy)
    permission_set.inline_policy = _inline_policy(part["inline_policy"])
    if part["permissions_boundary"]:
        permission_set.permissions_boundary = _boundary(loading, part["permissions_boundary"])


def _managed_policy(loading: Loading, name: Part) -> str:
    partition = loading.instance.partition
    arn = managed_policy_arn(name.value, partition)
    if not managed_policies.aws_managed_policy_exists(arn, partition):
        known = managed_policies.aws_managed_policy_names()
        raise name.error(
            unknown("an AWS managed policy that this version of moto has", managed_policy_name(arn), known)
        )
    return arn


def _inline_policy(part: Part) -> str:
    if not part:
        return ""
    text = policy_text(part.value)
    if not is_policy_document(text):
        raise part.error("This is not an IAM policy document.")
    return text


def _boundary(loading: Loading, part: Part) -> dict[str, Any]:
    managed, customer = part["managed_policy"], part["customer_managed_policy"]
    if bool(managed) == bool(customer):
        raise part.error("needs one of 'managed_policy' and 'customer_managed_policy'")
    if managed:
        return {"ManagedPolicyArn": _managed_policy(loading, managed)}
    policy = reference(customer.value)
    return {"CustomerManagedPolicyReference": {"Name": policy.name, "Path": policy.path}}
