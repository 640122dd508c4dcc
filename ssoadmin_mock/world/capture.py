"""Captures a real organization with its Identity Center as a world, with calls that only read."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.services.regions import DEFAULT_REGION
from ssoadmin_mock.world import capture_applications, capture_organization, capture_permission_sets, entries
from ssoadmin_mock.world.capturing import MISSING, Capturing
from ssoadmin_mock.world.entries import Entry, entry, unless
from ssoadmin_mock.world.journal import Journal
from ssoadmin_mock.world.progress import Progress
from ssoadmin_mock.world.reading import Pace, Reader
from ssoadmin_mock.world.redaction import redacted

if TYPE_CHECKING:
    import boto3

CALLS_PER_SECOND = 20
"""What the service allows, for all callers of an account together (user guide, quotas)."""


def capture(
    session: boto3.Session,
    *,
    region_name: str | None = None,
    redact: bool = False,
    state_file: str | PathLike[str] | None = None,
    keep_state_file: bool = False,
    calls_per_second: int = CALLS_PER_SECOND,
) -> dict[str, Any]:
    """Return the organization that a session belongs to as a world.

    It takes some calls for each permission set in each account, group and application. Only operations that list,
    describe or get are called; ``AWSSSOReadOnly`` and ``AWSOrganizationsReadOnlyAccess`` allow all of them.

    :param session: any boto3 session of the management account or a delegated administrator.
    :param region_name: the Region of the instance; the session's if left out.
    :param redact: whether to replace names, e-mail addresses and account ids, each by the same everywhere.
    :param state_file: where to keep the answers until the end; a capture that finds the file goes on from there. It
        holds what AWS answered, unredacted.
    :param keep_state_file: whether to leave that file there at the end, for the caller to remove it when the world is
        safe.
    :param calls_per_second: how many calls to begin in a second, at most.
    :raises CaptureError: when there is nothing to capture in the Region, or the file is from another capture or
        damaged.
    """
    region_name = region_name or session.region_name or DEFAULT_REGION
    with Progress("Capturing") as progress:
        reader = Reader(session, region_name, Pace(calls_per_second), progress)
        identity = reader.call("sts", "GetCallerIdentity")
        whose = {"account": identity["Account"], "region": region_name}
        # Whether there is anything to capture is asked anew each time, and nothing is kept if there is not.
        capturing = Capturing(reader, region_name)
        reader.journal = Journal(Path(state_file) if state_file else None, whose)
        world = _world(capturing)
        if not keep_state_file:
            reader.journal.remove()
    return redacted(world) if redact else world


def _world(capturing: Capturing) -> Entry:
    # First, so that whoever looks at the progress soon knows how much is left.
    accounts = capture_permission_sets.outline(capturing)
    organization = capture_organization.organization(capturing)
    users, groups = capture_organization.users(capturing), capture_organization.groups(capturing)
    permission_sets = capture_permission_sets.sections(capturing, accounts)
    world = entry(
        organization=organization,
        delegated_administrators=capture_organization.delegated_administrators(capturing),
        instance=_instance(capturing),
        customer_managed_policies=permission_sets["customer_managed_policies"],
        users=users,
        groups=groups,
        permission_sets=permission_sets["permission_sets"],
        assignments=permission_sets["assignments"],
        issuers=capture_applications.issuers(capturing),
        applications=capture_applications.applications(capturing),
    )
    attributes = capturing.sso("DescribeInstanceAccessControlAttributeConfiguration", MISSING)
    if attributes is not None:
        configuration = attributes["InstanceAccessControlAttributeConfiguration"]
        world["access_control_attributes"] = entries.access_control_attributes(configuration)
    return world


def _instance(capturing: Capturing) -> Entry:
    described = capturing.sso("DescribeInstance")
    region_name = described.get("PrimaryRegion", capturing.region_name)
    details = described.get("EncryptionConfigurationDetails", {})
    encryption = entry(KeyType=details.get("KeyType"), KmsKeyArn=details.get("KmsKeyArn"))
    return entry(
        id=capturing.instance_arn.rpartition("/")[2],
        identity_store_id=capturing.identity_store_id,
        name=described.get("Name"),
        region=unless(region_name, DEFAULT_REGION),
        additional_regions=[r["RegionName"] for r in described.get("Regions", []) if r["RegionName"] != region_name],
        encryption=unless(encryption, {"KeyType": "AWS_OWNED_KMS_KEY"}),
        network=described.get("NetworkConfigurationDetails"),
        tags=capturing.tags(capturing.instance_arn),
    )
