"""Requests that the service works on after it has answered, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ssoadmin_mock.model.table import Grouping, Table

Subject = TypeVar("Subject")


class RequestStatus:
    """The states of a request."""

    IN_PROGRESS = "IN_PROGRESS"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class RequestFailed(Exception):
    """A request cannot be carried out. The caller of the API learns of it from the request's status only.

    :param reason: the FailureReason, as the service words it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Request(Generic[Subject]):
    """One accepted request.

    :param id: a UUID.
    :param subject: what it is about.
    :param created_date: seconds since the epoch.
    :param failure_reason: why it failed, if it did.
    """

    id: str
    subject: Subject
    created_date: float
    status: str = RequestStatus.IN_PROGRESS
    failure_reason: str | None = None


class Requests(Generic[Subject]):
    """All requests of one kind since the instance was made, in the order in which they came."""

    def __init__(self) -> None:
        self._by_id: Table[Request[Subject]] = Table()
        self._by_status: Grouping[Request[Subject]] = Grouping(lambda request: request.status)

    def open(self, id: str, subject: Subject, created_date: float) -> Request[Subject]:
        """Add a request that is in progress, and return it."""
        request = Request(id, subject, created_date)
        position = self._by_id.add(id, request)
        self._by_status.add(id, request, position)
        return request

    def get(self, id: str) -> Request[Subject] | None:
        """Return the request with this id, or None."""
        return self._by_id.get(id)

    def settle(self, request: Request[Subject], failure_reason: str | None = None) -> None:
        """Note that a request is done: it failed if there is a reason, and succeeded otherwise."""
        self._by_status.pop(request.id, request)
        request.failure_reason = failure_reason
        request.status = RequestStatus.SUCCEEDED if failure_reason is None else RequestStatus.FAILED
        self._by_status.add(request.id, request, self._by_id.add(request.id, request))

    def in_progress(self) -> Table[Request[Subject]]:
        """Return the requests that are not done yet."""
        return self._by_status[RequestStatus.IN_PROGRESS]

    def after(self, cursor: int | None, status: str | None = None) -> Iterator[tuple[int, Request[Subject]]]:
        """Iterate over the requests behind a position (None: all), each with its position.

        :param status: only those in this state.
        """
        return (self._by_id if status is None else self._by_status[status]).after(cursor)
