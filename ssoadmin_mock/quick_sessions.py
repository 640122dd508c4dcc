"""Makes botocore's sessions cheap; the one file that touches botocore's internals for that.

moto gives every test a new session. Most of the time of a short test goes into making it: parsing botocore's JSON
files, and registering some 130 event handlers. Neither differs from one session to the next, so both are done once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any
from unittest.mock import patch

import botocore.session
from botocore.handlers import BUILTIN_HANDLERS
from botocore.hooks import HierarchicalEmitter
from botocore.loaders import Loader, create_loader

_parsed: dict[str | None, dict[Any, Any]] = {}
_handlers: tuple[list[Any], HierarchicalEmitter] | None = None


@contextmanager
def quick_sessions() -> Iterator[None]:
    """Let every session that is made meanwhile share what does not differ between sessions."""
    with (
        patch.object(botocore.session, "create_loader", _kept_loader),
        patch.object(botocore.session, "get_session", _quick_session),
    ):
        yield


def _kept_loader(search_path_string: str | None = None) -> Loader:
    """Make a loader that shares what others have parsed, as botocore itself shares it between a session's clients."""
    loader = create_loader(search_path_string)
    loader._cache = _parsed.setdefault(search_path_string, {})  # type: ignore[attr-defined]
    return loader


def _quick_session(env_vars: Any = None) -> botocore.session.Session:
    """Make a session with a copy of the built-in event handlers; everything else is its own."""
    return botocore.session.Session(env_vars, event_hooks=copy(_builtin_handlers()), include_builtin_handlers=False)


def _builtin_handlers() -> HierarchicalEmitter:
    global _handlers
    # Libraries add to the list when they are imported, as moto does.
    if _handlers is None or _handlers[0] != BUILTIN_HANDLERS:
        emitter = HierarchicalEmitter()
        botocore.session.Session(event_hooks=emitter)
        _handlers = (list(BUILTIN_HANDLERS), emitter)
    return _handlers[1]
