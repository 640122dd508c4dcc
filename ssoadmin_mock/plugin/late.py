"""Patches moto's services when they are loaded, and not before: loading them takes longer than all the rest of a start.

A module may be loaded by moto, at the first request for its service, by a user's ``from moto.iam.models import ...``,
or before any of this. All of them pass Python's import system, which asks the finders of ``sys.meta_path``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any

Patch = Callable[[Any], AbstractContextManager[None]]
"""Takes the loaded module, and gives what changes it for a ``with`` block."""

_lock = RLock()
_waiting: dict[str, list[_Late]] = {}


def when_loaded(name: str, patch: Patch) -> AbstractContextManager[None]:
    """Patch a module for a ``with`` block, from the moment on when it is loaded.

    :param name: the module, ``moto.iam.models``.
    :param patch: is entered once the module is there, and left at the end of the block.
    """
    return all_when_loaded([(name, patch)])


@contextmanager
def all_when_loaded(patches: Iterable[tuple[str, Patch]]) -> Iterator[None]:
    """Patch modules for a ``with`` block, each from the moment on when it is loaded.

    :param patches: modules and their patches, as for :func:`when_loaded`.
    """
    lates = [(name, _Late(patch)) for name, patch in patches]
    with ExitStack() as undo:
        for step in (partial(_end, lates), partial(_remove, lates)):
            # Twice, as the first time may be interrupted. What is done already, the second time does not do again.
            undo.callback(step)
            undo.callback(step)
        _add(lates)
        for name, late in lates:
            if name in sys.modules:
                # Another thread may be loading it; this waits for that.
                late.patch(import_module(name))
        yield


class _Late:
    """A patch that waits for its module."""

    def __init__(self, patch: Patch) -> None:
        self._patch = patch
        self._lock = RLock()
        self._module: ModuleType | None = None
        self._has_ended = False
        self._undo = ExitStack()

    def patch(self, module: ModuleType) -> None:
        """Patch the module, unless that is done or too late."""
        with self._lock:
            if self._module is not module and not self._has_ended:
                # Somebody may have taken the module out of `sys.modules` and loaded it again.
                self._undo.close()
                self._undo.enter_context(self._patch(module))
                self._module = module

    def end(self) -> None:
        """Undo the patch; a module that is loaded from now on stays as it is."""
        with self._lock:
            self._has_ended = True
            self._undo.close()


def _end(lates: list[tuple[str, _Late]]) -> None:
    with ExitStack() as steps:
        for _, late in lates:
            steps.callback(late.end)


def _add(lates: list[tuple[str, _Late]]) -> None:
    with _lock:
        for name, late in lates:
            _waiting.setdefault(name, []).append(late)
        if _finder not in sys.meta_path:
            sys.meta_path.insert(0, _finder)


def _remove(lates: list[tuple[str, _Late]]) -> None:
    with _lock:
        for name, late in lates:
            others = [each for each in _waiting.pop(name, ()) if each is not late]
            if others:
                _waiting[name] = others
        if not _waiting and _finder in sys.meta_path:
            sys.meta_path.remove(_finder)


class _Finder(MetaPathFinder):
    """Finds modules that patches wait for, by asking the other finders."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module is loaded and then patched; None for modules that nothing waits for."""
        if fullname not in _waiting:
            return None
        for finder in [finder for finder in sys.meta_path if finder is not self]:
            spec = finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _PatchingLoader(spec.loader)
                return spec
        return None


class _PatchingLoader(Loader):
    """Loads a module as its own loader does, then patches it and leaves no other trace in it."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Make the module as its loader does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, and patch it before anybody else sees it."""
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        for late in list(_waiting.get(module.__name__, ())):
            late.patch(module)


_finder = _Finder()
