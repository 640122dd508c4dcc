"""Decorates classes: their tests as moto does, and what is set up and torn down for the whole class."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any
from unittest import TestCase
from unittest.mock import Mock

from ssoadmin_mock.plugin import module_fixtures, moto_mock
from ssoadmin_mock.plugin.span import Span, Startable

# What there is of a pair of which a class has only the other.
_NOTHING = staticmethod(lambda: None)


def decorate_class(mock: Startable, decorated: type) -> type:
    """Decorate the methods of a class and of its subclasses, and what is called for the class as a whole.

    :param mock: what is active.
    :param decorated: the class; it is changed.
    """
    decoration = _Decoration(mock)
    decoration.cover(decorated)
    decoration.cover_subclasses(decorated)
    return decorated


class _Decoration:
    """One decorator on a class, which its subclasses inherit."""

    def __init__(self, mock: Startable) -> None:
        self._mock = mock
        self._made: set[Any] = set()
        self._spans: dict[tuple[str, type], Span] = {}
        self._running: set[type] = set()

    def cover(self, cls: Any) -> None:
        moto_mock.decorate_class(self._mock, cls)
        if issubclass(cls, TestCase):
            self._replace(cls, "run", self._run)
            self._replace(cls, "__init__", self._init)
            self._replace(cls, "setUpClass", partial(self._set_up, "unittest"))
            self._replace(cls, "tearDownClass", partial(self._tear_down, "unittest"))
        if {"setup_class", "teardown_class"} & {*dir(cls)}:
            self._replace(cls, "setup_class", partial(self._set_up, "pytest"))
            self._replace(cls, "teardown_class", partial(self._tear_down, "pytest"))

    def cover_subclasses(self, cls: Any) -> None:
        own = vars(cls).get("__init_subclass__")

        def init_subclass(subclass: Any, /, **arguments: Any) -> None:
            hook = own.__get__(None, subclass) if own else super(cls, subclass).__init_subclass__
            hook(**arguments)
            self.cover(subclass)

        cls.__init_subclass__ = classmethod(init_subclass)

    def _replace(self, cls: Any, name: str, make: Callable[[Any], Any]) -> None:
        original = inspect.getattr_static(cls, name, _NOTHING)
        if original not in self._made and not _is_fixture(original):
            made = make(original)
            self._made.add(made)
            setattr(cls, name, made)

    # --- of a TestCase's instances ---------------------------------------------------------------------------------

    def _run(self, original: Any) -> Any:
        """Wrap all of a test: its set-up, coroutines of it as well, and its clean-ups."""

        @functools.wraps(original)
        def run(case: Any, *args: Any, **kwargs: Any) -> Any:
            with ExitStack() as undo:
                try:
                    self._mock.start()
                except Exception as error:
                    # So that it is this test that fails, and the others go on.
                    case.setUp = Mock(side_effect=error)
                    undo.callback(delattr, case, "setUp")
                else:
                    undo.callback(self._mock.stop)
                return original(case, *args, **kwargs)

        return run

    def _init(self, original: Any) -> Any:
        @functools.wraps(original)
        def init(case: Any, *args: Any, **kwargs: Any) -> None:
            original(case, *args, **kwargs)
            # By now all of the module is there, and nothing of it has run.
            module_fixtures.keep_from_aws(type(case))

        return init

    # --- of classes ------------------------------------------------------------------------------------------------

    def _set_up(self, framework: str, original: Any) -> Any:
        def set_up(cls: Any) -> None:
            span = self._span(framework, cls)
            try:
                with span.set_up():
                    _call(original, cls)
            except BaseException as error:
                if framework == "pytest" or not isinstance(error, Exception):
                    self._end(framework, cls)  # otherwise it is for the clean-ups to come
                raise

        return self._outermost(original, set_up)

    def _tear_down(self, framework: str, original: Any) -> Any:
        def tear_down(cls: Any) -> None:
            self._span(framework, cls).begin_tear_down()
            try:
                _call(original, cls)
            finally:
                if framework == "pytest":
                    self._end(framework, cls)

        return self._outermost(original, tear_down)

    def _outermost(self, original: Any, covered: Callable[[Any], None]) -> Any:
        def once(cls: Any) -> None:
            if cls in self._running:  # a subclass's has called that of its base
                _call(original, cls)
                return
            self._running.add(cls)
            try:
                covered(cls)
            finally:
                self._running.discard(cls)

        return classmethod(once)

    def _span(self, framework: str, cls: Any) -> Span:
        key = framework, cls
        if key not in self._spans:
            self._spans[key] = Span(self._mock)
            if framework == "unittest":
                # Clean-ups run from the last to the first, after tearDownClass.
                cls.addClassCleanup(self._end, framework, cls)
        return self._spans[key]

    def _end(self, framework: str, cls: type) -> None:
        span = self._spans.pop((framework, cls), None)
        if span is not None:
            span.end()


def _is_fixture(attribute: Any) -> bool:
    # A fixture may have such a name; pytest before 8.4 marks the function.
    return type(attribute).__module__.startswith("_pytest.") or hasattr(attribute, "_pytestfixturefunction")


def _call(original: Any, cls: Any) -> None:
    function = original.__get__(None, cls)
    # pytest takes functions and static methods as well, and gives the class to those that have a parameter.
    if inspect.ismethod(function) or not inspect.signature(function).parameters:
        function()
    else:
        function(cls)
