"""The APIs that there are: each is a folder beside this module, with a `SERVICE` in its module `service`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import ssoadmin_mock.services
from ssoadmin_mock.services.service import Service


@cache
def services() -> Mapping[str, Service]:
    """Return every API by botocore's name of it."""
    package = ssoadmin_mock.services
    folders = [found.name for found in iter_modules(package.__path__) if found.ispkg]
    found = (import_module(f"{package.__name__}.{folder}.service").SERVICE for folder in sorted(folders))
    return MappingProxyType({service.name: service for service in found})
