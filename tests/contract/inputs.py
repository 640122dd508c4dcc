"""Requests of an API made from its model, with what the tests know of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botocore.model import StructureShape

from ssoadmin_mock.services.service import Service
from ssoadmin_mock.verify.requests import Broken, Requests
from tests.contract.contract import contract_of


def input_shape(service: Service, operation: str) -> StructureShape:
    """Return the shape of an operation's input."""
    shape = service.model.operation_model(operation).input_shape
    assert shape is not None
    return shape


def valid_params(service: Service, operation: str) -> dict[str, Any]:
    """Return a request with every member of the operation, each with a valid value."""
    params: dict[str, Any] = Requests(contract_of(service).samples).sample(input_shape(service, operation))
    return params


def broken_requests(service: Service, operation: str) -> Iterator[Broken]:
    """Yield for each constraint on an operation's input one request that breaks it and no other."""
    shape = input_shape(service, operation)
    return Requests(contract_of(service).samples).broken(shape, valid_params(service, operation), "")
