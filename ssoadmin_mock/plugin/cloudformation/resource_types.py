"""The resource types of CloudFormation that IAM Identity Center has, made through its own operations."""

from __future__ import annotations

from ssoadmin_mock.plugin.cloudformation.access_control import InstanceAccessControlAttributeConfiguration
from ssoadmin_mock.plugin.cloudformation.applications import Application, ApplicationAssignment
from ssoadmin_mock.plugin.cloudformation.assignment import Assignment
from ssoadmin_mock.plugin.cloudformation.identity_store import Group, GroupMembership
from ssoadmin_mock.plugin.cloudformation.instance import Instance
from ssoadmin_mock.plugin.cloudformation.permission_set import PermissionSet
from ssoadmin_mock.plugin.cloudformation.stack_resource import StackResource

RESOURCE_TYPES: tuple[type[StackResource], ...] = (
    Instance,
    PermissionSet,
    Assignment,
    InstanceAccessControlAttributeConfiguration,
    Application,
    ApplicationAssignment,
    Group,
    GroupMembership,
)
"""Every type there is, in the order of the documentation."""
