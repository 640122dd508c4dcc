"""Clients that outlive the mock, for fixtures: making one takes longer than all that a short test does with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from ssoadmin_mock.plugin.sessions import builtin_handlers, handlers_of

KEPT = 16
"""How many idle clients are kept. A suite needs one for each Region and environment that its tests run in."""

_CHANGES_BY_ITSELF = "_exceptions"


class _Pristine:
    """A client, and how it was when it was made."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._retried = False
        # Retries spend a client's quota, which the next test must find whole.
        client.meta.events.register("needs-retry", self._note_retry)
        self._handlers = handlers_of(client)
        self._attributes = self._settled_attributes()

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has added or removed an event handler, set an attribute, or made it retry."""
        same_handlers = handlers_of(self.client) is self._handlers
        return same_handlers and not self._retried and self._settled_attributes() == self._attributes

    def _settled_attributes(self) -> dict[str, object]:
        return {name: value for name, value in vars(self.client).items() if name != _CHANGES_BY_ITSELF}

    def _note_retry(self, attempts: int, **_: Any) -> None:
        self._retried = self._retried or attempts > 1


_idle: dict[Hashable, _Pristine] = {}


@contextmanager
def kept_client(make: Callable[[], Any], *what: Hashable) -> Iterator[Any]:
    """Give a client that was kept, or a new one, and keep it if it is then as good as new.

    Nobody else has it meanwhile.

    :param make: makes a new client, in the active mock.
    :param what: everything that `make` depends on besides the environment.
    """
    key = (what, _environment())
    pristine = _idle.pop(key, None) or _Pristine(make())
    yield pristine.client
    if pristine.is_untouched:
        _idle[key] = pristine
        if len(_idle) > KEPT:
            del _idle[next(iter(_idle))]


def _environment() -> Hashable:
    """Return what clients are made from: botocore reads variables and files, and libraries add event handlers."""
    variables = sorted(item for item in os.environ.items() if item[0].startswith("AWS_") or item[0] == "HOME")
    return tuple(variables), builtin_handlers()
