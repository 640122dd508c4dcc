"""What the types ``AWS::SSO::*`` have in common."""

from __future__ import annotations

from ssoadmin_mock.plugin.cloudformation.stack_resource import StackResource
from ssoadmin_mock.services import pipeline
from ssoadmin_mock.services.sso_admin.operations.tags import SYSTEM_PREFIX, put_system_tags
from ssoadmin_mock.services.sso_admin.service import SERVICE


class SSOResource(StackResource):
    """A resource that operations of sso-admin make. If it takes tags, the stack's are put on it."""

    service = SERVICE

    def retag(self, arn: str) -> None:
        """Bring the tags of the resource with this ARN to those of the template."""
        target = {"InstanceArn": self.values["InstanceArn"], "ResourceArn": arn}
        present = {tag["Key"]: tag["Value"] for tag in self.api.items("ListTagsForResource", **target)}
        wanted = self.values.get("Tags", [])
        kept = {tag["Key"] for tag in wanted}
        stale = [key for key in present if key not in kept and not key.startswith(SYSTEM_PREFIX)]
        if stale:
            self.api.call("UntagResource", TagKeys=stale, **target)
        if wanted:
            self.api.call("TagResource", Tags=wanted, **target)

    def mark(self) -> None:
        """Put the tags that say which stack the resource is of; the operations refuse their keys."""
        if "Tags" in self.settable:
            stack_name = self.stack_id.split("/")[1]
            tags = {
                f"{SYSTEM_PREFIX}cloudformation:stack-name": stack_name,
                f"{SYSTEM_PREFIX}cloudformation:logical-id": self.logical_resource_id,
                f"{SYSTEM_PREFIX}cloudformation:stack-id": self.stack_id,
            }
            with pipeline.one_at_a_time:
                put_system_tags(self.api.call_of("TagResource"), self.values[self.identifier[-1]], tags)
