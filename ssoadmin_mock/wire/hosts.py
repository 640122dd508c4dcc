"""The hosts of AWS and of each API, in every partition: from botocore's partitions and endpoint rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from ssoadmin_mock.wire.partitions import partitions
from ssoadmin_mock.wire.service_model import ApiModel

_REGION = "{Region}"
_PORTS = {"http": 80, "https": 443}
_ORIGIN = re.compile(r"[^:/?#]+://[^/?#]*")

_BEYOND_THE_PARTITIONS = (
    # A top-level domain of AWS's own: on.aws, signin.aws, app.aws, api.aws.
    "aws",
    # Access portals, and signing in at the console, which hands out sessions for credentials.
    "awsapps.com",
    "awsapps.cn",
    "aws.amazon.com",
    "amazonaws.cn",
    "amazonaws-us-gov.com",
    # The token endpoints of Cognito.
    "amazoncognito.com",
)
"""Domains of AWS that no endpoint of botocore's is in."""


def normalized(url: str) -> str:
    """Return a URL as one host is written: in lower case, with no final dot, default port or user, and with a path.

    The endpoint of a service in a VPC (``vpce-0abc-xyz.sso.us-east-1.vpce.amazonaws.com``) becomes the service's own.
    A URL of somebody else than AWS stays as it is.

    :param url: an absolute URL.
    """
    origin = _ORIGIN.match(url)
    if origin is None or (clean := _clean_origin(origin[0])) is None:
        return url
    rest = url[origin.end() :]
    return clean + (rest if rest.startswith("/") else "/" + rest)


def belongs_to_aws(url: str) -> bool:
    """Tell whether the host of a URL is in a domain of AWS.

    :param url: an absolute URL, however its host is written.
    """
    origin = _ORIGIN.match(url)
    return origin is not None and _clean_origin(origin[0]) is not None


@lru_cache(maxsize=1024)
def _clean_origin(origin: str) -> str | None:
    """Return scheme, host and port as AWS has them; None for the host of somebody else."""
    try:
        parts = urlsplit(unicodedata.normalize("NFKC", origin))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # a port or an address that is none
        return None
    if not _domains().search("." + host):
        return None
    host = _vpc_endpoint().sub(r"\g<1>\g<2>", host)
    return f"{parts.scheme}://{host}" + ("" if port in (None, _PORTS.get(parts.scheme)) else f":{port}")


@cache
def _domains() -> re.Pattern[str]:
    names = "|".join(map(re.escape, (*dns_suffixes(), *_BEYOND_THE_PARTITIONS)))
    return re.compile(rf"\.(?:{names})$")


@cache
def _vpc_endpoint() -> re.Pattern[str]:
    """Return the pattern of an endpoint's host; its groups are a bucket and the service, Region and domain.

    A zone may follow the endpoint's id. S3 has ``bucket.`` before the id, after the bucket's name if that is in the
    host.
    """
    domains = "|".join(map(re.escape, dns_suffixes()))
    return re.compile(rf"^(?:(.+\.)?bucket\.)?vpce-[\da-z-]+\.([^.]+\..+)\.vpce(?=\.(?:{domains})$)")


def dns_suffixes() -> list[str]:
    """Return the domains that AWS's APIs live under, standard and dual-stack."""
    outputs = [partition["outputs"] for partition in partitions()]
    return sorted({output[kind] for output in outputs for kind in ("dnsSuffix", "dualStackDnsSuffix")})


def host_pattern(api: ApiModel) -> str:
    """Return a regular expression for the API's hosts; its one group is the Region."""
    # "https://sso-fips.{Region}.{PartitionResult#dnsSuffix}"; partitions without Regions in the host are none of ours.
    templates = sorted({url for url in _urls(api.endpoint_rules) if url.count(_REGION) == 1})
    ends = [template.partition("://")[2].partition(_REGION)[::2] for template in templates]
    before, after = ("|".join(dict.fromkeys(map(_expression, column))) for column in zip(*ends, strict=True))
    return f"(?:{before})([^./]+)(?:{after})"


def _urls(rules: Any) -> Iterator[str]:
    if isinstance(rules, dict):
        url = rules.get("url")
        if isinstance(url, str):
            yield url
        rules = list(rules.values())
    if isinstance(rules, list):
        for each in rules:
            yield from _urls(each)


def _expression(part: str) -> str:
    domains = "|".join(map(re.escape, dns_suffixes()))
    literals = re.split(r"\{PartitionResult#\w+\}", part)
    return f"(?:{domains})".join(map(re.escape, literals))
