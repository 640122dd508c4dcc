"""Requests that are answered before they are carried out: how they start, and how their status is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ssoadmin_mock.effects import clock, ids
from ssoadmin_mock.model.assignment import AccountAssignment, ProvisioningTarget
from ssoadmin_mock.model.requests import Request, RequestFailed, Requests, RequestStatus
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.rules.assignments import REQUEST_UNKNOWN
from ssoadmin_mock.wire.errors import ConflictException, ResourceNotFoundException, ThrottlingException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.rules import Rule

Subject = TypeVar("Subject", AccountAssignment, ProvisioningTarget)

CONFLICT = "There is a conflicting operation in process."
TOO_MANY = "There are too many requests processing. Please try again later."
NOT_FOUND = "Could not find Request with id {}"


def start(
    call: Call, workflow: str, requests: Requests[Subject], subject: Subject, carry_out: Callable[[], None]
) -> Request[Subject]:
    """Accept a request; it is carried out when its workflow settles.

    :param workflow: the model name for moto's state manager, without ``ssoadmin::``.
    :param requests: the requests of its kind.
    :param subject: what it is about.
    :param carry_out: does what is asked for, or raises RequestFailed.
    """
    request = requests.open(ids.uuid(), subject, clock.now())

    def finish() -> None:
        try:
            if call.failure_reason is not None:
                raise RequestFailed(call.failure_reason)
            carry_out()
        except RequestFailed as failure:
            requests.settle(request.id, failure.reason)
        else:
            requests.settle(request.id)

    call.workflows.start(workflow, subject, finish)
    if call.settings.moto_defaults:
        # moto has done everything when it answers.
        call.workflows.settle_due()
    return request


def check_none_in_progress(
    call: Call, concerns: Callable[[AccountAssignment | ProvisioningTarget], bool], rule: Rule
) -> None:
    """Check that no request in progress is in the way.

    :param concerns: tells whether a request about this would be.
    :param rule: the rule that it is in the way.
    :raises ConflictException: when there is one.
    """
    instance = call.instance
    kinds = (instance.assignment_creations, instance.assignment_deletions, instance.provisionings)
    if any(concerns(request.subject) for kind in kinds for request in kind.in_progress()):
        raise ConflictException(CONFLICT, rule=rule)


def check_not_too_many(call: Call, requests: Requests[Subject], quota: str, rule: Rule) -> None:
    """Check that one more request may be in progress.

    :param quota: the name of the quota.
    :param rule: the rule that there is one.
    :raises ThrottlingException: when the quota is reached.
    """
    if len(requests.in_progress()) >= call.settings.quota(quota):
        raise ThrottlingException(TOO_MANY, rule=rule)


def poll(call: Call, requests: Requests[Subject], id: str) -> Request[Subject]:
    """Return a request, as it is after one more look at it.

    :raises ResourceNotFoundException: when there is no such request of this kind.
    """
    # bandit takes them for the library of that name.
    request = requests.get(id)  # nosec B113
    if request is None:
        raise ResourceNotFoundException(NOT_FOUND.format(id), rule=REQUEST_UNKNOWN)
    if request.status == RequestStatus.IN_PROGRESS:
        call.workflows.poll(request.subject)
    return request


def answered(request: Request[Any]) -> dict[str, Any]:
    """Return the members that the answer to a new request has beside those of its subject."""
    return accepted(request) if request.status == RequestStatus.IN_PROGRESS else described(request)


def accepted(request: Request[Any]) -> dict[str, Any]:
    """Return the members that a request has from the beginning, beside those of its subject."""
    return {"Status": request.status, "RequestId": request.id}


def described(request: Request[Any]) -> dict[str, Any]:
    """Return the members that the description of a request has beside those of its subject."""
    status = summary(request)
    return status if request.failure_reason is None else status | {"FailureReason": request.failure_reason}


def summary(request: Request[Any]) -> dict[str, Any]:
    """Return a request as lists show it."""
    return accepted(request) | {"CreatedDate": request.created_date}


def listing(requests: Requests[Any], filter: dict[str, str] | None) -> Listing:
    """Return the list of all requests of a kind.

    :param filter: the Filter of the list operation.
    """
    status = (filter or {}).get("Status")
    return Listing((requests if status is None else requests.having(status)).after, summary)
