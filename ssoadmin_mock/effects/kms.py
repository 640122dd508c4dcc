"""Asks moto's KMS about customer managed keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto.backends import get_backend

if TYPE_CHECKING:
    from moto.kms.models import Key as Key


def find_key(arn: str) -> Key | None:
    """Return moto's KMS key with this ARN, or None."""
    _, _, _, region_name, account_id, resource = arn.split(":", 5)
    backends = get_backend("kms")[account_id]
    if region_name not in backends:
        return None
    key: Key | None = backends[region_name].keys.get(resource.removeprefix("key/"))
    return key if key is not None and key.arn == arn else None


def encrypts_symmetrically(key: Key) -> bool:
    """Tell whether a key is for encryption, and symmetric."""
    # moto notes no usage for keys that were made without one, though encryption is KMS's default.
    return (key.key_usage or "ENCRYPT_DECRYPT", key.key_spec) == ("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT")
