"""moto's mock, entered once however often ours is, and what of moto's it leaves as it found it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, cast

from moto import mock_aws, settings
from moto.core.config import default_user_config
from moto.core.models import MockAWS, botocore_stubber
from moto.organizations.models import organizations_backends

from ssoadmin_mock.plugin import callbacks as moto_callbacks
from ssoadmin_mock.plugin.install import installed
from ssoadmin_mock.plugin.sessions import quick_sessions
from ssoadmin_mock.plugin.stop import finish_stopping

_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


class Moto:
    """moto's mock with our backend, entered once for any number of nested `mock_ssoadmin`.

    In moto's server mode the backend is that of the server, and nothing is installed here.
    """

    def __init__(self) -> None:
        self._mock: MockAWS = mock_aws()
        self._undo = ExitStack()
        self._remove_data = True

    def start(self, reset: bool) -> None:
        """Enter moto and install our backend; when a step fails, everything before it is undone.

        :param reset: whether to begin with empty state, unless moto is active already.
        """
        with ExitStack() as undo:
            undo.enter_context(_restored_environment())
            in_process = server_endpoint() is None
            if in_process:
                undo.enter_context(_restored_members())
                undo.enter_context(installed())
            for _ in range(2):  # once more for when the first time is interrupted
                undo.callback(self._leave, type(self._mock)._nested_count)
            with moto_callbacks.few_callbacks():
                self._mock.start(reset=reset)
            if in_process:
                undo.enter_context(moto_callbacks.everything_answered())
            undo.enter_context(quick_sessions())
            self._undo = undo.pop_all()

    def stop(self, remove_data: bool) -> None:
        """Leave moto and take our backend out.

        :param remove_data: whether to empty moto's state, unless moto stays active.
        """
        self._remove_data = remove_data
        self._undo.close()

    def _leave(self, nested_before: int) -> None:
        try:
            if type(self._mock)._nested_count > nested_before:
                for name in _CREDENTIALS:
                    # moto deletes them, and stumbles over one that somebody deleted before it.
                    os.environ.setdefault(name, "")
                self._mock.stop(remove_data=self._remove_data)
        except BaseException:
            finish_stopping(self._mock, nested_before, self._remove_data)
            raise
        finally:
            # Inside another mock_aws, moto leaves this patch behind.
            self._mock._user_config_mock.stop()


def server_endpoint() -> str | None:
    """Return the address of the server that moto's server mode sends everything to; None without that mode."""
    endpoint: str | None = settings.test_server_mode_endpoint() if settings.TEST_SERVER_MODE else None
    return endpoint


def decorate_class(mock: Any, decorated: type) -> type:
    """Decorate the methods of a class as moto's own decorator does, with the same rules for resetting the state.

    :param mock: called as ``mock(method, reset=..., remove_data=...)`` for each method.
    :param decorated: the class; it is changed.
    """
    result: type = MockAWS._decorate_class(mock, decorated)
    return result


def replace_config(config: dict[str, Any]) -> None:
    """Replace moto's configuration, which is one dictionary that everything of moto reads."""
    in_force = cast(dict[str, Any], default_user_config)
    in_force.clear()
    in_force.update(config)


def config_in_force() -> dict[str, Any]:
    """Return a copy of moto's configuration."""
    return dict(default_user_config)


def use_credentials(credentials: tuple[str, str]) -> None:
    """Let clients that take their credentials from the environment use these, until the mock ends.

    :param credentials: access key and secret.
    """
    os.environ.update(zip(_CREDENTIALS, credentials, strict=True))


@contextmanager
def _restored_environment() -> Iterator[None]:
    # moto restores its two variables itself, but takes an empty value for an absent one.
    before = {name: os.environ.get(name) for name in _CREDENTIALS}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _restored_members() -> Iterator[None]:
    # moto keeps who belongs to which organization beyond its reset.
    before = dict(organizations_backends.master_accounts)
    try:
        yield
    finally:
        if not botocore_stubber.enabled:
            organizations_backends.master_accounts.clear()
            organizations_backends.master_accounts.update(before)
