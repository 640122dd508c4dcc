"""How an ARN in a request becomes the resource that it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssoadmin_mock.services.resources import Resource
from ssoadmin_mock.wire.registry import Access

RESOURCES: dict[str, Resource] = {}
"""By the name of the request's member, ``PermissionSetArn``."""

TAGGABLE: dict[str, Resource] = {}
"""By the type in the ARN, ``permissionSet``."""


def resource(member: str, type_in_arn: str, resource: Resource) -> None:
    """Declare a kind of resource.

    :param member: the member of requests that names it.
    :param type_in_arn: the type of resource in its ARN.
    :param resource: how it is found.
    """
    RESOURCES[member] = TAGGABLE[type_in_arn] = resource


TAGGABLE["instance"] = Resource("instance", lambda call, _arn: call.instance, Access.ADMINISTRATOR)


def instance_arn_of(params: Mapping[str, Any]) -> str:
    """Return the ARN of the instance that a request is about.

    Requests name it directly, or inside the ARN of one of its resources:
    ``arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef``.
    """
    if "InstanceArn" in params:
        return str(params["InstanceArn"])
    arn = next(str(params[member]) for member in ("ResourceArn", *RESOURCES) if member in params)
    return instance_arn_in(arn)


def authorised_arns(params: Mapping[str, Any], partition: str) -> list[str]:
    """Return the ARN that access control holds a request against: its resource, its instance, or any instance."""
    members = ("ResourceArn", *RESOURCES, "InstanceArn")
    named = next((str(params[member]) for member in members if member in params), None)
    return [named or f"arn:{partition}:sso:::instance/*"]


def instance_arn_in(arn: str) -> str:
    """Return the ARN of the instance that a resource's ARN says it belongs to."""
    partition, instance_id = arn.split(":")[1], arn.split("/")[1]
    return f"arn:{partition}:sso:::instance/{instance_id}"
