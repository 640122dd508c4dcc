"""Values are checked where they are given, against the type hint of what takes them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal

import pytest

from ssoadmin_mock.services.arguments import JSON, Natural, Positive, Seconds, check, checked


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (bool, True),
        (int, 7),
        (Natural, 0),
        (Positive | None, None),
        (float, 2),
        (Seconds, 0.5),
        (str | bool, "x"),
        (Any, object()),
        (Literal["a", "b"], "b"),
        (Collection[str], ("a",)),
        (Collection[str], frozenset("a")),
        (Mapping[str, Natural], {"a": 0}),
        (Callable[[int], bool] | Mapping[str, Any], bool),
    ],
)
def test_what_fits(hint: Any, value: Any) -> None:
    check("given", value, hint)


@pytest.mark.parametrize(
    ("hint", "value", "message"),
    [
        (bool, 1, "given has to be True or False, not 1."),
        (int, True, "given has to be a whole number, not True."),
        (int, 1.0, "given has to be a whole number, not 1.0."),
        (Natural, -1, "given has to be a whole number of at least 0, not -1."),
        (Positive | None, 0, "given has to be a whole number of at least 1 or None, not 0."),
        (float, math.nan, "given has to be a number, not nan."),
        (float, math.inf, "given has to be a number, not inf."),
        (float, "1", "given has to be a number, not '1'."),
        (Seconds, 10**400, "given has to be a number from 0 to "),
        (str, None, "given has to be a string, not None."),
        (str, b"x", "given has to be a string, not b'x'."),
        (Literal["a", "b"], ["a"], "given has to be one of 'a', 'b', not ['a']."),
        (Collection[str], "abc", "given has to be a list, tuple or set, not 'abc'."),
        (Collection[str], {"a": 1}, "given has to be a list, tuple or set, not {'a': 1}."),
        (Collection[str], [1], "An item of given has to be a string, not 1."),
        (Mapping[str, Natural], [("a", 1)], "given has to be a mapping, not [('a', 1)]."),
        (Mapping[str, Natural], {1: 1}, "A key of given has to be a string, not 1."),
        (Mapping[str, Natural], {"a": "1"}, "given['a'] has to be a whole number of at least 0, not '1'."),
        (Callable[[int], bool] | Mapping[str, Any], 3, "given has to be a function or a mapping, not 3."),
    ],
)
def test_what_does_not_fit_is_named_with_what_would(hint: Any, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        check("given", value, hint)


def test_json_has_words_of_its_own() -> None:
    with pytest.raises(ValueError, match=r"^given has to be true or false or null, not \{\}\.$"):
        check("given", {}, bool | None, JSON)


def test_a_long_value_is_shortened() -> None:
    with pytest.raises(ValueError, match=r"^given has to be a whole number, not 'x+\.\.\.x+'\.$") as refused:
        check("given", "x" * 10_000, int)
    assert len(str(refused.value)) < 200


@checked
def _call(name: str, *, times: Positive = 1, untyped=None, **others: Natural) -> int:  # type: ignore[no-untyped-def]
    return times + sum(others.values())


def test_a_function_checks_its_arguments() -> None:
    assert _call("x", untyped=object(), more=2) == 3
    with pytest.raises(ValueError, match="name has to be a string, not 1"):
        _call(1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="times has to be a whole number of at least 1, not 0"):
        _call("x", times=0)
    with pytest.raises(ValueError, match="more has to be a whole number of at least 0, not -1"):
        _call("x", more=-1)
    with pytest.raises(TypeError, match="missing a required argument: 'name'"):
        _call()  # type: ignore[call-arg]
