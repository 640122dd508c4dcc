"""botocore's data about partitions and their Regions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ssoadmin_mock.wire.model_files import SharingLoader


@lru_cache(maxsize=1)
def partitions() -> list[dict[str, Any]]:
    """Return what the installed botocore knows about each partition, parsed once per process."""
    data: list[dict[str, Any]] = SharingLoader().load_data("partitions")["partitions"]
    return data


def region_names() -> list[str]:
    """Return the Regions of all partitions."""
    return [name for partition in partitions() for name in partition["regions"]]


def dns_suffix(partition_name: str) -> str:
    """Return the domain of a partition's APIs, ``amazonaws.com``."""
    (found,) = (partition for partition in partitions() if partition["id"] == partition_name)
    return str(found["outputs"]["dnsSuffix"])
