"""What the package relies on in botocore's model, and what it promises about it."""

from __future__ import annotations

import pytest
import regex

from ssoadmin_mock.services.sso_admin.service import SERVICE as SSO_ADMIN

PATTERNS = {
    name: pattern
    for name in SSO_ADMIN.model.shape_names
    if (pattern := SSO_ADMIN.model.shape_for(name).metadata.get("pattern"))
}


def test_every_operation_of_the_api_is_implemented() -> None:
    model = set(SSO_ADMIN.model.operation_names)
    assert sorted(model - SSO_ADMIN.operations.keys()) == [], "operations of the API without an implementation"
    assert sorted(SSO_ADMIN.operations.keys() - model) == [], "implementations of operations that the API does not have"


def test_the_model_has_patterns() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_means_the_same_in_python(name: str) -> None:
    regex.compile(PATTERNS[name])
    # In the model's notation \w, \d, \s and \b are ASCII and \p{...} is Unicode; validation has one flag for both.
    assert not (r"\p{" in PATTERNS[name] and regex.search(r"\\[wdsbWDSB]", PATTERNS[name]))
