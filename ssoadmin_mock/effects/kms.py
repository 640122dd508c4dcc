"""Asks moto's KMS about customer managed keys, and makes it name multi-Region keys as AWS does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from moto.kms import models
from moto.kms.models import Key, kms_backends
from moto.kms.responses import KmsResponse
from moto.utilities.utils import get_partition

__all__ = ["Key", "encrypts_symmetrically", "find_key", "service_key_ids"]

_MULTI_REGION_KEY_ID = re.compile(r"mrk-[0-9a-f]{32}")


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


@contextmanager
def service_key_ids() -> Iterator[None]:
    """Let moto's KMS name new multi-Region keys ``mrk-<32 hex>`` as AWS does.

    moto leaves the hyphens of a UUID in it. sso-admin's model allows no such key ARN, so that without this no instance
    could be encrypted with a multi-Region key of moto's.
    """
    generate: Callable[[bool], str] = vars(models)["generate_key_id"]
    # What all of KMS's operations on a key begin with.
    name = "_validate_cmk_id"
    validate = getattr(KmsResponse, name)

    def generate_key_id(multi_region: bool = False) -> str:
        key_id = generate(multi_region)
        return "mrk-" + key_id.removeprefix("mrk-").replace("-", "") if multi_region else key_id

    def validate_cmk_id(self: KmsResponse, key_id: str) -> None:
        # As a bare id moto does not know the notation; inside an ARN it takes any.
        if _MULTI_REGION_KEY_ID.fullmatch(key_id):
            key_id = f"arn:{get_partition(self.region)}:kms:{self.region}:{self.current_account}:key/{key_id}"
        validate(self, key_id)

    with (
        patch.object(models, "generate_key_id", generate_key_id),
        patch.object(KmsResponse, name, validate_cmk_id),
    ):
        yield
