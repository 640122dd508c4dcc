"""``AWS::SSO::Instance``."""

from __future__ import annotations

from ssoadmin_mock.plugin.cloudformation.sso_resource import SSOResource


class Instance(SSOResource):
    """An account instance; organization instances are not CloudFormation's to make."""

    type_name = "AWS::SSO::Instance"
    settable = ("Name", "Tags")
    create_only = ()
    identifier = ("InstanceArn",)
    attributes = ("InstanceArn", "IdentityStoreId", "OwnerAccountId", "Status")

    def create(self) -> None:
        """Make the instance."""
        self.values |= self.api.call("CreateInstance", **self.given("Name", "Tags"))
        self.read()

    def read(self) -> None:
        """Describe the instance."""
        described = self.api.call("DescribeInstance", **self.given("InstanceArn"))
        self.values |= {name: described[name] for name in self.attributes}

    def update(self) -> None:
        """Change name and tags; a name stays when the template has none."""
        self.api.call("UpdateInstance", **self.given("InstanceArn", "Name"))
        self.retag(self.values["InstanceArn"])

    def destroy(self) -> None:
        """Delete the instance with everything in it."""
        self.api.call("DeleteInstance", **self.given("InstanceArn"))
