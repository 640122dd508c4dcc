"""What the package relies on in botocore's model, and what it promises about it."""

from __future__ import annotations

import pytest
import regex

from ssoadmin_mock.services.discovery import services
from ssoadmin_mock.services.service import Service

PATTERNS = {
    f"{service.name} {name}": pattern
    for service in services().values()
    for name in service.model.shape_names
    if (pattern := service.model.shape_for(name).metadata.get("pattern"))
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
    # In the model's notation \w, \d, \s and \b are ASCII and \p{...} is Unicode; validation has one flag for both.
    assert not (r"\p{" in PATTERNS[name] and regex.search(r"\\[wdsbWDSB]", PATTERNS[name]))
