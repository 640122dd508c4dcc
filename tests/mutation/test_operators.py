"""The changes that operators make."""

from __future__ import annotations

import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Example

from tests.mutation.operators import ChangeString, LeaveOutArgument, LeaveOutStatement, OneNode, operators

EXAMPLES = [
    (operator, example)
    for operator in (LeaveOutStatement(), LeaveOutArgument(), ChangeString())
    for example in operator.examples()
]


@pytest.mark.parametrize(("operator", "example"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_an_operator_does_what_its_examples_say(operator: OneNode, example: Example) -> None:
    changed = mutate_code(example.pre_mutation_code, operator, example.occurrence)
    assert changed == example.post_mutation_code


@pytest.mark.parametrize(
    ("operator", "code"),
    [
        (LeaveOutStatement(), "a = b(c)\n"),
        (LeaveOutStatement(), "return a(b)\n"),
        (LeaveOutStatement(), '"""Doc."""\n'),
        (LeaveOutArgument(), "def a(b=1): ...\n"),
        (LeaveOutArgument(), "a(b, *c, **d)\n"),
        (ChangeString(), 'def a():\n    """Doc."""\n'),
    ],
)
def test_an_operator_leaves_the_rest_alone(operator: OneNode, code: str) -> None:
    assert mutate_code(code, operator, 0) is None


def test_the_operators_have_names_of_their_own() -> None:
    assert {"AddNot", "LeaveOutStatement", "LeaveOutArgument", "ChangeString"} <= operators().keys()
