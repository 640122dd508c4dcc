"""Asks moto's IAM which AWS managed policies there are."""

from __future__ import annotations

import json
from functools import lru_cache

from moto.iam.aws_managed_policies import aws_managed_policies_data


def aws_managed_policy_exists(arn: str, partition: str) -> bool:
    """Tell whether AWS has a managed policy with this ARN.

    The answer comes from the catalogue that moto ships, whether or not moto's IAM was told to load it.

    :param arn: ``arn:aws:iam::aws:policy/job-function/ViewOnlyAccess``.
    :param partition: where the policy is wanted; the policies of another partition do not exist there.
    """
    prefix = f"arn:{partition}:iam::aws:policy"
    return arn.startswith(prefix) and arn.removeprefix(prefix) in _paths_with_names()


@lru_cache(maxsize=1)
def _paths_with_names() -> frozenset[str]:
    # Megabytes of JSON: read once per process, at the first question, and of that only the names are kept.
    return frozenset(policy["Path"] + name for name, policy in json.loads(aws_managed_policies_data).items())
