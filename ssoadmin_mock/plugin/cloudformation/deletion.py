"""Deletes resources of stacks backwards: what was made last goes first, nested stacks and moto's own included.

moto deletes in no particular order, or before anything else; what others still use, AWS refuses to delete.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ssoadmin_mock.plugin.cloudformation.resources import ResourceFailed, is_published

_NESTED_STACK = "AWS::CloudFormation::Stack"


class Doomed(NamedTuple):
    """A resource that is to be deleted, and what the template says about it."""

    resource: Any
    json: dict[str, Any]


def concerns_us(resources: dict[str, Any]) -> bool:
    """Tell whether the resources of a template have any of our types, or stacks that may have them."""
    return any(
        is_published(resource.get("Type")) or resource.get("Type") == _NESTED_STACK for resource in resources.values()
    )


def doomed_among(made: dict[str, Any], known: dict[str, Any]) -> list[Doomed]:
    """Return the resources to be deleted, latest first; those that are to be retained are not.

    :param made: what was made, by logical id, in that order.
    :param known: what the template says about each.
    """
    return [
        Doomed(made[name], known[name])
        for name in reversed(made)
        if name in known and known[name].get("DeletionPolicy") != "Retain"
    ]


def delete_all(resources: Any, doomed: Iterable[Doomed]) -> list[ResourceFailed]:
    """Delete resources in the order given, or any other that works.

    :param resources: moto's map of the stack's resources.
    :returns: the failures of those that could not be deleted.
    """
    left = [each for each in doomed if not is_deleted(each.resource)]
    while left:
        failures: list[ResourceFailed] = []
        # After updates, the order in which things were made is not always the one in which they use each other.
        remaining = [each for each in left if not _deleted(resources, each, failures)]
        if len(remaining) == len(left):
            return failures
        left = remaining
    return []


def delete_stack_resources(resources: Any) -> None:
    """Delete what a stack has.

    :param resources: moto's map of the stack's resources.
    :raises ResourceFailed: when some could not be deleted.
    """
    made, known = resources._parsed_resources, resources._resource_json_map
    # What moto knows of and does not find among those made, it makes whenever somebody asks about the stack.
    resources._resource_json_map = {name: known[name] for name in known if name in made}
    failures = delete_all(resources, doomed_among(made, known))
    if failures:
        raise failures[0]


def _deleted(resources: Any, doomed: Doomed, failures: list[ResourceFailed]) -> bool:
    try:
        resources._delete_resource(doomed.resource, doomed.json)
    except ResourceFailed as failure:
        failures.append(failure)
        return False
    except Exception as error:
        failures.append(_failure_of(doomed, error))
        return False
    # moto itself notes the type and the logical id of a resource like this.
    doomed.resource.cf_is_deleted = True
    return True


def is_deleted(resource: Any) -> bool:
    """Tell whether a resource was deleted with its stack, whose map of resources still has it."""
    return getattr(resource, "cf_is_deleted", False)


def _failure_of(doomed: Doomed, error: Exception) -> ResourceFailed:
    failure = ResourceFailed(str(error))
    failure.logical_id, failure.type_name = doomed.resource.logical_resource_id, doomed.json["Type"]
    failure.physical_id = doomed.resource.physical_resource_id
    return failure
