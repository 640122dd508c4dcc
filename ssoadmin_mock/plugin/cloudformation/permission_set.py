"""``AWS::SSO::PermissionSet``."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from ssoadmin_mock.plugin.cloudformation.api import NotFoundError
from ssoadmin_mock.plugin.cloudformation.requests import check_succeeded
from ssoadmin_mock.plugin.cloudformation.sso_resource import SSOResource


class PermissionSet(SSOResource):
    """A permission set with its policies; a change of it is provisioned to all accounts that have it."""

    type_name = "AWS::SSO::PermissionSet"
    settable = (
        "InstanceArn",
        "Name",
        "Description",
        "SessionDuration",
        "RelayStateType",
        "ManagedPolicies",
        "CustomerManagedPolicyReferences",
        "PermissionsBoundary",
        "InlinePolicy",
        "Tags",
    )
    create_only = ("InstanceArn", "Name")
    identifier = ("InstanceArn", "PermissionSetArn")
    attributes = ("PermissionSetArn",)
    documents = ("InlinePolicy",)

    def create(self) -> None:
        """Make the permission set without policies."""
        answer = self.api.call("CreatePermissionSet", **self.given("InstanceArn", "Name", "Tags"), **self._settings())
        self.values["PermissionSetArn"] = answer["PermissionSet"]["PermissionSetArn"]

    def read(self) -> None:
        """Describe the permission set."""
        self.api.call("DescribePermissionSet", **self._target())

    def complete(self) -> None:
        """Attach the policies; nothing is provisioned."""
        self._bring_managed_policies()
        self._bring_customer_managed_policies()
        self._bring_boundary()
        self._bring_inline_policy()

    def update(self) -> None:
        """Change settings, tags and policies, and provision the set again."""
        self.api.call("UpdatePermissionSet", **self._target(), **self._settings())
        self.retag(self.values["PermissionSetArn"])
        self.complete()
        provisioning = self.api.call("ProvisionPermissionSet", TargetType="ALL_PROVISIONED_ACCOUNTS", **self._target())
        check_succeeded(self, provisioning, "DescribePermissionSetProvisioningStatus")

    def destroy(self) -> None:
        """Delete the permission set with its policies."""
        self.api.call("DeletePermissionSet", **self._target())

    def _target(self) -> dict[str, str]:
        return self.given("InstanceArn", "PermissionSetArn")

    def _settings(self) -> dict[str, Any]:
        return self.given("Description", "SessionDuration") | {"RelayState": self.values.get("RelayStateType")}

    def _bring_managed_policies(self) -> None:
        wanted = self.values.get("ManagedPolicies", [])
        if not wanted:
            return
        listed = self.api.items("ListManagedPoliciesInPermissionSet", **self._target())
        attached = [policy["Arn"] for policy in listed]
        for arn in _missing(attached, wanted):
            self.api.call("DetachManagedPolicyFromPermissionSet", ManagedPolicyArn=arn, **self._target())
        for arn in _missing(wanted, attached):
            self.api.call("AttachManagedPolicyToPermissionSet", ManagedPolicyArn=arn, **self._target())

    def _bring_customer_managed_policies(self) -> None:
        wanted = [{"Path": "/"} | policy for policy in self.values.get("CustomerManagedPolicyReferences", [])]
        attached = self.api.items("ListCustomerManagedPolicyReferencesInPermissionSet", **self._target())
        for policy in _missing(attached, wanted):
            self._customer_managed_policy("DetachCustomerManagedPolicyReferenceFromPermissionSet", policy)
        for policy in _missing(wanted, attached):
            self._customer_managed_policy("AttachCustomerManagedPolicyReferenceToPermissionSet", policy)

    def _customer_managed_policy(self, operation: str, policy: dict[str, str]) -> None:
        self.api.call(operation, CustomerManagedPolicyReference=policy, **self._target())

    def _bring_boundary(self) -> None:
        boundary = self.values.get("PermissionsBoundary")
        if boundary:
            self.api.call("PutPermissionsBoundaryToPermissionSet", PermissionsBoundary=boundary, **self._target())
        else:
            with suppress(NotFoundError):
                self.api.call("DeletePermissionsBoundaryFromPermissionSet", **self._target())

    def _bring_inline_policy(self) -> None:
        policy = self.values.get("InlinePolicy")
        if policy:
            text = policy if isinstance(policy, str) else json.dumps(policy, default=str)
            self.api.call("PutInlinePolicyToPermissionSet", InlinePolicy=text, **self._target())
        else:
            self.api.call("DeleteInlinePolicyFromPermissionSet", **self._target())


def _missing(some: list[Any], others: list[Any]) -> list[Any]:
    return [item for item in some if item not in others]
