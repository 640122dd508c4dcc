"""The permission sets of an instance."""

from __future__ import annotations

from ssoadmin_mock.model.permission_set import PermissionSet, PermissionSets


def permission_set(number: int) -> PermissionSet:
    return PermissionSet(f"ps-{number}", f"arn:{number}", f"Set{number}", created_date=0)


def test_sets_are_found_by_id_and_by_name_until_they_are_removed() -> None:
    sets = PermissionSets()
    first, second = permission_set(1), permission_set(2)
    sets.add(first)
    sets.add(second)
    assert list(sets) == [first, second]
    sets.remove(first)
    assert sets.get("ps-1") is None
    assert not sets.has_name("Set1")
    assert sets.get("ps-2") is second
    assert sets.has_name("Set2")
    assert len(sets) == 1


def test_reading_on_behind_a_set_that_was_removed_skips_nothing() -> None:
    sets = PermissionSets()
    for number in range(3):
        sets.add(permission_set(number))
    (cursor, first), *_ = sets.after(None)
    sets.remove(first)
    assert [row.id for _, row in sets.after(cursor)] == ["ps-1", "ps-2"]
