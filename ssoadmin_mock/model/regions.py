"""Which Regions an instance can be replicated to."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


@cache
def regions_enabled_by_default(partition: str) -> frozenset[str]:
    """Return the Regions of a partition that every account has enabled, from ``data/regions.json``.

    :param partition: ``aws``, ``aws-cn`` ...; one that the file does not have gives none.
    """
    text = (files("ssoadmin_mock") / "data" / "regions.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)["enabled_by_default"].get(partition, ()))
