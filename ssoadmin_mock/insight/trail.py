"""Makes records of CloudTrail of calls, and events of EventBridge of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from ssoadmin_mock.effects.iam_changes import Change
from ssoadmin_mock.insight import trail_base, trail_members, trail_role_sessions, trail_service_role
from ssoadmin_mock.insight.trail_base import Record
from ssoadmin_mock.insight.trail_identity import Identity, identity_of
from ssoadmin_mock.services.logging import Logging
from ssoadmin_mock.services.pipeline import Request
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.services.trail import logging_of
from ssoadmin_mock.wire.service_model import OperationSpec


def records(
    request: Request,
    sent: Mapping[str, Any],
    result: Mapping[str, Any] | None,
    error: Mapping[str, str] | None,
    changes: tuple[Change, ...],
    event_id: str,
    time: float,
) -> list[Record]:
    """Return what CloudTrail records of a call, and of what AWS calls for it.

    The other parameters are those of :func:`record_of`.

    :param changes: what the service did in IAM for it.
    """
    assumption = trail_role_sessions.assumption(request, sent, result, event_id, time)
    own = record_of(request, sent, result, error, event_id, time)
    following = trail_service_role.changes_of(changes, event_id, time)
    return [*(each for each in (assumption, own) if each is not None), *following]


def record_of(
    request: Request,
    sent: Mapping[str, Any],
    result: Mapping[str, Any] | None,
    error: Mapping[str, str] | None,
    event_id: str,
    time: float,
) -> Record | None:
    """Return the record of a call; None when AWS has none.

    :param sent: the parameters under the model's names.
    :param result: the answer's members; None for an error.
    :param error: its ``Code`` and ``Message``; None for a result.
    :param event_id: the record's id.
    :param time: when it was answered, in seconds since the epoch.
    """
    service, logging = request.service, logging_of(request.service, request.operation)
    identity = None if logging is None else identity_of(request, logging, sent, result or {})
    if logging is None or identity is None:
        return None
    spec = service.spec(request.operation)
    assert spec is not None, "it is logged"
    made = record(service, spec, logging, identity, request.caller.region_name, sent, result, error, event_id, time)
    return made | trail_members.around(request, logging, result or {})


def record(
    service: Service,
    spec: OperationSpec,
    logging: Logging,
    identity: Identity,
    region_name: str,
    sent: Mapping[str, Any],
    result: Mapping[str, Any] | None,
    error: Mapping[str, str] | None,
    event_id: str,
    time: float,
) -> Record:
    """Return a record; the parameters are as above."""
    made = {
        **trail_base.base(logging.source, spec.name, region_name, identity, event_id, time),
        **({} if error is None else {"errorCode": error["Code"], "errorMessage": error["Message"]}),
        "requestParameters": trail_members.requested(service, spec, logging, sent),
        "responseElements": None if result is None else trail_members.answered(service, spec, logging, result),
        "readOnly": spec.is_read,
        "eventType": "AwsServiceEvent" if logging.is_service_event else "AwsApiCall",
    }
    if logging.is_service_event:
        named = {"account_id": sent.get("accountId"), "role_name": sent.get("roleName")}
        details = {name: value for name, value in named.items() if value is not None}
        made["serviceEventDetails"] = details or None
    return made


def event_of(record: Record) -> Record:
    """Return the event in which EventBridge delivers a record."""
    kind = "AWS Service Event" if record["eventType"] == "AwsServiceEvent" else "AWS API Call"
    return {
        "version": "0",
        "id": str(uuid5(NAMESPACE_OID, f"event {record['eventID']}")),
        "detail-type": f"{kind} via CloudTrail",
        "source": f"aws.{record['eventSource'].partition('.')[0]}",
        "account": record["recipientAccountId"],
        "time": record["eventTime"],
        "region": record["awsRegion"],
        "resources": [],
        "detail": record,
    }
