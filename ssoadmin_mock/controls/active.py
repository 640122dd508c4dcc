"""Which activations of `mock_ssoadmin` there are in this process, and what holds the state that they are about."""

from __future__ import annotations

import atexit
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.plugin import usage
from ssoadmin_mock.services.settings import installed

if TYPE_CHECKING:
    from ssoadmin_mock.controls.protocol import Controls
    from ssoadmin_mock.controls.snapshots import Snapshot
    from ssoadmin_mock.plugin.nesting import Activation


_BESIDE = ("kms", "sts")
"""moto's services that belong to an instance and have Regions; IAM and Organizations are in none."""

_NOT_THE_STARTER = {"ssoadmin_mock", "contextlib", "functools", "pytest", "_pytest", "pluggy", "unittest"}


class Activations:
    """All activations of this process. The controls last from the first one's start to the last one's end."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._active: list[Activation] = []
        self._controls: Controls | None = None
        self._settings_before: dict[str, Any] = {}
        # What each activation began with; and those with a state of their own, with what they put back.
        self._beginnings: dict[int, Callable[[], None]] = {}
        self._set_aside: list[tuple[Activation, Snapshot]] = []
        # How many were active before the one that is to have a state of its own.
        self._isolated_above: int | None = None
        self._regions = ExitStack()
        self._process_ends = False
        atexit.register(self._end_with_the_process)

    @property
    def controls(self) -> Controls | None:
        """What holds the state, in this process or behind a server; None while nothing is active."""
        return self._controls if self._active else None

    def enter(self, begun: list[Activation], config: dict[str, Any], reset: bool) -> None:
        """Begin one activation.

        :param begun: those of the same mock that have not ended; the new one is added.
        :param config: moto's configuration, with ours in it.
        :param reset: whether to begin with empty state, if no mock of moto's or ours is active.
        """
        from ssoadmin_mock.plugin.environment import default_region
        from ssoadmin_mock.plugin.moto_mock import server_endpoint
        from ssoadmin_mock.plugin.nesting import Activation, nesting
        from ssoadmin_mock.services.discovery import services

        with self._lock, ExitStack() as undo:
            if self._controls is None or not self._active:
                controls = controls_at(server_endpoint())
                self._controls, self._settings_before = controls, controls.settings()
            activation = Activation(config, started_at=_place())
            self._on_end(undo, begun, activation, remove_data=True)
            nesting.begin(activation, reset)
            if not self._active:
                self._controls.begin()
                self._regions.enter_context(default_region({*services(), *_BESIDE}, self._region))
            self._active.append(activation)
            self._tell_the_server()
            begun.append(activation)
            undo.pop_all()

    def on_begin(self, activation: Activation, begin: Callable[[], None], isolated: bool) -> None:
        """Let an activation begin with what it is to begin with.

        :param activation: the newest one.
        :param begin: loads its world, say.
        :param isolated: whether to begin with a state of its own, and put the one that there is back afterwards.
        """
        with self._lock:
            controls = self.controls
            assert controls is not None, "the activation has entered"
            if isolated or len(self._active) - 1 == self._isolated_above:
                self._set_aside.append((activation, controls.snapshot()))
                controls.begin_anew()
            begin()
            self._beginnings[id(activation)] = begin

    def isolate_next(self, isolates: bool = True) -> None:
        """Let an activation directly within what is active now have a state of its own, or no more."""
        with self._lock:
            self._isolated_above = len(self._active) if isolates else None

    def begin_again(self, controls: Controls) -> None:
        """Go back to how what is active began: the newest that has a state of its own, and those within it."""
        with self._lock:
            controls.begin_anew()
            first = self._active.index(self._set_aside[-1][0]) if self._set_aside else 0
            for activation in self._active[first:]:
                self._beginnings.get(id(activation), lambda: None)()

    def others_than(self, activation: Activation) -> list[Activation]:
        """Return those that are active beside one, oldest first."""
        return [each for each in self._active if each is not activation]

    def _end_isolation(self, activation: Activation) -> None:
        self._beginnings.pop(id(activation), None)
        position = next((n for n, (each, _) in enumerate(self._set_aside) if each is activation), None)
        if position is None:
            return
        _, snapshot = self._set_aside.pop(position)
        if position < len(self._set_aside):
            # One that began later goes on; what it puts back is what this one would have.
            self._set_aside[position] = (self._set_aside[position][0], snapshot)
        elif self._controls is not None:
            self._controls.restore(snapshot)

    def leave(self, begun: list[Activation], remove_data: bool) -> None:
        """End one activation.

        :param begun: those of the same mock that have not ended; the newest one ends.
        :param remove_data: whether to drop the state, if no other mock is active.
        :raises RuntimeError: when none has begun.
        """
        with self._lock, ExitStack() as steps:
            if self._process_ends:
                return
            if not begun:
                raise RuntimeError("Called stop() before start().")
            self._on_end(steps, begun, begun[-1], remove_data)

    def _on_end(self, steps: ExitStack, begun: list[Activation], activation: Activation, remove_data: bool) -> None:
        from ssoadmin_mock.plugin.nesting import nesting

        # The last of these comes first.
        in_reverse: list[Callable[[], None]] = [
            partial(nesting.end, activation, remove_data),
            self._tell_the_server,
            self._end_controls,
            partial(self._end_isolation, activation),
            partial(_discard, self._active, activation),
            partial(_discard, begun, activation),
        ]
        for step in in_reverse:
            # The second time is for a step that was interrupted; what is done already, it does not do again.
            steps.callback(step)
            steps.callback(step)

    def _end_controls(self) -> None:
        if self._active or self._controls is None:
            return
        with ExitStack() as steps:
            steps.callback(self._controls.end)
            steps.callback(self._regions.close)
            if self._controls.endpoint_url is not None:
                self._controls.use_settings(self._settings_before)
        self._controls = None

    def _region(self) -> str | None:
        """Return where the organization instance is, if there is one."""
        try:
            return None if self._controls is None else self._controls.present_instance().region_name
        except RuntimeError:
            return None

    def _tell_the_server(self) -> None:
        # moto's server mode tells the server nothing about the configuration; ours has to arrive there.
        if self._controls is None or self._controls.endpoint_url is None:
            return
        settings = installed() | self._settings_before
        for activation in self._active:
            settings |= activation.config[NAMESPACE]
        self._controls.use_settings(settings)

    def _end_with_the_process(self) -> None:
        # Whatever still ends, such as a generator that nobody will resume, does so among modules that are half gone.
        self._process_ends = True


def _place() -> str:
    """Return the file and line that starts a mock: the nearest that is neither ours, Python's nor pytest's own."""
    for frame, line in traceback.walk_stack(None):
        name = frame.f_globals.get("__name__", "").partition(".")[0]
        if name not in _NOT_THE_STARTER:
            return f"{frame.f_code.co_filename}:{line}"
    return "(unknown)"


def controls_at(server_endpoint: str | None) -> Controls:
    """Return the controls of the server at an address, or without one, of this process."""
    if server_endpoint:
        from ssoadmin_mock.controls.running_server import RunningServer

        return RunningServer(server_endpoint)
    # It lets the plug-in know what to serve.
    import ssoadmin_mock.controls.paths  # noqa: F401  (adds its path to moto's)
    from ssoadmin_mock.controls.in_process import InProcess

    return InProcess()


def _discard(begun: list[Activation], activation: Activation) -> None:
    if activation in begun:
        begun.remove(activation)


activations = Activations()


def active_controls(expected: Controls | None = None) -> Controls:
    """Return what holds the state that the active mock is about.

    :param expected: what has to hold it; anything if left out.
    :raises RuntimeError: when the mock is not active, or another one is than the one that is expected.
    """
    controls = activations.controls
    if controls is not None and expected in (None, controls):
        usage.note()
        return controls
    if expected is None:
        raise RuntimeError(
            "mock_ssoadmin is not active. Decorate the function with @mock_ssoadmin, or use `with mock_ssoadmin():`."
        )
    raise RuntimeError(
        "mock_ssoadmin is not active any more: the one that gave this handle has ended, with its state. Use the handle "
        "of the one that is active, `with mock_ssoadmin() as idc:`, or IdentityCenter(), which always is that one's."
    )
