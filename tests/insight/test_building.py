"""Matrices of assignments: what they leave out."""

from __future__ import annotations

import pytest

from ssoadmin_mock.insight.access import Named, Principal, Scope
from ssoadmin_mock.insight.building import Role, build
from ssoadmin_mock.model.assignment import AccountAssignment

ADA, BOB = Principal("USER", "1", "ada"), Principal("USER", "2", "bob")
STAFF = Principal("GROUP", "3", "staff")
DEV, PROD = Named("111122223333", "dev"), Named("444455556666", "prod")
ADMIN, READER = Named("ps-1", "Admin"), Named("ps-2", "Reader")

ASSIGNMENTS = [
    AccountAssignment(account.id, permission_set.id, STAFF.type, STAFF.id)
    for account in (DEV, PROD)
    for permission_set in (ADMIN, READER)
]


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (Scope((ADA,), (DEV,), (ADMIN,)), ["ada: Admin in dev (through staff)"]),
        (Scope((STAFF,), (PROD,), (READER,)), ["group staff: Reader in prod (direct)"]),
        (
            Scope((BOB, STAFF), (PROD,), (READER, ADMIN)),
            [
                "bob: Reader in prod (through staff)",
                "bob: Admin in prod (through staff)",
                "group staff: Reader in prod (direct)",
                "group staff: Admin in prod (direct)",
            ],
        ),
        (Scope((), (DEV,), (ADMIN,)), []),
    ],
)
def test_access_beyond_the_scope_is_left_out_and_the_rest_is_in_its_order(scope: Scope, told: list[str]) -> None:
    members = {STAFF.id: [ADA.id, BOB.id]}
    rows = build(scope, ASSIGNMENTS, [STAFF], members, lambda account_id, arn: Role(f"{account_id}/{arn}", True))
    assert [str(row) for row in rows] == told
    assert all(row.role_arn == f"{row.account.id}/{row.permission_set.id}" for row in rows)
