"""Asks moto's IAM which principals exist."""

from __future__ import annotations

import re
from typing import Any

from ssoadmin_mock.effects.accounts import loaded_backends
from ssoadmin_mock.model.account_ids import ACCOUNT_ID, is_account_id

_ARN = re.compile(rf"arn:(?P<partition>[a-z-]+):(?P<service>iam|sts)::(?P<account>{ACCOUNT_ID}):(?P<resource>.+)")
_KINDS = {"iam": ("role", "user"), "sts": ("assumed-role", "federated-user")}


def aws_principal_exists(principal: str, partition: str) -> bool:
    """Tell whether what a policy names as an AWS principal exists.

    Accounts and sessions are not looked up: any account may exist, and sessions come and go.

    :param principal: an account id, ``*``, or the ARN of an account's root, a role, a user or a session.
    :param partition: the partition that it must be in.
    """
    if principal == "*" or is_account_id(principal):
        return True
    match = _ARN.fullmatch(principal)
    if match is None or match["partition"] != partition:
        return False
    if match["service"] == "iam" and match["resource"] == "root":
        return True
    kind, _, name = match["resource"].partition("/")
    if kind not in _KINDS[match["service"]] or not name:
        return False
    return match["service"] == "sts" or _is_in_iam(principal, kind, match["account"], partition)


def role(account_id: str, partition: str, name: str) -> tuple[str, str] | None:
    """Return the unique id and the ARN of the role with a name; None when there is none."""
    iam = _iam_of(account_id, partition)
    found = () if iam is None else iam.roles.values()
    return next(((str(each.id), str(each.arn)) for each in found if each.name == name), None)


def _is_in_iam(arn: str, kind: str, account_id: str, partition: str) -> bool:
    iam = _iam_of(account_id, partition)
    if iam is None:
        return False
    entities = iam.roles if kind == "role" else iam.users
    return any(entity.arn == arn for entity in entities.values())


def _iam_of(account_id: str, partition: str) -> Any:
    # Indexing would make a backend for every account that is asked about.
    iams = loaded_backends("iam")
    backends = None if iams is None else iams.get(account_id)
    return None if backends is None else backends[partition]
