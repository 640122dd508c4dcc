"""AWS managed policies in moto's IAM: which there are, and their presence in an account."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moto.iam.models import IAMBackend, ManagedPolicy


def aws_managed_policy_exists(arn: str, partition: str) -> bool:
    """Tell whether AWS has a managed policy with this ARN.

    The answer comes from the catalogue that moto ships, whether or not moto's IAM was told to load it.

    :param arn: ``arn:aws:iam::aws:policy/job-function/ViewOnlyAccess``.
    :param partition: where the policy is wanted; the policies of another partition do not exist there.
    """
    prefix = f"arn:{partition}:iam::aws:policy"
    return arn.startswith(prefix) and arn.removeprefix(prefix) in _catalogue()


def aws_managed_policy_names() -> list[str]:
    """Return the names of all AWS managed policies with their paths, ``job-function/ViewOnlyAccess``."""
    return [name.removeprefix("/") for name in _catalogue()]


def put_policy(iam: IAMBackend, arn: str) -> ManagedPolicy:
    """Return an AWS managed policy of an account's IAM.

    moto has them there only if the user asked it to load them all, which takes long. So the one that is needed is
    loaded as moto would, and IAM then lists and describes it.

    :param arn: the ARN of a policy that exists.
    """
    from moto.iam.models import AWSManagedPolicy

    policy = iam.managed_policies.get(arn)
    if policy is None:
        name, path = arn.rpartition("/")[2], arn.removeprefix(f"arn:{iam.partition}:iam::aws:policy")
        loaded = AWSManagedPolicy.from_data(
            name, iam.account_id, iam.region_name, _catalogue()[path] | {"Document": None}
        )
        # Some documents have a hundred kilobytes, which all accounts can share.
        loaded.versions[0].document = _document(path)
        iam.aws_managed_policies.append(loaded)
        policy = iam.managed_policies[arn] = loaded
    return policy


@lru_cache(maxsize=100)
def _document(path: str) -> str:
    return json.dumps(_catalogue()[path]["Document"])


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, dict[str, Any]]:
    # Megabytes of JSON: read once per process, at the first question.
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    return {policy["Path"] + name: policy for name, policy in json.loads(aws_managed_policies_data).items()}
