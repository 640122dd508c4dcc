"""Reads and makes the customer managed policies of accounts in moto's IAM."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moto.backends import get_backend

from ssoadmin_mock.effects.accounts import backends_of


@dataclass(frozen=True)
class CustomerPolicy:
    """A customer managed policy of an account.

    :param document: its default version, a JSON text.
    """

    path: str
    name: str
    description: str
    document: str


class PolicyRefusedError(Exception):
    """IAM does not make the policy; the message says why."""


def customer_policies(account_id: str, partition: str) -> Iterator[CustomerPolicy]:
    """Yield the customer managed policies of an account."""
    for policy in backends_of(account_id, get_backend("iam"))[partition].managed_policies.values():
        # Those of AWS are among them, without an account in the ARN.
        if policy.arn.split(":")[4] == account_id:
            document = next(version.document for version in policy.versions if version.is_default)
            yield CustomerPolicy(policy.path, policy.name, policy.description or "", document)


def create_customer_policy(account_id: str, partition: str, policy: CustomerPolicy) -> None:
    """Make a customer managed policy.

    :raises PolicyRefusedError: when the account has it already, or its document is not valid.
    """
    from moto.iam.exceptions import EntityAlreadyExists, MalformedPolicyDocument

    try:
        backends_of(account_id, get_backend("iam"))[partition].create_policy(
            description=policy.description,
            path=policy.path,
            policy_document=policy.document,
            policy_name=policy.name,
            tags=[],
        )
    except (EntityAlreadyExists, MalformedPolicyDocument) as error:
        raise PolicyRefusedError(error.message) from None
