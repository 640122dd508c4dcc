"""Asks moto's IAM and STS who is calling."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

from moto.sts.models import AssumedRole, STSBackend, sts_backends


def caller_arn(account_id: str, partition: str, region_name: str, access_key: str) -> str:
    """Return the ARN of the identity behind an access key, as ``sts.get_caller_identity`` gives it."""
    _, arn, _ = sts_backends[account_id][partition].get_caller_identity(access_key, region_name)
    return str(arn)


def saml_sessions_known_at_home() -> AbstractContextManager[Any]:
    """Make moto's AssumeRoleWithSAML tell the role's account about the session, as its AssumeRole does.

    moto remembers the session in the account of the unsigned call only, where no call of the session arrives.
    """
    original = STSBackend.assume_role_with_saml

    def assume_role_with_saml(self: STSBackend, **kwargs: Any) -> AssumedRole:
        role = original(self, **kwargs)
        home: STSBackend = sts_backends[role.account_id][self.partition]
        if home is not self:
            home.assumed_roles.append(role)
        return role

    return patch.object(STSBackend, "assume_role_with_saml", assume_role_with_saml)
