"""``AWS::SSO::Assignment``."""

from __future__ import annotations

from ssoadmin_mock.plugin.cloudformation.api import HandlerError, NotFoundError
from ssoadmin_mock.plugin.cloudformation.requests import check_succeeded
from ssoadmin_mock.plugin.cloudformation.sso_resource import SSOResource

EXISTS = "Assignment already exists. Can't process creation."
NOT_THERE = "Assignment does not exist."
GONE = "Assignment not exist any more. Can't process deletion."


class Assignment(SSOResource):
    """The access of a user or group to an account with a permission set. There is nothing to change about it."""

    type_name = "AWS::SSO::Assignment"
    settable = ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")
    create_only = settable
    identifier = settable
    conflict_at_creation = "ResourceConflict"

    def create(self) -> None:
        """Make the assignment, and wait until it is made."""
        if self._exists():
            raise HandlerError("AlreadyExists", EXISTS)
        request = self.api.call("CreateAccountAssignment", **self.given(*self.settable))
        check_succeeded(self, request, "DescribeAccountAssignmentCreationStatus")

    def read(self) -> None:
        """Look for the assignment."""
        if not self._exists():
            raise NotFoundError(NOT_THERE)

    def update(self) -> None:
        """Change nothing: every property is the assignment's identity."""

    def destroy(self) -> None:
        """Delete the assignment, and wait until it is gone."""
        if not self._exists():
            raise NotFoundError(GONE)
        request = self.api.call("DeleteAccountAssignment", **self.given(*self.settable))
        check_succeeded(self, request, "DescribeAccountAssignmentDeletionStatus")

    def _exists(self) -> bool:
        # What is missing or malformed, the operation that follows says in its own words.
        assignments = self.api.items(
            "ListAccountAssignments",
            AccountId=self.values.get("TargetId"),
            **self.given("InstanceArn", "PermissionSetArn"),
        )
        principal = self.given("PrincipalType", "PrincipalId")
        return any(principal.items() <= assignment.items() for assignment in assignments)
