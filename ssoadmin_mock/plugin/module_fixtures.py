"""Keeps `unittest`'s fixtures of a module from calling AWS: they run outside the mock of the module's classes."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest import TestCase, doModuleCleanups

from ssoadmin_mock.plugin.guard import Guard

_REMEDY = "Use `with mock_ssoadmin():` in it, or do it in the class: its setUpClass and tearDownClass are in the mock."

_kept: set[Any] = set()


def keep_from_aws(case: type[TestCase]) -> None:
    """Stop calls to AWS in ``setUpModule``, ``tearDownModule`` and the module's clean-ups.

    :param case: a decorated class, the functions of whose module are replaced.
    """
    module = sys.modules.get(case.__module__)
    for name, make in (("setUpModule", _set_up), ("tearDownModule", _tear_down)):
        original = getattr(module, name, None)
        if module is not None and original not in _kept:
            made = make(original or _nothing, case)
            _kept.add(made)
            setattr(module, name, made)


def _set_up(original: Callable[[], None], case: type) -> Callable[[], None]:
    @functools.wraps(original)
    def set_up_module() -> None:
        with Guard(_text("setUpModule", "before", "starts", case)):
            try:
                original()
            except Exception:
                doModuleCleanups()
                raise

    return set_up_module


def _tear_down(original: Callable[[], None], case: type) -> Callable[[], None]:
    @functools.wraps(original)
    def tear_down_module() -> None:
        with ExitStack() as steps:
            steps.enter_context(Guard(_text("A module's clean-up", "after", "has ended", case)))
            steps.callback(doModuleCleanups)
            with Guard(_text("tearDownModule", "after", "has ended", case)):
                original()

    return tear_down_module


def _text(what: str, order: str, event: str, case: type) -> str:
    return (
        f"{what} of {case.__module__} runs {order} the mock of @mock_ssoadmin on {case.__qualname__} {event}. {_REMEDY}"
    )


def _nothing() -> None:
    """What a module does that has no such function."""
