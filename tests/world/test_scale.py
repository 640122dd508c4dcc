"""Loading, dumping and deleting take as much more as there is more of anything: counted, not timed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import pytest

from ssoadmin_mock import mock_ssoadmin
from tests.conftest import MANAGEMENT
from tests.counting import growth, lines

World = dict[str, Any]

MANY = 40
LINEAR = 2.3
"""What still counts as linear; sorting takes a little more."""


def named(what: str, count: int, entry: Any = None) -> World:
    return {f"{what}-{number}": entry for number in range(count)}


def suspended_accounts(count: int) -> World:
    return {"organization": {"accounts": named("account", count, {"status": "SUSPENDED"})}}


def units(count: int) -> World:
    """Units with an account each, and an assignment for each of them by name."""
    return {
        "organization": {
            "organizational_units": {f"unit-{n}": {"accounts": {f"account-{n}": None}} for n in range(count)}
        },
        "users": {"ada": None},
        "permission_sets": {"Admin": None},
        "assignments": [
            {"permission_set": "Admin", "users": "ada", "organizational_units": f"unit-{n}"} for n in range(count)
        ],
    }


def members(count: int) -> World:
    return {"users": named("user", count), "groups": {"all": {"members": list(named("user", count))}}}


def groups(count: int) -> World:
    return {"users": {"ada": None}, "groups": named("group", count, {"members": ["ada"]})}


def sets_of_an_account(count: int) -> World:
    return {
        "organization": {"accounts": {"dev": None}},
        "permission_sets": named("set", count, {"provisioned_to": ["dev"], "managed_policies": ["ReadOnlyAccess"]}),
    }


def accounts_of_a_set(count: int) -> World:
    """A set that is out of date in half of its accounts, and assigned in the others."""
    accounts = list(named("account", count))
    return {
        "organization": {"accounts": named("account", count)},
        "users": {"ada": None},
        "permission_sets": {"Admin": {"outdated_in": accounts[::2], "provisioned_to": accounts[::2]}},
        "assignments": [{"permission_set": "Admin", "users": "ada", "accounts": accounts[1::2]}],
    }


def sets_in_their_accounts(count: int) -> World:
    """As many accounts as sets, each in one."""
    return {
        "organization": {"accounts": named("account", count)},
        "permission_sets": {f"set-{n}": {"provisioned_to": [f"account-{n}"]} for n in range(count)},
    }


def policies_of_accounts(count: int) -> World:
    return {
        "organization": {"accounts": named("account", count)},
        "customer_managed_policies": [{"name": "Limit", "accounts": "all"}],
    }


def principals_of_a_pair(count: int) -> World:
    return {
        "users": named("user", count),
        "groups": named("group", count),
        "permission_sets": {"Admin": None},
        "assignments": [
            {
                "permission_set": "Admin",
                "users": list(named("user", count)),
                "groups": list(named("group", count)),
                "accounts": [MANAGEMENT],
            }
        ],
    }


def applications(count: int) -> World:
    return {"users": {"ada": None}, "applications": named("app", count, {"users": ["ada"]})}


def loading(make: Callable[[int], World], count: int) -> int:
    with mock_ssoadmin() as idc:
        world = make(count)
        return lines(lambda: idc.load(world))


def dumping(make: Callable[[int], World], count: int) -> int:
    with mock_ssoadmin() as idc:
        idc.load(make(count))
        return lines(idc.dump)


def deleting(make: Callable[[int], World], count: int) -> int:
    with mock_ssoadmin() as idc:
        arn = idc.load(make(count)).arn
        sso = idc.session(account_id=MANAGEMENT, region_name="us-east-1").client("sso-admin")
        return lines(lambda: sso.delete_instance(InstanceArn=arn))


WORLDS = [
    suspended_accounts,
    units,
    members,
    groups,
    sets_of_an_account,
    accounts_of_a_set,
    sets_in_their_accounts,
    policies_of_accounts,
    principals_of_a_pair,
    applications,
]


@pytest.fixture(scope="module", autouse=True)
def _caches_are_filled() -> None:
    for make in WORLDS:
        with mock_ssoadmin() as idc:
            idc.load(make(2))
            idc.dump()


@pytest.mark.parametrize("make", WORLDS)
def test_loading_takes_as_much_more_as_there_is_more_to_load(make: Callable[[int], World]) -> None:
    assert growth(lambda count: loading(make, count), MANY) < LINEAR


@pytest.mark.parametrize("make", WORLDS)
def test_dumping_takes_as_much_more_as_there_is_more_to_dump(make: Callable[[int], World]) -> None:
    assert growth(lambda count: dumping(make, count), MANY) < LINEAR


@pytest.mark.parametrize("make", [sets_of_an_account, accounts_of_a_set, sets_in_their_accounts])
def test_deleting_an_instance_takes_as_much_more_as_there_is_more_in_it(make: Callable[[int], World]) -> None:
    assert growth(lambda count: deleting(make, count), MANY) < LINEAR


def test_growth_tells_a_scan_for_each_row_from_one_for_all() -> None:
    def scan(count: int) -> int:
        return lines(lambda: [-number for number in range(count)])

    def scans(count: int) -> int:
        return lines(lambda: [-other for _ in range(count) for other in range(count)])

    assert growth(scan, MANY) < LINEAR < growth(scans, MANY)


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_is_collected_after_loading_if_it_was_before(enabled: bool) -> None:
    was_enabled = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with mock_ssoadmin() as idc:
            idc.load({"users": {"ada": None}})
            assert gc.isenabled() == enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
