"""Regions of an instance: AddRegion, RemoveRegion, DescribeRegion, ListRegions."""

from __future__ import annotations

from typing import Any

from ssoadmin_mock.effects import clock
from ssoadmin_mock.model.instance import Instance, Region, RegionStatus
from ssoadmin_mock.model.regions import regions_enabled_by_default
from ssoadmin_mock.services.call import Call
from ssoadmin_mock.services.sso_admin import keys
from ssoadmin_mock.services.sso_admin.operations.instances import region_metadata
from ssoadmin_mock.services.sso_admin.rules import regions as rules
from ssoadmin_mock.services.sso_admin.service import operation
from ssoadmin_mock.wire.errors import (
    ConflictException,
    ResourceNotFoundException,
    ServiceQuotaExceededException,
    ValidationException,
)
from ssoadmin_mock.wire.pagination import Listing


@operation(
    rules=(
        rules.IN_PROGRESS,
        rules.ORGANIZATION_INSTANCE_ONLY,
        rules.ALREADY_ADDED,
        rules.ONE_AT_A_TIME,
        rules.ENABLED_BY_DEFAULT,
        rules.QUOTA,
        rules.MULTI_REGION_KEY,
        rules.WRITES_IN_PRIMARY,
    ),
    not_simulated="The precondition that the identity source is an external identity provider: no API tells which it "
    "is. Also the time that replication takes after the Region is ACTIVE, that the identity store cannot be changed "
    "through the Region, and the access portal's endpoint there.",
)
def add_region(call: Call, *, region_name: str) -> dict[str, str]:
    """Replicate an organization instance to another Region."""
    instance = call.instance
    _check_may_add(call, region_name)
    region = Region(region_name, clock.now(), is_primary=False, status=RegionStatus.ADDING)
    instance.regions.add(region_name, region)

    def finish() -> None:
        region.status = RegionStatus.ACTIVE

    call.workflows.start("region", _workflow(instance, region_name), finish)
    return {"Status": region.status}


@operation(
    rules=(rules.IN_PROGRESS, rules.PRIMARY_STAYS, rules.ONE_AT_A_TIME, rules.NOT_FOUND, rules.WRITES_IN_PRIMARY),
    not_simulated="What becomes of applications that were created in the Region: here they stay.",
)
def remove_region(call: Call, *, region_name: str) -> dict[str, str]:
    """Remove an additional Region from an instance."""
    instance = call.instance
    region = _find_region(instance, region_name)
    if region.is_primary:
        raise ValidationException(
            f"{region_name} is the primary Region of {instance.arn} and cannot be removed.", rule=rules.PRIMARY_STAYS
        )
    _check_none_in_progress(instance)
    region.status = RegionStatus.REMOVING
    call.workflows.start("region", _workflow(instance, region_name), lambda: _forget(instance, region_name))
    return {"Status": region.status}


@operation(rules=(rules.IN_PROGRESS, rules.NOT_FOUND, rules.READS_EVERYWHERE))
def describe_region(call: Call, *, region_name: str) -> dict[str, Any]:
    """Describe a Region of an instance."""
    call.workflows.poll(_workflow(call.instance, region_name))
    return region_metadata(_find_region(call.instance, region_name))


@operation(rules=(rules.IN_PROGRESS, rules.READS_EVERYWHERE))
def list_regions(call: Call) -> Listing:
    """List the Regions of an instance, also those that are being added or removed."""
    return Listing(call.instance.regions.after, region_metadata)


def _check_may_add(call: Call, region_name: str) -> None:
    instance = call.instance
    if not instance.is_organization_instance:
        raise ValidationException(
            f"{instance.arn} is an account instance. Only an organization instance has Regions.",
            rule=rules.ORGANIZATION_INSTANCE_ONLY,
        )
    if region_name in instance.regions:
        raise ConflictException(f"{region_name} is a Region of {instance.arn} already.", rule=rules.ALREADY_ADDED)
    _check_none_in_progress(instance)
    if region_name not in regions_enabled_by_default(instance.partition):
        raise ValidationException(
            f"{region_name} is not a Region of {instance.partition} that is enabled by default.",
            rule=rules.ENABLED_BY_DEFAULT,
        )
    limit = call.settings.quota("regions_per_instance")
    if len(instance.regions) >= limit:
        raise ServiceQuotaExceededException(
            f"You have exceeded IAM Identity Center quotas. Cannot have more than {limit} Regions for {instance.arn}",
            rule=rules.QUOTA,
        )
    if instance.encryption.kms_key_arn is None:
        raise ValidationException(
            f"{instance.arn} is not encrypted with a customer managed multi-Region KMS key.",
            rule=rules.MULTI_REGION_KEY,
        )
    keys.check_replica(instance.encryption.kms_key_arn, region_name)


def _check_none_in_progress(instance: Instance) -> None:
    for region in instance.regions:
        if region.status != RegionStatus.ACTIVE:
            raise ConflictException(
                f"{region.name} is {region.status}. Wait until that is done.", rule=rules.ONE_AT_A_TIME
            )


def _find_region(instance: Instance, region_name: str) -> Region:
    region = instance.regions.get(region_name)
    if region is None:
        raise ResourceNotFoundException(f"{region_name} is not a Region of {instance.arn}.", rule=rules.NOT_FOUND)
    return region


def _forget(instance: Instance, region_name: str) -> None:
    instance.regions.pop(region_name)


def _workflow(instance: Instance, region_name: str) -> tuple[str, str, str]:
    return (instance.arn, "region", region_name)
