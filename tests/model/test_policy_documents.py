"""What an identity-based IAM policy document must look like."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ssoadmin_mock.model.policy_documents import is_policy_document

STATEMENT = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


def without(*elements: str, **others: Any) -> dict[str, Any]:
    return {key: value for key, value in STATEMENT.items() if key not in elements} | others


@pytest.mark.parametrize(
    "document",
    [
        {"Statement": STATEMENT},
        {"Statement": [STATEMENT, STATEMENT]},
        {"Version": "2008-10-17", "Id": "policy", "Statement": [STATEMENT]},
        {"Statement": [without("Action", "Resource", NotAction=["iam:*"], NotResource=["a", "b"], Sid="DenyAll")]},
        {"Statement": [without(Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}, Effect="Deny")]},
        {"Statement": [without(Action="no-such-service:Nothing")]},
    ],
)
def test_a_document_with_the_elements_of_a_policy_is_one(document: dict[str, Any]) -> None:
    assert is_policy_document(json.dumps(document))


@pytest.mark.parametrize(
    "document",
    [
        [],
        "Statement",
        {},
        {"Version": "2012-10-17"},
        {"Version": "2013-01-01", "Statement": STATEMENT},
        {"Statement": []},
        {"Statement": "Allow"},
        {"Statement": ["Allow"]},
        {"Statement": STATEMENT, "Principal": "*"},
        {"Statement": without("Effect")},
        {"Statement": without(Effect="allow")},
        {"Statement": without("Action")},
        {"Statement": without(NotAction="iam:*")},
        {"Statement": without(Action=[])},
        {"Statement": without(Action=[1])},
        {"Statement": without("Resource")},
        {"Statement": without(Resource={"Fn::Sub": "*"})},
        {"Statement": without(Sid=1)},
        {"Statement": without(Principal="*")},
        {"Statement": without(Condition=["Bool"])},
        {"Statement": without(Condition={"Bool": "true"})},
    ],
)
def test_a_document_without_them_or_with_others_is_none(document: Any) -> None:
    assert not is_policy_document(json.dumps(document))


@pytest.mark.parametrize("text", ["", "{", "{'Statement': []}", '{"Statement": NaN}', "[" * 100_000])
def test_what_is_not_json_is_none(text: str) -> None:
    assert not is_policy_document(text)
