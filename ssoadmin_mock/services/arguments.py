"""Checks what people give against the type hint of what takes it, so that a wrong value is named where it was given."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from reprlib import Repr
from threading import TIMEOUT_MAX
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Range:
    """Which numbers are taken; for ``Annotated[int, Range(1)]``.

    :param minimum: the least of them.
    :param maximum: the greatest; None for no end.
    """

    minimum: int
    maximum: int | None = None

    def __contains__(self, number: float) -> bool:
        return self.minimum <= number and (self.maximum is None or number <= self.maximum)

    def __str__(self) -> str:
        return f"of at least {self.minimum}" if self.maximum is None else f"from {self.minimum} to {self.maximum}"


Natural = Annotated[int, Range(0)]
Positive = Annotated[int, Range(1)]
Rate = Annotated[int, Range(1, 1_000_000)]
Seconds = Annotated[float, Range(0, int(TIMEOUT_MAX))]
"""What Python can wait for."""

Words = dict[Any, str]
PYTHON: Words = {
    str: "a string",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    NoneType: "None",
    Mapping: "a mapping",
    Collection: "a list, tuple or set",
    list: "a list",
    Callable: "a function",
}
JSON: Words = PYTHON | {bool: "true or false", NoneType: "null", Mapping: "an object", Collection: "a list"}

_shortened = Repr()
_shortened.maxstring = _shortened.maxother = _shortened.maxlong = 80


@dataclass(frozen=True)
class _Misfit:
    name: str
    value: Any
    hint: Any


def check(name: str, value: Any, hint: Any, words: Words = PYTHON) -> None:
    """Check a value, and what is in it.

    In contrast to `isinstance`, true is no number, a string is no collection, and nan and infinity are no numbers.

    :param name: what the message calls it.
    :param hint: the type that it has to have: a class, a union, a literal, a mapping or a collection of such, or any of
        these annotated with a :class:`Range`.
    :param words: what the message calls the types.
    :raises ValueError: for another; the message has the name, the value, and what would be taken.
    """
    misfit = _misfit(name, value, hint)
    if misfit is not None:
        raise ValueError(f"{misfit.name} has to be {described(misfit.hint, words)}, not {short(misfit.value)}.")


def check_names(what: str, given: Collection[Any], known: Collection[str]) -> None:
    """Check names.

    :param what: what they are names of, ``ssoadmin setting``.
    :raises ValueError: for one that is not known, with those that are.
    """
    unknown = sorted(repr(name) for name in given if name not in known)
    if unknown:
        raise ValueError(f"There is no {what} {unknown[0]}; choose from: {', '.join(sorted(known))}.")


def short(value: Any) -> str:
    """Return how a message shows a value."""
    return _shortened.repr(value)


@cache
def hints_of(taker: Any) -> dict[str, Any]:
    """Return the type hints of a dataclass's fields, or of a function's parameters."""
    if inspect.isclass(taker):
        return get_type_hints(taker, include_extras=True)
    # The result may be of a type that only the type checker knows.
    parameters = {name: hint for name, hint in taker.__annotations__.items() if name != "return"}
    return get_type_hints(_Annotated(parameters), vars(inspect.getmodule(taker)), include_extras=True)


def checked(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let a function check its arguments against its type hints; they raise ValueError as :func:`check` does."""
    signature = inspect.signature(function)
    keywords = next((name for name, each in signature.parameters.items() if each.kind is each.VAR_KEYWORD), "")

    @wraps(function)
    def checking(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        __tracebackhide__ = True
        hints, given = hints_of(function), signature.bind(*args, **kwargs).arguments
        others: dict[str, Any] = given.pop(keywords) if keywords in given else {}
        for name, value in given.items():
            check(name, value, hints.get(name, Any))
        for name, value in others.items():
            check(name, value, hints.get(keywords, Any))
        return function(*args, **kwargs)

    return checking


def described(hint: Any, words: Words = PYTHON) -> str:
    """Return what a type hint takes, in words."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(described(arg, words) for arg in args)
    if origin is Annotated:
        return f"{described(args[0], words)} {' '.join(map(str, args[1:]))}"
    if origin is Literal:
        return f"one of {', '.join(map(repr, args))}"
    return words[origin or hint]


def _misfit(name: str, value: Any, hint: Any) -> _Misfit | None:
    """Return what does not fit: the value, or something in it."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        misfits = [_misfit(name, value, arg) for arg in args]
        return None if None in misfits else _Misfit(name, value, hint)
    if origin is Annotated:
        fits = _misfit(name, value, args[0]) is None and all(value in limit for limit in args[1:])
        return None if fits else _Misfit(name, value, hint)
    if origin is Literal:
        return None if isinstance(value, str) and value in args else _Misfit(name, value, hint)
    if not _is(value, origin or hint):
        return _Misfit(name, value, hint)
    return next((misfit for misfit in _misfits_within(name, value, origin, args) if misfit is not None), None)


def _misfits_within(name: str, value: Any, origin: Any, args: tuple[Any, ...]) -> Iterator[_Misfit | None]:
    if origin is Mapping:
        for key, item in value.items():
            yield _misfit(f"A key of {name}", key, args[0])
            yield _misfit(f"{name}[{key!r}]", item, args[1])
    elif origin is Collection:
        for item in value:
            yield _misfit(f"An item of {name}", item, args[0])


def _is(value: Any, kind: Any) -> bool:
    if kind is Any:
        return True
    if kind is float:
        return _is(value, int) or (isinstance(value, float) and math.isfinite(value))
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is Collection:
        return isinstance(value, Collection) and not isinstance(value, str | bytes | bytearray | Mapping)
    return isinstance(value, kind)


class _Annotated:
    """Something with annotations, for `get_type_hints`."""

    def __init__(self, annotations: dict[str, Any]) -> None:
        self.__annotations__ = annotations
