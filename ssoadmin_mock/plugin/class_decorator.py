"""Decorates classes: their tests as moto does, and what is set up and torn down for the whole class."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from unittest import TestCase

from ssoadmin_mock.plugin.span import Span

if TYPE_CHECKING:
    from ssoadmin_mock.decorator import MockSSOAdmin


class _InMock(classmethod):  # type: ignore[type-arg]  # it takes no parameters before Python 3.11
    """A set-up or tear-down of a class that runs in the mock."""


def decorate_class(mock: MockSSOAdmin, decorated: type) -> type:
    """Decorate the methods of a class and of its subclasses, and what ``unittest`` calls for the class.

    :param mock: what is active.
    :param decorated: the class; it is changed.
    """
    from ssoadmin_mock.plugin import moto_mock

    moto_mock.decorate_class(mock, decorated)
    if issubclass(decorated, TestCase):
        _cover(mock, decorated)
        _cover_subclasses(mock, decorated)
    return decorated


def _cover(mock: MockSSOAdmin, case: Any) -> None:
    # All of a test: its set-up, coroutines of it as well, and its clean-ups.
    case.run = mock(case.run, reset=True, remove_data=True)
    for name, wrapped in (("setUpClass", _set_up), ("tearDownClass", _tear_down)):
        original = inspect.getattr_static(case, name)
        if original is not vars(TestCase)[name] and not isinstance(original, _InMock):
            setattr(case, name, _InMock(wrapped(mock, original)))


def _cover_subclasses(mock: MockSSOAdmin, case: Any) -> None:
    original = inspect.getattr_static(case, "__init_subclass__")

    def init_subclass(cls: Any, /, **arguments: Any) -> None:
        original.__get__(None, cls)(**arguments)
        from ssoadmin_mock.plugin import moto_mock

        moto_mock.decorate_class(mock, cls)
        _cover(mock, cls)

    case.__init_subclass__ = classmethod(init_subclass)


def _set_up(mock: MockSSOAdmin, original: Any) -> Callable[[Any], None]:
    def set_up_class(cls: Any) -> None:
        span = Span(mock)
        # Clean-ups run from the last to the first, after tearDownClass.
        cls.addClassCleanup(span.end)
        with span.set_up():
            original.__get__(None, cls)()

    return set_up_class


def _tear_down(mock: MockSSOAdmin, original: Any) -> Callable[[Any], None]:
    def tear_down_class(cls: Any) -> None:
        mock(original.__get__(None, cls).__func__, reset=False, remove_data=False)(cls)

    return tear_down_class
