"""Mocks of moto's and ours that are nested and end in any order.

Each mock of moto's remembers what it found, and puts that back when it ends. That is right when they end in the reverse
order. Otherwise the first to end brings the real credentials back while others are active, and the last to end brings
back what it found: the fake ones. So, from the first mock of ours on, moto's mocks are only noted when they begin and
end. What moto has to put back, it puts back after the last, one mock after the other in the reverse order.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from threading import RLock
from typing import Any
from unittest.mock import _patch

# Not `moto.mock_aws`: that may be ours, where somebody has assigned it.
from moto.core.config import mock_credentials
from moto.core.decorator import mock_aws
from moto.core.models import MockAWS, botocore_stubber, responses_mock

from ssoadmin_mock.effects.accounts import loaded_backends
from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.plugin import callbacks
from ssoadmin_mock.plugin.clients import quick_clients
from ssoadmin_mock.plugin.environment import environment_set_aside, put_environment
from ssoadmin_mock.plugin.install import FAKE_CREDENTIALS, install, uninstall
from ssoadmin_mock.plugin.moto_mock import config_in_force, replace_config, server_endpoint
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.sessions import quick_sessions
from ssoadmin_mock.plugin.stop import finish_stopping
from ssoadmin_mock.plugin.token_cache import token_caches

_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_FAKE = (FAKE_CREDENTIALS.access_key, FAKE_CREDENTIALS.secret_key)


@dataclass(eq=False)
class Activation:
    """One activation: of ours, or of a mock of moto's that began while ours was there."""

    config: dict[str, Any]
    """What it puts in force of moto's configuration."""
    mock: MockAWS | None = None
    """Whose activation it is, if it is moto's."""
    started_at: str = ""
    """File and line."""
    credentials: tuple[str, str] | None = None
    """Access key and secret that it puts into the environment, other than moto's fake ones."""


class Nesting:
    """All that is active, from the first activation of ours until what began since then has ended."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._activations: list[Activation] = []
        # In the order in which they began: our own, or those of moto's that had begun before us and have ended.
        self._to_stop: list[MockAWS] = []
        self._found_config: dict[str, Any] = {}
        self._config: dict[str, Any] = {}
        self._found_environment: dict[str, str | None] = {}
        self._environment: dict[str, str | None] = {}
        self._is_faked = False
        self._credentials: tuple[str, str] | None = None
        # moto has another class for its server mode, which counts for itself.
        self._kind = MockAWS
        self._is_open = False
        self._remove_data = True
        self._undo = ExitStack()
        self._patches = ExitStack()
        atexit.register(self._leave_patches)

    def begin(self, activation: Activation, reset: bool) -> None:
        """Begin an activation of ours.

        :param activation: the activation.
        :param reset: whether to begin with empty state, unless a mock is active already.
        """
        with self._lock:
            if self._is_open:
                self._add(activation)
            else:
                self._open(activation, reset)

    def end(self, activation: Activation, remove_data: bool) -> None:
        """End an activation; nothing happens when it has ended.

        :param activation: the activation.
        :param remove_data: whether to empty moto's state, if this is the last one.
        """
        with self._lock, ExitStack() as steps:
            self._remove_data = remove_data
            for step in (self._settle, partial(self._remove, activation)):
                # Twice, as all that is undone here: the first time may be interrupted. What is done already, the second
                # time does not do again.
                steps.callback(step)
                steps.callback(step)

    def use_credentials(self, credentials: tuple[str, str]) -> None:
        """Let clients that take their credentials from the environment use these until the newest of our mocks ends.

        :param credentials: access key and secret.
        """
        with self._lock:
            newest = [activation for activation in self._activations if activation.mock is None][-1]
            newest.credentials = credentials
            self._put_in_force()

    # --- from the first to the last --------------------------------------------------------------------------------

    def _open(self, activation: Activation, reset: bool) -> None:
        self._found_config = self._config = config_in_force()
        self._found_environment = self._environment = _environment()
        self._credentials, self._kind = None, type(mock_aws())
        with ExitStack() as undo:
            members = partial(_restore_members, _members())
            for step in (self._close, members, self._stop_all, self._restore_found):
                undo.callback(step)
                undo.callback(step)
            if server_endpoint() is None:
                install()
                undo.callback(uninstall)
            if self._kind._nested_count > 0:
                self._is_faked = mock_credentials()
                undo.callback(self._remove, activation)
                self._add(activation)
            else:
                self._start(activation, reset)
            self._note_moto_s(undo)
            undo.callback(self._leave_patches)
            undo.callback(self._leave_patches)
            self._enter_patches()
            self._undo = undo.pop_all()
            self._is_open = True

    def _start(self, activation: Activation, reset: bool) -> None:
        self._activations.append(activation)
        self._config = self._derived_config()
        mock = mock_aws(config=self._config)  # type: ignore[call-overload]  # ours is in it
        self._to_stop.append(mock)
        with callbacks.without_service_callbacks():
            mock.start(reset=reset)
        self._is_faked, self._environment = mock_credentials(), _environment()

    def _enter_patches(self) -> None:
        if server_endpoint() is None:
            self._patches.enter_context(callbacks.callback_per_method())
        self._patches.enter_context(quick_sessions())
        self._patches.enter_context(token_caches())
        # Before what remembers the outcome for each client that is made.
        self._patches.enter_context(environment_set_aside(in_process=server_endpoint() is None))
        self._patches.enter_context(quick_clients())

    def _leave_patches(self) -> None:
        # Also when the process ends: moto then stays as it is, but no generator of ours is left to Python to close.
        self._patches.close()

    def _settle(self) -> None:
        """After an end: leave everything if it was the last one, or put in force what the others want."""
        if not self._is_open:
            return
        if self._activations or (self._to_stop and self._kind._nested_count > 0):
            self._put_in_force()
            return
        if self._to_stop:
            # Each of them has been counted out; moto will do that again.
            self._kind._nested_count = len(self._to_stop)
        self._undo.close()

    def _close(self) -> None:
        self._activations.clear()
        self._is_open = False

    def _restore_found(self) -> None:
        put_environment(self._found_environment)
        replace_config(self._found_config)

    def _stop_all(self) -> None:
        self._to_stop.sort(key=_position)
        while self._to_stop:
            with ExitStack() as steps:
                mock = self._to_stop[-1]
                steps.callback(self._to_stop.pop)
                for step in (
                    # moto takes an empty value for an absent one, and within another one it leaves its patch behind.
                    partial(put_environment, mock._orig_creds),
                    mock._user_config_mock.stop,
                    partial(self._stop, mock, len(self._to_stop) - 1),
                ):
                    steps.callback(step)
                    steps.callback(step)

    def _stop(self, mock: MockAWS, nested_before: int) -> None:
        try:
            if self._kind._nested_count > nested_before:
                # moto looks there for what it did on starting.
                replace_config(mock._user_config_mock.values)
                for name in mock._orig_creds:
                    # moto deletes them, and stumbles over one that somebody deleted before it.
                    os.environ.setdefault(name, "")
                mock.stop(remove_data=self._remove_data)
        except BaseException:
            finish_stopping(mock, nested_before, self._remove_data)
            raise

    # --- in between ------------------------------------------------------------------------------------------------

    def _add(self, activation: Activation) -> None:
        self._adopt_changes()
        with MockAWS._mock_init_lock:
            self._activations.append(activation)
            self._kind._nested_count += 1
        self._put_in_force()

    def _remove(self, activation: Activation) -> None:
        if activation in self._activations:
            self._adopt_changes()
            with MockAWS._mock_init_lock:
                self._activations.remove(activation)
                self._kind._nested_count -= 1

    def _adopt_changes(self) -> None:
        # What somebody else has changed belongs to whoever is newest: those that begin later put it back.
        if self._activations:
            changed = {key: value for key, value in config_in_force().items() if value is not self._config.get(key)}
            self._activations[-1].config = {**self._activations[-1].config, **changed}
            self._config = {**self._config, **changed}

    def _put_in_force(self) -> None:
        # Worked out anew instead of undone, because activations end in any order.
        config = self._derived_config()
        if config != self._config:
            self._config = config
            replace_config(config)
        credentials = self._derived_credentials()
        if credentials != self._credentials:
            self._credentials = credentials
            put_environment(dict(zip(_CREDENTIALS, credentials, strict=True)) if credentials else self._environment)

    def _derived_config(self) -> dict[str, Any]:
        config = self._found_config
        for activation in self._activations:
            config = _over(config, activation.config)
        return config

    def _derived_credentials(self) -> tuple[str, str] | None:
        """Return what has to be in the environment; None stands for what was there to begin with."""
        config, credentials = self._found_config, None
        for activation in self._activations:
            config = _over(config, activation.config)
            if not self._is_faked and config.get("core", {}).get("mock_credentials", True) is not False:
                credentials = credentials or _FAKE
            credentials = activation.credentials or credentials
        return credentials

    # --- moto's own mocks ------------------------------------------------------------------------------------------

    def _note_moto_s(self, undo: ExitStack) -> None:
        def start(mock: MockAWS, reset: bool = True) -> None:
            with self._lock:
                if self._is_open:
                    self._start_inner(mock)
                else:  # it waited for the last one to end
                    MockAWS.start(mock, reset)

        def stop(mock: MockAWS, remove_data: bool = True) -> None:
            with self._lock:
                if self._is_open:
                    self._stop_noted(mock, remove_data)
                else:
                    MockAWS.stop(mock, remove_data)

        members = {"start": start, "stop": stop, "reset": _keeping_callbacks(MockAWS.reset)}
        undo.enter_context(replaced(MockAWS, members))

    def _start_inner(self, mock: MockAWS) -> None:
        activation = Activation(self._chosen_by(mock), mock)
        try:
            self._add(activation)
        except BaseException:
            self.end(activation, remove_data=True)
            raise

    def _stop_noted(self, mock: MockAWS, remove_data: bool) -> None:
        activations = [activation for activation in self._activations if activation.mock is mock]
        if activations:
            self.end(activations[-1], remove_data)
        else:
            self._stop_earlier(mock, remove_data)

    def _chosen_by(self, mock: MockAWS) -> dict[str, Any]:
        # moto copies the whole configuration when a mock is made. What is there now, or was before, nobody has chosen.
        values: dict[str, Any] = mock._user_config_mock.values
        in_force = config_in_force()
        known = (self._found_config, in_force)
        return {key: value for key, value in values.items() if all(value is not each.get(key) for each in known)}

    def _stop_earlier(self, mock: MockAWS, remove_data: bool) -> None:
        """Note that a mock of moto's ends that began before ours."""
        earlier = self._kind._nested_count - len(self._activations)
        if earlier <= 0 or self._to_stop.count(mock) >= _starts(mock):
            raise RuntimeError("Called stop() before start().")
        self._remove_data = remove_data
        with MockAWS._mock_init_lock:
            self._to_stop.append(mock)
            self._kind._nested_count -= 1
        self._settle()


def _over(config: dict[str, Any], chosen: dict[str, Any]) -> dict[str, Any]:
    over = {**config, **chosen}
    if NAMESPACE in chosen:
        over[NAMESPACE] = {**config.get(NAMESPACE, {}), **chosen[NAMESPACE]}
    return over


def _starts(mock: MockAWS) -> int:
    """Return how often a mock was started. Somebody may have stopped all patches, moto's as well."""
    started = vars(mock._user_config_mock)["_original"] is not None
    return max(int(started), _patches().count(mock._user_config_mock))


def _position(mock: MockAWS) -> int:
    patches = _patches()
    return patches.index(mock._user_config_mock) if mock._user_config_mock in patches else -1


def _patches() -> list[Any]:
    """Return the patches that were started and not stopped, in order; each mock of moto's has one."""
    patches: list[Any] = vars(_patch)["_active_patches"]
    return patches


def _keeping_callbacks(reset: Callable[[MockAWS], None]) -> Callable[[MockAWS], None]:
    """Wrap moto's reset of all state, which also drops what answers the `requests` library, though it is needed."""

    def reset_state(mock: MockAWS) -> None:
        registry = responses_mock._registry
        reset(mock)
        responses_mock._registry = registry

    return reset_state


def _environment() -> dict[str, str | None]:
    return {name: os.environ.get(name) for name in _CREDENTIALS}


def _members() -> dict[str, Any]:
    organizations = loaded_backends("organizations")
    return {} if organizations is None else dict(organizations.master_accounts)


def _restore_members(before: dict[str, Any]) -> None:
    # moto keeps who belongs to which organization beyond its reset.
    organizations = loaded_backends("organizations")
    if organizations is not None and not botocore_stubber.enabled:
        organizations.master_accounts.clear()
        organizations.master_accounts.update(before)


nesting = Nesting()
