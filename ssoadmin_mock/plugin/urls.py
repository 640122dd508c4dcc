"""Where our APIs are reached, in moto's notation: every host that botocore has for them, in every partition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from moto.backends import get_service_from_url
from moto.core.config import passthrough_service, passthrough_url

from ssoadmin_mock.plugin.responses import response_class
from ssoadmin_mock.services.service import Service
from ssoadmin_mock.wire.hosts import belongs_to_aws, host_pattern, normalized


@dataclass(frozen=True)
class Urls:
    """What moto looks for in the module ``urls`` of a service.

    :param url_bases: patterns of the hosts.
    :param url_paths: what answers, by patterns of the paths.
    :param endpoint: the pattern of whole URLs; its one group is the Region.
    """

    url_bases: list[str]
    url_paths: dict[str, Any]
    endpoint: re.Pattern[str]


class Router:
    """Tells which API a URL is of, in one step however many APIs there are.

    :param services: the APIs.
    """

    def __init__(self, services: tuple[Service, ...]) -> None:
        self._services = services
        self._match = re.compile("|".join(f"({urls_of(service).endpoint.pattern})" for service in services)).match

    def find(self, url: str) -> tuple[Service, str] | None:
        """Return the API and the Region in a URL, or None when it is of another API."""
        found = self._match(url)
        if found is None:
            return None
        # Each API has two groups: the whole, which is the last to be matched, and the Region in it.
        whole = cast(int, found.lastindex)
        return self._services[whole // 2], found[whole + 1]


@cache
def router_of(services: tuple[Service, ...]) -> Router:
    """Return what tells these APIs' URLs apart."""
    return Router(services)


@cache
def urls_of(service: Service) -> Urls:
    """Return where an API is reached."""
    base, path = f"https?://{host_pattern(service.api)}", service.protocol.paths
    # The server of moto before 5.1 takes a path with slashes only under a name.
    named = path.replace(".*", "(?P<path>.*)")
    return Urls([base], {"{0}" + named: response_class(service).dispatch}, re.compile(base + path))


def must_be_answered(url: str) -> bool:
    """Tell whether a request is for AWS or one of moto's services, and the user did not ask moto to let it through."""
    clean_url = _without_query(url)
    service = get_service_from_url(clean_url)
    return (belongs_to_aws(clean_url) or service is not None) and not _passes(clean_url, service)


def must_stay(url: str) -> bool:
    """Tell whether a request is for AWS, and the user did not ask moto to let it through."""
    return belongs_to_aws(url) and must_be_answered(url)


def _without_query(url: str) -> str:
    return normalized(url).partition("?")[0]


def _passes(clean_url: str, service: str | None) -> bool:
    return passthrough_url(clean_url) or (service is not None and passthrough_service(service))
