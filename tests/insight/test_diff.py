"""What became of access: gained, lost and changed."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ssoadmin_mock import AccessDiff, AccessMatrix, IdentityCenter, WorldError, diff, mock_ssoadmin
from tests.center import Center
from tests.conftest import MANAGEMENT
from tests.insight.worlds import OFFICE


@pytest.fixture
def later() -> dict[str, Any]:
    """The office after some changes: Ada has left the admins, Eve came to dev, nobody reads in prod any more."""
    world = deepcopy(OFFICE)
    world["groups"]["admins"]["members"] = []
    world["assignments"][0]["users"] = ["ada", "eve"]
    world["assignments"][1]["accounts"] = ["dev"]
    world["permission_sets"]["Reader"] = {"outdated_in": ["acme"]}
    return world


def test_it_tells_gained_lost_and_changed_access_in_words(later: dict[str, Any]) -> None:
    found = diff(OFFICE, later)
    assert str(found) == (
        "gained:\n"
        "  eve: Admin in dev (direct)\n"
        "lost:\n"
        "  ada: Reader in prod (through staff; outdated)\n"
        "  bob: Reader in prod (through staff; outdated)\n"
        "  group staff: Reader in prod (direct; outdated)\n"
        "changed:\n"
        "  ada: Admin in dev (was direct, through admins, through staff; is direct, through staff)\n"
        "  eve: Reader in acme (was direct; is direct; outdated)"
    )
    assert found.summary == "1 gained, 3 lost, 2 changed"
    assert repr(found) == (
        "<AccessDiff: gained eve: Admin in dev (direct); lost ada: Reader in prod (through staff; outdated); "
        "lost bob: Reader in prod (through staff; outdated); ...>"
    )


def test_the_other_way_round_what_was_gained_is_lost(later: dict[str, Any]) -> None:
    there, back = diff(OFFICE, later), diff(later, OFFICE)
    assert (back.gained, back.lost) == (there.lost, there.gained)
    assert [(change.after, change.before) for change in back.changed] == [
        (change.before, change.after) for change in there.changed
    ]


def test_it_is_false_when_nothing_changed() -> None:
    found = diff(OFFICE, deepcopy(OFFICE))
    assert not found
    assert found == AccessDiff()
    assert str(found) == "no change of access"
    assert repr(found) == "<AccessDiff: no change of access>"


@pytest.mark.parametrize("kind", ["gained", "lost", "changed"])
def test_it_is_true_for_each_kind_of_change(later: dict[str, Any], kind: str) -> None:
    found = AccessDiff(**{kind: getattr(diff(OFFICE, later), kind)})
    assert found
    assert str(found).startswith(f"{kind}:\n  ")
    assert repr(found).startswith(f"<AccessDiff: {kind} ")


def test_worlds_may_be_files_dumps_and_matrices(idc: IdentityCenter, later: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(OFFICE))
    idc.load(OFFICE)
    expected = str(diff(OFFICE, later))
    for before in (
        file,
        str(file),
        idc.dump(),
        idc.dump(ids=False),
        idc.access_matrix(),
        AccessMatrix.of_world(OFFICE),
    ):
        assert str(idc.diff(before, later)) == expected


def test_a_world_that_is_none_is_refused() -> None:
    with pytest.raises(WorldError, match="'user' is not the name of a key here"):
        diff(OFFICE, {"user": {}})


def test_without_a_second_world_it_is_about_what_there_is_now(idc: IdentityCenter, center: Center) -> None:
    before = idc.dump()
    ada = center.user("ada")
    center.assign(center.permission_set("Admin"), center.dev, ada)
    assert str(idc.diff(before)) == "gained:\n  ada: Admin in dev (direct)"
    with_ada = idc.access_matrix()
    idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1").delete_user(
        IdentityStoreId=center.identity_store_id, UserId=ada
    )
    assert str(idc.diff(with_ada)) == "lost:\n  ada: Admin in dev (direct)", "what is left of it is no access"


def test_parts_of_matrices_are_compared_like_whole_ones(idc: IdentityCenter) -> None:
    idc.load(OFFICE)
    found = idc.diff(idc.access(account="prod"), idc.access(account="dev", permission_set="Reader"))
    assert found.summary == "3 gained, 3 lost"


def test_without_a_mock_two_worlds_are_compared_and_one_is_not(later: dict[str, Any]) -> None:
    assert diff(OFFICE, later)
    with pytest.raises(RuntimeError, match="mock_ssoadmin is not active"):
        diff(OFFICE)


def test_worlds_without_ids_are_compared_by_names() -> None:
    matrices = []
    for _ in range(2):
        with mock_ssoadmin() as idc:
            # As the argument of the mock it would be loaded once, and have the same ids again.
            idc.load(OFFICE)
            matrices.append(idc.access_matrix())
    assert matrices[0].rows != matrices[1].rows
    assert matrices[0] == matrices[1]
    assert not diff(*matrices)
