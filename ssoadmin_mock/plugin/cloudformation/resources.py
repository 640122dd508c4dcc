"""Resources of stacks, as moto's CloudFormation wants them, and how it finds their types."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar

from moto.core.base_backend import InstanceTrackerMeta
from moto.core.common_models import CloudFormationModel

from ssoadmin_mock.plugin.cloudformation import adoptions, replacements


class ResourceFailed(Exception):
    """A resource of a stack could not be made, changed or deleted.

    :param reason: what CloudFormation shows as the resource's status reason.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.logical_id = ""
        self.type_name = ""
        self.physical_id = ""
        self.stuck_at: ResourceFailed | None = None
        """What failed on the way back, if anything did."""


class Resource(ABC):
    """A resource of a stack; moto calls the members that are not ours by name.

    :param account_id: the stack's account.
    :param region_name: the stack's Region.
    :param stack_id: the stack's ARN.
    :param logical_resource_id: its name in the template.
    """

    type_name: ClassVar[str]
    """``AWS::SSO::PermissionSet``"""
    identifier: ClassVar[tuple[str, ...]]
    """The values that identify a resource."""
    attributes: ClassVar[tuple[str, ...]] = ()
    """What ``Fn::GetAtt`` gives."""

    def __init__(self, account_id: str, region_name: str, stack_id: str, logical_resource_id: str) -> None:
        self.account_id = account_id
        self.region_name = region_name
        self.stack_id = stack_id
        self.logical_resource_id = logical_resource_id
        self.properties: dict[str, Any] = {}

    @property
    @abstractmethod
    def physical_resource_id(self) -> str:
        """What ``Ref`` gives."""

    @abstractmethod
    def attribute(self, name: str) -> str:
        """Return what ``Fn::GetAtt`` gives for one of the attributes."""

    @abstractmethod
    def make(self, properties: dict[str, Any]) -> None:
        """Make the resource; when that fails, nothing of it stays.

        :raises ResourceFailed: when it cannot be made.
        """

    @abstractmethod
    def adopt(self, properties: dict[str, Any], identifier: dict[str, str]) -> None:
        """Take over a resource that is there already, as it is.

        :raises ResourceFailed: when it is not there, or the properties say that it is another one.
        """

    @abstractmethod
    def needs_replacement(self, properties: dict[str, Any]) -> bool:
        """Tell whether another resource has to take its place, because these properties cannot be changed to."""

    @abstractmethod
    def change(self, properties: dict[str, Any]) -> None:
        """Change the resource in place.

        :raises ResourceFailed: when it cannot be changed.
        """

    @abstractmethod
    def remove(self) -> None:
        """Delete the resource; one that is gone is no error.

        :raises ResourceFailed: when it cannot be deleted.
        """

    def successor(self, properties: dict[str, Any]) -> Resource:
        """Return the resource as it is with other properties: itself, changed, or another one in its place."""
        with _failing(self):
            if self.needs_replacement(properties):
                return replacements.replace(self, self._made(properties))
            self.change(properties)
        return self

    def _made(self, properties: dict[str, Any]) -> Resource:
        made = type(self)(self.account_id, self.region_name, self.stack_id, self.logical_resource_id)
        made.make(properties)
        return made

    def get_cfn_attribute(self, attribute_name: str) -> str:
        """Return what ``Fn::GetAtt`` gives, for moto."""
        from moto.cloudformation.exceptions import UnformattedGetAttTemplateException

        if attribute_name not in self.attributes:
            raise UnformattedGetAttTemplateException()
        return self.attribute(attribute_name)

    def is_created(self) -> bool:
        """Tell moto that nothing has to be waited for."""
        return True

    def delete(self, _account_id: str = "", _region_name: str = "") -> None:
        """Delete the resource, for moto."""
        with _failing(self):
            self.remove()


@contextmanager
def _failing(resource: Resource) -> Iterator[None]:
    try:
        yield
    except ResourceFailed as failure:
        failure.logical_id, failure.type_name = resource.logical_resource_id, resource.type_name
        failure.physical_id = resource.physical_resource_id
        raise


# --- how moto finds them -------------------------------------------------------------------------------------------


class _Untracked(InstanceTrackerMeta):
    """Keeps our classes out of the lists behind moto's dashboard, where they would stay."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
        return type.__new__(cls, name, bases, namespace)


_published: dict[str, type[Resource]] = {}


def _made(resource: Resource, properties: dict[str, Any]) -> Resource:
    identifier = adoptions.identifier_of(resource.logical_resource_id)
    with _failing(resource):
        if identifier is None:
            resource.make(properties)
        else:
            resource.adopt(properties, identifier)
    return resource


@cache
def _model_of(resource: type[Resource]) -> type[CloudFormationModel]:
    """Return what stands for a type in moto's map of types: it has to be a direct subclass of moto's base.

    There is one for each type, as moto finds all subclasses that are still in memory.
    """

    class Model(CloudFormationModel, metaclass=_Untracked):
        @staticmethod
        def cloudformation_name_type() -> str:
            return ""

        @staticmethod
        def cloudformation_type() -> str:
            return resource.type_name if resource.type_name in _published else CloudFormationModel.cloudformation_type()

        @classmethod
        def has_cfn_attr(cls, attr: str) -> bool:
            return attr in resource.attributes

        @classmethod
        def create_from_cloudformation_json(
            cls,
            resource_name: str,  # noqa: ARG003  (moto's signature)
            cloudformation_json: dict[str, Any],
            account_id: str,
            region_name: str,
            **kwargs: Any,
        ) -> Resource:
            made = resource(account_id, region_name, kwargs["StackId"], kwargs["LogicalId"])
            return _made(made, cloudformation_json["Properties"])

        @classmethod
        def update_from_cloudformation_json(
            cls,
            original_resource: Resource,
            new_resource_name: str,  # noqa: ARG003  (moto's signature)
            cloudformation_json: dict[str, Any],
            account_id: str,  # noqa: ARG003  (moto's signature)
            region_name: str,  # noqa: ARG003  (moto's signature)
        ) -> Resource:
            return original_resource.successor(cloudformation_json["Properties"])

    return Model


def is_published(type_name: str) -> bool:
    """Tell whether a type of a template is one of ours."""
    return type_name in _published


def identifier_of_type(type_name: str) -> tuple[str, ...]:
    """Return which values identify a resource of one of our types."""
    return _published[type_name].identifier


@contextmanager
def published(resources: Iterable[type[Resource]]) -> Iterator[None]:
    """Let moto's CloudFormation make these types of resources."""
    for resource in resources:
        _model_of(resource)
        _published[resource.type_name] = resource
    _forget_types()
    try:
        yield
    finally:
        _published.clear()
        _forget_types()


def _forget_types() -> None:
    parsing = sys.modules.get("moto.cloudformation.parsing")
    if parsing is not None:
        for cached in (parsing.get_model_list, parsing.get_model_map, parsing.get_name_type_map):
            cached.cache_clear()
