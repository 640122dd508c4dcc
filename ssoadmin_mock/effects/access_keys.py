"""Finds the account of an access key in moto's IAM without looking through all accounts, as moto does."""

from __future__ import annotations

from base64 import b32decode
from binascii import Error

from ssoadmin_mock.effects.accounts import loaded_backends
from ssoadmin_mock.effects.organizations import partition_of

_LENGTH = 20
_PREFIX = 4
_ACCOUNT = 8


def account_of(access_key: str) -> str | None:
    """Return the account that moto made an access key in; None for a key that is not moto's.

    :param access_key: the id of the key.
    """
    iams = loaded_backends("iam")
    if iams is None or len(access_key) != _LENGTH:
        return None
    from moto.iam.utils import ACCOUNT_OFFSET, AWS_ROLE_ALPHABET

    # The keys of AWS name their account, and so do moto's: half of its number in base 32, then whether it is odd.
    try:
        half = int.from_bytes(b32decode(access_key[_PREFIX : _PREFIX + _ACCOUNT]), "big") - ACCOUNT_OFFSET
    except Error:
        return None
    is_odd = access_key[_PREFIX + _ACCOUNT] in AWS_ROLE_ALPHABET[16:]
    account_id = f"{2 * half + is_odd:012d}"
    backends = iams.get(account_id)
    known = backends is not None and any(access_key in iam.access_keys for iam in backends.values())
    return account_id if known else None


def note_use(account_id: str, access_key: str, service: str, region_name: str) -> None:
    """Let IAM know that a key was used, if it is one of the account's."""
    iams = loaded_backends("iam")
    backends = None if iams is None else iams.get(account_id)
    if backends is not None and access_key in backends[partition_of(region_name)].access_keys:
        from moto.iam.models import mark_account_as_visited

        mark_account_as_visited(account_id, access_key, service, region_name)
