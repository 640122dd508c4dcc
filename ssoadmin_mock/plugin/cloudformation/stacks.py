"""Stacks that roll back when one of our resources fails, which moto's do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any
from unittest.mock import patch

from ssoadmin_mock.plugin.cloudformation import adoptions, importing
from ssoadmin_mock.plugin.cloudformation.deletion import concerns_us, delete_stack_resources
from ssoadmin_mock.plugin.cloudformation.events import end, failed_to, report
from ssoadmin_mock.plugin.cloudformation.resources import ResourceFailed
from ssoadmin_mock.plugin.cloudformation.updates import Update


@contextmanager
def rolling_back() -> Iterator[None]:
    """Let moto's stacks roll back when a resource of ours fails."""
    from moto.cloudformation.models import CloudFormationBackend
    from moto.cloudformation.parsing import ResourceMap
    from moto.cloudformation.responses import CloudFormationResponse

    wrappers: list[tuple[type, str, Callable[..., Any]]] = [
        (ResourceMap, "update", _updating),
        (ResourceMap, "delete", _deleting),
        (CloudFormationBackend, "create_stack", _creating_stack),
        (CloudFormationBackend, "update_stack", _updating_stack),
        (CloudFormationResponse, "create_change_set", importing.receiving),
        (CloudFormationBackend, "create_change_set", importing.proposing),
        (CloudFormationBackend, "execute_change_set", _executing_change_set),
        (CloudFormationBackend, "delete_stack", _deleting_stack),
    ]
    with ExitStack() as undo:
        for owner, name, wrapper in wrappers:
            undo.enter_context(patch.object(owner, name, wrapper(getattr(owner, name))))
        yield


# --- the resources of a stack --------------------------------------------------------------------------------------


def _updating(original: Callable[..., Any]) -> Callable[..., Any]:
    def update(self: Any, template: dict[str, Any], parameters: dict[str, Any] | None = None) -> None:
        if adoptions.is_under_way():
            original(self, template, parameters)
        elif concerns_us(self._resource_json_map) or concerns_us(template["Resources"]):
            for failure in Update(self, original).run(template, parameters):
                report(_stack_of(self), failure, "DELETE_FAILED")
        else:
            original(self, template, parameters)

    return update


def _stack_of(resources: Any) -> Any:
    from moto.cloudformation.models import cloudformation_backends

    return cloudformation_backends[resources._account_id][resources._region_name].stacks[resources.stack_id]


def _deleting(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete(self: Any) -> None:
        if concerns_us(self._resource_json_map):
            delete_stack_resources(self)
        else:
            original(self)

    return delete


# --- stacks --------------------------------------------------------------------------------------------------------

_is_nested: ContextVar[bool] = ContextVar("is_nested", default=False)


@contextmanager
def _nesting() -> Iterator[bool]:
    """Tell whether this happens to a stack that is a resource of another one; what happens inside does, then."""
    nested = _is_nested.get()
    token = _is_nested.set(True)
    try:
        yield nested
    finally:
        _is_nested.reset(token)


def _creating_stack(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_stack(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        with _nesting() as nested:
            try:
                return original(self, name, *args, **kwargs)
            except ResourceFailed as failure:
                stack = next(stack for stack in self.stacks.values() if stack.name == name)
                _roll_back_creation(self, stack, failure)
                if nested:
                    raise _embedded(stack, stack.name, "create", failure) from failure
                return stack

    return create_stack


def _updating_stack(original: Callable[..., Any]) -> Callable[..., Any]:
    def update_stack(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        stack = self.get_stack(name)
        template = stack.template
        with _nesting():
            try:
                return original(self, name, *args, **kwargs)
            except ResourceFailed as failure:
                stack.template = template
                stack._parse_template()
                _end_of_update(stack, failure)
                return stack

    return update_stack


def _executing_change_set(original: Callable[..., Any]) -> Callable[..., Any]:
    def execute_change_set(self: Any, change_set_name: str, *args: Any, **kwargs: Any) -> None:
        change_set = self.describe_change_set(change_set_name)
        if importing.is_import(change_set):
            return importing.execute(change_set, partial(original, self, change_set_name, *args, **kwargs))
        with _nesting():
            try:
                original(self, change_set_name, *args, **kwargs)
            except ResourceFailed as failure:
                change_set.execution_status = "EXECUTE_FAILED"
                if change_set.change_set_type == "CREATE":
                    _roll_back_creation(self, change_set.stack, failure)
                else:
                    _end_of_update(change_set.stack, failure)

    return execute_change_set


def _deleting_stack(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_stack(self: Any, name_or_stack_id: str) -> None:
        # moto calls this again with the id when it gets the name.
        stack = self.stacks.get(name_or_stack_id)
        if stack is None:
            return original(self, name_or_stack_id)  # type: ignore[no-any-return]
        with _nesting() as nested:
            try:
                original(self, name_or_stack_id)
            except ResourceFailed as failure:
                self.stacks[stack.stack_id] = stack
                report(stack, failure, "DELETE_FAILED")
                end(stack, "DELETE_FAILED", failed_to("delete", failure))
                if nested:
                    raise _embedded(stack, stack.logical_resource_id, "delete", failure) from failure

    return delete_stack


def _roll_back_creation(backend: Any, stack: Any, failure: ResourceFailed) -> None:
    reason = failed_to("create", failure)
    status = "ROLLBACK_COMPLETE"
    report(stack, failure, "CREATE_FAILED")
    stack._add_stack_event("ROLLBACK_IN_PROGRESS", reason)
    for name in [name for name, export in backend.exports.items() if export.exporting_stack_id == stack.stack_id]:
        del backend.exports[name]
    try:
        stack.resource_map.delete()
    except ResourceFailed as second:
        report(stack, second, "DELETE_FAILED")
        status = "ROLLBACK_FAILED"
    stack.output_map = type(stack.output_map)(stack.resource_map, {}, stack.stack_id)
    end(stack, status, reason)


def _end_of_update(stack: Any, failure: ResourceFailed) -> None:
    reason = failed_to("update", failure)
    report(stack, failure, "UPDATE_FAILED")
    stack._add_stack_event("UPDATE_ROLLBACK_IN_PROGRESS", reason)
    if failure.stuck_at is not None:
        report(stack, failure.stuck_at, "UPDATE_FAILED")
    end(stack, "UPDATE_ROLLBACK_FAILED" if failure.stuck_at else "UPDATE_ROLLBACK_COMPLETE", reason)


def _embedded(stack: Any, logical_id: str, act: str, failure: ResourceFailed) -> ResourceFailed:
    wrapped = ResourceFailed(f"Embedded stack {stack.stack_id} was not successfully {act}d: {failed_to(act, failure)}")
    wrapped.logical_id, wrapped.type_name, wrapped.physical_id = logical_id, stack.cloudformation_type(), stack.stack_id
    return wrapped
