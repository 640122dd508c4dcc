"""Matrices of worlds that are not loaded: the same as those of the worlds when they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from moto.core.base_backend import BackendDict
from moto.identitystore.models import identitystore_backends
from moto.organizations.models import organizations_backends

from ssoadmin_mock import AccessMatrix, IdentityCenter, UnknownNameError, WorldError, mock_ssoadmin, ssoadmin_backends
from tests.exploring import examples
from tests.insight.worlds import OFFICE
from tests.world.examples import WORLD
from tests.world.test_dump import worlds

PERSON = "11111111-1111-4111-8111-111111111111"


def told(matrix: AccessMatrix) -> list[str]:
    return [str(row) for row in matrix]


def loaded(world: dict[str, Any]) -> tuple[AccessMatrix, dict[str, Any]]:
    with mock_ssoadmin(world=world) as idc:
        return idc.access_matrix(), idc.dump()


@pytest.mark.parametrize("world", [WORLD, OFFICE, {}])
def test_a_declared_world_gives_the_access_that_it_gives_when_it_is_loaded(world: dict[str, Any]) -> None:
    matrix, dump = loaded(world)
    assert told(AccessMatrix.of_world(world)) == told(AccessMatrix.of_world(dump)) == told(matrix)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_every_declared_world_gives_the_access_that_it_gives_when_it_is_loaded(world: dict[str, Any]) -> None:
    matrix, dump = loaded(world)
    assert told(AccessMatrix.of_world(world)) == told(matrix)
    declared = AccessMatrix.of_world(dump)
    assert declared.scope == matrix.scope
    for row, other in zip(declared, matrix, strict=True):
        assert (row.principal, row.account, row.permission_set) == (
            other.principal,
            other.account,
            other.permission_set,
        )
        assert (row.ways, row.is_latest) == (other.ways, other.is_latest)
        beginning, _, suffix = other.role_arn.rpartition("_")
        assert row.role_arn == f"{beginning}_*"
        assert len(suffix) == 16


def test_names_stand_for_ids_that_the_world_does_not_give() -> None:
    world = {
        "organization": {"accounts": {"dev": None, "a": {"name": "dev"}}},
        "users": {"ada": None},
        "groups": {"staff": {"members": "ada"}},
        "permission_sets": {"Admin": None},
        "assignments": [{"permission_set": "Admin", "groups": "staff", "accounts": ["dev", "a"]}],
    }
    first, second, *_ = AccessMatrix.of_world(world)
    assert (first.principal.id, first.groups[0].id, first.permission_set.id) == ("ada", "staff", "Admin")
    assert (first.account.id, second.account.id, second.account.name) == ("dev", "dev (2)", "dev (2)")
    assert first.role_arn == "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_*"


@pytest.mark.parametrize(
    ("instance", "arn"),
    [
        ({}, "Admin"),
        ({"id": "ssoins-0123456789abcdef"}, f"arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-{'1' * 16}"),
    ],
)
def test_the_arn_of_a_set_needs_the_ids_of_the_set_and_the_instance(instance: dict[str, str], arn: str) -> None:
    world = {"instance": instance, "permission_sets": {"Admin": {"id": f"ps-{'1' * 16}"}}}
    (permission_set,) = AccessMatrix.of_world(world).permission_sets
    assert permission_set.id == arn


def test_an_account_may_be_referred_to_by_its_key_and_is_told_by_its_name() -> None:
    world = {
        "organization": {"accounts": {"d": {"name": "Development", "id": "111122223333"}}},
        "users": {"ada": None},
        "permission_sets": {"Admin": {"outdated_in": "d"}},
        "assignments": [{"permission_set": "Admin", "users": ["ada", PERSON], "accounts": "d"}],
    }
    assert told(AccessMatrix.of_world(world)) == [
        "ada: Admin in Development (direct; outdated)",
        f"deleted user {PERSON}: Admin in Development (direct; outdated)",
    ]


def test_what_a_document_says_twice_is_told_once() -> None:
    entry = {"permission_set": "Admin", "users": ["ada", "ada"], "accounts": ["master", "master"]}
    world = {"users": {"ada": None}, "permission_sets": {"Admin": None}, "assignments": [entry, entry]}
    assert told(AccessMatrix.of_world(world)) == ["ada: Admin in master (direct)"]


def test_a_file_is_read_like_a_dictionary(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(OFFICE))
    assert AccessMatrix.of_world(file) == AccessMatrix.of_world(OFFICE)


def test_what_is_wrong_is_said_with_file_line_and_key(tmp_path: Path) -> None:
    file = tmp_path / "world.yaml"
    file.write_text(
        "users:\n  ada:\npermission_sets:\n  Admin:\n"
        "assignments:\n  - permission_set: Admn\n    users: ada\n    accounts: all\n"
    )
    with pytest.raises(WorldError) as caught:
        AccessMatrix.of_world(file)
    message = "assignments[0].permission_set: 'Admn' is not the name of a permission set; did you mean 'Admin'?"
    assert str(caught.value) == f"{file}:6: {message}"


ID = "22222222-2222-4222-8222-222222222222"


@pytest.mark.parametrize(
    "world",
    [
        {"user": {}},
        {"instance": {"region": "mars-1"}},
        {"users": {"ada": {"id": ID}, "bob": {"id": ID}}},
        {"groups": {"a": {"id": ID}, "b": {"id": ID}}},
        {"groups": {"a": {"members": ["zoe"]}}},
        {"permission_sets": {"no/name": None}},
        {"permission_sets": {"A": {"outdated_in": ["dve"]}}},
        {"permission_sets": {"A": None}, "assignments": [{"permission_set": "A", "accounts": "all"}]},
        {"organization": {"accounts": {"a": "111122223333", "b": "111122223333"}}},
        {"organization": {"management_account": {"status": "SUSPENDED"}}},
    ],
)
def test_it_refuses_what_loading_refuses(idc: IdentityCenter, world: dict[str, Any]) -> None:
    with pytest.raises(WorldError) as loading:
        idc.load(world)
    with pytest.raises(WorldError) as reading:
        AccessMatrix.of_world(world)
    assert str(reading.value) == str(loading.value)


def test_sets_with_the_same_id_are_refused() -> None:
    same = {"id": f"ps-{'1' * 16}"}
    with pytest.raises(WorldError, match="'A' has this id already"):
        AccessMatrix.of_world(
            {"instance": {"id": "ssoins-0123456789abcdef"}, "permission_sets": {"A": same, "B": same}}
        )


def test_unknown_names_are_told_as_by_the_handle() -> None:
    with pytest.raises(UnknownNameError, match=r"^'Ada' is not the name of a user; did you mean 'ada'\?$"):
        AccessMatrix.of_world(OFFICE).access(user="Ada")


BACKENDS: list[BackendDict[Any]] = [ssoadmin_backends, organizations_backends, identitystore_backends]


def test_reading_a_world_makes_nothing_without_a_mock() -> None:
    before = [set(backends) for backends in BACKENDS]
    AccessMatrix.of_world(OFFICE)
    assert [set(backends) for backends in BACKENDS] == before


def test_reading_a_world_leaves_the_active_mock_alone(idc: IdentityCenter) -> None:
    idc.load(WORLD)
    before = idc.dump()
    assert AccessMatrix.of_world(OFFICE) != idc.access_matrix()
    assert idc.dump() == before
