"""Change sets of type IMPORT, which moto takes for those of type CREATE."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any, NamedTuple

from ssoadmin_mock.plugin.cloudformation import adoptions
from ssoadmin_mock.plugin.cloudformation.deletion import is_deleted
from ssoadmin_mock.plugin.cloudformation.events import end, failed_to, report
from ssoadmin_mock.plugin.cloudformation.resources import (
    Resource,
    ResourceFailed,
    identifier_of_type,
    is_published,
)

_MEMBER = re.compile(r"ResourcesToImport\.member\.(\d+)\.(.+)")
_KEY = re.compile(r"ResourceIdentifier\.entry\.\d+\.key")


class Imported(NamedTuple):
    """A resource to import: its name in the template, its type, and what identifies it."""

    logical_id: str
    type_name: str
    identifier: dict[str, str]


_asked_for: ContextVar[list[Imported] | None] = ContextVar("asked_for", default=None)


def is_import(change_set: Any) -> bool:
    """Tell whether a change set imports resources of ours."""
    return hasattr(change_set, "adopted")


# --- proposed ------------------------------------------------------------------------------------------------------


def receiving(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the method of moto's response class: it alone sees which resources are to be imported."""

    def create_change_set(self: Any) -> Any:
        parameters = {name: values[0] for name, values in self.querystring.items()}
        asked_for = _resources_to_import(parameters) if parameters.get("ChangeSetType") == "IMPORT" else []
        # Other services' resources are moto's own business.
        token = _asked_for.set(asked_for if any(is_published(each.type_name) for each in asked_for) else None)
        try:
            return original(self)
        finally:
            _asked_for.reset(token)

    return create_change_set


def _resources_to_import(parameters: dict[str, str]) -> list[Imported]:
    members: dict[str, dict[str, str]] = {}
    for name, value in parameters.items():
        if match := _MEMBER.fullmatch(name):
            members.setdefault(match[1], {})[match[2]] = value
    return [
        Imported(member["LogicalResourceId"], member["ResourceType"], _identifier_in(member))
        for member in members.values()
    ]


def _identifier_in(member: dict[str, str]) -> dict[str, str]:
    return {value: member[name.removesuffix("key") + "value"] for name, value in member.items() if _KEY.fullmatch(name)}


def proposing(original: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap the method of moto's backend that makes change sets."""

    def create_change_set(self: Any, stack_name: str, *args: Any, **kwargs: Any) -> tuple[str, str]:
        asked_for = _asked_for.get()
        if asked_for is None:
            return original(self, stack_name, *args, **kwargs)  # type: ignore[no-any-return]
        stack = next((stack for stack in self.stacks.values() if stack.name == stack_name), None)
        # With any other type, moto makes another stack of the same name.
        kwargs["change_set_type"] = "UPDATE" if stack else "IMPORT"
        with _undone_if_refused(self):
            ids: tuple[str, str] = original(self, stack_name, *args, **kwargs)
            _make_import(self, self.change_sets[ids[0]], asked_for)
        return ids

    return create_change_set


@contextmanager
def _undone_if_refused(backend: Any) -> Iterator[None]:
    stacks, change_sets = copy(backend.stacks), copy(backend.change_sets)
    try:
        yield
    except Exception:
        backend.stacks, backend.change_sets = stacks, change_sets
        raise


def _make_import(backend: Any, change_set: Any, asked_for: list[Imported]) -> None:
    _check(backend, change_set, asked_for)
    change_set.change_set_type = "IMPORT"
    change_set.adopted = {each.logical_id: each.identifier for each in asked_for}
    for change in change_set.changes:
        change.action = "Import"


# --- refused -------------------------------------------------------------------------------------------------------


def _check(backend: Any, change_set: Any, asked_for: list[Imported]) -> None:
    known = change_set.stack.resource_map._resource_json_map
    wanted = change_set.template_dict["Resources"]
    imported = {each.logical_id for each in asked_for}
    for each in asked_for:
        _check_resource(backend, each, wanted)
    changed = {name for name in known.keys() | wanted.keys() if known.get(name) != wanted.get(name)} - imported
    _refuse_if(
        changed,
        "The resources {} are not among those to import, and an import cannot create, update or delete",
    )
    _refuse_if(
        imported & known.keys(),
        "The resources {} belong to the stack already",
    )
    _refuse_if(
        {name for name in imported if "DeletionPolicy" not in wanted[name]},
        "The following resources to import {} must have DeletionPolicy attribute specified in the template.",
    )
    if change_set.template_dict.get("Outputs") != change_set.stack.template_dict.get("Outputs"):
        _refuse("As part of the import operation, you cannot modify or add [Outputs]")


def _check_resource(backend: Any, each: Imported, wanted: dict[str, Any]) -> None:
    name, type_name, identifier = each
    if not is_published(type_name):
        _refuse(f"Importing {type_name} beside resources of IAM Identity Center is not simulated: import it by itself")
    if name not in wanted:
        _refuse(f"The resource to import [{name}] is not in the template")
    if wanted[name]["Type"] != type_name:
        _refuse(f"The resource to import [{name}] is of type {type_name}, in the template {wanted[name]['Type']}")
    expected = identifier_of_type(type_name)
    if identifier.keys() != {*expected}:
        _refuse(f"The identifier of [{name}] must be [{', '.join(expected)}], not [{', '.join(identifier)}]")
    physical_id = "|".join(identifier[part] for part in expected)
    for stack in backend.stacks.values():
        if (type_name, physical_id) in _resources_of(stack):
            _refuse(f"The resource to import [{name}] belongs to the stack {stack.stack_id}")


def _resources_of(stack: Any) -> list[tuple[str, str]]:
    made = [each for each in stack.resource_map._parsed_resources.values() if isinstance(each, Resource)]
    return [(each.type_name, each.physical_resource_id) for each in made if not is_deleted(each)]


def _refuse_if(names: set[str], text: str) -> None:
    if names:
        _refuse(text.format(f"[{', '.join(sorted(names))}]"))


def _refuse(text: str) -> None:
    from moto.cloudformation.exceptions import ValidationError

    raise ValidationError(message=text)


# --- executed ------------------------------------------------------------------------------------------------------


def execute(change_set: Any, run: Callable[[], None]) -> None:
    """Execute a change set of type IMPORT; when a resource is not there, the stack is as it was before.

    :param change_set: moto's.
    :param run: moto's execution of it.
    """
    stack, resources = change_set.stack, change_set.stack.resource_map
    before = {name: copy(value) for name, value in vars(resources).items()}
    earlier_events = len(stack.events)
    try:
        with adoptions.adopting(change_set.adopted):
            run()
    except ResourceFailed as failure:
        vars(resources).update(before)
        change_set.execution_status = "EXECUTE_FAILED"
        _roll_back(stack, failure)
    finally:
        for event in stack.events[earlier_events:]:
            event.resource_status = event.resource_status.replace("UPDATE", "IMPORT")


def _roll_back(stack: Any, failure: ResourceFailed) -> None:
    reason = failed_to("import", failure)
    report(stack, failure, "IMPORT_FAILED")
    stack._add_stack_event("IMPORT_ROLLBACK_IN_PROGRESS", reason)
    end(stack, "IMPORT_ROLLBACK_COMPLETE", reason)
