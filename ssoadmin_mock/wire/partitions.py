"""botocore's data about partitions and their Regions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from botocore.loaders import Loader


@lru_cache(maxsize=1)
def partitions() -> list[dict[str, Any]]:
    """Return what the installed botocore knows about each partition, parsed once per process."""
    data: list[dict[str, Any]] = Loader().load_data("partitions")["partitions"]
    return data


def region_names() -> list[str]:
    """Return the Regions of all partitions."""
    return [name for partition in partitions() for name in partition["regions"]]
