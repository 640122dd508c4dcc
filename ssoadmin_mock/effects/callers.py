"""Asks moto's IAM and STS who is calling, and has them know somebody who calls."""

from __future__ import annotations

import os

from moto.backends import get_backend
from moto.core.models import DEFAULT_ACCOUNT_ID

from ssoadmin_mock.effects import access_keys


def caller_arn(account_id: str, partition: str, region_name: str, access_key: str) -> str:
    """Return the ARN of the identity behind an access key, as ``sts.get_caller_identity`` gives it."""
    return caller_identity(account_id, partition, region_name, access_key)[1]


def caller_identity(account_id: str, partition: str, region_name: str, access_key: str) -> tuple[str, str]:
    """Return the unique id and the ARN of the identity behind an access key, as STS gives them."""
    user_id, arn, _ = get_backend("sts")[account_id][partition].get_caller_identity(access_key, region_name)
    return str(user_id), str(arn)


def account_id_of(header: str, access_key: str) -> str:
    """Return the account that a call comes from: what the call itself says comes before the environment.

    :param header: the value of ``x-moto-account-id``, or nothing.
    :param access_key: the id of the key that the call is signed with, or nothing.
    """
    return header or access_keys.account_of(access_key) or default_account_id()


def default_account_id() -> str:
    """Return the account that calls come from when nothing else says so: that of the variable MOTO_ACCOUNT_ID."""
    return os.environ.get("MOTO_ACCOUNT_ID") or DEFAULT_ACCOUNT_ID


def new_credentials(account_id: str, partition: str = "aws") -> tuple[str, str]:
    """Return an access key with its secret: calls that are signed with it come from an account.

    :param account_id: the account.
    :param partition: the partition whose IAM knows the key.
    """
    key = get_backend("iam")[account_id][partition].create_temp_access_key()
    return key.access_key_id, key.secret_access_key
