"""Every constraint of the model on every operation's input, broken one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
import regex
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape

from ssoadmin_mock.services.service import Service
from ssoadmin_mock.verify.requests import Broken, unfitting_string
from ssoadmin_mock.wire.validation import validate
from tests.conftest import Connect, Organization
from tests.contract.contract import boto3_services, contract_of
from tests.contract.inputs import broken_requests, input_shape, valid_params
from tests.contract.state import state
from tests.raw import call_raw

ALL_OPERATIONS = [
    pytest.param(service, name, id=f"{service.name} {name}")
    for service in boto3_services()
    for name in sorted(service.model.operation_names)
]


def shapes_below(shape: Shape) -> dict[str, Shape]:
    found = {shape.name: shape}
    if isinstance(shape, StructureShape):
        for member in shape.members.values():
            found |= shapes_below(member)
    elif isinstance(shape, ListShape):
        found |= shapes_below(shape.member)
    elif isinstance(shape, MapShape):
        found |= shapes_below(shape.key) | shapes_below(shape.value)
    return found


def with_patterns(service: Service) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}
    for name in service.model.operation_names:
        shapes |= shapes_below(input_shape(service, name))
    return {
        name: shape for name, shape in shapes.items() if "pattern" in shape.metadata and "enum" not in shape.metadata
    }


def check_samples(service: Service) -> None:
    contract, shapes = contract_of(service), with_patterns(service)
    assert sorted(contract.samples) == sorted(shapes), f"the samples for requests of {service.name}"
    for name, shape in shapes.items():
        assert regex.fullmatch(shape.metadata["pattern"], contract.samples[name]), name
    everything_fits = {name for name, shape in shapes.items() if unfitting_string(shape) is None}
    assert everything_fits == contract.fits_everything


@pytest.mark.parametrize("service", boto3_services(), ids=repr)
def test_every_pattern_of_an_input_has_a_sample_that_fits_it_and_a_string_that_does_not(service: Service) -> None:
    check_samples(service)


@pytest.mark.parametrize(("service", "operation"), ALL_OPERATIONS)
def test_the_requests_that_the_others_are_made_from_are_valid(service: Service, operation: str) -> None:
    spec = service.spec(operation)
    assert spec is not None
    validate(spec, valid_params(service, operation))


def constraints_of(shape: Shape, path: str, everything_fits: frozenset[str]) -> set[tuple[str, str]]:
    """Every constraint of a shape by the path of the member, read from the model in the plainest way there is."""
    found = {(path, name) for name in ("min", "max", "pattern", "enum") if shape.metadata.get(name)}
    # Every string fits a pattern that allows every string, and a path without a part of it is another operation's.
    found -= {(path, "pattern")} if shape.name in everything_fits else set()
    found -= {(path, "min")} if shape.serialization.get("location") == "uri" else set()
    if isinstance(shape, StructureShape):
        for name, member in {} if shape.is_document_type else shape.members.items():
            inner = f"{path}.{name[0].lower()}{name[1:]}".removeprefix(".")
            is_in_path = member.serialization.get("location") == "uri"
            found |= {(inner, "required")} if name in shape.required_members and not is_in_path else set()
            found |= constraints_of(member, inner, everything_fits)
    elif isinstance(shape, ListShape):
        found |= constraints_of(shape.member, f"{path}.1.member", everything_fits)
    elif isinstance(shape, MapShape):
        found |= constraints_of(shape.key, f"{path}.a.key", everything_fits)
        found |= constraints_of(shape.value, f"{path}.a.member", everything_fits)
    return {(without_places(place), name) for place, name in found}


def without_places(path: str) -> str:
    """Return a path that is the same for each item of a list or map."""
    return re.sub(r"\.[^.]*\.(member|key)\b", r".*.\1", path)


KINDS = {
    "must not be null": "required",
    "greater than or equal to": "min",
    "less than or equal to": "max",
    "regular expression pattern": "pattern",
    "enum value set": "enum",
}


def check_broken_requests(service: Service, operation: str) -> None:
    broken = {
        (without_places(request.path), kind)
        for request in broken_requests(service, operation)
        for text, kind in KINDS.items()
        if text in request.constraint
    }
    expected = constraints_of(input_shape(service, operation), "", contract_of(service).fits_everything)
    assert expected - broken == set()


@pytest.mark.parametrize(("service", "operation"), ALL_OPERATIONS)
def test_no_constraint_of_the_model_is_left_out(service: Service, operation: str) -> None:
    check_broken_requests(service, operation)


def refusal_of(service: Service) -> str:
    return service.error_codes.get("ValidationException", "ValidationException")


def one_of_each_kind(broken: Iterable[Broken]) -> list[Broken]:
    """Leave of requests one for each kind of constraint, whatever its limit."""
    return [*{re.sub(r"\d+", "", each.constraint): each for each in broken}.values()]


def check_refusals(client: Any, service: Service, operation: str, broken: Iterable[Broken] | None = None) -> None:
    """Send broken requests, or every one; each is refused for what is wrong with it, and nothing changes."""
    before, own_texts = state(), contract_of(service).own_texts
    for request in broken_requests(service, operation) if broken is None else broken:
        with pytest.raises(ClientError) as caught:
            call_raw(client, operation, request.params)
        error: Any = caught.value.response
        assert error["Error"]["Code"] == refusal_of(service), request
        message = error.get("error_description", error["Error"]["Message"])
        if request.constraint.endswith("than or equal to") and request.path in own_texts:
            assert message == own_texts[request.path]
            continue
        assert set(re.findall(r"'([^']*)' failed to satisfy constraint: ", message)) == {request.path}, request
        assert request.constraint in message, request
    assert state() == before


@pytest.mark.parametrize(("service", "operation"), ALL_OPERATIONS)
@pytest.mark.rule("wire.validation-text")
@pytest.mark.rule("wire.validation-text-others")
def test_breaking_any_constraint_names_the_member_and_changes_nothing(
    service: Service, operation: str, organization: Organization, connect: Connect, endpoint: dict[str, str]
) -> None:
    client = connect(service.name, config=Config(parameter_validation=False))
    broken = broken_requests(service, operation)
    # What a constraint says is found out before it matters how the request came, so that HTTP only has to carry it.
    check_refusals(client, service, operation, one_of_each_kind(broken) if endpoint else broken)


def takes_an_object(shape: StructureShape) -> bool:
    outside = ["location" in member.serialization for member in shape.members.values()]
    return "payload" not in shape.serialization and not all(outside)


WITH_AN_OBJECT = [
    (service, operations[0])
    for service in boto3_services()
    if (operations := [n for n in sorted(service.model.operation_names) if takes_an_object(input_shape(service, n))])
]
"""An operation of each API whose requests have an object in their bodies, if the API has any."""


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"1", b"null", b"{", b"\xff", b"[" * 100_000])
@pytest.mark.parametrize(("service", "operation"), WITH_AN_OBJECT)
def test_a_body_that_is_no_structure_is_refused(
    service: Service, operation: str, organization: Organization, connect: Connect, body: bytes
) -> None:
    client = connect(service.name, config=Config(parameter_validation=False))
    before = state()
    with pytest.raises(ClientError) as caught:
        call_raw(client, operation, body)
    assert caught.value.response["Error"]["Code"] == refusal_of(service)
    assert state() == before


def test_the_state_tells_a_change(organization: Organization, sso: Any) -> None:
    before = state()
    assert state() == before
    sso.update_instance(InstanceArn=organization.instance.arn, Name="changed")
    assert state() != before
