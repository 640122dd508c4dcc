"""What moto's other services do differently while our backend is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from moto.identitystore.models import IdentityStoreBackend, IdentityStoreData
from moto.organizations.models import FakeDelegatedAdministrator
from moto.sts.models import AssumedRole, STSBackend, sts_backends

from ssoadmin_mock.access import visible_instances
from ssoadmin_mock.call import Caller
from ssoadmin_mock.effects import identity_store
from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL


@contextmanager
def adapted() -> Iterator[None]:
    """Make moto's Organizations, Identity Store and STS work with IAM Identity Center."""
    with ExitStack() as undo:
        undo.enter_context(_administrators_can_be_delegated())
        undo.enter_context(_identity_stores_are_shared())
        undo.enter_context(_saml_sessions_are_known_at_home())
        yield


@contextmanager
def _administrators_can_be_delegated() -> Iterator[None]:
    services = FakeDelegatedAdministrator.SUPPORTED_SERVICES
    services.insert(0, SERVICE_PRINCIPAL)
    try:
        yield
    finally:
        services.remove(SERVICE_PRINCIPAL)


def _identity_stores_are_shared() -> Any:
    # moto keeps identity stores per account, and makes one when it is first asked about. All accounts that see an
    # instance have its users and groups in common. The name is __get_identity_store, which all operations begin with.
    name = "_IdentityStoreBackend__get_identity_store"
    original = getattr(IdentityStoreBackend, name)

    def find_store(self: IdentityStoreBackend, store_id: str) -> IdentityStoreData:
        for instance in visible_instances(Caller(self.account_id, self.region_name, access_key="")):
            if instance.identity_store_id == store_id and self.region_name in instance.regions:
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
