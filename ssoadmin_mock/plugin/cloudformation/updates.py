"""The update of a stack with our resources, where moto's own falls short of CloudFormation's.

moto deletes what a template no longer has before it does anything else, changes only what differs in the template
(and not what refers to a resource that was replaced), and leaves everything as it is when a resource fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ssoadmin_mock.plugin.cloudformation import replacements
from ssoadmin_mock.plugin.cloudformation.deletion import Doomed, delete_all, doomed_among
from ssoadmin_mock.plugin.cloudformation.replacements import Replacements
from ssoadmin_mock.plugin.cloudformation.resources import Resource, ResourceFailed, is_published


class Update:
    """One update of the resources of a stack.

    :param resources: moto's map of them.
    :param change: moto's update of such a map.
    """

    def __init__(self, resources: Any, change: Callable[..., None]) -> None:
        self._resources = resources
        self._change = change
        self._template_before: dict[str, Any] = resources._template or {"Resources": {}}
        self._parameters_before = resources.input_parameters
        self._removed: dict[str, Any] = {}
        self._json_of_removed: dict[str, Any] = {}

    def run(self, template: dict[str, Any], parameters: dict[str, Any] | None) -> list[ResourceFailed]:
        """Bring the stack to a template, or back to where it was.

        :returns: the failures of resources that are not needed any more and could not be deleted.
        :raises ResourceFailed: when a resource failed and the stack is as it was before, or as far back as it went.
        """
        with replacements.recorded() as replaced:
            try:
                self._change_to(template, parameters)
            except ResourceFailed as failure:
                failure.stuck_at = self._roll_back(replaced)
                raise
        return self._delete_removed_and([old for old, _ in replaced])

    def _change_to(self, template: dict[str, Any], parameters: dict[str, Any] | None) -> None:
        self._removed = self._take_out(template)
        self._change(self._resources, template, parameters)
        self._bring_up_to_date()

    def _take_out(self, template: dict[str, Any]) -> dict[str, Any]:
        """Take the resources that a template does not have out of moto's sight, and return them."""
        known, made = self._resources._resource_json_map, self._resources._parsed_resources
        names = [name for name in made if name in known and name not in template["Resources"]]
        self._json_of_removed = {name: known[name] for name in names}
        self._resources._resource_json_map = {name: known[name] for name in known if name in template["Resources"]}
        return {name: made.pop(name) for name in names}

    def _delete_removed_and(self, replaced: list[Resource]) -> list[ResourceFailed]:
        doomed = doomed_among(self._removed, self._json_of_removed)
        return delete_all(self._resources, doomed + [Doomed(resource, {}) for resource in reversed(replaced)])

    def _roll_back(self, replaced: Replacements) -> ResourceFailed | None:
        """Go back to where the stack was; return the failure that this ends in, if it does not get there."""
        abandoned = [new for _, new in replaced]
        made = self._resources._parsed_resources
        made.update(self._removed)
        made.update({old.logical_resource_id: old for old, _ in reversed(replaced)})
        known = self._resources._resource_json_map | self._json_of_removed
        self._resources._resource_json_map = {name: known[name] for name in known if name in made}
        try:
            with replacements.recorded():
                self._change_to(self._template_before, self._parameters_before)
        except ResourceFailed as failure:
            return failure
        self._resources.input_parameters = self._parameters_before
        failures = self._delete_removed_and(abandoned)
        return failures[0] if failures else None

    def _bring_up_to_date(self) -> None:
        """Change what refers to something that was replaced, and what refers to that in turn."""
        names = [name for name, json in self._resources._resource_json_map.items() if is_published(json["Type"])]
        for _ in names:
            changed = [name for name in names if self._is_changed(name)]
            if not changed:
                break

    def _is_changed(self, name: str) -> bool:
        from moto.cloudformation import parsing

        resources = self._resources
        resource, json = resources[name], resources._resource_json_map[name]
        if resource is None or resource.properties == parsing.parse_resource(json, resources)[1]["Properties"]:
            return False
        resources._parsed_resources[name] = parsing.parse_and_update_resource(
            name, json, resources, account_id=resources._account_id, region_name=resources._region_name
        )
        return True
