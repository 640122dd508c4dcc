"""Policies as documents write them, and as AWS does."""

from __future__ import annotations

import json
from typing import Any

from ssoadmin_mock.model.permission_set import CustomerManagedPolicy
from ssoadmin_mock.world.bounds import MAX_DEPTH, fault_of

PLACEHOLDER = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:GetCallerIdentity", "Resource": "*"}],
    }
)
"""What stands for a policy whose document is not known: it allows what no policy can take away."""

# Where a policy is in a world, some levels are above it.
_DEPTH_OF_MAPPINGS = MAX_DEPTH // 2


def managed_policy_arn(name: str, partition: str) -> str:
    """Return the ARN of an AWS managed policy.

    :param name: ``job-function/ViewOnlyAccess``, or the ARN itself.
    """
    return name if name.startswith("arn:") else f"arn:{partition}:iam::aws:policy/{name}"


def managed_policy_name(arn: str) -> str:
    """Return the name of an AWS managed policy with its path, ``job-function/ViewOnlyAccess``."""
    return arn.partition("policy/")[2]


def policy_text(document: Any) -> str:
    """Return a policy document as a JSON text.

    :param document: the text, or what it says.
    """
    return document if isinstance(document, str) else json.dumps(document)


def policy_document(text: str) -> Any:
    """Return a policy document as people would write it: a mapping, if the very text comes back from that."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(document, dict) or fault_of(document, _DEPTH_OF_MAPPINGS):
        return text
    return document if policy_text(document) == text else text


def reference(entry: Any) -> CustomerManagedPolicy:
    """Return what a document's reference to a customer managed policy refers to."""
    if isinstance(entry, str):
        return CustomerManagedPolicy("/", entry)
    return CustomerManagedPolicy(entry.get("path", "/"), entry["name"])


def reference_entry(name: str, path: str) -> Any:
    """Return a reference to a customer managed policy as documents have it."""
    return name if path == "/" else {"name": name, "path": path}
