"""Puts back what was changed in moto's services and in our model, when changing it fails half-way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial
from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.model_instances import model_data
from moto.iam.models import iam_backends
from moto.organizations.models import organizations_backends

from ssoadmin_mock.effects.ids import mock_random
from ssoadmin_mock.model.account import Account, all_accounts

_SERVICES: tuple[BackendDict[Any], ...] = (iam_backends, organizations_backends)
_OURS = ("moto.", "ssoadmin_mock.")


@contextmanager
def rolled_back_on_failure() -> Iterator[None]:
    """Undo all changes to accounts, users, groups, roles and instances that are made inside, if an exception ends it.

    Taking note of what there is takes as long as there is much of it, and putting it back as well; what is added
    meanwhile costs nothing. Objects stay the same ones, because others hold on to them.
    """
    before = _Snapshot()
    try:
        yield
    except BaseException:
        before.restore()
        raise


class _Snapshot:
    """What is in everything that can change."""

    def __init__(self) -> None:
        self._random = mock_random.getstate()
        # What moto's dashboard shows.
        self._shown = [(tracked, tracked.copy()) for tracked in _tracked()]
        self._backends = list(_backends())
        self._accounts = all_accounts()
        self._seen: dict[int, Any] = {}
        self._restore: list[Callable[[], None]] = []
        self._note_all([*self._backends, *self._accounts, organizations_backends.master_accounts])

    def _note_all(self, roots: list[Any]) -> None:
        waiting = deque(roots)
        while waiting:
            each = waiting.popleft()
            if id(each) not in self._seen and _can_change(each):
                # Kept, so that its id stays its own.
                self._seen[id(each)] = each
                waiting.extend(_put_back_later(self._restore, each))

    def restore(self) -> None:
        """Let there be again what there was."""
        for restore in self._restore:
            restore()
        known = {id(each) for each in (*self._backends, *self._accounts)}
        # Those that are new stay, as moto remembers them in several places; with nothing in them.
        for backend in _backends():
            if id(backend) not in known:
                backend.reset()
        for account in all_accounts():
            if id(account) not in known:
                vars(account).update(vars(Account()))
        for tracked, before in self._shown:
            tracked[:] = before
        mock_random.setstate(self._random)


def _backends() -> Iterator[BaseBackend]:
    for service in _SERVICES:
        for account in list(service.values()):
            yield from list(account.values())


def _tracked() -> Iterator[list[Any]]:
    """Yield moto's lists of the instances of its models, which it keeps in their classes."""
    for models in model_data.values():
        for model in models.values():
            # The name before moto 5.1, and since then.
            for name in ("instances", "instances_tracked"):
                if isinstance(tracked := vars(model).get(name), list):
                    yield tracked


def _can_change(value: Any) -> bool:
    if isinstance(value, dict | list | set | deque):
        return not isinstance(value, BackendDict)
    kind = type(value)
    if not kind.__module__.startswith(_OURS) or isinstance(value, type | tuple | Enum):
        return False
    frozen = getattr(kind, "__dataclass_params__", None)
    return frozen is None or not frozen.frozen


def _put_back_later(restore: list[Callable[[], None]], value: Any) -> list[Any]:
    """Note how to restore what can change, and return what is in it."""
    if isinstance(value, dict):
        restore.append(partial(_refill, value, value.copy()))
        return list(value.values())
    if isinstance(value, list | set | deque):
        restore.append(partial(_refill, value, value.copy()))
        return list(value)
    attributes = _attributes(value)
    restore.append(partial(_set_attributes, value, attributes))
    return list(attributes.values())


def _refill(container: Any, content: Any) -> None:
    container.clear()
    (container.extend if isinstance(container, list | deque) else container.update)(content)


def _attributes(value: Any) -> dict[str, Any]:
    slots = [slot for kind in type(value).__mro__ for slot in vars(kind).get("__slots__", ())]
    return {slot: getattr(value, slot) for slot in slots if hasattr(value, slot)} | getattr(value, "__dict__", {})


def _set_attributes(value: Any, attributes: dict[str, Any]) -> None:
    if hasattr(value, "__dict__"):
        vars(value).clear()
    for name, attribute in attributes.items():
        object.__setattr__(value, name, attribute)
