"""What the package relies on in botocore's model, and what it promises about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
import regex

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service
from tests.contract.contract import boto3_services, contract_of


def _patterns_of(service: Service) -> dict[str, str]:
    shapes = {name: service.model.shape_for(name) for name in service.model.shape_names}
    return {name: shape.metadata["pattern"] for name, shape in shapes.items() if "pattern" in shape.metadata}


PATTERNS = {
    f"{service.name} {name}": pattern
    for service in services().values()
    for name, pattern in _patterns_of(service).items()
}


def check_implemented(service: Service) -> None:
    model = set(service.model.operation_names)
    assert sorted(model - service.operations.keys()) == [], "operations of the API without an implementation"
    assert sorted(service.operations.keys() - model) == [], "implementations of operations that the API does not have"


@pytest.mark.parametrize("service", services().values(), ids=repr)
def test_every_operation_of_the_api_is_implemented(service: Service) -> None:
    check_implemented(service)


def test_the_model_has_patterns() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_means_the_same_in_python(name: str) -> None:
    regex.compile(PATTERNS[name])
    # In the model's notation \w, \d, \s and \b are ASCII and \p{...} is Unicode; each pattern has one of them.
    assert not (r"\p{" in PATTERNS[name] and regex.search(r"\\[wdsbWDSB]", PATTERNS[name]))


@pytest.mark.parametrize("service", boto3_services(), ids=repr)
def test_both_engines_of_expressions_say_the_same(service: Service) -> None:
    texts = _texts_like(contract_of(service).samples.values())
    patterns = {pattern for pattern in _patterns_of(service).values() if r"\p{" not in pattern}
    fits = {True: 0, False: 0}
    for pattern in patterns:
        python, other = re.compile(pattern, re.ASCII), regex.compile(pattern, regex.ASCII)
        for text in texts:
            matches = python.fullmatch(text) is not None
            assert matches == (other.fullmatch(text) is not None), (pattern, text)
            fits[matches] += 1
    assert not patterns or all(fits.values())


def _texts_like(samples: Iterable[str]) -> set[str]:
    """Return samples, and what is made of them by adding, dropping and changing a character."""
    texts = {""}
    for sample in samples:
        half = len(sample) // 2
        texts |= {sample, sample[:-1], sample[1:], sample.swapcase(), sample + sample}
        texts |= {sample[:half] + more + sample[half:] for more in ("\n", " ", "é", "\u0661", "-", "/", "\U0001f600")}
        texts |= {sample + "\n", "\n" + sample}
    return texts
