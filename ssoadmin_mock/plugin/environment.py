"""What the environment says that would lead calls out of the mock or break it: set aside while the mock is active.

botocore's look-ups are replaced instead of the variables: tests set some inside the mock, and files say the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from typing import Any, cast
from urllib.parse import urlsplit

import botocore.session
from botocore.awsrequest import AWSPreparedRequest
from botocore.configprovider import ConfiguredEndpointProvider, EnvironmentProvider
from botocore.credentials import EnvProvider
from botocore.exceptions import ProfileNotFound
from botocore.httpsession import URLLib3Session
from botocore.session import Session
from botocore.utils import IMDSRegionProvider

from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.unmocked import UnmockedAWSCallError
from ssoadmin_mock.wire.hosts import belongs_to_aws


def put_environment(variables: Mapping[str, str | None]) -> None:
    """Put variables into the environment; None takes one out."""
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


_ENDPOINT_URL = "AWS_ENDPOINT_URL"

# Keys of the configuration file; the variable of each is its name in capital letters after `AWS_`.
_LEADING_AWAY = {
    # Other hosts of the same services, of which moto has few.
    "use_fips_endpoint",
    "use_dualstack_endpoint",
    "use_accelerate_endpoint",
    "account_id_endpoint_mode",
    # A datagram about each call, to whatever host the environment names.
    "csm_enabled",
}
_VARIABLES_LEADING_AWAY = {f"AWS_{key.upper()}" for key in _LEADING_AWAY}

# They tell about the real credentials, in whose place moto has put its own.
_ABOUT_CREDENTIALS = {"AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID"}

_MADE_BEFORE = (
    "{} leads there, and the client was made before the mock began. Make it inside, where what the environment says "
    "about endpoints does not count; to call this server on purpose, give that client endpoint_url=."
)


@contextmanager
def environment_set_aside(in_process: bool) -> Iterator[None]:
    """Do without what the environment says about profiles that do not exist and about the real credentials.

    In process, do without what it says about endpoints and about other hosts to call, too.

    :param in_process: False where calls are meant to go to a server.
    """
    with (
        _absent_profiles_set_aside(),
        _real_credentials_set_aside(),
        _endpoints_set_aside() if in_process else nullcontext(),
        _other_hosts_set_aside() if in_process else nullcontext(),
    ):
        yield


def default_region(services: Container[str], find: Callable[[], str | None]) -> AbstractContextManager[None]:
    """Let clients that find no Region anywhere, and are made meanwhile, be in the one that is found here.

    :param services: botocore's names of the services whose clients these are.
    :param find: returns the Region; with None they find none.
    """
    original = Session.create_client

    def create_client(
        self: Session, service_name: str, region_name: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        config = kwargs.get("config") or self.get_default_client_config()
        if service_name in services and not (region_name or getattr(config, "region_name", None)):
            region_name = self.get_config_variable("region") or find()
        return original(self, service_name, region_name, *args, **kwargs)

    return replaced(Session, {"create_client": create_client})


@contextmanager
def _endpoints_set_aside() -> Iterator[None]:
    """Let no client that is made meanwhile take its endpoint from variables or files, and stop older ones that have."""
    chosen: set[str] = set()
    with (
        replaced(ConfiguredEndpointProvider, {"provide": _nothing}),
        replaced(Session, {"create_client": _noting(Session.create_client, chosen)}),
        replaced(URLLib3Session, {"send": _stopping(URLLib3Session.send, chosen)}),
    ):
        yield


@contextmanager
def _other_hosts_set_aside() -> Iterator[None]:
    """Let clients that are made meanwhile call the hosts that moto knows, and nobody else."""
    with (
        replaced(EnvironmentProvider, {"provide": _without_variables(EnvironmentProvider.provide)}),
        replaced(Session, {"get_scoped_config": _without_keys(Session.get_scoped_config)}),
        # The defaults mode "auto" asks the metadata service of EC2 where this machine is; without an answer, it is
        # the mode "standard".
        replaced(IMDSRegionProvider, {"provide": _nothing}),
    ):
        yield


def _without_variables(original: Callable[..., Any]) -> Callable[..., Any]:
    def provide(self: Any) -> Any:
        return None if self._name in _VARIABLES_LEADING_AWAY else original(self)

    return provide


def _without_keys(original: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def get_scoped_config(self: Session) -> dict[str, Any]:
        return _staying(original(self))

    return get_scoped_config


def _staying(section: dict[str, Any]) -> dict[str, Any]:
    """Return a section of the configuration file, and those within it, such as `s3`, without what leads away."""
    return {
        key: _staying(value) if isinstance(value, dict) else value
        for key, value in section.items()
        if key not in _LEADING_AWAY
    }


def _real_credentials_set_aside() -> Any:
    """Let credentials from variables be without end and of no account: those that are there now are moto's."""
    original = EnvProvider.load

    def load(self: EnvProvider) -> Any:
        provider = copy(self)
        provider.environ = {key: value for key, value in self.environ.items() if key not in _ABOUT_CREDENTIALS}
        return original(provider)

    return replaced(EnvProvider, {"load": load})


def _absent_profiles_set_aside() -> Any:
    """Let sessions do without the profile that a variable names if there is none; one that a test names must exist."""
    original = Session.get_scoped_config

    def get_scoped_config(self: Session) -> dict[str, Any]:
        try:
            return original(self)
        except ProfileNotFound:
            if self.instance_variables().get("profile") is not None:
                raise
            return cast(dict[str, Any], self.full_config["profiles"].get("default", {}))

    return replaced(Session, {"get_scoped_config": get_scoped_config})


def _nothing(_provider: object) -> None:
    return None


def _noting(original: Callable[..., Any], chosen: set[str]) -> Callable[..., Any]:
    def create_client(self: Session, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("endpoint_url"):
            chosen.add(_origin(kwargs["endpoint_url"]))
        return original(self, *args, **kwargs)

    return create_client


def _stopping(original: Callable[..., Any], chosen: set[str]) -> Callable[..., Any]:
    def send(self: URLLib3Session, request: AWSPreparedRequest) -> Any:
        origin = _origin(request.url)
        if origin not in chosen and not belongs_to_aws(origin):
            for source, endpoint_url in _configured_endpoints():
                if _origin(endpoint_url) == origin:
                    remedy = _MADE_BEFORE.format(source)
                    raise UnmockedAWSCallError(method=request.method, url=request.url, remedy=remedy)
        return original(self, request)

    return send


def _configured_endpoints() -> Iterator[tuple[str, str]]:
    """Yield what names an endpoint, and its URL."""
    for name, value in os.environ.items():
        if name.startswith(_ENDPOINT_URL):
            yield name, value
    config = botocore.session.Session().full_config
    for kind in ("profiles", "services"):
        for name, section in config.get(kind, {}).items():
            for endpoint_url in _endpoints_in(section):
                yield f"endpoint_url in {name!r} of {kind} in the AWS configuration file", endpoint_url


def _endpoints_in(section: dict[str, Any]) -> Iterator[str]:
    for key, value in section.items():
        if isinstance(value, dict):
            yield from _endpoints_in(value)
        elif key == "endpoint_url":
            yield value


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
