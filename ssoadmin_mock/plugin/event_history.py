"""Lets moto's CloudTrail answer LookupEvents, which it does not have."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from moto.core.exceptions import JsonRESTError

from ssoadmin_mock.plugin.patching import replaced

if TYPE_CHECKING:
    from moto.cloudtrail.responses import CloudTrailResponse

Record = Mapping[str, Any]

MOST = 50
"""The most events of a page, and how many there are where nobody says."""

_DAYS = 90
_DAY = 24 * 60 * 60


def answered(
    responses: Any, records: Callable[[], Iterable[Record]], now: Callable[[], float]
) -> AbstractContextManager[None]:
    """Let LookupEvents answer with records (rule ``trail.lookup``).

    :param responses: moto's module.
    :param records: gives all records there are, of all accounts and Regions, oldest first.
    :param now: tells the time in seconds since the epoch.
    """

    def lookup_events(self: CloudTrailResponse) -> str:
        asked = json.loads(self.body)
        _check(asked)
        own = (each for each in records() if _place(each) == (self.current_account, self.region))
        found = [item for item in map(_item, own) if _matches(item, asked, now() - _DAYS * _DAY)]
        return json.dumps(_page(found[::-1], asked))

    return replaced(responses.CloudTrailResponse, {"lookup_events": lookup_events})


def _place(record: Record) -> tuple[str, str]:
    return record["recipientAccountId"], record["awsRegion"]


_KEYS = ("EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId")
"""What events can be looked up by."""


def _check(asked: Mapping[str, Any]) -> None:
    """Check what a request asks for.

    :raises JsonRESTError: with the errors of the model; their texts are ours.
    """
    attributes = asked.get("LookupAttributes") or []
    if len(attributes) > 1:
        raise JsonRESTError("InvalidLookupAttributesException", "You can only look up events by one attribute.")
    if any(attribute["AttributeKey"] not in _KEYS for attribute in attributes):
        raise JsonRESTError("InvalidLookupAttributesException", f"The attribute has to be one of {', '.join(_KEYS)}.")
    if not 1 <= asked.get("MaxResults", MOST) <= MOST:
        raise JsonRESTError("InvalidMaxResultsException", f"MaxResults has to be from 1 to {MOST}.")
    if asked.get("EventCategory", "insight") != "insight":
        raise JsonRESTError("InvalidEventCategoryException", "The only EventCategory is insight.")
    if asked.get("StartTime", float("-inf")) > asked.get("EndTime", float("inf")):
        raise JsonRESTError("InvalidTimeRangeException", "StartTime has to be before EndTime.")


def _item(record: Record) -> dict[str, Any]:
    """Return a record as LookupEvents lists it."""
    identity = record["userIdentity"]
    members = {
        "EventId": record["eventID"],
        "EventName": record["eventName"],
        "ReadOnly": str(record["readOnly"]).lower(),
        "AccessKeyId": identity.get("accessKeyId"),
        "EventTime": datetime.fromisoformat(record["eventTime"].replace("Z", "+00:00")).timestamp(),
        "EventSource": record["eventSource"],
        "Username": _user_name(identity),
        "Resources": [
            {"ResourceType": each["type"], "ResourceName": each["ARN"]} for each in record.get("resources", [])
        ],
        "CloudTrailEvent": json.dumps(record),
    }
    return {name: value for name, value in members.items() if value is not None}


def _user_name(identity: Mapping[str, Any]) -> str | None:
    if identity["type"] == "AssumedRole":
        return str(identity["arn"]).rpartition("/")[2]
    return "root" if identity["type"] == "Root" else identity.get("userName")


def _matches(item: Mapping[str, Any], asked: Mapping[str, Any], earliest: float) -> bool:
    if "EventCategory" in asked:
        # There are no events of Insights.
        return False
    start, end = max(asked.get("StartTime", earliest), earliest), asked.get("EndTime", float("inf"))
    return start <= item["EventTime"] <= end and all(
        attribute["AttributeValue"] in _values(item, attribute["AttributeKey"])
        for attribute in asked.get("LookupAttributes") or []
    )


def _values(item: Mapping[str, Any], key: str) -> list[Any]:
    return [item.get(key), *(resource.get(key) for resource in item["Resources"])]


def _page(found: list[dict[str, Any]], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page; the token of the next one is of its last event, as newer ones come before it meanwhile."""
    size, token = asked.get("MaxResults", MOST), asked.get("NextToken")
    begin = 0 if token is None else _begin(found, token, asked)
    page = found[begin : begin + size]
    more = {"NextToken": _token(page[-1]["EventId"], asked)} if begin + size < len(found) else {}
    return {"Events": page, **more}


def _begin(found: list[dict[str, Any]], token: str, asked: Mapping[str, Any]) -> int:
    ids = [item["EventId"] for item in found]
    for index, event_id in enumerate(ids):
        if token == _token(event_id, asked):
            return index + 1
    raise JsonRESTError("InvalidNextTokenException", "The token is not one of a page before, with the same parameters.")


def _token(event_id: str, asked: Mapping[str, Any]) -> str:
    same = {name: value for name, value in asked.items() if value and name not in ("NextToken", "MaxResults")}
    return urlsafe_b64encode(sha256(json.dumps([event_id, same], sort_keys=True).encode()).digest()).decode()
