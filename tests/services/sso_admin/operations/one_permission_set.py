"""A permission set for tests that are about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ssoadmin_mock import ssoadmin_backends
from tests.conftest import Organization, error_of


@dataclass(frozen=True)
class OnePermissionSet:
    """A permission set and the client that made it."""

    sso: Any
    instance_arn: str
    arn: str

    @property
    def id(self) -> str:
        return self.arn.rpartition("/")[2]

    @property
    def version(self) -> int:
        """Grows with every change that the accounts it is provisioned to do not have yet."""
        backend = next(b for a in ssoadmin_backends.values() for b in a.values() if b.instance)
        return next(s.version for s in backend.instance.permission_sets if s.arn == self.arn)

    def call(self, operation: str, **params: Any) -> Any:
        """Call an operation on the set."""
        return getattr(self.sso, operation)(InstanceArn=self.instance_arn, PermissionSetArn=self.arn, **params)

    def error(self, operation: str, **params: Any) -> tuple[str, str]:
        """Return code and message of the error that an operation on the set ends in."""
        call = getattr(self.sso, operation)
        return error_of(call, InstanceArn=self.instance_arn, PermissionSetArn=self.arn, **params)


def new_permission_set(sso: Any, organization: Organization, name: str = "Admin", **params: Any) -> OnePermissionSet:
    """Make a permission set in the organization's instance."""
    arn = organization.instance.arn
    created = sso.create_permission_set(InstanceArn=arn, Name=name, **params)
    return OnePermissionSet(sso, arn, created["PermissionSet"]["PermissionSetArn"])
