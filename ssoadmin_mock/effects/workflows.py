"""What AWS finishes later than it answers, driven by moto's state manager.

A workflow settles at once (the default), after n polls, or after some seconds, as
``state_manager.set_transition("ssoadmin::instance", {"progression": "manual", "times": 2})`` and the other forms of
moto's documentation say. A poll is a Describe call for the thing in progress.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import timedelta

from moto.moto_api import state_manager
from moto.moto_api._internal.managed_state_model import ManagedState

from ssoadmin_mock.model.namespace import NAMESPACE

_RUNNING, _DONE = "RUNNING", "DONE"
_AT_ONCE = {"progression": "immediate"}


class Workflow(ManagedState):
    """One thing in progress.

    :param name: the model name that users give to moto's state manager, without the leading ``ssoadmin::``.
    :param finish: what happens when it settles.
    """

    def __init__(self, name: str, finish: Callable[[], None]) -> None:
        super().__init__(f"{NAMESPACE}::{name}", [(_RUNNING, _DONE)])
        self.finish = finish

    def age(self, seconds: float) -> None:
        """Let it have begun earlier; what is due at this very moment is due."""
        self._time_progressed -= timedelta(seconds=seconds, microseconds=1)

    @property
    def is_due(self) -> bool:
        """Whether moto's state manager lets it settle now."""
        return self.status == _DONE


class Workflows:
    """What is in progress in the instance of one account.

    :param running: everything that is, oldest first; changed as it settles.
    """

    def __init__(self, running: dict[Hashable, Workflow]) -> None:
        self._running = running

    def __contains__(self, key: Hashable) -> bool:
        return key in self._running

    def start(self, name: str, key: Hashable, finish: Callable[[], None]) -> None:
        """Start a workflow; it settles no earlier than at the end of the current call.

        :param name: the model name for moto's state manager, without ``ssoadmin::``.
        :param key: what :meth:`poll` finds it by.
        :param finish: called once, when it settles.
        """
        self._running[key] = Workflow(name, finish)

    def poll(self, key: Hashable) -> None:
        """Count one look at a workflow (nothing happens when it has settled)."""
        workflow = self._running.get(key)
        if workflow is not None:
            workflow.advance()
            self.settle_due()

    def cancel_all(self) -> None:
        """Forget everything that is in progress without settling it."""
        self._running.clear()

    def settle_due(self) -> None:
        """Settle what is due now."""
        if self._running:
            self._settle([key for key, workflow in self._running.items() if workflow.is_due])

    def in_progress(self) -> dict[Hashable, Workflow]:
        """Return everything that is in progress now."""
        return dict(self._running)

    def settle_since(self, before: dict[Hashable, Workflow]) -> None:
        """Settle what was started since :meth:`in_progress` gave this, however long it would take."""
        self._settle([key for key, workflow in self._running.items() if before.get(key) is not workflow])

    def settle_all(self) -> None:
        """Settle everything, and what that starts in turn."""
        while self._running:
            self._settle(list(self._running))

    def _settle(self, keys: list[Hashable]) -> None:
        for key in keys:
            workflow = self._running.pop(key, None)
            if workflow is not None:
                workflow.finish()


def held_until_polled(name: str) -> Callable[[], None]:
    """Let workflows settle no earlier than at their first poll, unless moto's state manager was told something else.

    :param name: as for :meth:`Workflows.start`.
    :returns: undoes it.
    """
    model_name = f"{NAMESPACE}::{name}"
    if state_manager.get_transition(model_name) != _AT_ONCE:
        return lambda: None
    state_manager.set_transition(model_name, {"progression": "manual", "times": 1})
    return lambda: state_manager.unset_transition(model_name)
