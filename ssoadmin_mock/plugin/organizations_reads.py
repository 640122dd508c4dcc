"""Whom moto's Organizations answers about an organization: its management account, delegates, and nobody else.

botocore's model says at each operation which accounts may call it.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from enum import Enum, auto
from functools import lru_cache

from botocore.model import ServiceModel
from moto.core.exceptions import JsonRESTError
from moto.organizations.exceptions import AWSOrganizationsNotInUseException
from moto.organizations.models import OrganizationsBackend, organizations_backends
from moto.organizations.responses import OrganizationsResponse

from ssoadmin_mock.effects import organizations
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.wire.model_files import SharingLoader

# As observed of ListAccounts, ListRoots and others.
NOT_ADMITTED = "You don't have permissions to access this resource."

_NOT_IN_USE = "AWSOrganizationsNotInUseException"
_ANY_ACCOUNT = re.compile("from any account in (a|an|the) organization")
_DELEGATES = "a member account that is a delegated administrator"


class Audience(Enum):
    """The accounts that may call an operation."""

    OUTSIDERS = auto()
    """Accounts that are in no organization as well, such as CreateOrganization's."""
    MEMBERS = auto()
    """Every account of the organization."""
    DELEGATES = auto()
    """The management account, and members that are delegated administrator of some service."""
    MANAGEMENT_ACCOUNT = auto()


def admitting() -> AbstractContextManager[None]:
    """Let moto's Organizations answer delegates as it answers the management account, and refuse plain members."""
    return replaced(OrganizationsResponse, {"organizations_backend": property(_backend)})


def _backend(response: OrganizationsResponse) -> OrganizationsBackend:
    account_id, partition = response.current_account, response.partition
    own: OrganizationsBackend = organizations_backends[account_id][partition]
    audience = audience_of(response._get_action())
    if audience is Audience.OUTSIDERS:
        return own
    management = organizations.management_account(account_id, partition)
    if management is None:
        raise AWSOrganizationsNotInUseException
    if not _admits(audience, account_id, management, partition):
        raise JsonRESTError("AccessDeniedException", NOT_ADMITTED)
    backend: OrganizationsBackend = organizations_backends[management][partition]
    return backend


def _admits(audience: Audience, account_id: str, management: str, partition: str) -> bool:
    if audience is Audience.DELEGATES:
        return account_id == management or organizations.is_delegate(account_id, management, partition)
    return audience is Audience.MEMBERS or account_id == management


@lru_cache(maxsize=100)
def audience_of(operation: str) -> Audience:
    """Return which accounts may call an operation, as botocore's model says.

    :param operation: its name, ``ListAccounts``.
    """
    model = _service_model().operation_model(operation)
    if all(error.name != _NOT_IN_USE for error in model.error_shapes):
        return Audience.OUTSIDERS
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", model.documentation))
    if _ANY_ACCOUNT.search(text):
        return Audience.MEMBERS
    # Where it says nothing, as of CloseAccount, the operation is about the whole organization.
    return Audience.DELEGATES if _DELEGATES in text else Audience.MANAGEMENT_ACCOUNT


@lru_cache(maxsize=1)
def _service_model() -> ServiceModel:
    return ServiceModel(SharingLoader().load_service_model("organizations", "service-2"), "organizations")
