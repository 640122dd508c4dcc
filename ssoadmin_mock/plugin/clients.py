"""Makes botocore's clients cheap; the one file that touches botocore's internals for that.

Most of the time of making a client goes into what follows from botocore's own files alone: a function for each
operation, and the rules about endpoints. It is made once and shared, unless somebody brings other files or another
way to make it. Whatever a user may change of a client stays its own: its class, its events, its configuration, its
model and its exceptions.
"""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from threading import local
from types import ModuleType
from typing import Any

import botocore.regions
import botocore.utils
from botocore.client import ClientCreator
from botocore.endpoint import EndpointCreator
from botocore.endpoint_provider import EndpointProvider
from botocore.model import ServiceModel
from botocore.session import Session

from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.sessions import builtin_events, documents_as_builtin
from ssoadmin_mock.wire.model_files import is_builtin

_Configuration = dict[str, Any]

_making = local()
"""In each thread, the configuration of the session that is making a client; it is asked fifty times for one client."""

_create_api_method = vars(ClientCreator)["_create_api_method"]

# By the ids of the parsed files that they are made from, which stay in memory.
_methods: dict[tuple[object, ...], dict[str, Any]] = {}
_providers: dict[tuple[object, ...], EndpointProvider] = {}


@contextmanager
def quick_clients() -> Iterator[None]:
    """Let every client that is made meanwhile share what does not differ between clients of a service."""
    with (
        _wrapped(
            ClientCreator,
            _create_methods=_shared_methods,
            _register_endpoint_discovery=_discovering,
        ),
        _wrapped(botocore.regions, EndpointProvider=_shared_provider),
        _wrapped(EndpointCreator, _get_proxies=_quick_proxies),
        _wrapped(Session, create_client=_with_one_configuration, get_scoped_config=_remembered),
    ):
        yield


def _wrapped(owner: type | ModuleType, **wrappers: Callable[[Any], Any]) -> AbstractContextManager[None]:
    return replaced(owner, {name: wrapper(vars(owner)[name]) for name, wrapper in wrappers.items()})


def _shared_methods(original: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Make a service's functions once. Each client's class has a copy of the dictionary, which handlers may change."""

    def create_methods(self: Any, service_model: Any) -> dict[str, Any]:
        description = service_model._service_description
        ordinary = type(service_model) is ServiceModel and _is_ordinary(self) and is_builtin(description)
        if not ordinary:
            return original(self, service_model)
        key = (id(description), service_model.service_name)
        if key not in _methods:
            maker = copy(self)
            maker._event_emitter = builtin_events()
            _methods[key] = original(maker, service_model)
        return dict(_methods[key])

    return create_methods


def _is_ordinary(creator: Any) -> bool:
    """Tell whether functions are made as botocore makes them; their docstrings are written by handlers of events."""
    is_botocores = type(creator) is ClientCreator and vars(ClientCreator)["_create_api_method"] is _create_api_method
    return is_botocores and documents_as_builtin(creator._event_emitter)


def _discovering(original: Callable[..., None]) -> Callable[..., None]:
    """See at once that a service does not tell its endpoints itself, without a model of each operation."""

    def register(self: Any, service_client: Any, *args: Any, **kwargs: Any) -> None:
        operations = service_client.meta.service_model._service_description.get("operations", {})
        if any(operation.get("endpointoperation") for operation in operations.values()):
            original(self, service_client, *args, **kwargs)

    return register


def _shared_provider(original: type[EndpointProvider]) -> Callable[..., EndpointProvider]:
    """Read a service's rules about endpoints once, and remember what followed from them, as each client does."""

    def provider(ruleset_data: Any, partition_data: Any, **kwargs: Any) -> EndpointProvider:
        # What S3 asks for beside the rules is its own.
        if any(kwargs.values()) or not is_builtin(ruleset_data) or not is_builtin(partition_data):
            return original(ruleset_data, partition_data, **kwargs)
        key = (id(ruleset_data), id(partition_data))
        if key not in _providers:
            _providers[key] = original(ruleset_data, partition_data, **kwargs)
        return _providers[key]

    return provider


def _quick_proxies(original: Callable[..., Any]) -> Callable[..., Any]:
    """See at once that no variable names a proxy, where variables are all that is asked."""

    def get_proxies(self: Any, url: str) -> Any:
        asks_variables = vars(botocore.utils)["getproxies"] is urllib.request.getproxies_environment
        if asks_variables and not any(name.lower().endswith("_proxy") for name in os.environ):
            return {}
        return original(self, url)

    return get_proxies


def _with_one_configuration(original: Callable[..., Any]) -> Callable[..., Any]:
    """Read what files and variables say about a session's profile once for a client."""

    def create_client(self: Session, *args: Any, **kwargs: Any) -> Any:
        outer = vars(_making).get("read")
        _making.read = {}
        try:
            return original(self, *args, **kwargs)
        finally:
            _making.read = outer

    return create_client


def _remembered(original: Callable[[Session], _Configuration]) -> Callable[[Session], _Configuration]:
    def get_scoped_config(self: Session) -> _Configuration:
        read: dict[Session, _Configuration] | None = vars(_making).get("read")
        if read is None:
            return original(self)
        if self not in read:
            read[self] = original(self)
        return read[self]

    return get_scoped_config
