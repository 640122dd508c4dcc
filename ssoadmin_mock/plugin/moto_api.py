"""moto's own HTTP API, ``/moto-api``: what it has of us while our backend is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from moto.core.base_backend import InstanceTrackerMeta
from moto.core.model_instances import model_data
from moto.moto_api._internal import urls
from moto.moto_api._internal.models import moto_api_backend

from ssoadmin_mock.model.namespace import NAMESPACE
from ssoadmin_mock.plugin import dashboard
from ssoadmin_mock.plugin.late import when_loaded

PATH = f"/moto-api/{NAMESPACE}/"
"""What the paths of our own commands begin with."""

url_paths: dict[str, Callable[..., Any]] = {}
"""What is served beside moto's own paths, in its notation; :mod:`ssoadmin_mock.controls.paths` adds to it."""


@contextmanager
def extended() -> Iterator[None]:
    """Serve our commands beside moto's, and show our resources on its dashboard instead of its own.

    moto's server and its mock both read the paths late, so that this is enough for either.
    """
    shown_before = model_data[NAMESPACE]
    model_data[NAMESPACE] = dashboard.kinds()
    urls.url_paths |= url_paths
    try:
        with when_loaded(f"moto.{NAMESPACE}.models", lambda models: _kept_aside(models, shown_before)):
            yield
    finally:
        for path in url_paths:
            urls.url_paths.pop(path, None)
        model_data[NAMESPACE] = shown_before


@contextmanager
def _kept_aside(models: ModuleType, shown_before: dict[str, Any]) -> Iterator[None]:
    """Move what moto's models put on the dashboard while they were loaded to where it is after us."""
    shown = model_data[NAMESPACE]
    for name, cls in vars(models).items():
        if isinstance(cls, InstanceTrackerMeta) and cls.__module__ == models.__name__:
            shown_before.setdefault(name, cls)
            if shown.get(name) is cls:
                del shown[name]
    yield


def reset() -> None:
    """Empty every service of moto, as ``/moto-api/reset`` does."""
    moto_api_backend.reset()
