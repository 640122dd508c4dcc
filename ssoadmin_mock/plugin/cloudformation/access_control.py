"""``AWS::SSO::InstanceAccessControlAttributeConfiguration``."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.plugin.cloudformation.sso_resource import SSOResource

_OPERATION = "InstanceAccessControlAttributeConfiguration"


class InstanceAccessControlAttributeConfiguration(SSOResource):
    """The attributes for access control of an instance."""

    type_name = "AWS::SSO::InstanceAccessControlAttributeConfiguration"
    settable = ("InstanceArn", "AccessControlAttributes", "InstanceAccessControlAttributeConfiguration")
    create_only = ("InstanceArn",)
    identifier = ("InstanceArn",)

    def create(self) -> None:
        """Switch attributes for access control on."""
        self.api.call(f"Create{_OPERATION}", **self._configuration())

    def read(self) -> None:
        """Describe the attributes."""
        self.api.call(f"Describe{_OPERATION}", **self.given("InstanceArn"))

    def update(self) -> None:
        """Replace the attributes."""
        self.api.call(f"Update{_OPERATION}", **self._configuration())

    def destroy(self) -> None:
        """Switch attributes for access control off."""
        self.api.call(f"Delete{_OPERATION}", **self.given("InstanceArn"))

    def _configuration(self) -> dict[str, Any]:
        deprecated = self.values.get(_OPERATION, {"AccessControlAttributes": []})
        attributes = self.values.get("AccessControlAttributes")
        configuration = deprecated if attributes is None else {"AccessControlAttributes": attributes}
        return self.given("InstanceArn") | {_OPERATION: configuration}
