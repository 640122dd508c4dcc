"""moto's own HTTP API, ``/moto-api``: what it has of us while our backend is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from moto.core.model_instances import model_data
from moto.moto_api._internal import urls
from moto.moto_api._internal.models import moto_api_backend

from ssoadmin_mock.plugin import dashboard

# The section of the dashboard that moto's backend for sso-admin has.
_SECTION = "ssoadmin"


url_paths: dict[str, Callable[..., Any]] = {}
"""What is served beside moto's own paths, in its notation; :mod:`ssoadmin_mock.controls.http` adds to it."""


@contextmanager
def extended() -> Iterator[None]:
    """Serve our commands beside moto's, and show our resources on its dashboard instead of its own.

    moto's server and its mock both read the paths late, so that this is enough for either.
    """
    shown_before = model_data[_SECTION]
    model_data[_SECTION] = dashboard.kinds()
    urls.url_paths |= url_paths
    try:
        yield
    finally:
        for path in url_paths:
            urls.url_paths.pop(path, None)
        model_data[_SECTION] = shown_before


def reset() -> None:
    """Empty every service of moto, as ``/moto-api/reset`` does."""
    moto_api_backend.reset()
