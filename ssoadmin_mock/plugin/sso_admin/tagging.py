"""Our resources as the Resource Groups Tagging API sees them: by account and Region."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

from moto.core.base_backend import BackendDict, BaseBackend

from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.plugin import tagging_mixin
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.services import access, pipeline
from ssoadmin_mock.services.call import Caller
from ssoadmin_mock.services.pipeline import Request
from ssoadmin_mock.services.sso_admin.service import SERVICE
from ssoadmin_mock.wire.partitions import region_names

# moto tells services nothing about who calls the tagging API but the account.
_ACCESS_KEY = "AKIAEXAMPLE"

KINDS: dict[str, Callable[[Instance], Iterable[Any]]] = {
    "instance": lambda instance: [instance],
    "permissionSet": lambda instance: instance.permission_sets,
    "application": lambda instance: instance.applications,
    "trustedTokenIssuer": lambda instance: instance.issuers,
}
"""Every kind of resource that takes tags, by its name in ARNs: all of an instance."""


class Tagged(NamedTuple):
    """A resource and its tags.

    :ivar type: as type filters name it, ``sso:permissionSet``.
    """

    arn: str
    type: str
    tags: dict[str, str]


def resources_of(account_id: str, region_name: str) -> Iterator[Tagged]:
    """Yield what an account owns in a Region."""
    for instance in access.visible_instances(Caller(account_id, region_name, _ACCESS_KEY)):
        if instance.region_name == region_name:
            for kind, rows in KINDS.items():
                for resource in rows(instance):
                    if getattr(resource, "account_id", instance.owner_account_id) == account_id:
                        yield Tagged(resource.arn, f"sso:{kind}", resource.tags)


def change_tags(account_id: str, region_name: str, operation: str, **members: Any) -> dict[str, Any] | None:
    """Call TagResource or UntagResource.

    :param operation: the operation's name.
    :param members: the request's members.
    :returns: what the Tagging API says of the resource (its ``FailureInfo``) when the operation refuses, else None.
    """
    caller = Caller(account_id, region_name, _ACCESS_KEY)
    answer = pipeline.answer(Request(SERVICE, operation, json.dumps(members), caller))
    if answer.error is None:
        return None
    code, text = answer.error
    return {"StatusCode": int(answer.status), "ErrorCode": code, "ErrorMessage": text}


class TaggingBackend(BaseBackend, tagging_mixin.TaggableResourcesMixin):
    """What moto's Resource Groups Tagging API sees of one account in one Region; it keeps nothing itself."""

    SERVICE_NAMESPACE = "sso"

    def iter_tagged_resources(self) -> Iterator[tagging_mixin.TaggedResource]:
        """Yield everything that takes tags."""
        for arn, resource_type, tags in resources_of(self.account_id, self.region_name):
            yield tagging_mixin.TaggedResource(arn=arn, tags=tags, resource_type=resource_type)


tagging_backends = BackendDict(TaggingBackend, SERVICE.name, use_boto3_regions=False, additional_regions=region_names())
"""The views of the tagging API: ``tagging_backends[account_id][region_name]``."""


def refusals_explained(models: Any) -> AbstractContextManager[None]:
    """Let moto's Tagging API say why our operations refuse, where it has one text for whatever any service refuses.

    :param models: the module ``moto.resourcegroupstaggingapi.models``.
    """
    # Older versions of moto do not ask us at all.
    if not tagging_mixin.IS_SUPPORTED:
        return nullcontext()
    backend = models.ResourceGroupsTaggingAPIBackend
    tag, untag = backend.tag_resources, backend.untag_resources

    def tag_resources(self: Any, resource_arns: list[str], tags: dict[str, str]) -> dict[str, Any]:
        ours, others = _parted(resource_arns)
        rows = [{"Key": key, "Value": value} for key, value in tags.items()]
        failed: dict[str, Any] = tag(self, others, tags)
        return failed | _refused(self, ours, "TagResource", Tags=rows)

    def untag_resources(self: Any, resource_arn_list: list[str], tag_keys: list[str]) -> dict[str, Any]:
        ours, others = _parted(resource_arn_list)
        failed: dict[str, Any] = untag(self, others, tag_keys)
        return failed | _refused(self, ours, "UntagResource", TagKeys=tag_keys)

    return replaced(backend, {"tag_resources": tag_resources, "untag_resources": untag_resources})


_OF_OURS = re.compile(r"arn:[^:]*:sso:")


def _parted(arns: list[str]) -> tuple[list[str], list[str]]:
    """Return the ARNs of our resources, and those of other services."""
    ours = [arn for arn in arns if _OF_OURS.match(arn)]
    return ours, [arn for arn in arns if arn not in ours]


def _refused(backend: Any, arns: list[str], operation: str, **members: Any) -> dict[str, Any]:
    """Change the tags of our resources, and return why, for each that is refused."""
    failures = {
        arn: change_tags(backend.account_id, backend.region_name, operation, ResourceArn=arn, **members) for arn in arns
    }
    return {arn: failure for arn, failure in failures.items() if failure is not None}
