"""The organization instance, which only the console can enable."""

from __future__ import annotations

import os

from ssoadmin_mock.effects import iam, organizations
from ssoadmin_mock.effects.callers import default_account_id
from ssoadmin_mock.model.account import account_of, all_instances
from ssoadmin_mock.model.instance import Instance, InstanceKind
from ssoadmin_mock.services.instances import new_instance
from ssoadmin_mock.services.sso_admin.service import SERVICE
from ssoadmin_mock.wire.errors import ServiceError
from ssoadmin_mock.wire.validation import validate

_SOME_ARN = f"arn:aws:sso:::instance/ssoins-{16 * '0'}"


def find_instance(region_name: str, account_id: str | None = None) -> Instance | None:
    """Return the organization instance of an account's organization, or None.

    :param region_name: any Region of the partition.
    :param account_id: any account of the organization; the calling one if left out.
    """
    partition = organizations.partition_of(region_name)
    management = organizations.management_account(account_id or default_account_id(), partition)
    instance = account_of(management, partition).instance if management else None
    return instance if instance is not None and instance.is_organization_instance else None


def present_instance() -> Instance:
    """Return the organization instance that names and dumps are about.

    It is the calling account's, or the only one. An account has one in each partition; then it is that of the
    partition of boto3's default Region, AWS_DEFAULT_REGION.

    :raises RuntimeError: when there is none, or there are several and none of them is meant.
    """
    present = [each for each in all_instances() if each.is_organization_instance]
    if not present:
        raise RuntimeError("There is no organization instance. Load a world, or call enable_organization_instance().")
    found = [each for each in present if find_instance(each.region_name) is each] or present
    if len(found) > 1:
        found = [each for each in found if each.partition == _default_partition()]
    if len(found) != 1:
        raise _several(present)
    return found[0]


def _default_partition() -> str | None:
    region_name = os.environ.get("AWS_DEFAULT_REGION")
    return organizations.partition_of(region_name) if region_name else None


def _several(present: list[Instance]) -> RuntimeError:
    shown = ", ".join(f"{each.arn} of {each.owner_account_id} in {each.region_name}" for each in present)
    return RuntimeError(
        f"There are several organization instances: {shown}. Set the environment's AWS_DEFAULT_REGION to a Region of "
        "the partition that is meant, or keep each organization in a mock of its own."
    )


def check_name(name: str | None) -> None:
    """Check the name of an instance against the service model.

    :raises ValueError: for one that the service does not take.
    """
    spec = SERVICE.spec("UpdateInstance")
    assert spec is not None
    try:
        validate(spec, {"InstanceArn": _SOME_ARN, **({} if name is None else {"Name": name})}, {})
    except ServiceError as error:
        raise ValueError(f"name: {error.message}") from None


def enable_instance(region_name: str, name: str | None, account_id: str | None = None) -> Instance:
    """Make the organization instance; create an organization first if the account is in none.

    :param region_name: the primary Region.
    :param name: the instance's name.
    :param account_id: any account of the organization; the calling one if left out.
    :raises RuntimeError: when the management account owns an instance already.
    """
    partition, account_id = organizations.partition_of(region_name), account_id or default_account_id()
    management = organizations.management_account(account_id, partition)
    if management is None:
        organizations.create_organization(account_id, partition, region_name)
        management = account_id
    owner = account_of(management, partition)
    if owner.instance is not None:
        raise RuntimeError(
            f"The management account {management} owns the instance {owner.instance.arn} already, and an account "
            "has at most one. Delete it first, or use the one there is."
        )
    instance = new_instance(InstanceKind.ORGANIZATION, management, partition, region_name, name)
    instance.permission_sets_enabled = True
    owner.instance = instance
    for member in organizations.account_ids(management, partition):
        iam.create_service_role(member, partition)
    return instance
