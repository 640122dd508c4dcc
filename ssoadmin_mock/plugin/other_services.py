"""What moto's other services do differently while our backend is installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from inspect import isfunction
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from moto.core import responses
from moto.core.responses import BaseResponse

from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL
from ssoadmin_mock.plugin.late import Patch, all_when_loaded
from ssoadmin_mock.plugin.patching import replaced

if TYPE_CHECKING:
    from moto.kms.responses import KmsResponse
    from moto.sts.models import AssumedRole, STSBackend

# What their requests are signed for, as botocore's endpoints say: iam.us-gov.amazonaws.com and others.
_GLOBAL_ENDPOINTS = {"us-gov": "us-gov-west-1"}
_MULTI_REGION_KEY_ID = re.compile(r"mrk-[0-9a-f]{32}")


@contextmanager
def adapted() -> Iterator[None]:
    """Make moto's CloudFormation, Organizations, STS, KMS and others work with IAM Identity Center."""
    with ExitStack() as undo:
        undo.enter_context(_global_endpoints_belong_to_their_partition())
        undo.enter_context(_operations_are_looked_up())
        undo.enter_context(
            all_when_loaded([(module, each) for module, patches in _PATCHES.items() for each in patches])
        )
        yield


# Modules that patch one service, and import it, are imported with it.


def _stacks(_: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin.cloudformation import stacks

    return stacks.rolling_back()


def _resource_types(_: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin.cloudformation import resource_types, resources

    return resources.published(resource_types.RESOURCE_TYPES)


def _organizations_reads(_: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin import organizations_reads

    return organizations_reads.admitting()


def _identity_stores(models: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin.identity_store import stores

    return stores.shown_in(models)


def _tags(models: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin.sso_admin import tagging

    return tagging.refusals_explained(models)


def _acting_sessions(models: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin import identity_contexts

    return identity_contexts.noted(models)


def _identity_contexts(responses: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin import identity_contexts

    return identity_contexts.taken(responses)


def _permissions_boundaries(access_control: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin import permissions_boundaries

    return permissions_boundaries.enforced(access_control)


def _protected_roles(_: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin import protected_roles

    return protected_roles.protected()


def _memberships(_: Any) -> AbstractContextManager[None]:
    from ssoadmin_mock.plugin import memberships

    return memberships.followed()


@contextmanager
def _administrators_can_be_delegated(models: Any) -> Iterator[None]:
    services = models.FakeDelegatedAdministrator.SUPPORTED_SERVICES
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


class _FunctionNames:
    """The names of a class's functions, found when they are looked for."""

    def __init__(self, cls: type) -> None:
        self._class = cls

    def __contains__(self, name: str) -> bool:
        return isfunction(getattr(self._class, name, None))


def _operations_are_looked_up() -> Any:
    # moto goes through all members of a service's class at each request, to see whether one is there.
    return replaced(responses, {"method_names_from_class": _FunctionNames})


def _saml_sessions_are_known_at_home(models: Any) -> Any:
    # moto remembers the session of AssumeRoleWithSAML in the account of that unsigned call only. Calls with its
    # credentials arrive in the role's account, where AssumeRole makes its sessions known.
    original = models.STSBackend.assume_role_with_saml

    def assume_role_with_saml(self: STSBackend, **kwargs: Any) -> AssumedRole:
        role: AssumedRole = original(self, **kwargs)
        home: STSBackend = models.sts_backends[role.account_id][self.partition]
        if home is not self:
            home.assumed_roles.append(role)
        return role

    return patch.object(models.STSBackend, "assume_role_with_saml", assume_role_with_saml)


def _multi_region_keys_are_named_as_in_aws(models: Any) -> Any:
    """Let moto's KMS name new multi-Region keys ``mrk-<32 hex>`` as AWS does.

    moto leaves the hyphens of a UUID in it. sso-admin's model allows no such key ARN, so that without this no instance
    could be encrypted with a multi-Region key of moto's.
    """
    generate: Callable[[bool], str] = models.generate_key_id

    def generate_key_id(multi_region: bool = False) -> str:
        key_id = generate(multi_region)
        return "mrk-" + key_id.removeprefix("mrk-").replace("-", "") if multi_region else key_id

    return patch.object(models, "generate_key_id", generate_key_id)


def _multi_region_keys_are_found(responses: Any) -> Any:
    validate = responses.KmsResponse._validate_cmk_id

    def validate_cmk_id(self: KmsResponse, key_id: str) -> None:
        # As a bare id moto does not know the notation; inside an ARN it takes any.
        validate(self, self._display_arn(key_id) if _MULTI_REGION_KEY_ID.fullmatch(key_id) else key_id)

    return patch.object(responses.KmsResponse, "_validate_cmk_id", validate_cmk_id)


_PATCHES: dict[str, list[Patch]] = {
    "moto.cloudformation.models": [_stacks],
    "moto.cloudformation.parsing": [_resource_types],
    "moto.iam.access_control": [_permissions_boundaries],
    "moto.iam.models": [_protected_roles],
    "moto.identitystore.models": [_identity_stores],
    "moto.kms.models": [_multi_region_keys_are_named_as_in_aws],
    "moto.kms.responses": [_multi_region_keys_are_found],
    "moto.organizations.models": [_administrators_can_be_delegated, _memberships],
    "moto.organizations.responses": [_organizations_reads],
    "moto.resourcegroupstaggingapi.models": [_tags],
    "moto.sts.models": [_saml_sessions_are_known_at_home, _acting_sessions],
    "moto.sts.responses": [_identity_contexts],
}
