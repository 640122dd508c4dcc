"""Every constraint of the model on every operation's input, broken one at a time."""

from __future__ import annotations

import re
from typing import Any

import pytest
import regex
from botocore.model import ListShape, Shape, StructureShape

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from ssoadmin_mock.wire.validation import validate
from tests.conftest import Organization, error_of
from tests.contract.inputs import SAMPLES, broken_requests, unfitting_string, valid_params
from tests.contract.state import state
from tests.raw import call_raw

ALL_OPERATIONS = sorted(SSO_ADMIN.model.operation_names)


def shapes_below(shape: Shape) -> dict[str, Shape]:
    found = {shape.name: shape}
    if isinstance(shape, StructureShape):
        for member in shape.members.values():
            found |= shapes_below(member)
    elif isinstance(shape, ListShape):
        found |= shapes_below(shape.member)
    return found


INPUT_SHAPES = {
    name: shape
    for operation in ALL_OPERATIONS
    for name, shape in shapes_below(SSO_ADMIN.model.operation_model(operation).input_shape).items()
}


def test_every_pattern_of_an_input_has_a_sample_that_fits_it() -> None:
    patterns = {name: shape.metadata["pattern"] for name, shape in INPUT_SHAPES.items() if "pattern" in shape.metadata}
    assert patterns.keys() == SAMPLES.keys()
    for name, pattern in patterns.items():
        assert regex.fullmatch(pattern, SAMPLES[name]), name


def test_every_pattern_of_an_input_has_a_string_that_does_not_fit_it() -> None:
    everything_fits = {
        name for name, shape in INPUT_SHAPES.items() if "pattern" in shape.metadata and unfitting_string(shape) is None
    }
    assert everything_fits == {"ApplicationNameType"}


@pytest.mark.parametrize("operation", ALL_OPERATIONS)
def test_the_requests_that_the_others_are_made_from_are_valid(operation: str) -> None:
    spec = SSO_ADMIN.spec(operation)
    assert spec is not None
    validate(spec, valid_params(operation))


def constraints_of(shape: Shape, path: str) -> set[tuple[str, str]]:
    """Every constraint of a shape by the path of the member, read from the model in the plainest way there is."""
    found = {(path, name) for name in ("min", "max", "pattern", "enum") if shape.metadata.get(name)}
    if isinstance(shape, StructureShape):
        for name, member in {} if shape.is_document_type else shape.members.items():
            inner = f"{path}.{name[0].lower()}{name[1:]}".removeprefix(".")
            found |= {(inner, "required")} if name in shape.required_members else set()
            found |= constraints_of(member, inner)
    elif isinstance(shape, ListShape):
        found |= constraints_of(shape.member, f"{path}.member")
    return found


KINDS = {
    "must not be null": "required",
    "greater than or equal to": "min",
    "less than or equal to": "max",
    "regular expression pattern": "pattern",
    "enum value set": "enum",
}


@pytest.mark.parametrize("operation", ALL_OPERATIONS)
def test_no_constraint_of_the_model_is_left_out(operation: str) -> None:
    shape = SSO_ADMIN.model.operation_model(operation).input_shape
    broken = {
        (re.sub(r"\.\d+\.member", ".member", request.path), kind)
        for request in broken_requests(operation)
        for text, kind in KINDS.items()
        if text in request.constraint
    }
    left_out = constraints_of(shape, "") - broken
    # Every string fits the one pattern that allows every string.
    assert left_out == ({("name", "pattern")} if operation in ("CreateApplication", "UpdateApplication") else set())


@pytest.mark.parametrize("operation", sorted(SSO_ADMIN.operations))
@pytest.mark.rule("wire.validation-text")
@pytest.mark.rule("wire.validation-text-others")
def test_breaking_any_constraint_names_the_member_and_changes_nothing(
    operation: str, organization: Organization, unchecked: Any
) -> None:
    before = state()
    for request in broken_requests(operation):
        code, message = error_of(call_raw, client=unchecked, operation=operation, body=request.params)
        assert code == "ValidationException", request
        named = re.findall(r"Value of input '([^']*)'", message)
        assert set(named) == {request.path}, request
        assert request.constraint in message, request
    assert state() == before


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"1", b"null", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_structure_is_refused(organization: Organization, unchecked: Any, body: bytes) -> None:
    before = state()
    assert error_of(call_raw, client=unchecked, operation="CreateInstance", body=body)[0] == "ValidationException"
    assert state() == before


def test_the_state_tells_a_change(organization: Organization, sso: Any) -> None:
    before = state()
    assert state() == before
    sso.update_instance(InstanceArn=organization.instance.arn, Name="changed")
    assert state() != before
