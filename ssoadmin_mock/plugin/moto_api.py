"""moto's own HTTP API, ``/moto-api``: what it has of us while our backend is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moto.core.model_instances import model_data
from moto.moto_api._internal import urls
from moto.moto_api._internal.models import moto_api_backend

from ssoadmin_mock.plugin import dashboard

# The section of the dashboard that moto's backend for sso-admin has.
_SECTION = "ssoadmin"


@contextmanager
def extended() -> Iterator[None]:
    """Serve our commands beside moto's, and show our resources on its dashboard instead of its own.

    moto's server and its mock both read the paths late, so that this is enough for either.
    """
    from ssoadmin_mock.controls import http as door  # which comes to import this module

    shown_before = model_data[_SECTION]
    model_data[_SECTION] = dashboard.kinds()
    urls.url_paths[door.url_path] = door.answer
    try:
        yield
    finally:
        del urls.url_paths[door.url_path]
        model_data[_SECTION] = shown_before


def reset() -> None:
    """Empty every service of moto, as ``/moto-api/reset`` does."""
    moto_api_backend.reset()
