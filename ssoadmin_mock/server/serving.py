"""moto's server with our backend in it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.server.limits import Limits
from ssoadmin_mock.services.regions import DEFAULT_REGION
from ssoadmin_mock.services.settings import region_of

if TYPE_CHECKING:
    from ssoadmin_mock.server.http_server import HTTPServer
    from ssoadmin_mock.world.source import Source

LOOPBACK = "127.0.0.1"

_CREDENTIALS = ("testing", "testing")
_REQUIRED = ("flask", "flask_cors", "waitress")
_SECONDS_BETWEEN_LOOKS = 0.05
_DEFAULT_LIMITS = Limits()
_EVERYWHERE = {"0.0.0.0": LOOPBACK, "::": "::1"}


class ServerStartError(Exception):
    """The server cannot start; the message says why and what to do."""


class IdentityCenterServer:
    """moto's server with our backend: every AWS service of moto, for clients in any process and language.

    It listens from the start of its ``with`` block on, in a thread. It shares its state with the mock of this
    process, if that is active.

    :param host: the address to listen on; the default admits only programs on this machine.
    :param port: the port; 0 takes a free one.
    :param limits: how much of it one client may take.
    :param allow_hosts: further names and addresses by which clients may reach what is below ``/moto-api``. Those of
        loopback and `host` always may.
    :ivar host: the address it listens on.
    :ivar port: the port it listens on.
    :raises ServerStartError: on entering, when the extra ``server`` is not installed or the port is taken.
    """

    def __init__(
        self, host: str = LOOPBACK, port: int = 0, limits: Limits = _DEFAULT_LIMITS, allow_hosts: Iterable[str] = ()
    ) -> None:
        self.host = host
        self.port = port
        self._limits = limits
        self._allow_hosts = tuple(allow_hosts)
        self._undo = ExitStack()

    @property
    def url(self) -> str:
        """The endpoint for clients on this machine: ``http://127.0.0.1:5000``."""
        host = _EVERYWHERE.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def scim_endpoint(self) -> str:
        """The SCIM endpoint of the organization instance at this server: ``http://127.0.0.1:5000/<id>/scim/v2/``.

        :raises RuntimeError: when there is no organization instance.
        """
        from ssoadmin_mock.controls.in_process import InProcess

        return self.url + InProcess().scim_path()

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables with which the AWS CLI and SDKs talk to this server.

        Calls then come from the management account of the organization instance, in its Region; without an instance,
        from the account 123456789012 in us-east-1. The credentials are made up: the server takes any.
        """
        (access_key, secret), region_name = _home()
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": access_key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_REGION": region_name,
            "AWS_DEFAULT_REGION": region_name,
        }

    def __enter__(self) -> IdentityCenterServer:
        with ExitStack() as undo:
            server = undo.enter_context(self._listening())
            thread = threading.Thread(target=server.run, daemon=True)
            thread.start()
            undo.callback(thread.join)
            undo.callback(server.stop)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    @contextmanager
    def _listening(self) -> Iterator[HTTPServer]:
        _require_extra()
        from ssoadmin_mock.controls import in_process as controls
        from ssoadmin_mock.controls.install import installed
        from ssoadmin_mock.server.http_server import HTTPServer
        from ssoadmin_mock.server.middleware import Application

        with _listen(self.host, self.port) as listener, installed(), controls.begun():
            self.port = listener.getsockname()[1]
            yield HTTPServer(Application(self._limits.body_bytes, self.host, self._allow_hosts), listener, self._limits)


def _home() -> tuple[tuple[str, str], str]:
    """Return credentials of the account that administers what is on the server, and the Region."""
    from ssoadmin_mock.controls.in_process import InProcess
    from ssoadmin_mock.effects import callers

    try:
        instance = InProcess().present_instance()
    except RuntimeError:
        return _CREDENTIALS, DEFAULT_REGION
    if instance.owner_account_id == callers.default_account_id():
        return _CREDENTIALS, instance.region_name
    return callers.new_credentials(instance.owner_account_id), instance.region_name


class ServerURL(str):
    """The URL of a running server, for clients of this process; others need the `environment` as well.

    :ivar environment: see :attr:`IdentityCenterServer.environment`.
    """

    environment: dict[str, str]

    @classmethod
    def of(cls, server: IdentityCenterServer) -> ServerURL:
        """Return the URL of a server that is running."""
        url = cls(server.url)
        url.environment = server.environment
        return url

    @property
    def url(self) -> str:
        """The same, by the name that it has on the server."""
        return str(self)


def serve(
    host: str,
    port: int,
    organization_instance: bool | str,
    announce: Callable[[IdentityCenterServer], None],
    world: Source | None = None,
    limits: Limits = _DEFAULT_LIMITS,
    allow_hosts: Iterable[str] = (),
    settings: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Run a server until SIGINT or SIGTERM.

    :param host: the address to listen on.
    :param port: the port; 0 takes a free one.
    :param organization_instance: whether to enable the organization instance, as for `mock_ssoadmin`.
    :param world: a world to begin with, as for `mock_ssoadmin`.
    :param limits: how much of the server one client may take.
    :param allow_hosts: further names by which clients may reach the server's API, as for `IdentityCenterServer`.
    :param settings: settings to begin with, by name.
    :param announce: called with the server when it takes requests.
    :raises ServerStartError: as entering the server does.
    :raises WorldError: when the world cannot be loaded.
    :raises ValueError: when the world's Region is another one than `organization_instance` asks for.
    """
    stop = threading.Event()
    with _on_signals(stop.set), IdentityCenterServer(host, port, limits, allow_hosts) as server:
        # Where services of moto that call others over HTTP, such as Step Functions, find them.
        os.environ["MOTO_PORT"] = str(server.port)
        _begin_with(world, organization_instance, settings)
        announce(server)
        # In slices, because on Windows a wait without an end takes no signal.
        while not stop.is_set():
            stop.wait(_SECONDS_BETWEEN_LOOKS)


def _begin_with(world: Source | None, organization_instance: bool | str, settings: Mapping[str, Any]) -> None:
    from ssoadmin_mock.controls.in_process import InProcess
    from ssoadmin_mock.controls.regions import check_asked
    from ssoadmin_mock.world.source import read

    InProcess().use_settings(dict(settings))
    region_name, document = region_of(organization_instance), None if world is None else read(world)
    check_asked(InProcess(), organization_instance, document)
    if document is not None:
        InProcess().load_world(document)
    if organization_instance:
        InProcess().ensure_organization_instance(region_name)


@contextmanager
def _on_signals(action: Callable[[], None]) -> Iterator[None]:
    # Shells start background jobs with SIGINT ignored, so it needs a handler as much as SIGTERM does.
    before = {number: signal.signal(number, lambda *_: action()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _require_extra() -> None:
    missing = [name for name in _REQUIRED if find_spec(name) is None]
    if missing:
        raise ServerStartError(
            f"The server needs packages that are not installed ({', '.join(missing)}): "
            "pip install 'ssoadmin-mock[server]'"
        )


def _listen(host: str, port: int) -> socket.socket:
    if not host:
        # Sockets would take it for all addresses of this machine.
        raise ServerStartError(f"The address to listen on is empty. Choose one, such as {LOOPBACK}.")
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise ServerStartError(f"Cannot listen on {host}: this is not the name of a host.") from error
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServerStartError(
                f"Port {port} of {host} is in use. Stop the program that uses it, or choose another port (0 takes a "
                "free one)."
            ) from error
        raise ServerStartError(f"Cannot listen on {host} port {port}: {error.strerror}.") from error
