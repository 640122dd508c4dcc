"""The names of Regions."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from ssoadmin_mock.services.arguments import check, short

DEFAULT_REGION = "us-east-1"
"""Where the organization instance is enabled unless a Region is named."""

_PSEUDO = "-global"
"""What the names end in that botocore has for services without Regions."""


def check_region(name: str, region_name: str) -> None:
    """Check the name of a Region.

    :param name: what the message calls it.
    :raises ValueError: for one that botocore does not know, with the nearest that it knows; unless moto was told to
        take any (``MOTO_ALLOW_NONEXISTENT_REGION``).
    """
    from moto import settings

    check(name, region_name, str)
    if region_name in _known() or settings.allow_unknown_region():
        return
    nearest = get_close_matches(region_name.lower(), _known(), n=1)
    hint = f"did you mean {nearest[0]!r}?" if nearest else f"for example {DEFAULT_REGION!r}."
    raise ValueError(f"{name} has to be the name of a Region, not {short(region_name)}; {hint}")


@cache
def _known() -> list[str]:
    from ssoadmin_mock.wire.partitions import region_names

    return [name for name in region_names() if not name.endswith(_PSEUDO)]
