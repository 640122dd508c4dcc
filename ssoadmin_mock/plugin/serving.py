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
from ssoadmin_mock.plugin.late import Patch, all_when_loaded
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.urls import urls_of
from ssoadmin_mock.services.service import Service


@contextmanager
def serving(service: Service) -> Iterator[None]:
    """Let moto send an API's requests to us for a ``with`` block."""
    package = package_of(service)
    with ExitStack() as undo:
        replacing = _replacing(f"{package}_backends", backends_of(service))
        undo.enter_context(all_when_loaded([(module, replacing) for module in _modules(package, undo)]))
        # moto's own patterns have neither FIPS nor dual-stack hosts. Its server and `responses` mock read this list.
        pattern = re.compile(urls_of(service).url_bases[0])
        undo.enter_context(_prepended(backend_index.backend_url_patterns, (package, pattern)))
        yield


def _modules(package: str, undo: ExitStack) -> list[str]:
    """Return the modules in which moto looks for the backends of an API; one is made where moto lacks it."""
    name = f"moto.{package}"
    if _is_there(name):
        return [name, f"{name}.models"]
    sys.modules[name] = ModuleType(name)
    undo.callback(sys.modules.pop, name, None)
    return [name]


@cache
def _is_there(module: str) -> bool:
    return find_spec(module) is not None


def _replacing(name: str, backends: Any) -> Patch:
    return lambda module: replaced(module, {name: backends})


@contextmanager
def _prepended(items: list[Any], item: Any) -> Iterator[None]:
    items.insert(0, item)
    try:
        yield
    finally:
        items.remove(item)
