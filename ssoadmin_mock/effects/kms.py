"""Asks moto's KMS about customer managed keys."""

from __future__ import annotations

from moto.kms.models import Key, kms_backends

__all__ = ["Key", "encrypts_symmetrically", "find_key"]


def find_key(arn: str) -> Key | None:
    """Return moto's KMS key with this ARN, or None."""
    _, _, _, region_name, account_id, resource = arn.split(":", 5)
    if region_name not in kms_backends[account_id]:
        return None
    key: Key | None = kms_backends[account_id][region_name].keys.get(resource.removeprefix("key/"))
    return key if key is not None and key.arn == arn else None


def encrypts_symmetrically(key: Key) -> bool:
    """Tell whether a key is for encryption, and symmetric."""
    # moto notes no usage for keys that were made without one, though encryption is KMS's default.
    return (key.key_usage or "ENCRYPT_DECRYPT", key.key_spec) == ("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT")
