"""What every record of CloudTrail has, whatever it is about."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ssoadmin_mock.insight.trail_identity import Identity

Record = dict[str, Any]
"""A record as CloudTrail has it, or an event as EventBridge has it."""


def base(source: str, name: str, region_name: str, identity: Identity, event_id: str, time: float) -> Record:
    """Return what a record begins with.

    :param source: ``eventSource``.
    :param name: ``eventName``.
    :param identity: who called, and in whose trail it is.
    :param event_id: the record's id.
    :param time: when it was answered, in seconds since the epoch.
    """
    return {
        "eventVersion": "1.10",
        "userIdentity": identity.element,
        "eventTime": moment(time),
        "eventSource": source,
        "eventName": name,
        "awsRegion": region_name,
        "sourceIPAddress": "127.0.0.1",
        "userAgent": "ssoadmin_mock",
        "requestParameters": None,
        "responseElements": None,
        "requestID": str(uuid5(NAMESPACE_OID, event_id)),
        "eventID": event_id,
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": identity.account_id,
        "eventCategory": "Management",
    }


def moment(seconds: float) -> str:
    """Return a moment as records have it, ``2026-01-01T12:00:00Z``.

    :param seconds: since the epoch.
    """
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
