"""Lets moto find an API of ours: in the place of its own, or beside its own where it has none."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from moto import backend_index

from ssoadmin_mock.plugin.backend import backends_of, package_of
from ssoadmin_mock.plugin.late import Patch, when_loaded
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.urls import urls_of
from ssoadmin_mock.services.service import Service


@contextmanager
def serving(service: Service) -> Iterator[None]:
    """Let moto send an API's requests to us for a ``with`` block."""
    package = package_of(service)
    with ExitStack() as undo:
        _make_if_absent(f"moto.{package}", undo)
        replacing = _replacing(f"{package}_backends", backends_of(service))
        undo.enter_context(when_loaded(f"moto.{package}", replacing))
        # moto's own patterns have neither FIPS nor dual-stack hosts. Its server and `responses` mock read this list.
        pattern = re.compile(urls_of(service).url_bases[0])
        undo.enter_context(_prepended(backend_index.backend_url_patterns, (package, pattern)))
        yield


def _make_if_absent(name: str, undo: ExitStack) -> None:
    """Make the package in which moto looks for the backends of an API, where moto lacks it."""
    if not _is_there(name):
        sys.modules[name] = ModuleType(name)
        undo.callback(sys.modules.pop, name, None)


@cache
def _is_there(module: str) -> bool:
    return find_spec(module) is not None


def _replacing(name: str, backends: Any) -> Patch:
    """Replace backends in moto's package and in its ``models``, from which the package takes them as it is loaded.

    Both at the end of that: if they were replaced in ``models`` before, the package would never have had moto's own.
    """

    @contextmanager
    def patch(package: ModuleType) -> Iterator[None]:
        with ExitStack() as undo:
            for module in (package, sys.modules.get(f"{package.__name__}.models")):
                if module is not None:
                    undo.enter_context(replaced(module, {name: backends}))
            yield

    return patch


@contextmanager
def _prepended(items: list[Any], item: Any) -> Iterator[None]:
    items.insert(0, item)
    try:
        yield
    finally:
        items.remove(item)
