"""The handle that ``with mock_ssoadmin() as idc`` gives: what AWS has no API for, and help for tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.decorator import active_controls
from ssoadmin_mock.settings import DEFAULT_REGION

if TYPE_CHECKING:
    import boto3

    from ssoadmin_mock.calls import Calls
    from ssoadmin_mock.faults import Faults


@dataclass(frozen=True)
class OrganizationInstance:
    """The organization instance that was enabled.

    :param arn: the ARN of the instance.
    :param identity_store_id: ``d-<10 hex>``, for moto's identitystore.
    :param owner_account_id: the organization's management account.
    :param region_name: the primary Region.
    """

    arn: str
    identity_store_id: str
    owner_account_id: str
    region_name: str


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
        return active_controls().enable_organization_instance(region_name, name)

    def ensure_organization_instance(self, region_name: str) -> OrganizationInstance:
        """Return the organization instance, enabled now if it was not yet.

        :param region_name: the primary Region, if it is enabled now.
        :raises RuntimeError: when the mock is not active.
        """
        return active_controls().ensure_organization_instance(region_name)

    def session(self, *, account_id: str, region_name: str | None = None) -> boto3.Session:
        """Return a session whose calls, to any service, come from an account.

        :param account_id: twelve digits; the account need not exist.
        :param region_name: the session's default Region.
        :raises RuntimeError: when the mock is not active.
        """
        endpoint_url = active_controls().endpoint_url
        import boto3

        session = boto3.Session(
            aws_access_key_id="FOOBARKEY", aws_secret_access_key="FOOBARSECRET", region_name=region_name
        )

        def call_from_account(params: dict[str, Any], **_: Any) -> None:
            params["headers"]["x-moto-account-id"] = account_id

        session.events.register("before-call", call_from_account)
        if endpoint_url is not None:
            # moto's server mode only redirects the clients of boto3's default session.
            for factory in ("client", "resource"):
                setattr(session, factory, partial(getattr(session, factory), endpoint_url=endpoint_url))
        return session

    @property
    def calls(self) -> Calls:
        """What was called since the outermost mock was started, with ``assert_called`` and ``assert_not_called``.

        :raises RuntimeError: when the mock is not active, or in moto's server mode.
        """
        return active_controls().calls

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose, until the outermost mock ends: errors, failed requests, latency, limits.

        :raises RuntimeError: when the mock is not active, or in moto's server mode.
        """
        return active_controls().faults

    def settle(self) -> None:
        """Finish everything that is in progress, in every account.

        :raises RuntimeError: when the mock is not active.
        """
        active_controls().settle()


_handle = IdentityCenter()

enable_organization_instance = _handle.enable_organization_instance
session = _handle.session
settle = _handle.settle
