"""``AWS::SSO::Application`` and ``AWS::SSO::ApplicationAssignment``."""

from __future__ import annotations

from ssoadmin_mock.plugin.cloudformation.sso_resource import SSOResource


class Application(SSOResource):
    """An OAuth 2.0 customer managed application."""

    type_name = "AWS::SSO::Application"
    settable = ("ApplicationProviderArn", "InstanceArn", "Name", "Description", "Status", "PortalOptions", "Tags")
    create_only = ("ApplicationProviderArn", "InstanceArn")
    identifier = ("ApplicationArn",)
    attributes = ("ApplicationArn", "IdentityStoreArn")

    def create(self) -> None:
        """Make the application."""
        answer = self.api.call("CreateApplication", **self.given(*self.settable))
        self.values |= {name: answer[name] for name in self.attributes}

    def read(self) -> None:
        """Describe the application."""
        described = self.api.call("DescribeApplication", **self.given("ApplicationArn"))
        self.values |= {name: described[name] for name in self.attributes}

    def update(self) -> None:
        """Change what UpdateApplication can change, which the visibility is not part of, and the tags."""
        options = self.values.get("PortalOptions", {})
        sign_in = {"SignInOptions": options["SignInOptions"]} if "SignInOptions" in options else None
        changed = self.given("ApplicationArn", "Name", "Description", "Status")
        self.api.call("UpdateApplication", PortalOptions=sign_in, **changed)
        self.retag(self.values["ApplicationArn"])

    def destroy(self) -> None:
        """Delete the application with everything that belongs to it."""
        self.api.call("DeleteApplication", **self.given("ApplicationArn"))


class ApplicationAssignment(SSOResource):
    """The access of a user or group to an application. There is nothing to change about it."""

    type_name = "AWS::SSO::ApplicationAssignment"
    settable = ("ApplicationArn", "PrincipalType", "PrincipalId")
    create_only = settable
    identifier = settable

    def create(self) -> None:
        """Make the assignment, and look whether it is there."""
        self.api.call("CreateApplicationAssignment", **self.given(*self.settable))
        self.read()

    def read(self) -> None:
        """Describe the assignment."""
        self.api.call("DescribeApplicationAssignment", **self.given(*self.settable))

    def update(self) -> None:
        """Change nothing: every property is the assignment's identity."""

    def destroy(self) -> None:
        """Delete the assignment."""
        self.api.call("DeleteApplicationAssignment", **self.given(*self.settable))
