"""Attributes for access control (ABAC): create, describe, update and delete an instance's configuration."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.model.access_control import AccessControlAttributes, AccessControlStatus
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.rules import access_control as rules
from ssoadmin_mock.services.sso_admin.rules import instances as instance_rules
from ssoadmin_mock.services.sso_admin.rules import permission_sets as permission_set_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ConflictException, ResourceNotFoundException
from ssoadmin_mock.wire.registry import Access

WORKFLOW = "instance_access_control_attribute_configuration"

EXISTS = "Attributes for access control are already enabled for the instance {}."
ABSENT = "Attributes for access control are not enabled for the instance {}."


@operation(
    access=Access.PERMISSION_SETS,
    rules=(
        rules.WHERE,
        rules.EXISTS,
        rules.SOURCES,
        rules.IN_PROGRESS,
        permission_set_rules.ACCOUNT_INSTANCE,
        instance_rules.MEMBERS_DENIED,
    ),
    not_simulated="CREATION_FAILED; the session tags that the attributes become.",
)
def create_instance_access_control_attribute_configuration(
    call: Call, *, instance_access_control_attribute_configuration: dict[str, Any]
) -> None:
    """Enable attributes for access control, with the attributes to begin with."""
    if call.instance.access_control_attributes is not None:
        raise ConflictException(EXISTS.format(call.instance.arn), rule=rules.EXISTS)
    attributes = AccessControlAttributes(instance_access_control_attribute_configuration)
    call.instance.access_control_attributes = attributes

    def finish() -> None:
        attributes.status = AccessControlStatus.ENABLED

    call.workflows.start(WORKFLOW, _key(call.instance), finish)


@operation(access=Access.PERMISSION_SETS, rules=(rules.ABSENT, rules.IN_PROGRESS, rules.AT_ONCE))
def describe_instance_access_control_attribute_configuration(call: Call) -> dict[str, Any]:
    """Return the attributes for access control and whether they are in force yet."""
    call.workflows.poll(_key(call.instance))
    attributes = _attributes(call.instance)
    return {"Status": attributes.status, "InstanceAccessControlAttributeConfiguration": attributes.configuration}


@operation(access=Access.PERMISSION_SETS, rules=(rules.ABSENT, rules.SOURCES, rules.AT_ONCE))
def update_instance_access_control_attribute_configuration(
    call: Call, *, instance_access_control_attribute_configuration: dict[str, Any]
) -> None:
    """Replace all attributes for access control."""
    _attributes(call.instance).configuration = instance_access_control_attribute_configuration


@operation(access=Access.PERMISSION_SETS, rules=(rules.ABSENT, rules.AT_ONCE))
def delete_instance_access_control_attribute_configuration(call: Call) -> None:
    """Disable attributes for access control and forget the attributes."""
    _attributes(call.instance)
    call.instance.access_control_attributes = None


def _attributes(instance: Instance) -> AccessControlAttributes:
    if instance.access_control_attributes is None:
        raise ResourceNotFoundException(ABSENT.format(instance.arn), rule=rules.ABSENT)
    return instance.access_control_attributes


def _key(instance: Instance) -> tuple[str, str]:
    return (instance.arn, WORKFLOW)
