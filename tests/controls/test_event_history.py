"""moto's CloudTrail looks up what it would have recorded, in process and over HTTP."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from freezegun import freeze_time

from ssoadmin_mock import IdentityCenter
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect, error_of

INVALID_ATTRIBUTES = "InvalidLookupAttributesException"


@pytest.fixture
def trail(idc: IdentityCenter, center: Center, connect: Connect) -> Any:
    """A client, after three sets were made, one in vain, and one was listed."""
    idc.calls.clear()
    for name in ("Admin", "Reader"):
        center.permission_set(name)
    error_of(center.sso.create_permission_set, InstanceArn=center.arn, Name="Admin")
    center.sso.list_permission_sets(InstanceArn=center.arn)
    return connect("cloudtrail")


def looked_up(trail: Any, key: str = "", value: str = "", **more: Any) -> list[dict[str, Any]]:
    attributes = [{"AttributeKey": key, "AttributeValue": value}] if key else []
    events: list[dict[str, Any]] = trail.lookup_events(LookupAttributes=attributes, **more)["Events"]
    return events


@pytest.mark.rule("trail.lookup")
def test_events_are_looked_up_newest_first(idc: IdentityCenter, trail: Any) -> None:
    events = looked_up(trail)
    assert [event["EventName"] for event in events] == ["ListPermissionSets", *3 * ["CreatePermissionSet"]]
    records = [json.loads(event["CloudTrailEvent"]) for event in events]
    assert records == list(idc.events)[::-1]
    (read, _, _, first) = events
    assert (read["ReadOnly"], first["ReadOnly"]) == ("true", "false")
    assert first["EventSource"] == "sso.amazonaws.com"
    assert first["EventId"] == records[-1]["eventID"]
    assert first["EventTime"] == datetime.fromisoformat(records[-1]["eventTime"].replace("Z", "+00:00"))
    assert first["AccessKeyId"] == records[-1]["userIdentity"]["accessKeyId"]
    assert first["Resources"] == []


@pytest.mark.rule("trail.lookup")
@pytest.mark.parametrize(
    ("key", "value", "count"),
    [
        ("EventName", "CreatePermissionSet", 3),
        ("EventName", "createpermissionset", 0),
        ("ReadOnly", "true", 1),
        ("ReadOnly", "false", 3),
        ("EventSource", "sso.amazonaws.com", 4),
        ("EventSource", "identitystore.amazonaws.com", 0),
        ("ResourceType", "AWS::IAM::Role", 0),
        ("ResourceName", "Admin", 0),
    ],
)
def test_events_are_looked_up_by_an_attribute(trail: Any, key: str, value: str, count: int) -> None:
    assert len(looked_up(trail, key, value)) == count


def test_an_event_is_looked_up_by_its_id_its_key_and_its_user(idc: IdentityCenter, trail: Any) -> None:
    record = idc.events[1]
    (event,) = looked_up(trail, "EventId", record["eventID"])
    assert json.loads(event["CloudTrailEvent"]) == record
    assert len(looked_up(trail, "AccessKeyId", record["userIdentity"]["accessKeyId"])) == 4
    name = event["Username"]
    assert name
    assert len(looked_up(trail, "Username", name)) == 4
    assert looked_up(trail, "Username", "somebody") == []


@pytest.mark.rule("trail.lookup")
def test_pages_go_on_where_they_ended_whatever_comes_meanwhile(center: Center, trail: Any) -> None:
    by_name = {"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "CreatePermissionSet"}]}
    first = trail.lookup_events(**by_name, MaxResults=2)
    center.permission_set("Later")
    rest = trail.lookup_events(**by_name, MaxResults=2, NextToken=first["NextToken"])
    ids = [event["EventId"] for event in first["Events"] + rest["Events"]]
    assert len(set(ids)) == 3
    assert "NextToken" not in rest
    pages = trail.get_paginator("lookup_events").paginate(**by_name, PaginationConfig={"PageSize": 1})
    assert [len(page["Events"]) for page in pages] == [1, 1, 1, 1]
    assert error_of(trail.lookup_events, NextToken=first["NextToken"])[0] == "InvalidNextTokenException"


def test_a_page_has_fifty_events(center: Center, trail: Any) -> None:
    for _ in range(50):
        center.sso.list_permission_sets(InstanceArn=center.arn)
    page = trail.lookup_events()
    assert len(page["Events"]) == 50
    assert len(looked_up(trail, NextToken=page["NextToken"])) == 4


@pytest.mark.parametrize("endpoint", [{}], ids=["in-process"])
def test_events_are_looked_up_by_their_time(idc: IdentityCenter, center: Center, connect: Connect) -> None:
    trail, start = connect("cloudtrail"), datetime.now(timezone.utc).replace(microsecond=0)
    idc.calls.clear()

    def days(**time: Any) -> list[str]:
        records = [json.loads(event["CloudTrailEvent"]) for event in looked_up(trail, **time)]
        return [record["requestParameters"]["name"] for record in records]

    with freeze_time(start) as clock:
        for day in range(3):
            clock.move_to(start + timedelta(days=day))
            center.permission_set(f"Day{day}")
        assert days() == ["Day2", "Day1", "Day0"]
        assert days(StartTime=start + timedelta(hours=1)) == ["Day2", "Day1"]
        assert days(EndTime=start + timedelta(days=1)) == ["Day1", "Day0"]
        assert days(StartTime=start + timedelta(hours=1), EndTime=start + timedelta(hours=30)) == ["Day1"]
        clock.move_to(start + timedelta(days=91))
        assert days() == ["Day2", "Day1"]


@pytest.mark.rule("trail.lookup")
@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (
            {"LookupAttributes": 2 * [{"AttributeKey": "EventName", "AttributeValue": "x"}]},
            "InvalidLookupAttributesException",
        ),
        ({"LookupAttributes": [{"AttributeKey": "Color", "AttributeValue": "x"}]}, "InvalidLookupAttributesException"),
        ({"StartTime": datetime(2026, 2, 1), "EndTime": datetime(2026, 1, 1)}, "InvalidTimeRangeException"),
        ({"MaxResults": 51}, "InvalidMaxResultsException"),
        ({"EventCategory": "management"}, "InvalidEventCategoryException"),
        ({"NextToken": "x"}, "InvalidNextTokenException"),
    ],
)
def test_errors_are_those_of_the_model(trail: Any, asked: dict[str, Any], code: str) -> None:
    assert error_of(trail.lookup_events, **asked)[0] == code


def test_there_are_no_insights(trail: Any) -> None:
    assert looked_up(trail, EventCategory="insight") == []


def test_each_account_and_region_has_its_own_history(center: Center, trail: Any, connect: Connect) -> None:
    assert looked_up(connect("cloudtrail", region_name="eu-west-1")) == []
    there = connect("cloudtrail", account_id=center.dev)
    assert looked_up(there) == []
    connect(account_id=center.dev).create_instance()
    (event,) = looked_up(there)
    assert json.loads(event["CloudTrailEvent"])["recipientAccountId"] == center.dev
    assert len(looked_up(trail)) == 4
    assert {json.loads(event["CloudTrailEvent"])["recipientAccountId"] for event in looked_up(trail)} == {MANAGEMENT}
