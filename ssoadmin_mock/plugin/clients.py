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
from functools import partial
from inspect import CO_VARKEYWORDS
from threading import local
from types import FunctionType, MethodType, ModuleType
from typing import Any, TypeVar

import botocore.hooks
import botocore.httpsession
import botocore.regions
import botocore.utils
from botocore.client import ClientCreator
from botocore.configprovider import ConfigValueStore
from botocore.endpoint import EndpointCreator
from botocore.endpoint_provider import EndpointProvider
from botocore.httpsession import PoolManager, URLLib3Session  # type: ignore[attr-defined]  # the stubs leave it out
from botocore.model import ServiceModel
from botocore.session import Session

from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.sessions import builtin_events, documents_as_builtin
from ssoadmin_mock.wire.model_files import is_builtin

Known = TypeVar("Known")

_Configuration = dict[str, Any]

_making = local()
"""In each thread, what has been read of the configuration of the session that is making a client: ``read``, profiles by
session, which are asked for fifty times for one client; and ``sections``, those of S3 by where they are looked up."""

_create_api_method = vars(ClientCreator)["_create_api_method"]

# By the ids of the parsed files that they are made from, which stay in memory.
_methods: dict[tuple[object, ...], dict[str, Any]] = {}
_names: dict[int, dict[str, str]] = {}
_telling_endpoints: dict[int, bool] = {}
_providers: dict[tuple[object, ...], EndpointProvider] = {}


@contextmanager
def quick_clients() -> Iterator[None]:
    """Let every client that is made meanwhile share what does not differ between clients of a service."""
    with (
        _wrapped(
            ClientCreator,
            _create_methods=_shared_methods,
            _create_name_mapping=_shared_names,
            _register_endpoint_discovery=_discovering,
        ),
        _wrapped(botocore.regions, EndpointProvider=_shared_provider),
        _wrapped(EndpointCreator, _get_proxies=_quick_proxies),
        _wrapped(Session, create_client=_with_one_configuration, get_scoped_config=_remembered),
        _wrapped(ConfigValueStore, get_config_variable=_read_once),
        _wrapped(botocore.hooks, accepts_kwargs=_quick_to_accept),
        _wrapped(URLLib3Session, _get_ssl_context=_late_context),
        replaced(botocore.httpsession, {"PoolManager": _LatePoolManager}),
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
        description = service_client.meta.service_model._service_description
        if _tells_endpoints(description):
            original(self, service_client, *args, **kwargs)

    return register


def _tells_endpoints(description: Any) -> bool:
    return _known(_telling_endpoints, description, _has_endpoint_operation)


def _has_endpoint_operation(description: Any) -> bool:
    operations = description.get("operations", {}).values()
    return any(operation.get("endpointoperation") for operation in operations)


def _shared_names(original: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    """Name a service's operations as Python does once; each client has a copy of the dictionary."""

    def create_name_mapping(self: Any, service_model: Any) -> dict[str, str]:
        names = _known(_names, service_model._service_description, lambda _: original(self, service_model))
        return dict(names) if type(service_model) is ServiceModel else original(self, service_model)

    return create_name_mapping


def _known(known: dict[int, Known], description: Any, find: Callable[[Any], Known]) -> Known:
    """Return what follows from a service's description; for botocore's own, it is found once."""
    if not is_builtin(description):
        return find(description)
    if id(description) not in known:
        known[id(description)] = find(description)
    return known[id(description)]


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
        outer = vars(_making).get("read"), vars(_making).get("sections")
        _making.read, _making.sections = {}, {}
        try:
            return original(self, *args, **kwargs)
        finally:
            _making.read, _making.sections = outer

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


def _read_once(original: Callable[[ConfigValueStore, str], Any]) -> Callable[[ConfigValueStore, str], Any]:
    """Look up once for a client what is said of S3, from a dozen places; botocore does it three times."""

    def get_config_variable(self: ConfigValueStore, logical_name: str) -> Any:
        read: dict[ConfigValueStore, Any] | None = vars(_making).get("sections")
        if read is None or logical_name != "s3" or logical_name in vars(self)["_overrides"]:
            return original(self, logical_name)
        if self not in read:
            read[self] = original(self, logical_name)
        return read[self]

    return get_config_variable


def _quick_to_accept(original: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """See from a plain function's own flags whether it takes any keywords, without a description of its signature."""

    def accepts_kwargs(func: Any) -> Any:
        function = func.__func__ if type(func) is MethodType else func
        # What says otherwise how it is called, such as ``__signature__``, is among its attributes.
        if type(function) is FunctionType and not vars(function):
            return bool(function.__code__.co_flags & CO_VARKEYWORDS)
        return original(func)

    return accepts_kwargs


class _LateContext:
    """Stands for a TLS context until somebody looks at it: hardly any client in the mock connects to anything."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def _late_context(original: Callable[[URLLib3Session], Any]) -> Callable[[URLLib3Session], Any]:
    def get_ssl_context(self: URLLib3Session) -> Any:
        # Later ones are for proxies, which are about to be called.
        is_being_made = "_manager" not in vars(self)
        if is_being_made and vars(botocore.httpsession)["PoolManager"] is _LatePoolManager:
            return _LateContext(partial(original, self))
        return original(self)

    return get_ssl_context


class _LatePoolManager(PoolManager):  # type: ignore[misc]  # its base is not in the stubs
    """Makes the TLS context when somebody looks at what connections are made with."""

    _kept: dict[str, Any]

    @property
    def connection_pool_kw(self) -> dict[str, Any]:
        """What every connection is made with."""
        if isinstance(self._kept["ssl_context"], _LateContext):
            self._kept["ssl_context"] = self._kept["ssl_context"].make()
        return self._kept

    @connection_pool_kw.setter
    def connection_pool_kw(self, members: dict[str, Any]) -> None:
        self._kept = members
