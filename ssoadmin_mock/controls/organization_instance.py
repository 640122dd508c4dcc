"""The organization instance, as tests see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OrganizationInstance:
    """The organization instance that was enabled.

    :param arn: the ARN of the instance.
    :param identity_store_id: ``d-<10 hex>``, for identitystore.
    :param owner_account_id: the organization's management account.
    :param region_name: the primary Region.
    """

    arn: str
    identity_store_id: str
    owner_account_id: str
    region_name: str

    @property
    def id(self) -> str:
        """``ssoins-<16 hex>``."""
        return self.arn.rpartition("/")[2]

    @property
    def partition(self) -> str:
        """The partition: ``aws``, ``aws-cn`` ..."""
        return self.arn.split(":")[1]
