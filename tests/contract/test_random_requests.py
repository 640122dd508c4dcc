"""Requests that nobody thought of: whatever comes in, the answer is one that the model allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError
from botocore.model import ListShape, Shape, StructureShape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN
from tests.conftest import MANAGEMENT, STANDALONE
from tests.contract.inputs import SAMPLES, input_shape
from tests.contract.outputs import watched
from tests.contract.world import World, everything, new_world
from tests.raw import call_raw

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("x" * 40_000),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
TEXTS = {
    "ApplicationProviderArn": ["arn:aws:sso::aws:applicationProvider/custom-saml"],
    "ManagedPolicyArn": ["arn:aws-us-gov:iam::aws", "arn:aws:iam::aws:policy/No Policy"],
    "PermissionSetPolicyDocument": ["{", "[]", "null", "1" * 400, '{"Statement": [{"Effect": "Maybe"}]}'],
    "Duration": ["PT1S", "P1D", "PT13H", "-PT4H"],
    "TagKey": ["aws:system", "stage"],
    "Token": [""],
    "Scope": ["s3:access_grants:read_write", "sts:identity_context"],
}
"""Values beyond the samples that get further than most, by the name of the shape."""


@dataclass(frozen=True)
class Named:
    """Stands for one of the things of a kind that the world has, which have random names.

    :param kind: the name of the shape.
    """

    kind: str
    index: int


# What `everything` makes at least one of.
KINDS = (
    "AccountId",
    "ApplicationArn",
    "InstanceArn",
    "KmsKeyArn",
    "ManagedPolicyArn",
    "PermissionSetArn",
    "PrincipalId",
    "RegionName",
    "ScopeTarget",
    "TaggableResourceArn",
    "TargetId",
    "TrustedTokenIssuerArn",
    "UUId",
)


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Values for a shape: now and then anything at all, mostly valid ones."""
    # One in eight; in a request of ten members that still leaves one in four without nonsense.
    return st.integers(0, 7).flatmap(lambda number: ANYTHING if number == 7 else sensible_values(shape))


def sensible_values(shape: Shape) -> st.SearchStrategy[Any]:
    if isinstance(shape, StructureShape):
        return ANYTHING if shape.is_document_type else structures(shape)
    if isinstance(shape, ListShape):
        return st.lists(values(shape.member), max_size=4)
    if shape.type_name == "string":
        return strings(shape)
    return {"integer": st.integers(1, 100), "boolean": st.booleans()}[shape.type_name]


def texts(shape: Shape) -> list[str]:
    """Return texts for a shape that are valid, or get far."""
    return shape.metadata.get("enum") or [SAMPLES.get(shape.name, "text"), *TEXTS.get(shape.name, [])]


def strings(shape: Shape) -> st.SearchStrategy[Any]:
    known = texts(shape)
    if shape.name in KINDS:
        things = st.builds(Named, st.just(shape.name), st.integers(0, 3))
        return things | things | st.sampled_from(known)
    return st.sampled_from(known)


def structures(shape: StructureShape) -> st.SearchStrategy[dict[str, Any]]:
    members = {name: values(member) for name, member in shape.members.items()}
    if shape.is_tagged_union:
        return st.one_of(*(st.fixed_dictionaries({name: strategy}) for name, strategy in members.items()))
    required = {name: members[name] for name in shape.required_members}
    return st.fixed_dictionaries(required, optional={k: v for k, v in members.items() if k not in required})


@dataclass(frozen=True)
class RandomRequest:
    """A request, not yet sent."""

    operation: str
    account: int
    region_name: str
    params: Any


REQUESTS = st.sampled_from(sorted(SSO_ADMIN.operations)).flatmap(
    lambda operation: st.builds(
        RandomRequest,
        st.just(operation),
        st.integers(0, 3),
        st.sampled_from(["us-east-1", "us-east-1", "eu-west-1"]),
        structures(input_shape(operation)),
    )
)


def resolved(value: Any, things: dict[str, list[str]]) -> Any:
    """Put the world's things in the place of what stands for them."""
    if isinstance(value, Named):
        return things[value.kind][value.index % len(things[value.kind])]
    if isinstance(value, dict):
        return {key: resolved(item, things) for key, item in value.items()}
    return [resolved(item, things) for item in value] if isinstance(value, list) else value


def send(world: World, request: RandomRequest, things: dict[str, list[str]]) -> None:
    account_id = [MANAGEMENT, STANDALONE, *world.members][request.account]
    client = world.client(account_id=account_id, region_name=request.region_name)
    try:
        response = call_raw(client, request.operation, resolved(request.params, things))
    except ClientError as error:
        response = error.response
    # What else there is to say about it, `watched` does.
    assert response["ResponseMetadata"]["HTTPStatusCode"] in (200, 400), response


def send_all(requests: list[RandomRequest], endpoint: dict[str, str]) -> None:
    with watched() as problems, new_world(endpoint) as world:
        things = everything(world)
        assert things.keys() == set(KINDS)
        for request in requests:
            send(world, request, things)
            assert problems == []


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, suppress_health_check=SLOW)
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


def test_the_values_that_get_far_are_for_shapes_of_the_model() -> None:
    known = {name for operation in SSO_ADMIN.operations for name in shapes(input_shape(operation))}
    assert known >= {*TEXTS, *KINDS}
