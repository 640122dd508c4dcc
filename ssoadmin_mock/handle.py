"""The handle that ``with mock_ssoadmin() as idc`` gives: what AWS has no API for, and help for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssoadmin_mock.decorator import DEFAULT_REGION, require_active

if TYPE_CHECKING:
    import boto3

    from ssoadmin_mock.model.instance import Instance


class OrganizationInstance:
    """The organization instance that was enabled.

    :ivar arn: the ARN of the instance.
    :ivar identity_store_id: ``d-<10 hex>``, for moto's identitystore.
    :ivar owner_account_id: the organization's management account.
    :ivar region_name: the primary Region.
    """

    def __init__(self, instance: Instance) -> None:
        self.arn = instance.arn
        self.identity_store_id = instance.identity_store_id
        self.owner_account_id = instance.owner_account_id
        self.region_name = instance.region_name

    def __repr__(self) -> str:
        return f"OrganizationInstance(arn={self.arn!r}, owner_account_id={self.owner_account_id!r})"


class IdentityCenter:
    """The active mock. All handles of nested activations are about the same state."""

    def enable_organization_instance(
        self, *, region_name: str = DEFAULT_REGION, name: str | None = None
    ) -> OrganizationInstance:
        """Enable the organization instance, as an administrator does in the console; AWS has no API for it.

        It is owned by the management account of the calling account's organization. Without an organization, the
        calling account's is created first.

        :param region_name: the primary Region.
        :param name: the instance's name, if it has one.
        :raises RuntimeError: when the mock is not active, or the management account owns an instance already.
        """
        require_active()
        from ssoadmin_mock import organization

        return OrganizationInstance(organization.enable_instance(region_name, name))

    def ensure_organization_instance(self, region_name: str) -> OrganizationInstance:
        """Return the organization instance, enabled now if it was not yet.

        :param region_name: the primary Region, if it is enabled now.
        :raises RuntimeError: when the mock is not active.
        """
        require_active()
        from ssoadmin_mock import organization

        instance = organization.find_instance(region_name)
        return OrganizationInstance(instance or organization.enable_instance(region_name, None))

    def session(self, *, account_id: str, region_name: str | None = None) -> boto3.Session:
        """Return a session whose calls, to any service, come from an account.

        :param account_id: twelve digits; the account need not exist.
        :param region_name: the session's default Region.
        :raises RuntimeError: when the mock is not active.
        """
        require_active()
        import boto3

        session = boto3.Session(
            aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET", region_name=region_name
        )

        def call_from_account(params: dict[str, Any], **_: Any) -> None:
            params["headers"]["x-moto-account-id"] = account_id

        session.events.register("before-call", call_from_account)
        return session

    def settle(self) -> None:
        """Finish everything that is in progress, in every account.

        :raises RuntimeError: when the mock is not active.
        """
        require_active()
        from ssoadmin_mock import pipeline

        pipeline.settle()


_handle = IdentityCenter()

enable_organization_instance = _handle.enable_organization_instance
session = _handle.session
settle = _handle.settle
