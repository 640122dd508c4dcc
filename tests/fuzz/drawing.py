"""Draws requests at random from the service model, much faster than strategies, which can shrink what they draw."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from ssoadmin_mock.services.service import Service
from tests.contract.contract import Contract, Things, contract_of
from tests.contract.inputs import input_shape
from tests.contract.test_random_requests import RandomRequest, all_operations, texts

NUMBERS = (0, -1, 1, 2**31, -(2**63), 10**400, 0.5, 1e308, float("inf"), float("nan"))
LETTERS = (
    "",
    "a",
    "é",
    "\N{SNOWMAN}",
    "\0",
    "\ud800",
    "\N{PILE OF POO}",
    " ",
    "../",
    "%00",
    "${x}",
    '"',
    "\\u0000",
    "<",
)


class Requests:
    """Draws requests of all APIs, one as likely as another.

    :param things: what there is to name, by the name of the API.
    """

    def __init__(self, random: Random, things: Mapping[str, Things]) -> None:
        self.random = random
        self.operations = all_operations()
        self.values = {
            service.name: Values(random, contract_of(service), things[service.name]) for service, _ in self.operations
        }

    def operation(self) -> tuple[Service, str]:
        return self.random.choice(self.operations)

    def request(self) -> RandomRequest:
        service, operation = self.operation()
        region_name = self.random.choice(["us-east-1", "us-east-1", "eu-west-1"])
        params = self.values[service.name].structure(input_shape(service, operation))
        return RandomRequest(service.name, operation, self.random.randrange(4), region_name, params)


class Values:
    """Draws values for the shapes of an API: mostly sensible ones, now and then anything at all.

    :param contract: what the tests know of the API.
    :param things: what there is to name, by the name of the shape.
    """

    def __init__(self, random: Random, contract: Contract, things: Things) -> None:
        self.random = random
        self.contract = contract
        self.things = things

    def value(self, shape: Shape) -> Any:
        return self.anything() if self.random.randrange(12) == 0 else self.sensible(shape)

    def sensible(self, shape: Shape) -> Any:
        if isinstance(shape, StructureShape):
            return self.anything() if shape.is_document_type else self.structure(shape)
        if isinstance(shape, ListShape):
            return [self.value(shape.member) for _ in range(self.random.randrange(5))]
        if isinstance(shape, MapShape):
            keys = self.random.choices(texts(self.contract, shape.key), k=self.random.randrange(3))
            return {key: self.value(shape.value) for key in keys}
        if shape.type_name == "string":
            there = self.things.get(shape.name, ())
            return self.random.choice([*there, *there, *texts(self.contract, shape)])
        return {
            "boolean": self.random.random() < 0.5,
            "timestamp": self.random.randrange(2**31),
            "blob": self.random.choice(["", "eA==", "AP8="]),
        }.get(shape.type_name, self.random.randint(1, 100))

    def structure(self, shape: StructureShape) -> dict[str, Any]:
        names = list(shape.members)
        if shape.is_tagged_union:
            chosen = [self.random.choice(names)]
        else:
            chosen = [
                name for name in names if self.random.random() < (0.98 if name in shape.required_members else 0.5)
            ]
        return {name: self.value(shape.members[name]) for name in chosen}

    def anything(self, depth: int = 0) -> Any:
        kind = self.random.randrange(8 if depth < 4 else 5)
        if kind < 3:
            return self.random.choice([None, True, False, *NUMBERS])
        if kind == 3:
            return self.text()
        if kind == 4:
            return "x" * self.random.choice([1, 100, 2049, 40_000])
        if kind == 5:
            return [self.anything(depth + 1) for _ in range(self.random.randrange(4))]
        return {self.text(): self.anything(depth + 1) for _ in range(self.random.randrange(4))}

    def text(self) -> str:
        return "".join(self.random.choices(LETTERS, k=self.random.randrange(6)))
