"""What moto's other services do differently while our backend is installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from moto.core.responses import BaseResponse
from moto.identitystore.models import IdentityStoreBackend, IdentityStoreData
from moto.kms import models as kms_models
from moto.kms.responses import KmsResponse
from moto.organizations.models import FakeDelegatedAdministrator
from moto.sts.models import AssumedRole, STSBackend, sts_backends

from ssoadmin_mock.effects import identity_store
from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL
from ssoadmin_mock.plugin import memberships, organizations_reads, protected_roles
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.services.access import visible_instances
from ssoadmin_mock.services.call import Caller

# What their requests are signed for, as botocore's endpoints say: iam.us-gov.amazonaws.com and others.
_GLOBAL_ENDPOINTS = {"us-gov": "us-gov-west-1"}
_MULTI_REGION_KEY_ID = re.compile(r"mrk-[0-9a-f]{32}")


@contextmanager
def adapted() -> Iterator[None]:
    """Make moto's Organizations, Identity Store, STS and KMS work with IAM Identity Center."""
    with ExitStack() as undo:
        undo.enter_context(_administrators_can_be_delegated())
        undo.enter_context(organizations_reads.admitting())
        undo.enter_context(protected_roles.protected())
        undo.enter_context(memberships.followed())
        undo.enter_context(_global_endpoints_belong_to_their_partition())
        undo.enter_context(_identity_stores_are_shared())
        undo.enter_context(_saml_sessions_are_known_at_home())
        undo.enter_context(_multi_region_keys_are_named_as_in_aws())
        yield


@contextmanager
def _administrators_can_be_delegated() -> Iterator[None]:
    services = FakeDelegatedAdministrator.SUPPORTED_SERVICES
    services.insert(0, SERVICE_PRINCIPAL)
    try:
        yield
    finally:
        services.remove(SERVICE_PRINCIPAL)


def _global_endpoints_belong_to_their_partition() -> Any:
    # moto takes what stands before "amazonaws.com" for a Region. In GovCloud that is the partition, for IAM and other
    # services without Regions, and moto would take them for those of the partition "aws".
    original = BaseResponse.get_region_from_url

    def get_region_from_url(self: BaseResponse, request: Any, full_url: str) -> str:
        region: str = original(self, request, full_url)
        return _GLOBAL_ENDPOINTS.get(region, region)

    return replaced(BaseResponse, {"get_region_from_url": get_region_from_url})


def _identity_stores_are_shared() -> Any:
    # moto keeps identity stores per account, and makes one when it is first asked about. All accounts that see an
    # instance have its users and groups in common. The name is __get_identity_store, which all operations begin with.
    name = "_IdentityStoreBackend__get_identity_store"
    original = getattr(IdentityStoreBackend, name)

    def find_store(self: IdentityStoreBackend, store_id: str) -> IdentityStoreData:
        for instance in visible_instances(Caller(self.account_id, self.region_name, access_key="")):
            if instance.identity_store_id == store_id and instance.is_available_in(self.region_name):
                return identity_store.shared_store(instance)
        store: IdentityStoreData = original(self, store_id)
        return store

    return patch.object(IdentityStoreBackend, name, find_store)


def _saml_sessions_are_known_at_home() -> Any:
    # moto remembers the session of AssumeRoleWithSAML in the account of that unsigned call only. Calls with its
    # credentials arrive in the role's account, where AssumeRole makes its sessions known.
    original = STSBackend.assume_role_with_saml

    def assume_role_with_saml(self: STSBackend, **kwargs: Any) -> AssumedRole:
        role = original(self, **kwargs)
        home: STSBackend = sts_backends[role.account_id][self.partition]
        if home is not self:
            home.assumed_roles.append(role)
        return role

    return patch.object(STSBackend, "assume_role_with_saml", assume_role_with_saml)


@contextmanager
def _multi_region_keys_are_named_as_in_aws() -> Iterator[None]:
    """Let moto's KMS name new multi-Region keys ``mrk-<32 hex>`` as AWS does.

    moto leaves the hyphens of a UUID in it. sso-admin's model allows no such key ARN, so that without this no instance
    could be encrypted with a multi-Region key of moto's.
    """
    generate: Callable[[bool], str] = vars(kms_models)["generate_key_id"]
    validate = KmsResponse._validate_cmk_id

    def generate_key_id(multi_region: bool = False) -> str:
        key_id = generate(multi_region)
        return "mrk-" + key_id.removeprefix("mrk-").replace("-", "") if multi_region else key_id

    def validate_cmk_id(self: KmsResponse, key_id: str) -> None:
        # As a bare id moto does not know the notation; inside an ARN it takes any.
        validate(self, self._display_arn(key_id) if _MULTI_REGION_KEY_ID.fullmatch(key_id) else key_id)

    with (
        patch.object(kms_models, "generate_key_id", generate_key_id),
        patch.object(KmsResponse, "_validate_cmk_id", validate_cmk_id),
    ):
        yield
