"""Requests that nobody thought of: whatever comes in, the answer is one that the model allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssoadmin_mock.services.service import Service
from tests.conftest import MANAGEMENT, STANDALONE
from tests.contract.contract import Contract, Things, boto3_services, contract_of
from tests.contract.inputs import input_shape
from tests.contract.outputs import watched
from tests.contract.world import World, everything, new_world
from tests.exploring import examples
from tests.raw import call_raw

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("x" * 40_000),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
WHOLE = st.integers(1, 100)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "integer": WHOLE,
    "long": WHOLE,
    "float": WHOLE,
    "double": WHOLE,
    "boolean": st.booleans(),
    "timestamp": st.integers(0, 2**31),
    "blob": st.sampled_from(["", "eA==", "AP8="]),
}


@dataclass(frozen=True)
class Named:
    """Stands for one of the things of a kind that the world has, which have random names.

    :param kind: the name of the shape.
    """

    kind: str
    index: int


class Values:
    """Strategies for what requests of an API hold.

    :param contract: what the tests know of the API.
    """

    def __init__(self, contract: Contract) -> None:
        self.contract = contract

    def any_of(self, shape: Shape) -> st.SearchStrategy[Any]:
        """Return values for a shape: now and then anything at all, mostly valid ones."""
        # One in eight; in a request of ten members that still leaves one in four without nonsense.
        return st.integers(0, 7).flatmap(lambda number: ANYTHING if number == 7 else self.sensible(shape))

    def sensible(self, shape: Shape) -> st.SearchStrategy[Any]:
        """Return values that are mostly valid."""
        if isinstance(shape, StructureShape):
            return ANYTHING if shape.is_document_type else self.structures(shape)
        if isinstance(shape, ListShape):
            return st.lists(self.any_of(shape.member), max_size=4)
        if isinstance(shape, MapShape):
            keys = st.sampled_from(texts(self.contract, shape.key))
            return st.dictionaries(keys, self.any_of(shape.value), max_size=4)
        return self.strings(shape) if shape.type_name == "string" else SCALARS[shape.type_name]

    def strings(self, shape: Shape) -> st.SearchStrategy[Any]:
        """Return texts, and the names of things that there are."""
        known = texts(self.contract, shape)
        if shape.name in self.contract.kinds:
            things = st.builds(Named, st.just(shape.name), st.integers(0, 3))
            return things | things | st.sampled_from(known)
        return st.sampled_from(known)

    def structures(self, shape: StructureShape) -> st.SearchStrategy[dict[str, Any]]:
        """Return structures with what is required and some of the rest."""
        members = {name: self.any_of(member) for name, member in shape.members.items()}
        if shape.is_tagged_union:
            return st.one_of(*(st.fixed_dictionaries({name: strategy}) for name, strategy in members.items()))
        required = {name: members[name] for name in shape.required_members}
        return st.fixed_dictionaries(required, optional={k: v for k, v in members.items() if k not in required})


def texts(contract: Contract, shape: Shape) -> list[str]:
    """Return texts for a shape that are valid, or get far."""
    known = [contract.samples.get(shape.name, "text"), *contract.texts.get(shape.name, [])]
    return shape.metadata.get("enum") or known


@dataclass(frozen=True)
class RandomRequest:
    """A request, not yet sent.

    :param api: the API's name.
    """

    api: str
    operation: str
    account: int
    region_name: str
    params: Any


def all_operations() -> list[tuple[Service, str]]:
    """Return every operation of every API."""
    return [(service, name) for service in boto3_services() for name in sorted(service.operations)]


def requests_of(service: Service, operation: str) -> st.SearchStrategy[RandomRequest]:
    """Return requests for an operation."""
    return st.builds(
        RandomRequest,
        st.just(service.name),
        st.just(operation),
        st.integers(0, 3),
        st.sampled_from(["us-east-1", "us-east-1", "eu-west-1"]),
        Values(contract_of(service)).structures(input_shape(service, operation)),
    )


# An API without a contract fails the tests, not the collection of them all.
REQUESTS = st.deferred(lambda: st.sampled_from(all_operations()).flatmap(lambda called: requests_of(*called)))


def resolved(value: Any, things: Things) -> Any:
    """Put the world's things in the place of what stands for them."""
    if isinstance(value, Named):
        return things[value.kind][value.index % len(things[value.kind])]
    if isinstance(value, dict):
        return {key: resolved(item, things) for key, item in value.items()}
    return [resolved(item, things) for item in value] if isinstance(value, list) else value


def send(world: World, request: RandomRequest, things: Mapping[str, Things]) -> None:
    """Send a request in a world, with that world's things by the APIs' names."""
    account_id = [MANAGEMENT, STANDALONE, *world.members][request.account]
    client = world.client(request.api, account_id=account_id, region_name=request.region_name)
    try:
        response = call_raw(client, request.operation, resolved(request.params, things[request.api]))
    except ClientError as error:
        response = error.response
    # What else there is to say about it, `watched` does.
    assert response["ResponseMetadata"]["HTTPStatusCode"] < 500, response


def send_all(requests: list[RandomRequest], endpoint: dict[str, str]) -> None:
    with watched() as problems, new_world(endpoint) as world:
        things = everything(world)
        for request in requests:
            send(world, request, things)
            assert problems == []


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=examples(40), suppress_health_check=SLOW)
@given(requests=st.lists(REQUESTS, min_size=5, max_size=25))
def test_every_answer_is_a_success_or_an_error_of_the_model(requests: list[RandomRequest]) -> None:
    send_all(requests, {})


@settings(max_examples=10, suppress_health_check=SLOW)
@given(requests=st.lists(REQUESTS, min_size=5, max_size=25))
def test_every_answer_over_http_is_too(server_url: str, requests: list[RandomRequest]) -> None:
    send_all(requests, {"endpoint_url": server_url})


def shapes(shape: Shape) -> Iterator[str]:
    yield shape.name
    for member in shape.members.values() if isinstance(shape, StructureShape) else ():
        yield from shapes(member)
    if isinstance(shape, ListShape):
        yield from shapes(shape.member)
    if isinstance(shape, MapShape):
        yield from (*shapes(shape.key), *shapes(shape.value))


@pytest.mark.parametrize("service", boto3_services(), ids=repr)
def test_the_values_that_get_far_are_for_shapes_of_the_model(service: Service) -> None:
    contract = contract_of(service)
    known = {name for operation in service.operations for name in shapes(input_shape(service, operation))}
    assert known >= {*contract.texts, *contract.kinds}


@pytest.mark.parametrize("service", boto3_services(), ids=repr)
def test_there_is_something_of_each_kind_to_name(service: Service) -> None:
    contract = contract_of(service)
    with new_world() as world:
        things = contract.things(world)
    assert things.keys() == contract.kinds
    assert all(things.values())
