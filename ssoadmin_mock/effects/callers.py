"""Asks moto's IAM and STS who is calling."""

from __future__ import annotations

from moto.sts.models import sts_backends


def caller_arn(account_id: str, partition: str, region_name: str, access_key: str) -> str:
    """Return the ARN of the identity behind an access key, as ``sts.get_caller_identity`` gives it."""
    _, arn, _ = sts_backends[account_id][partition].get_caller_identity(access_key, region_name)
    return str(arn)
