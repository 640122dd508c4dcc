"""Provisioned permission sets by version."""

from __future__ import annotations

from ssoadmin_mock.model.assignment import ProvisionedPermissionSet, ProvisionedPermissionSets, ProvisioningTarget
from ssoadmin_mock.model.permission_set import PermissionSet
from ssoadmin_mock.model.table import after_in_all


def accounts(provisioned: ProvisionedPermissionSets, permission_set: PermissionSet, is_latest: bool) -> list[str]:
    tables = provisioned.by_version(permission_set, is_latest)
    return [row.account_id for _, row in after_in_all(tables, None)]


def test_changes_of_a_set_outdate_its_rows_until_they_are_made_latest() -> None:
    provisioned, permission_set = ProvisionedPermissionSets(), PermissionSet("ps-1", "arn", "A", created_date=0.0)
    rows = [ProvisionedPermissionSet(name, permission_set, 1, "id", "name") for name in ("a", "b", "c")]
    for row in rows:
        provisioned.add(row.key, row)
    assert accounts(provisioned, permission_set, True) == ["a", "b", "c"]
    permission_set.version = 2
    assert accounts(provisioned, permission_set, False) == ["a", "b", "c"]
    provisioned.make_latest(rows[1])
    permission_set.version = 3
    # Outdated by two versions, and yet in one order.
    assert accounts(provisioned, permission_set, False) == ["a", "b", "c"]
    provisioned.make_latest(rows[0])
    assert accounts(provisioned, permission_set, True) == ["a"]
    assert provisioned.pop(("arn", "b")) is rows[1]
    assert provisioned.pop(("arn", "b")) is None
    assert accounts(provisioned, permission_set, False) == ["c"]
    assert [row.account_id for row in provisioned.of("arn")] == ["a", "c"]


def test_targets_overlap_when_they_have_an_account_in_common() -> None:
    everywhere, a, b = (ProvisioningTarget("arn", account_id) for account_id in (None, "a", "b"))
    assert everywhere.overlaps(everywhere)
    assert everywhere.overlaps(a)
    assert a.overlaps(everywhere)
    assert a.overlaps(a)
    assert not a.overlaps(b)
    assert not a.overlaps(ProvisioningTarget("other", "a"))
