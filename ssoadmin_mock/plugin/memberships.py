"""What IAM Identity Center does when accounts join and leave an organization, and when the organization ends."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from moto.organizations.models import OrganizationsBackend

from ssoadmin_mock.effects import iam, provisioning
from ssoadmin_mock.effects.organization_tree import MANAGEMENT_NAME
from ssoadmin_mock.effects.workflows import Workflows
from ssoadmin_mock.model.account import Account, account_of
from ssoadmin_mock.model.instance import Instance
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.services.pipeline import one_at_a_time


def followed() -> AbstractContextManager[None]:
    """Let Identity Center follow what happens to the organization in moto's Organizations."""
    following = {
        "create_account": _joining(OrganizationsBackend.create_account),
        "remove_account_from_organization": _leaving(OrganizationsBackend.remove_account_from_organization),
        "delete_organization": _ending(OrganizationsBackend.delete_organization),
    }
    return replaced(OrganizationsBackend, following)


def _joining(original: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def create_account(self: OrganizationsBackend, **kwargs: Any) -> dict[str, Any]:
        with one_at_a_time:
            created = original(self, **kwargs)
            if _instance_of(_center(self)) is not None:
                iam.create_service_role(created["CreateAccountStatus"]["AccountId"], self.partition)
            return created

    return create_account


def _leaving(original: Callable[..., None]) -> Callable[..., None]:
    def remove_account_from_organization(self: OrganizationsBackend, **kwargs: str) -> None:
        with one_at_a_time:
            original(self, **kwargs)
            instance = _instance_of(_center(self))
            if instance is not None:
                provisioning.leave_account(instance, kwargs["AccountId"])

    return remove_account_from_organization


def _ending(original: Callable[..., None]) -> Callable[..., None]:
    def delete_organization(self: OrganizationsBackend) -> None:
        with one_at_a_time:
            if [account.id for account in self.accounts] == [self.account_id]:
                # moto knows the management account by the name that it gave it, which worlds and tests change.
                self.accounts[0].name = MANAGEMENT_NAME
            original(self)
            _end(_center(self))

    return delete_organization


def _end(center: Account) -> None:
    instance = _instance_of(center)
    if instance is None:
        return
    # What is in progress has nothing left to change.
    Workflows(center.in_progress).cancel_all()
    provisioning.remove_everything(instance)
    provisioning.leave_account(instance, instance.owner_account_id)
    center.forget(instance)


def _center(organization: OrganizationsBackend) -> Account:
    return account_of(organization.account_id, organization.partition)


def _instance_of(center: Account) -> Instance | None:
    """Return the organization instance, if it is enabled."""
    instance = center.instance
    return instance if instance is not None and instance.is_organization_instance else None
