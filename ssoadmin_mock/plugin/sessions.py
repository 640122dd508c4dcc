"""Makes botocore's sessions cheap; the one file that touches botocore's internals for that.

moto gives every test a new session. Most of the time of a short test goes into making it: parsing botocore's JSON
files, registering some 130 event handlers and copying them for the client, and setting up a dozen ways to find
credentials. None of it differs from one session to the next before somebody changes it, so it is done once and shared
until then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, cast

import botocore.session
from botocore.credentials import EnvProvider
from botocore.handlers import BUILTIN_HANDLERS
from botocore.hooks import (  # type: ignore[attr-defined]  # the stubs leave private names out
    _MIDDLE,
    EventAliaser,
    HierarchicalEmitter,
    _PrefixTrie,
)
from botocore.loaders import Loader, create_loader
from botocore.session import Session

from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.wire.model_files import SharingLoader

_aliased: dict[str, str] = {}
_handlers: tuple[list[Any], HierarchicalEmitter] | None = None


@contextmanager
def quick_sessions() -> Iterator[None]:
    """Let every session that is made meanwhile share what does not differ between sessions."""
    with (
        replaced(
            botocore.session,
            {"create_loader": _kept_loader, "get_session": _quick_session, "EventAliaser": _QuickAliaser},
        ),
        replaced(Session, {"get_credentials": _quick_credentials(Session.get_credentials)}),
    ):
        yield


def _kept_loader(search_path_string: str | None = None) -> Loader:
    """Make a loader that shares what others have parsed, as botocore itself shares it between a session's clients."""
    loader = create_loader(search_path_string)
    loader.__class__ = SharingLoader
    return loader


def _quick_session(env_vars: Any = None) -> Session:
    """Make a session with a copy of the built-in event handlers; everything else is its own."""
    return Session(env_vars, event_hooks=copy(builtin_handlers()), include_builtin_handlers=False)


def builtin_handlers() -> HierarchicalEmitter:
    """Return the event handlers that every session begins with; another object when a library has added to them."""
    global _handlers
    # Libraries add to the list when they are imported, as moto does.
    if _handlers is None or _handlers[0] != BUILTIN_HANDLERS:
        emitter = HierarchicalEmitter()
        emitter._handlers = _SharingTrie()  # type: ignore[attr-defined]  # not in the stubs
        Session(event_hooks=emitter)
        _handlers = (list(BUILTIN_HANDLERS), emitter)
    return _handlers[1]


def builtin_events() -> EventAliaser:
    """Return a session's way to the event handlers that it begins with; nobody may add to them."""
    return _QuickAliaser(builtin_handlers())


def documents_as_builtin(events: Any) -> bool:
    """Tell whether a session's handlers of events about documentation are those that every session begins with."""
    own: Any = getattr(getattr(events, "_emitter", None), "_handlers", None)
    builtin: Any = builtin_handlers()._handlers  # type: ignore[attr-defined]  # not in the stubs
    return isinstance(own, _SharingTrie) and own.shares(builtin, "docs")


def handlers_of(client: Any) -> object:
    """Return what stands for the event handlers of a client that was made in the mock.

    It is another object as soon as one is added or removed.
    """
    handlers: object = client.meta.events._emitter._handlers._root
    return handlers


class _SharingTrie(_PrefixTrie):  # type: ignore[misc]  # its base is not in the stubs
    """Event handlers by event, whose copies share every node until one of them changes it.

    botocore copies all of its 400 nodes for every session and for every client, and then changes some ten of them.
    """

    _root: dict[str, Any]

    def append_item(self, key: str, value: Any, section: Any = _MIDDLE) -> None:
        self._own(key)
        super().append_item(key, value, section)

    def remove_item(self, key: str, value: Any) -> None:
        self._own(key)
        super().remove_item(key, value)

    def __copy__(self) -> _SharingTrie:
        twin = type(self)()
        twin._root = self._root
        return twin

    def shares(self, other: _SharingTrie, part: str) -> bool:
        """Tell whether two tries have the same handlers of the events that begin with a part."""
        mine, others = self._root["children"], other._root["children"]
        return all(mine.get(each) is others.get(each) for each in (part, "*"))

    def _own(self, key: str) -> None:
        """Replace the nodes on the way to a key, which copies may share, by copies of this trie's own."""
        node = self._root = _own_node(self._root)
        for part in key.split("."):
            child = node["children"].get(part)
            if child is None:
                return
            node["children"][part] = node = _own_node(child)


def _own_node(node: dict[str, Any]) -> dict[str, Any]:
    values = node["values"]
    if values is not None:
        values = type(values)(*map(list, values))
    return {"chunk": node["chunk"], "children": node["children"].copy(), "values": values}


class _QuickAliaser(EventAliaser):
    """Remembers how events are called now beyond one session; each client asks for the same ones again."""

    _emitter: HierarchicalEmitter

    def __init__(self, event_emitter: Any) -> None:
        super().__init__(event_emitter)
        self._alias_name_cache = _aliased

    def __copy__(self) -> _QuickAliaser:
        return type(self)(copy(self._emitter))


def _quick_credentials(original: Callable[[Session], Any]) -> Callable[[Session], Any]:
    """Look into the environment, where moto puts credentials and botocore looks first, before setting up other ways."""

    def get_credentials(self: Session) -> Any:
        internals = cast(Any, self)
        if internals._credentials is None and _environment_comes_first(internals):
            internals._credentials = EnvProvider().load()
        return original(self)

    return get_credentials


def _environment_comes_first(session: Any) -> bool:
    # A profile that was asked for comes before the environment, and so does whatever provider somebody has put in.
    untouched = session._components._deferred.get("credential_provider") == session._create_credential_resolver
    return untouched and session.instance_variables().get("profile") is None
