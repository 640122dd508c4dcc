"""Loads the instance itself: its ids and configuration, and attributes for access control."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import clock, organizations
from ssoadmin_mock.model.access_control import AccessControlAttributes, AccessControlStatus
from ssoadmin_mock.model.instance import Encryption, Instance, Region
from ssoadmin_mock.services.regions import DEFAULT_REGION, check_region
from ssoadmin_mock.services.sso_admin import organization_instance as organization
from ssoadmin_mock.world.loading import Loading
from ssoadmin_mock.world.parts import Part


def enable(world: Part) -> Instance:
    """Return the instance to load a world into, made now if there is none.

    :raises WorldError: when there is one and the world describes another.
    """
    section, management_id = world["instance"], management_id_of(world)
    region_name = region_name_of(section)
    _check_management(world["organization"]["management_account"], management_id, region_name)
    present = organization.find_instance(region_name, management_id)
    if present is None:
        return _made(section, region_name, management_id)
    if section.value:
        raise section.error(f"There is an instance already, {present.arn}; a world without this key is added to it.")
    return present


def management_id_of(world: Part) -> str | None:
    """Return the id of the management account, if a document says which it is."""
    management = world["organization"]["management_account"]
    id: str | None = management.value if isinstance(management.value, str) else management["id"].value
    return id


def region_name_of(section: Part) -> str:
    """Return the primary Region of the instance that a document describes.

    :param section: the document's section on the instance.
    :raises WorldError: when there is no such Region.
    """
    part = section["region"]
    region_name: str = part.value or DEFAULT_REGION
    try:
        check_region("region", region_name)
    except ValueError as error:
        raise part.error(str(error)) from None
    return region_name


def _check_management(part: Part, management_id: str | None, region_name: str) -> None:
    if management_id is None:
        return
    found = organizations.management_account(management_id, organizations.partition_of(region_name))
    if found not in (None, management_id):
        raise part.error(f"{management_id} is a member of the organization of {found}.")


def _made(section: Part, region_name: str, management_id: str | None) -> Instance:
    instance = organization.enable_instance(region_name, section["name"].value, management_id)
    instance.id = section["id"].value or instance.id
    instance.identity_store_id = section["identity_store_id"].value or instance.identity_store_id
    return instance


def load_configuration(loading: Loading) -> None:
    """Load tags, additional Regions, encryption and network of the instance."""
    section, instance = loading.world["instance"], loading.instance
    instance.tags |= loading.tags(section)
    for name in section["additional_regions"].items():
        _check_region(name)
        instance.regions.add(name.value, Region(name.value, clock.now(), is_primary=False))
    _check(loading, section["name"], Name=section["name"].value)
    encryption, network = section["encryption"], section["network"]
    if encryption:
        _check(loading, encryption, EncryptionConfiguration=encryption.value)
        instance.encryption = Encryption(encryption.value["KeyType"], encryption.value.get("KmsKeyArn"))
    if network:
        _check(loading, network, NetworkConfiguration=network.value)
        instance.network = network.value


def _check_region(name: Part) -> None:
    try:
        check_region("it", name.value)
    except ValueError as error:
        raise name.error(str(error)) from None


def _check(loading: Loading, part: Part, **members: Any) -> None:
    loading.check_request(part, "UpdateInstance", InstanceArn=loading.instance.arn, **members)


def load_access_control_attributes(loading: Loading) -> None:
    """Load attributes for access control."""
    section, instance = loading.world["access_control_attributes"], loading.instance
    if not section:
        return
    if instance.access_control_attributes is not None:
        raise section.error("Attributes for access control are enabled already.")
    configuration = {"AccessControlAttributes": _attributes(section)}
    loading.check_request(
        section,
        "CreateInstanceAccessControlAttributeConfiguration",
        InstanceArn=instance.arn,
        InstanceAccessControlAttributeConfiguration=configuration,
    )
    instance.access_control_attributes = AccessControlAttributes(configuration, AccessControlStatus.ENABLED)


def _attributes(section: Part) -> list[dict[str, Any]]:
    if isinstance(section.value, list):
        return section.value
    return [{"Key": key, "Value": {"Source": list(sources.values())}} for key, sources in section.members()]
