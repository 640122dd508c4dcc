"""The APIs that there are: each is a folder beside this module, with a `SERVICE` in its module `service`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import MappingProxyType

import ssoadmin_mock.services
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.probes import PROBES, Probe
from ssoadmin_mock.wire.rules import RULES, Rule


@cache
def services() -> Mapping[str, Service]:
    """Return every API by botocore's name of it."""
    package = ssoadmin_mock.services
    folders = [found.name for found in iter_modules(package.__path__) if found.ispkg]
    found = (import_module(f"{package.__name__}.{folder}.service").SERVICE for folder in sorted(folders))
    return MappingProxyType({service.name: service for service in found})


def declared_rules() -> Mapping[str, Rule]:
    """Return the rules of every API and of the trail, by id; an API's are in its package ``rules``, if it has any."""
    import_module("ssoadmin_mock.services.trail")
    for service in services().values():
        if find_spec(f"{service.package}.rules") is not None:
            import_module(f"{service.package}.rules")
    return RULES


def declared_probes() -> list[Probe]:
    """Return the probes of every API, in the order of their rules; an API's are in its package ``probes``, if any."""
    order = {id: index for index, id in enumerate(declared_rules())}
    for service in services().values():
        if find_spec(f"{service.package}.probes") is not None:
            import_module(f"{service.package}.probes")
    return sorted(PROBES, key=lambda probe: order[probe.rule])
