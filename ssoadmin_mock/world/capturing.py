"""What every part of a capture works with: the calls, and the names of what was found."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.world.errors import CaptureError
from ssoadmin_mock.world.names import Names
from ssoadmin_mock.world.reading import Reader

MISSING = ("ResourceNotFoundException",)
"""What the service answers where there is no such thing."""

NOT_FOR_THIS = (*MISSING, "ValidationException", "AccessDeniedException")
"""What applications and resources that AWS manages itself answer to questions about what they do not have."""


class Capturing:
    """A capture of one organization.

    :param reader: makes the calls.
    :param region_name: the Region of the instance.
    :raises CaptureError: when the organization has no instance there.
    """

    def __init__(self, reader: Reader, region_name: str) -> None:
        self.region_name = region_name
        self.call = reader.call
        self.expect = reader.expect
        self.management: str = self.call("organizations", "DescribeOrganization")["Organization"]["MasterAccountId"]
        instance = self._find_instance()
        self.instance_arn: str = instance["InstanceArn"]
        self.identity_store_id: str = instance["IdentityStoreId"]
        self.accounts = Names("an account")
        self.users = Names("a user")
        self.groups = Names("a group")
        self.issuers = Names("a trusted token issuer")

    def _find_instance(self) -> dict[str, Any]:
        instances: list[dict[str, Any]] = self.call("sso-admin", "ListInstances")["Instances"]
        # Beside the organization's there may be an account's own.
        found = [each for each in instances if each.get("OwnerAccountId", self.management) == self.management]
        if not found:
            raise CaptureError(
                f"The organization of {self.management} has no instance of IAM Identity Center in {self.region_name}."
            )
        return found[0]

    def sso(self, operation: str, absent: tuple[str, ...] = (), **params: Any) -> Any:
        """Return the answer to a call about the instance; the parameters are those of `Reader.call`."""
        return self.call("sso-admin", operation, absent, InstanceArn=self.instance_arn, **params)

    def store(self, operation: str, **params: Any) -> Any:
        """Return the answer to a call about the instance's users and groups."""
        return self.call("identitystore", operation, IdentityStoreId=self.identity_store_id, **params)

    def tags(self, arn: str) -> dict[str, str]:
        """Return the tags of a resource."""
        answer = self.sso("ListTagsForResource", NOT_FOR_THIS, ResourceArn=arn) or {}
        return {tag["Key"]: tag["Value"] for tag in answer.get("Tags", [])}

    def principal_name(self, row: dict[str, Any]) -> str:
        """Return the name of the user or group in a row with PrincipalType and PrincipalId."""
        names = self.users if row["PrincipalType"] == "USER" else self.groups
        return names.name_of(row["PrincipalId"])
