"""What all our types of resources have in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from ssoadmin_mock.effects import ids
from ssoadmin_mock.plugin.cloudformation.api import Api, HandlerError, NotFoundError
from ssoadmin_mock.plugin.cloudformation.resources import Resource, ResourceFailed
from ssoadmin_mock.services.service import Service

EXTRANEOUS = "Properties validation failed for resource {} with message:\n#: extraneous key [{}] is not permitted"
HANDLER_FAILED = 'Resource handler returned message: "{}" (RequestToken: {}, HandlerErrorCode: {})'
OTHER_IDENTIFIER = "The template and the identifier of the resource to import differ in [{}]"
LONGEST_MESSAGE = 1024
"""How many characters a handler may say."""
TOO_LONG = (
    "1 validation error detected: Value '{}' at 'statusMessage' failed to satisfy constraint: "
    f"Member must have length less than or equal to {LONGEST_MESSAGE}"
)


class StackResource(Resource):
    """A resource that is made by calling operations.

    A type says what a template may set, which of it cannot be changed and what identifies the resource; and which
    operations make, change and delete it.
    """

    service: ClassVar[Service]
    """The API whose operations make it."""
    settable: ClassVar[tuple[str, ...]]
    """The properties that a template may set."""
    create_only: ClassVar[tuple[str, ...]]
    """The properties that cannot be changed: another resource takes the place of this one."""
    documents: ClassVar[tuple[str, ...]] = ()
    """The properties that may be JSON objects of any form."""
    conflict_at_creation: ClassVar[str] = "AlreadyExists"
    """CloudFormation's code for a ConflictException when the resource is made."""

    def __init__(self, account_id: str, region_name: str, stack_id: str, logical_resource_id: str) -> None:
        super().__init__(account_id, region_name, stack_id, logical_resource_id)
        self.api = Api(self.service, account_id, region_name)
        self.values: dict[str, Any] = {}
        """The properties and what else the operations answered, such as ARNs."""
        self._is_half_changed = False

    @abstractmethod
    def create(self) -> None:
        """Make the resource with one call, and note its read-only values."""

    def complete(self) -> None:
        """Make the rest of it."""

    def mark(self) -> None:
        """Put what only AWS can put on the resource, once it is complete."""

    @abstractmethod
    def read(self) -> None:
        """Look whether the resource is there, and note its read-only values.

        :raises NotFoundError: when it is not there.
        """

    @abstractmethod
    def update(self) -> None:
        """Bring the resource to its values."""

    @abstractmethod
    def destroy(self) -> None:
        """Delete the resource."""

    @property
    def physical_resource_id(self) -> str:
        """The identifier, joined by ``|``; empty before the resource is made."""
        return "|".join(self.values[name] for name in self.identifier if name in self.values)

    def attribute(self, name: str) -> str:
        """Return one of the values."""
        return str(self.values[name])

    def make(self, properties: dict[str, Any]) -> None:
        """Make the resource, and when a later step fails delete it again."""
        self._take(properties)
        with self._handling():
            try:
                self.create()
            except HandlerError as error:
                error.code = self.conflict_at_creation if error.code == "ResourceConflict" else error.code
                raise
            try:
                self.complete()
                self.mark()
            except HandlerError:
                self.destroy()
                raise
        self.properties = properties

    def adopt(self, properties: dict[str, Any], identifier: dict[str, str]) -> None:
        """Take the resource over; neither its properties nor its tags become those of the template."""
        self._take(properties)
        different = [name for name in self.identifier if self.values.get(name, identifier[name]) != identifier[name]]
        self.values |= identifier
        if different:
            raise ResourceFailed(OTHER_IDENTIFIER.format(", ".join(different)))
        with self._handling():
            self.read()
        self.properties = properties

    def needs_replacement(self, properties: dict[str, Any]) -> bool:
        """Tell whether a property that cannot be changed differs."""
        return any(properties.get(name) != self.properties.get(name) for name in self.create_only)

    def change(self, properties: dict[str, Any]) -> None:
        """Change the resource, unless it is as it should be."""
        if properties == self.properties and not self._is_half_changed:
            return
        self._is_half_changed = True
        self._take(properties)
        with self._handling():
            self.update()
        self._is_half_changed = False
        self.properties = properties

    def remove(self) -> None:
        """Delete the resource, unless it is gone already."""
        with self._handling(), suppress(NotFoundError):
            self.destroy()

    def given(self, *names: str) -> dict[str, Any]:
        """Return those of the values that there are."""
        return {name: self.values[name] for name in names if name in self.values}

    def _take(self, properties: dict[str, Any]) -> None:
        for name in properties:
            if name not in self.settable:
                raise ResourceFailed(EXTRANEOUS.format(self.logical_resource_id, name))
        read_only = {name: value for name, value in self.values.items() if name not in self.settable}
        texts = {name: value if name in self.documents else _text(value) for name, value in properties.items()}
        self.values = read_only | texts

    @contextmanager
    def _handling(self) -> Iterator[None]:
        try:
            yield
        except HandlerError as error:
            raise ResourceFailed(_reason(error)) from error


def _reason(error: HandlerError) -> str:
    """Return what CloudFormation shows when a handler fails."""
    if len(error.message) > LONGEST_MESSAGE:
        return TOO_LONG.format(error.message)
    return HANDLER_FAILED.format(error.message, ids.uuid(), error.code)


def _text(value: Any) -> Any:
    """Return a property as CloudFormation hands it on: none of ours is a number, but YAML reads some as one."""
    if isinstance(value, dict):
        return {key: _text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_text(item) for item in value]
    return str(value)
