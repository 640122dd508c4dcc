"""Requests that the service works on after it has answered, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from ssoadmin_mock.model.indexed_table import IndexedTable
from ssoadmin_mock.model.table import Rows

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


@dataclass(slots=True)
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


class Requests(IndexedTable[Request[Subject]]):
    """All requests of one kind since the instance was made, in the order in which they came."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(lambda request: (request.status,))

    def open(self, id: str, subject: Subject, created_date: float) -> Request[Subject]:
        """Add a request that is in progress, and return it."""
        request = Request(id, subject, created_date)
        self.add(id, request)
        return request

    def settle(self, id: str, failure_reason: str | None = None) -> None:
        """Note that a request is done: it failed if there is a reason, and succeeded otherwise."""

        def settle(request: Request[Subject]) -> None:
            request.failure_reason = failure_reason
            request.status = RequestStatus.SUCCEEDED if failure_reason is None else RequestStatus.FAILED

        self.change(id, settle)

    def in_progress(self) -> Rows[Request[Subject]]:
        """Return the requests that are not done yet."""
        return self.having(RequestStatus.IN_PROGRESS)
