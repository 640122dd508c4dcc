"""The hosts of an API, in every partition, standard, FIPS and dual-stack: from botocore's endpoint rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ssoadmin_mock.wire.partitions import partitions
from ssoadmin_mock.wire.service_model import ApiModel

_REGION = "{Region}"


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
