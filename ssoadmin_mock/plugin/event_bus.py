"""Delivers events to the rules of default buses in moto's EventBridge, and hands them to the rules' targets.

moto's own operation for that, PutEvents, is for users' events: it asks nobody for a rule's state, and leaves Lambda and
Step Functions out.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from moto.backends import get_backend

from ssoadmin_mock.effects.accounts import loaded_backends

if TYPE_CHECKING:
    from moto.events.models import EventBus, Rule

Event = Any
"""As EventBridge delivers it; moto's type for it lacks members."""

_ENABLED = "ENABLED"
_ENABLED_FOR_READS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"

_log = logging.getLogger(__name__)


def has_rules() -> bool:
    """Tell whether anybody has a rule on a default bus."""
    events = loaded_backends("events")
    # Most have no bus at all, which every call asks for.
    return bool(events) and any(_default_bus(account_id, region).rules for account_id, region in _buses(events))


def deliver(event: Event, is_read: bool) -> None:
    """Hand an event to the targets of the rules that it matches, on the default bus of its account and Region.

    What goes wrong on the way goes wrong beside the call, as at AWS: it is a line of the log.

    :param event: as EventBridge delivers it.
    :param is_read: whether it is about a call that only reads (rule ``trail.read-events``).
    """
    states = (_ENABLED_FOR_READS,) if is_read else (_ENABLED, _ENABLED_FOR_READS)
    for rule in _rules(event["account"], event["region"]):
        if rule.state in states and rule.event_pattern.dump() and rule.event_pattern.matches_event(event):
            for target in list(rule.targets):
                _send(rule, target, event)


def _buses(events: Any) -> Iterator[tuple[str, str]]:
    for account_id, regions in list(events.items()):
        yield from ((account_id, region_name) for region_name in list(regions))


def _default_bus(account_id: str, region_name: str) -> EventBus:
    bus: EventBus = get_backend("events")[account_id][region_name].event_buses["default"]
    return bus


def _rules(account_id: str, region_name: str) -> list[Rule]:
    # Asking for a backend would make one.
    has_any = region_name in (loaded_backends("events") or {}).get(account_id, ())
    return list(_default_bus(account_id, region_name).rules.values()) if has_any else []


def _send(rule: Rule, target: dict[str, Any], event: Event) -> None:
    service = target["Arn"].split(":")[2]
    try:
        if service == "lambda":
            _invoke(rule, target, event)
        elif service == "states":
            _start_execution(rule, target, event)
        else:
            _send_as_moto(rule, target, event)
    except Exception:
        _log.warning(
            "The event %s did not reach %s of the rule %s.", event["id"], target["Arn"], rule.arn, exc_info=True
        )


def _send_as_moto(rule: Rule, target: dict[str, Any], event: Event) -> None:
    # moto sends a rule's event to all of its targets, and changes it on the way. Without a transformer it would leave
    # the account out.
    only = copy(rule)
    only.targets = [target]
    is_transformed = "InputTransformer" in target
    sent: Event = {**event, "time": _seconds(event)}
    only.send_to_targets(_transformable(sent, event) if is_transformed else sent, transform_input=is_transformed)


def _seconds(event: Event) -> float:
    return datetime.fromisoformat(event["time"].replace("Z", "+00:00")).timestamp()


def _transformable(sent: Event, event: Event) -> Event:
    """Return what is sent with what moto's transformers ask for beside the event."""
    return {**sent, "ingestion-time": _seconds(event)}


def _invoke(rule: Rule, target: dict[str, Any], event: Event) -> None:
    from moto.events.notifications import _invoke_lambda

    _invoke_lambda(rule.account_id, target["Arn"], event=_input(target, event))


def _start_execution(rule: Rule, target: dict[str, Any], event: Event) -> None:
    machine = get_backend("stepfunctions")[rule.account_id][rule.region_name]
    machine.start_execution(target["Arn"], name=str(uuid4()), execution_input=json.dumps(_input(target, event)))


def _input(target: dict[str, Any], event: Event) -> Any:
    from moto.events.utils import EventTemplateParser

    transformer = target.get("InputTransformer")
    if transformer is None:
        return event
    paths = transformer.get("InputPathsMap", {})
    return EventTemplateParser.parse(transformer["InputTemplate"], paths, _transformable(event, event))
