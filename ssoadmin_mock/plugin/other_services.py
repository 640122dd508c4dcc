"""What moto's other services do differently while our backend is installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.identitystore.models import IdentityStoreBackend, IdentityStoreData
from moto.kms import models as kms_models
from moto.kms.responses import KmsResponse
from moto.organizations.models import FakeDelegatedAdministrator
from moto.resourcegroupstaggingapi.models import ResourceGroupsTaggingAPIBackend
from moto.sts.models import AssumedRole, STSBackend, sts_backends

from ssoadmin_mock.effects import identity_store
from ssoadmin_mock.effects.organizations import SERVICE_PRINCIPAL
from ssoadmin_mock.plugin import memberships, organizations_reads, protected_roles
from ssoadmin_mock.plugin import tagging_mixin as tagging
from ssoadmin_mock.plugin.patching import replaced
from ssoadmin_mock.plugin.tagging import change_tags
from ssoadmin_mock.services.access import is_administrator, visible_instances
from ssoadmin_mock.services.call import Caller

# What their requests are signed for, as botocore's endpoints say: iam.us-gov.amazonaws.com and others.
_GLOBAL_ENDPOINTS = {"us-gov": "us-gov-west-1"}
_MULTI_REGION_KEY_ID = re.compile(r"mrk-[0-9a-f]{32}")


@contextmanager
def adapted() -> Iterator[None]:
    """Make moto's Organizations, Identity Store, STS, KMS and Tagging API work with IAM Identity Center."""
    with ExitStack() as undo:
        undo.enter_context(_administrators_can_be_delegated())
        undo.enter_context(organizations_reads.admitting())
        undo.enter_context(protected_roles.protected())
        undo.enter_context(memberships.followed())
        undo.enter_context(_global_endpoints_belong_to_their_partition())
        undo.enter_context(_identity_stores_are_shared())
        undo.enter_context(_identity_stores_are_for_administrators_to_change())
        undo.enter_context(_saml_sessions_are_known_at_home())
        undo.enter_context(_multi_region_keys_are_named_as_in_aws())
        undo.enter_context(_refused_tags_have_their_own_errors())
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


@contextmanager
def _identity_stores_are_for_administrators_to_change() -> Iterator[None]:
    """Deny member accounts the operations that change users, groups and memberships of the organization."""
    with ExitStack() as undo:
        for name, original in list(vars(IdentityStoreBackend).items()):
            if name.startswith(("create_", "update_", "delete_")):
                undo.enter_context(patch.object(IdentityStoreBackend, name, _for_administrators(original)))
        yield


def _for_administrators(original: Callable[..., Any]) -> Callable[..., Any]:
    operation = "".join(word.capitalize() for word in original.__name__.split("_"))

    def change(self: IdentityStoreBackend, identity_store_id: str, *args: Any, **kwargs: Any) -> Any:
        caller = Caller(self.account_id, self.region_name, access_key="")
        for instance in visible_instances(caller):
            if instance.identity_store_id == identity_store_id and not is_administrator(instance, caller):
                raise JsonRESTError(
                    "AccessDeniedException",
                    f"User: {caller.arn} is not authorized to perform: identitystore:{operation} "
                    f"on resource: {instance.identity_store_arn}",
                )
        return original(self, identity_store_id, *args, **kwargs)

    return change


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


_OF_OURS = re.compile(r"arn:[^:]*:sso:")


@contextmanager
def _refused_tags_have_their_own_errors() -> Iterator[None]:
    """Let moto's Tagging API say why our operations refuse, where it has one text for whatever any service refuses."""
    # Older versions of moto do not ask us at all.
    if not tagging.IS_SUPPORTED:
        yield
        return
    tag, untag = ResourceGroupsTaggingAPIBackend.tag_resources, ResourceGroupsTaggingAPIBackend.untag_resources

    def tag_resources(self: Any, resource_arns: list[str], tags: dict[str, str]) -> dict[str, Any]:
        ours, others = _parted(resource_arns)
        rows = [{"Key": key, "Value": value} for key, value in tags.items()]
        return tag(self, others, tags) | _refused(self, ours, "TagResource", Tags=rows)

    def untag_resources(self: Any, resource_arn_list: list[str], tag_keys: list[str]) -> dict[str, Any]:
        ours, others = _parted(resource_arn_list)
        return untag(self, others, tag_keys) | _refused(self, ours, "UntagResource", TagKeys=tag_keys)

    with (
        patch.object(ResourceGroupsTaggingAPIBackend, "tag_resources", tag_resources),
        patch.object(ResourceGroupsTaggingAPIBackend, "untag_resources", untag_resources),
    ):
        yield


def _parted(arns: list[str]) -> tuple[list[str], list[str]]:
    """Return the ARNs of our resources, and those of other services."""
    ours = [arn for arn in arns if _OF_OURS.match(arn)]
    return ours, [arn for arn in arns if arn not in ours]


def _refused(backend: Any, arns: list[str], operation: str, **members: Any) -> dict[str, Any]:
    """Change the tags of our resources, and return why, for each that is refused."""
    failures = {
        arn: change_tags(backend.account_id, backend.region_name, operation, ResourceArn=arn, **members) for arn in arns
    }
    return {arn: failure for arn, failure in failures.items() if failure is not None}
