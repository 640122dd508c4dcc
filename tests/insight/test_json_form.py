"""Matrices as JSON come back as they were."""

from __future__ import annotations

import json

import pytest

from ssoadmin_mock import IdentityCenter
from ssoadmin_mock.insight.json_form import from_json, to_json
from tests.insight.worlds import OFFICE
from tests.world.examples import WORLD


@pytest.mark.parametrize("world", [WORLD, OFFICE, {}])
def test_a_matrix_comes_back(idc: IdentityCenter, world: dict[str, object]) -> None:
    idc.load(world)
    matrix = idc.access_matrix()
    back = from_json(json.loads(json.dumps(to_json(matrix))))
    assert (back.rows, back.scope) == (matrix.rows, matrix.scope)


def test_a_part_of_a_matrix_comes_back_with_groups_that_it_is_not_about(idc: IdentityCenter) -> None:
    idc.load(OFFICE)
    part = idc.access(user="ada")
    assert from_json(to_json(part)).rows == part.rows


def test_a_row_has_ids_and_the_principals_that_are_assigned(idc: IdentityCenter) -> None:
    idc.load(OFFICE)
    (row,) = idc.access(user="ada", account="prod")
    assert to_json(idc.access(user="ada", account="prod"))["rows"] == [
        {
            "principal_type": "USER",
            "principal_id": idc.user("ada"),
            "account_id": "444455556666",
            "permission_set_arn": idc.permission_set("Reader"),
            "role_arn": row.role_arn,
            "is_latest": False,
            "assigned": [["GROUP", idc.group("staff")]],
        }
    ]
