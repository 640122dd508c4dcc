"""What CloudTrail recorded: :attr:`IdentityCenter.events <ssoadmin_mock.handle.IdentityCenter.events>`.

Records are made when somebody looks, of what :attr:`IdentityCenter.calls <ssoadmin_mock.handle.IdentityCenter.calls>`
keeps anyway.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args, overload

from ssoadmin_mock.controls.calls import Calls, Noted, ServiceCall
from ssoadmin_mock.effects import iam_changes
from ssoadmin_mock.insight.trail import event_of, records
from ssoadmin_mock.insight.trail_base import Record
from ssoadmin_mock.insight.trail_role_sessions import EVENT_NAME
from ssoadmin_mock.insight.trail_samples import sample_of
from ssoadmin_mock.plugin import event_bus
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.arguments import checked
from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.operation_names import find_operation, find_operations
from ssoadmin_mock.services.regions import DEFAULT_REGION, check_region
from ssoadmin_mock.services.trail import logging_of

_FOLLOWING = {EVENT_NAME, *get_args(iam_changes.Operation)}
"""What CloudTrail records beside the calls themselves."""


class Events(Sequence[Record]):
    """The records of CloudTrail since the mock was started, oldest first: those of the calls that are kept.

    :param recorded: gives the records there are now.
    """

    def __init__(self, recorded: Callable[[], list[Record]]) -> None:
        self._recorded = recorded

    def __len__(self) -> int:
        return len(self._recorded())

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> list[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | list[Record]:
        return self._recorded()[index]

    def __iter__(self) -> Iterator[Record]:
        return iter(self._recorded())

    def __repr__(self) -> str:
        records = self._recorded()
        return f"<{len(records)} events: {_tally(records)}>" if records else "<no events>"

    @checked
    def assert_recorded(self, event_name: str, **fields: Any) -> list[Record]:
        """Assert that CloudTrail recorded an event.

        :param event_name: its ``eventName``, which is the operation's name in the API, or in that of IAM or STS which
            AWS calls for it.
        :param fields: only records that have these fields count; of dictionaries, those that have these members, among
            others: ``requestParameters={"name": "Admin"}``.
        :returns: those records, oldest first.
        :raises AssertionError: otherwise, with the nearest record there is.
        :raises ValueError: for an operation that does not exist.
        """
        __tracebackhide__ = True
        if event_name not in _FOLLOWING:
            find_operations(event_name)
        wanted = {"eventName": event_name, **fields}
        records = self._recorded()
        found = [record for record in records if not list(_differences(record, wanted))]
        if not found:
            raise AssertionError(_nothing(records, event_name, wanted))
        return found

    @checked
    def sample(self, event_name: str, *, region_name: str = DEFAULT_REGION, **fields: Any) -> Record:
        """Return the event that a call would give, as EventBridge delivers it: the record is its ``detail``.

        Nothing is called. What is not given is made up from the model.

        :param event_name: the operation; with the name of its API before it where several have it:
            ``sso:ListAccounts``.
        :param region_name: the Region of the call.
        :param fields: what the record has; members of dictionaries replace those that are made up:
            ``requestParameters={"targetId": "111122223333"}``.
        :raises ValueError: for an operation or a Region that does not exist, or an operation that CloudTrail does not
            record.
        """
        check_region("region_name", region_name)
        spec = find_operation(event_name)
        service = services()[spec.service_name]
        logging = logging_of(service, spec.name)
        if logging is None:
            raise ValueError(f"CloudTrail does not record {spec.name} of {service.name}.")
        event = sample_of(service, spec, logging, region_name)
        event["detail"] = _merged(event["detail"], fields)
        return event


def records_of(calls: Calls) -> list[Record]:
    """Return the records of the calls that were made in this process."""
    with pipeline.one_at_a_time:
        return [record for noted in calls.noted() for record in _records(noted)]


def _records(noted: Noted) -> list[Record]:
    call = ServiceCall.read(noted.request, noted.answer)
    changes, event_id = noted.answer.changes, noted.event_id
    return records(noted.request, call.parameters, call.result, call.error, changes, event_id, noted.time)


def deliver(noted: Noted) -> None:
    """Hand what CloudTrail records of a call to the rules of EventBridge."""
    if not event_bus.has_rules():
        return
    with pipeline.one_at_a_time:
        made = _records(noted)
    for record in made:
        event_bus.deliver(event_of(record), record["readOnly"])


def _merged(made: Any, given: Any) -> Any:
    if not (isinstance(made, Mapping) and isinstance(given, Mapping)):
        return given
    return {**made, **{name: _merged(made.get(name), value) for name, value in given.items()}}


def _differences(record: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """Say what keeps a record from having what is wanted."""
    if not (isinstance(record, Mapping) and isinstance(wanted, Mapping)):
        if record != wanted:
            yield f"  {path} was {record!r}, not {wanted!r}"
        return
    for name, value in wanted.items():
        inner = f"{path}.{name}" if path else name
        if name in record:
            yield from _differences(record[name], value, inner)
        else:
            yield f"  {inner} was not there"


def _nothing(records: list[Record], event_name: str, wanted: Record) -> str:
    fields = {name: value for name, value in wanted.items() if name != "eventName"}
    told = f" with {', '.join(f'{name}={value!r}' for name, value in fields.items())}" if fields else ""
    text = f"{event_name} was not recorded{told}."
    if not records:
        return f"{text}\nNothing was recorded."

    def nearness(record: Record) -> tuple[bool, int]:
        return record["eventName"] == event_name, -len(list(_differences(record, wanted)))

    # Of several that are as near, the last one.
    nearest = max(reversed(records), key=nearness)
    shown = json.dumps(nearest, indent=2)
    return "\n".join([text, *_differences(nearest, wanted), f"Nearest record: {shown}", f"All: {_tally(records)}"])


def _tally(records: Iterable[Record]) -> str:
    counts = Counter(record["eventName"] for record in records)
    return ", ".join(name if count == 1 else f"{name} ({count} times)" for name, count in counts.items())
