"""Asks moto's KMS about customer managed keys."""

from __future__ import annotations

from moto.kms.models import Key, kms_backends


def find_key(arn: str) -> Key | None:
    """Return moto's KMS key with this ARN, or None."""
    _, _, _, region_name, account_id, resource = arn.split(":", 5)
    if region_name not in kms_backends[account_id]:
        return None
    key: Key | None = kms_backends[account_id][region_name].keys.get(resource.removeprefix("key/"))
    return key if key is not None and key.arn == arn else None
