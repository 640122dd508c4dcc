"""What the events and the status of a stack say."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.plugin.cloudformation.resources import ResourceFailed


def failed_to(act: str, failure: ResourceFailed) -> str:
    """Return the reason that a stack gives when a resource fails.

    :param act: ``create``, ``update``, ``delete`` or ``import``.
    """
    return f"The following resource(s) failed to {act}: [{failure.logical_id}]. {failure.reason}"


def report(stack: Any, failure: ResourceFailed, status: str) -> None:
    """Add the event of a resource; moto has only those of stacks."""
    stack._add_stack_event(status, failure.reason)
    event = stack.events[-1]
    event.logical_resource_id, event.resource_type = failure.logical_id, failure.type_name
    event.physical_resource_id = failure.physical_id


def end(stack: Any, status: str, reason: str) -> None:
    """Give a stack the status that an operation ends in, and the reason for it."""
    stack.status = status
    stack.stack_status_reason = reason
    stack._add_stack_event(status)
