"""A walk through an API that calls each of its operations."""

from __future__ import annotations

from typing import Any

from botocore.model import OperationModel

from ssoadmin_mock.services.service import Service
from tests.conftest import Connect, Organization
from tests.contract.outputs import is_all_body, problems_of


class Tour:
    """Calls an API and notes the bytes of every answer before botocore's parser sees them.

    :param service: the API.
    :param connect: makes clients, as the fixture does.
    :param organization: where it takes place.
    :ivar succeeded: the names of the operations that were called with success.
    :ivar problems: what was wrong with answers.
    """

    def __init__(self, service: Service, connect: Connect, organization: Organization) -> None:
        self.service = service
        self.connect = connect
        self.organization = organization
        self.succeeded: set[str] = set()
        self.problems: list[str] = []

    def client(self, **kwargs: Any) -> Any:
        """Return a client of the API whose answers are noted; it is made as `connect` makes it."""
        client = self.connect(self.service.name, **kwargs)
        client.meta.events.register(f"before-parse.{client.meta.service_model.service_id.hyphenize()}", self._note)
        return client

    def _note(self, operation_model: OperationModel, response_dict: dict[str, Any], **_: Any) -> None:
        name, status = operation_model.name, response_dict["status_code"]
        # What is in headers is put together by the fixture that looks at every answer.
        if status >= 300 or is_all_body(operation_model):
            self.problems += problems_of(self.service, name, status, response_dict["body"])
        if status < 300:
            self.succeeded.add(name)

    def walk(self) -> None:
        """Call everything, in an order in which everything succeeds."""
        raise NotImplementedError


def take(tour: Tour) -> None:
    """Walk, and hold what was found against the model.

    :raises AssertionError: when an answer was not as the model says, or an operation was not called.
    """
    tour.walk()
    assert tour.problems == []
    left_out = sorted(tour.service.operations.keys() - tour.succeeded)
    assert left_out == [], f"Whoever adds an operation of {tour.service.name} adds it to the API's tour."
