"""Instances: CreateInstance, DescribeInstance, ListInstances, UpdateInstance, DeleteInstance."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import organizations, provisioning
from ssoadmin_mock.model.instance import Encryption, Instance, InstanceKind, InstanceStatus, Region
from ssoadmin_mock.services import access
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.instances import new_instance
from ssoadmin_mock.services.sso_admin import keys
from ssoadmin_mock.services.sso_admin.operations.tags import Tags, new_tags
from ssoadmin_mock.services.sso_admin.rules import instances as rules
from ssoadmin_mock.services.sso_admin.rules import regions as region_rules
from ssoadmin_mock.services.sso_admin.rules import roles as role_rules
from ssoadmin_mock.services.sso_admin.rules import tags as tag_rules
from ssoadmin_mock.services.sso_admin.rules import wire as wire_rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import (
    AccessDeniedException,
    ServiceQuotaExceededException,
    ValidationException,
)
from ssoadmin_mock.wire.pagination import Listing
from ssoadmin_mock.wire.registry import Access

MANAGEMENT_ACCOUNT_REFUSED = "Organization management account is not allowed to perform the operation."
MEMBERS_REFUSED = "The organization management account ({}) does not allow its members to create instances."
QUOTA_EXCEEDED = "You have exceeded IAM Identity Center quotas. Cannot create more than 1 instance for {}"

NETWORK_LISTS = ("RestrictSourceVpcs", "AllowSourceIps", "ExcludeApplicationArns")


@operation(
    access=Access.ANYONE,
    rules=(
        rules.IDENTIFIERS,
        rules.SERVICE_ROLE,
        rules.MANAGEMENT_ACCOUNT,
        rules.ONE_PER_ACCOUNT,
        rules.MEMBERS_NOT_ALLOWED,
        rules.IN_PROGRESS,
        wire_rules.CLIENT_TOKEN,
        wire_rules.CLIENT_TOKEN_FORGOTTEN,
        tag_rules.TAG_LIMIT,
        tag_rules.RESERVED_PREFIX,
        tag_rules.DUPLICATE_KEYS,
    ),
    not_simulated="CREATE_FAILED; the organization policies that can forbid it.",
)
def create_instance(call: Call, *, name: str | None = None, tags: Tags | None = None) -> dict[str, Any]:
    """Make the account instance of a standalone or member account."""
    _check_may_create(call)
    resource_tags = new_tags(call, tags)
    instance = new_instance(
        InstanceKind.ACCOUNT, call.caller.account_id, call.caller.partition, call.caller.region_name, name
    )
    instance.tags = resource_tags
    instance.status = InstanceStatus.CREATING
    call.own_account.instance = instance
    call.workflows.start("instance", instance.arn, lambda: _activate(instance))
    return {"InstanceArn": instance.arn}


def _check_may_create(call: Call) -> None:
    account_id = call.caller.account_id
    management = organizations.management_account(account_id, call.caller.partition)
    if management == account_id:
        raise ValidationException(MANAGEMENT_ACCOUNT_REFUSED, rule=rules.MANAGEMENT_ACCOUNT)
    if management is not None and not call.settings.allow_member_instances:
        raise AccessDeniedException(MEMBERS_REFUSED.format(management), rule=rules.MEMBERS_NOT_ALLOWED)
    if call.own_account.instance is not None:
        raise ServiceQuotaExceededException(QUOTA_EXCEEDED.format(account_id), rule=rules.ONE_PER_ACCOUNT)


def _activate(instance: Instance) -> None:
    instance.status = InstanceStatus.ACTIVE


@operation(
    rules=(
        rules.NOT_HERE,
        rules.MEMBERS_DENIED,
        rules.IN_PROGRESS,
        rules.CREATING_REFUSES,
        rules.ENCRYPTION,
        rules.ENCRYPTION_UPDATING,
        rules.NETWORK,
        rules.PERMISSION_SETS_ENABLED,
    ),
    not_simulated="StatusReason and EncryptionStatusReason, which only failures have.",
)
def describe_instance(call: Call) -> dict[str, Any]:
    """Describe an instance with all its members."""
    instance = call.instance
    call.workflows.poll(instance.arn)
    call.workflows.poll(_encryption_key(instance))
    if not any(present is instance for present in call.account.instances):
        raise access.denied(call, instance.arn, access.NOT_HERE, rule=rules.NOT_HERE)
    answer = _metadata(instance) | {
        "EncryptionConfigurationDetails": _encryption_details(instance.encryption),
        "PermissionSetsEnabled": instance.permission_sets_enabled,
    }
    if instance.network is not None:
        answer["NetworkConfigurationDetails"] = instance.network
    return answer


@operation(
    access=Access.ANYONE,
    rules=(
        rules.EMPTY_AT_FIRST,
        rules.VISIBLE_TO_MEMBERS,
        rules.REGIONAL,
        rules.ORGANIZATION_INSTANCE,
        region_rules.READS_EVERYWHERE,
    ),
)
def list_instances(call: Call, *, region_scope: str = "CURRENT_REGION") -> Listing:
    """List the instances that the account owns or sees."""
    everywhere = region_scope == "ALL_REGIONS" or call.settings.moto_defaults
    # At most two: the organization's comes first, the account's own second.
    instances = (
        (int(instance.owner_account_id == call.caller.account_id), instance)
        for instance in access.visible_instances(call.caller)
        if everywhere or instance.is_available_in(call.caller.region_name)
    )
    return Listing.of(instances, _metadata)


@operation(
    rules=(
        rules.UPDATE_ONE_AT_A_TIME,
        rules.ENCRYPTION,
        rules.KEY_PLACE,
        rules.KEY_UNUSABLE,
        rules.ENCRYPTION_UPDATING,
        rules.PERMISSION_SETS_ENABLED,
        rules.PERMISSION_SETS_IN_ACCOUNT_INSTANCE,
        rules.NETWORK,
        region_rules.KEY_STAYS,
    ),
    not_simulated="UPDATE_FAILED; that account instances cannot have a customer managed key; whether the key's policy "
    "lets Identity Center use it; the access that a network configuration refuses.",
)
def update_instance(
    call: Call,
    *,
    name: str | None = None,
    encryption_configuration: dict[str, str] | None = None,
    permission_sets_enabled: bool | None = None,
    network_configuration: dict[str, Any] | None = None,
) -> None:
    """Change an instance's name and one of its configurations."""
    instance = call.instance
    exclusive = (encryption_configuration, permission_sets_enabled, network_configuration)
    if sum(given is not None for given in exclusive) > 1:
        raise ValidationException(
            "Only one of EncryptionConfiguration, PermissionSetsEnabled and NetworkConfiguration can be set in one "
            "request. Make a separate UpdateInstance call for each.",
            rule=rules.UPDATE_ONE_AT_A_TIME,
        )
    if permission_sets_enabled is False:
        raise ValidationException(
            "PermissionSetsEnabled can only be true: permission sets cannot be disabled.",
            rule=rules.PERMISSION_SETS_ENABLED,
        )
    if encryption_configuration is not None:
        _encrypt(call, encryption_configuration)
    if permission_sets_enabled:
        instance.permission_sets_enabled = True
    if network_configuration is not None:
        instance.network = _network(network_configuration)
    if name is not None:
        instance.name = name


@operation(
    access=Access.OWNER,
    rules=(
        rules.DELETE_OWNER_ONLY,
        rules.DELETE_CASCADES,
        role_rules.INSTANCE_DELETED,
        rules.IN_PROGRESS,
        rules.CREATING_REFUSES,
    ),
)
def delete_instance(call: Call) -> None:
    """Delete an instance with everything in it."""
    instance, account = call.instance, call.account

    def finish() -> None:
        provisioning.remove_everything(instance)
        account.forget(instance)

    # What is in progress has nothing left to change.
    call.workflows.cancel_all()
    instance.status = InstanceStatus.DELETING
    call.workflows.start("instance", instance.arn, finish)


def _metadata(instance: Instance) -> dict[str, Any]:
    answer = {
        "InstanceArn": instance.arn,
        "IdentityStoreId": instance.identity_store_id,
        "IdentityStoreArn": instance.identity_store_arn,
        "OwnerAccountId": instance.owner_account_id,
        "CreatedDate": instance.created_date,
        "Status": instance.status,
        "PrimaryRegion": instance.region_name,
        "Regions": [region_metadata(region) for region in instance.regions],
    }
    return answer if instance.name is None else answer | {"Name": instance.name}


def region_metadata(region: Region) -> dict[str, Any]:
    """Return a Region of an instance as the API shows it."""
    return {
        "RegionName": region.name,
        "Status": region.status,
        "AddedDate": region.added_date,
        "IsPrimaryRegion": region.is_primary,
    }


def _encryption_details(encryption: Encryption) -> dict[str, str]:
    details = {"KeyType": encryption.key_type, "EncryptionStatus": encryption.status}
    return details if encryption.kms_key_arn is None else details | {"KmsKeyArn": encryption.kms_key_arn}


def _encryption_key(instance: Instance) -> tuple[str, str]:
    return (instance.arn, "encryption")


def _encrypt(call: Call, configuration: dict[str, str]) -> None:
    key_type, arn = configuration["KeyType"], configuration.get("KmsKeyArn")
    keys.check_configuration(call.instance, key_type, arn)
    encryption = call.instance.encryption = Encryption(key_type, arn, status="UPDATING")

    def finish() -> None:
        encryption.status = "ENABLED"

    call.workflows.start("instance_encryption", _encryption_key(call.instance), finish)


def _network(configuration: dict[str, Any]) -> dict[str, Any]:
    # An empty list is the same as an omitted one; without enforcement the lists are cleared.
    enforced = configuration["VpceAccessRequired"]
    lists = {name: configuration[name] for name in NETWORK_LISTS if enforced and configuration.get(name)}
    return {"VpceAccessRequired": enforced} | lists
