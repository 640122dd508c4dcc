"""Whether the customer managed KMS keys that instances are encrypted with can be used; each API words it for itself."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from ssoadmin_mock.effects import kms
from ssoadmin_mock.model.instance import Instance

if TYPE_CHECKING:
    from ssoadmin_mock.effects.kms import Key


class Unusable(Enum):
    """Why a key cannot be used."""

    USAGE = "not for symmetric encryption"
    DISABLED = "disabled"
    STATE = "in another state"


def why_unusable(key: Key) -> tuple[Unusable, str] | None:
    """Return why a key cannot be used, and a sentence about it; None for one that can be."""
    if not kms.encrypts_symmetrically(key):
        return Unusable.USAGE, f"The KMS key {key.arn} is not for symmetric encryption."
    if key.key_state == "Disabled":
        return Unusable.DISABLED, f"The KMS key {key.arn} is disabled."
    if key.key_state != "Enabled":
        return Unusable.STATE, f"The KMS key {key.arn} is {key.key_state}."
    return None


def why_unreadable(instance: Instance, region_name: str) -> tuple[Unusable, str] | None:
    """Return why what an instance encrypted cannot be read in a Region; None when it can be.

    There, the key is the instance's or its replica, which may have been disabled or scheduled for deletion since it was
    chosen. A world may name a key that moto's KMS was not told of: that is no hindrance.
    """
    arn = instance.encryption.kms_key_arn
    key = None if arn is None else kms.find_key(replica_arn(arn, region_name))
    return None if key is None else why_unusable(key)


def replica_arn(arn: str, region_name: str) -> str:
    """Return the ARN of the replica of a multi-Region key in a Region; its own in the key's Region."""
    return ":".join(region_name if index == 3 else part for index, part in enumerate(arn.split(":")))
