"""The state of everything as a value: taken, put back and compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from moto.core.base_backend import AccountSpecificBackend, BackendDict
from moto.core.model_instances import model_data
from moto.moto_api import state_manager

from ssoadmin_mock.effects import organizations
from ssoadmin_mock.effects.garbage import without_garbage_collection
from ssoadmin_mock.effects.ids import mock_random
from ssoadmin_mock.effects.kinds import KINDS, Part, having_parts

Noted = tuple[Part, Sequence[Any], list[Any]]
"""Objects of one kind, and a copy of what was in each."""


def _in_use() -> list[BackendDict[Any]]:
    """Return the backends that somebody has used, in the list that moto keeps of them."""
    kind: Any = BackendDict
    backends: list[BackendDict[Any]] = kind._instances
    return backends


class Snapshot:
    """What all of moto's backends keep, ours among them, with what they share.

    It costs as much as there is of it. Objects stay the same ones when it is put back, because others hold on to them.
    """

    def __init__(self) -> None:
        self._random = mock_random.getstate()
        # What moto's dashboard shows.
        self._shown = {(model, name): list(tracked) for model, name, tracked in _tracked()}
        self._seen: dict[int, Any] = {}
        self._noted: list[Noted] = []
        with without_garbage_collection():
            # moto keeps who belongs to which organization beyond the end of its backends.
            self._note([_in_use(), state_manager._transitions, *organizations.memberships()])

    def __eq__(self, other: object) -> bool:
        """Tell whether both states are the same to everybody who asks; when keys were used last does not count."""
        if not isinstance(other, Snapshot):
            return NotImplemented
        return self._random == other._random and _Comparison(self, other).are_alike()

    __hash__ = None  # type: ignore[assignment]  # what it holds can be compared, and not hashed

    def contents(self) -> dict[int, list[Sequence[Any]]]:
        """Return what was in each object, by its id."""
        contents: dict[int, list[Sequence[Any]]] = {}
        for part, objects, copies in self._noted:
            for each, copy in zip(objects, copies, strict=True):
                contents.setdefault(id(each), []).append(part.comparable(copy))
        return contents

    def _note(self, objects: list[Any]) -> None:
        while objects:
            known = len(self._seen)
            # They are kept, so that their ids stay their own. What is known keeps its place.
            self._seen.update(zip(map(id, objects), objects, strict=True))
            objects = self._look_into(islice(self._seen.values(), known, None))

    def _look_into(self, objects: Iterable[Any]) -> list[Any]:
        """Note what is in some objects, and return those that are in them."""
        kinds: dict[type[Any], list[Any]] = defaultdict(list)
        for each in objects:
            kinds[type(each)].append(each)
        found: list[Any] = []
        for kind, alike in kinds.items():
            for part in KINDS[kind]:
                copies = part.read(alike)
                self._noted.append((part, alike, copies))
                found += having_parts(part.references(copies))
        return found

    def restore(self) -> None:
        """Let there be again what there was."""
        with without_garbage_collection():
            self._put_back()

    def _put_back(self) -> None:
        for backends in list(_in_use()):
            if id(backends) not in self._seen:
                _empty(backends)
        for part, objects, copies in self._noted:
            if part.write is not None:
                part.write(objects, copies)
        for model, name, _ in list(_tracked()):
            setattr(model, name, list(self._shown.get((model, name), ())))
        _forget_look_ups()
        mock_random.setstate(self._random)


class _Comparison:
    """Walks through two states at once."""

    def __init__(self, one: Snapshot, other: Snapshot) -> None:
        self._contents = one.contents(), other.contents()
        self._partners: dict[int, int] = {}
        self._waiting: list[tuple[Any, Any]] = [(_in_use(),) * 2, (state_manager._transitions,) * 2]

    def are_alike(self) -> bool:
        """Tell whether nobody could tell them apart."""
        while self._waiting:
            if not self._match(*self._waiting.pop()):
                return False
        return True

    def _match(self, one: Any, other: Any) -> bool:
        mine, theirs = self._contents
        if id(one) not in mine or id(other) not in theirs:
            return type(one) is type(other) and bool(one == other)
        if id(one) in self._partners:
            return self._partners[id(one)] == id(other)
        self._partners[id(one)] = id(other)
        for some, others in zip(mine[id(one)], theirs[id(other)], strict=False):
            if len(some) != len(others):
                return False
            self._waiting += zip(some, others, strict=True)
        return type(one) is type(other)


def begin_anew() -> None:
    """Let all backends keep nothing, and leave alone what they kept, so that a snapshot of it can be put back."""
    for backends in list(_in_use()):
        _empty(backends)
    _in_use().clear()
    for model, name, _ in list(_tracked()):
        setattr(model, name, [])
    set_transitions({})
    _forget_look_ups()


def is_empty() -> bool:
    """Tell whether no backend keeps anything."""
    return not any(map(len, _in_use()))


def transitions() -> dict[str, Any]:
    """Return how long what takes, as users have told moto's state manager."""
    return dict(state_manager._transitions)


def set_transitions(chosen: dict[str, Any]) -> None:
    """Tell moto's state manager how long what takes."""
    state_manager._transitions.clear()
    state_manager._transitions.update(chosen)


def _empty(backends: BackendDict[Any]) -> None:
    dict.clear(backends)
    for attribute in vars(backends).values():
        # Such as who belongs to which organization.
        if isinstance(attribute, dict):
            attribute.clear()


def _forget_look_ups() -> None:
    """Forget what was looked up in a state that is another one now."""
    organizations.forget_accounts()
    for backends in (BackendDict, AccountSpecificBackend):
        # moto up to 5.0 remembers the backends that it has given.
        forget = getattr(backends.__getitem__, "cache_clear", None)
        if forget is not None:
            forget()


def _tracked() -> Iterator[tuple[Any, str, list[Any]]]:
    """Yield moto's lists of the instances of its models, which it keeps in their classes."""
    for models in model_data.values():
        for model in models.values():
            # The name before moto 5.1, and since then.
            for name in ("instances", "instances_tracked"):
                if isinstance(tracked := vars(model).get(name), list):
                    yield model, name, tracked
