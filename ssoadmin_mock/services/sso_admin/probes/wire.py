"""Probes of tags, and of what every operation does alike."""

from ssoadmin_mock.services.sso_admin.probes.instances import NOT_HERE
from ssoadmin_mock.wire.probes import ANYBODY, MEMBER, Api, probe

SSO = Api("sso-admin")

probe(
    "tags.instance-arn-optional",
    SSO.answers("ListTagsForResource", {"type(Tags)": "array"}, ResourceArn="{application}"),
)
probe(
    "tags.instance-arn-optional",
    SSO.answers("ListTagsForResource", {"type(Tags)": "array"}, ResourceArn="{set}", InstanceArn="{instance}"),
)
probe(
    "wire.format-before-authorisation",
    SSO.refuses("ListPermissionSets", "ValidationException", InstanceArn="no ARN"),
    where=ANYBODY,
)
probe(
    "wire.authorisation-before-existence",
    SSO.refuses(
        "DescribePermissionSet",
        "AccessDeniedException",
        NOT_HERE % ("DescribePermissionSet", "{nobodys_instance}"),
        InstanceArn="{nobodys_instance}",
        PermissionSetArn="{nobodys_permission_set}",
    ),
    where=ANYBODY,
)
probe(
    "wire.authorisation-before-existence",
    SSO.refuses(
        "DescribePermissionSet",
        "AccessDeniedException",
        InstanceArn="{instance}",
        PermissionSetArn="{nobodys_set_here}",
    ),
    where=MEMBER,
)
probe(
    "wire.next-token",
    SSO.refuses("ListPermissionSets", "ValidationException", InstanceArn="{instance}", NextToken="bm90IGEgdG9rZW4="),
)
probe("wire.next-token", SSO.answers("ListInstances", {"type(Instances)": "array"}, NextToken=""), where=ANYBODY)
probe(
    "wire.null-is-absent",
    SSO.answers("ListInstances", {"type(Instances)": "array"}, NextToken="", MaxResults=None),
    where=ANYBODY,
)
