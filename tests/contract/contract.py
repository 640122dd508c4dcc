"""What the tests that hold for every API have to know of one beyond botocore's model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service

if TYPE_CHECKING:
    from tests.contract.tour import Tour
    from tests.contract.world import World

Things = Mapping[str, list[str]]
"""What there is to name in requests, by the name of the model's shape."""

Params = dict[str, Any]


def _nothing(_world: World) -> Things:
    return {}


@dataclass(frozen=True)
class Document:
    """A document of any form that the API keeps.

    :param put: the operation that puts it there.
    :param get: the one that asks for it.
    :param params: takes randomness, what there is to name, and a value that is to be somewhere in the document; gives
        the requests for both.
    """

    put: str
    get: str
    params: Callable[[Random, Things, Any], tuple[Params, Params]]


@dataclass(frozen=True, eq=False)
class Contract:
    """One API, as its clients are promised it.

    :param service: the API.
    :param tour: calls each of its operations at least once with success.
    :param samples: a valid value for each string in a request that has a pattern, by the name of the shape.
    :param texts: values beyond the samples that get further than most, by the name of the shape.
    :param fits_everything: the strings whose pattern allows everything.
    :param things: makes something of all that requests can name, in a world.
    :param kinds: the shapes that `things` gives something for.
    :param documents: the documents of any form that it keeps.
    :param may_be_absent: the members that an answer may lack, by shape. All others are in every answer, required by the
        model or not: real answers have them, and clients read them without asking. None where nobody knows that; then
        only required ones are. (The token for the next page may be absent everywhere.)
    :param repeats_dates: whether answers have dates from requests, which may be long ago.
    :param silent_errors: the errors whose text is empty in real answers.
    :param own_texts: the service's own text for a number out of its range, by the path of the member.
    :param observed_otherwise: values that the model's own constraints do not allow and real answers have all the same,
        by shape and member.
    """

    service: Service
    tour: type[Tour]
    samples: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, list[str]] = field(default_factory=dict)
    fits_everything: frozenset[str] = frozenset()
    things: Callable[[World], Things] = _nothing
    kinds: frozenset[str] = frozenset()
    documents: tuple[Document, ...] = ()
    may_be_absent: Mapping[str, set[str]] | None = None
    repeats_dates: bool = False
    silent_errors: frozenset[str] = frozenset()
    own_texts: Mapping[str, str] = field(default_factory=dict)
    observed_otherwise: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def boto3_services() -> list[Service]:
    """Return the APIs that boto3 has, which the tests with its clients are for."""
    return [service for service in services().values() if service.is_in_boto3]


def find_contract(service: Service) -> Contract | None:
    """Return what the tests know of an API; None where they know nothing."""
    module = _module(service)
    if find_spec(module.rpartition(".")[0]) is None or find_spec(module) is None:
        return None
    contract: Contract = import_module(module).CONTRACT
    return contract


def contract_of(service: Service) -> Contract:
    """Return what the tests know of an API.

    :raises AssertionError: where they know nothing.
    """
    contract = find_contract(service)
    path = _module(service).replace(".", "/") + ".py"
    assert contract is not None, f"{service.name} needs a CONTRACT in {path}: see tests/contract/contract.py."
    return contract


def _module(service: Service) -> str:
    """Return the module for an API: its folder below tests/services is called as that of the API."""
    return f"tests.services.{service.package.rpartition('.')[2]}.contract"
