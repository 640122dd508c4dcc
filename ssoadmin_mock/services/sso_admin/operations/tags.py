"""TagResource, UntagResource and ListTagsForResource, for every kind of resource that takes tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssoadmin_mock.services import access
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin.resources import TAGGABLE, instance_arn_in
from ssoadmin_mock.services.sso_admin.rules import tags as rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import ResourceNotFoundException, ServiceQuotaExceededException, ValidationException
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

SYSTEM_PREFIX = "aws:"

Tags = list[dict[str, str]]


def new_tags(call: Call, tags: Tags | None) -> dict[str, str]:
    """Return the tags of a resource that is being made, from a request's ``Tags``; errors as in `merged_tags`."""
    return merged_tags(call, {}, tags or [])


def merged_tags(call: Call, present: dict[str, str], tags: Tags) -> dict[str, str]:
    """Return a resource's tags with those of a request added or changed.

    :raises ValidationException: for a system key, or the same key twice in the request.
    :raises ServiceQuotaExceededException: when the resource would have too many.
    """
    keys = [tag["Key"] for tag in tags]
    _check_not_reserved(keys)
    for key in keys:
        if keys.count(key) > 1:
            raise ValidationException(f"Tag key {key} is given more than once.", rule=rules.DUPLICATE_KEYS)
    merged = present | {tag["Key"]: tag["Value"] for tag in tags}
    limit = call.settings.quota("tags_per_resource")
    if sum(not key.startswith(SYSTEM_PREFIX) for key in merged) > limit:
        raise ServiceQuotaExceededException(
            f"You have exceeded IAM Identity Center quotas. Cannot have more than {limit} tags on a resource.",
            rule=rules.TAG_LIMIT,
        )
    return merged


@operation(access=Access.MEMBER, rules=(rules.INSTANCE_ARN_OPTIONAL,))
def list_tags_for_resource(call: Call, *, resource_arn: str) -> Listing:
    """List the tags of a resource, sorted by key."""
    tags = find_taggable(call, resource_arn).tags
    return Listing.sorted_by(lambda tag: tag["Key"], [{"Key": k, "Value": v} for k, v in tags.items()])


@operation(
    access=Access.MEMBER,
    rules=(rules.INSTANCE_ARN_OPTIONAL, rules.TAG_LIMIT, rules.RESERVED_PREFIX, rules.DUPLICATE_KEYS),
)
def tag_resource(call: Call, *, resource_arn: str, tags: Tags) -> None:
    """Add tags to a resource, or change their values."""
    resource = find_taggable(call, resource_arn)
    resource.tags = merged_tags(call, resource.tags, tags)


@operation(access=Access.MEMBER, rules=(rules.INSTANCE_ARN_OPTIONAL, rules.UNTAG_ABSENT, rules.RESERVED_PREFIX))
def untag_resource(call: Call, *, resource_arn: str, tag_keys: list[str]) -> None:
    """Remove tags from a resource."""
    resource = find_taggable(call, resource_arn)
    _check_not_reserved(tag_keys)
    resource.tags = {key: value for key, value in resource.tags.items() if key not in tag_keys}


def _check_not_reserved(keys: list[str]) -> None:
    for key in keys:
        if key.lower().startswith(SYSTEM_PREFIX):
            raise ValidationException(
                f"Tag key {key} is not allowed: keys cannot start with {SYSTEM_PREFIX}.", rule=rules.RESERVED_PREFIX
            )


def put_system_tags(call: Call, arn: str, tags: Mapping[str, str]) -> None:
    """Put tags on a resource that only AWS itself can put.

    :param call: of any operation; the instance in the ARN becomes its own.
    """
    call.use(access.find_instance(call, instance_arn_in(arn), Access.MEMBER))
    resource = find_taggable(call, arn)
    resource.tags = {**resource.tags, **tags}


def find_taggable(call: Call, arn: str) -> Any:
    """Return a resource of the call's instance whose tags the caller may read and change.

    :raises AccessDeniedException: when the caller may not.
    :raises ResourceNotFoundException: when the instance has no such resource.
    """
    kind = TAGGABLE.get(_type_of(arn))
    if kind is None or instance_arn_in(arn) != call.instance.arn:
        raise ResourceNotFoundException(f"Could not find resource with ARN {arn}.")
    access.find_instance(call, call.instance.arn, kind.tagging)
    return kind.find(call, arn)


def _type_of(arn: str) -> str:
    return arn.split(":")[5].split("/")[0]
