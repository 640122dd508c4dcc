"""Matrices as data: words, equality, and the order of rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ssoadmin_mock import Access, AccessMatrix
from ssoadmin_mock.insight.access import Named, Principal, Scope, Way
from ssoadmin_mock.model.assignment import AccountAssignment

ADA = Principal("USER", "1-ada", "ada")
STAFF, OPS = Principal("GROUP", "2-staff", "staff"), Principal("GROUP", "3-ops", "ops")
DEV, PROD = Named("111122223333", "dev"), Named("444455556666", "prod")
ADMIN = Named("arn:aws:sso:::permissionSet/ssoins-1/ps-1", "Admin")
ROLE = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_*"


def access(principal: Principal = ADA, account: Named = DEV, *groups: Principal, is_direct: bool = False) -> Access:
    assigned = [(principal, None)] * (is_direct or not groups) + [(group, group) for group in groups]
    ways = tuple(Way(AccountAssignment(account.id, ADMIN.id, to.type, to.id), group) for to, group in assigned)
    return Access(principal, account, ADMIN, ways, ROLE)


def matrix(*rows: Access) -> AccessMatrix:
    return AccessMatrix(rows)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (access(), "ada: Admin in dev (direct)"),
        (access(ADA, DEV, STAFF), "ada: Admin in dev (through staff)"),
        (access(ADA, DEV, STAFF, OPS, is_direct=True), "ada: Admin in dev (direct, through staff, through ops)"),
        (replace(access(), is_latest=False), "ada: Admin in dev (direct; outdated)"),
        (access(STAFF), "group staff: Admin in dev (direct)"),
        (access(Principal("USER", "1", "1", is_deleted=True)), "deleted user 1: Admin in dev (direct)"),
        (access(Principal("GROUP", "1", "1", is_deleted=True)), "deleted group 1: Admin in dev (direct)"),
    ],
)
def test_access_in_words(row: Access, words: str) -> None:
    assert str(row) == words
    assert repr(row) == f"<Access of {words}>"


def test_access_says_through_which_groups_it_comes() -> None:
    row = access(ADA, DEV, STAFF, OPS)
    assert row.groups == (STAFF, OPS)
    assert not row.is_direct
    assert access().is_direct
    assert access().groups == ()


def test_a_matrix_is_a_sequence_of_access() -> None:
    rows = (access(), access(STAFF), access(OPS))
    found = AccessMatrix(rows)
    assert (tuple(found), found[0], found[1:], len(found)) == (rows, rows[0], rows[1:], 3)
    assert rows[1] in found
    assert found
    assert not AccessMatrix()


def test_a_matrix_in_words() -> None:
    rows = [access(), access(STAFF), access(OPS), access(ADA, PROD)]
    three = "ada: Admin in dev (direct); group staff: Admin in dev (direct); group ops: Admin in dev (direct)"
    assert str(matrix(*rows[:2])) == "ada: Admin in dev (direct)\ngroup staff: Admin in dev (direct)"
    assert repr(matrix(*rows[:3])) == f"<AccessMatrix of 3: {three}>"
    assert repr(matrix(*rows)) == f"<AccessMatrix of 4: {three}; ...>"
    assert repr(matrix()) == "<AccessMatrix of 0: nobody has access>"


@pytest.mark.parametrize(
    "other",
    [
        access(replace(ADA, id="another")),
        access(ADA, replace(DEV, id="another")),
        replace(access(), permission_set=replace(ADMIN, id="another"), role_arn="another"),
    ],
)
def test_matrices_that_differ_in_ids_are_equal(other: Access) -> None:
    assert matrix(access()) == matrix(other)
    assert access() != other


def test_the_order_of_rows_and_ways_does_not_count() -> None:
    one, two = access(ADA, DEV, STAFF, OPS), access(ADA, PROD)
    assert matrix(one, two) == matrix(two, access(ADA, DEV, OPS, STAFF))


def test_what_deleted_principals_left_behind_does_not_count() -> None:
    left = access(Principal("USER", "1", "1", is_deleted=True))
    assert matrix(access(), left) == matrix(access())


def test_what_a_matrix_is_about_does_not_count() -> None:
    assert AccessMatrix((), Scope((ADA,), (DEV,), (ADMIN,))) == AccessMatrix()


@pytest.mark.parametrize(
    "other",
    [
        (),
        (access(), access(STAFF)),
        (access(STAFF),),
        (access(replace(ADA, name="bob")),),
        (access(ADA, PROD),),
        (access(ADA, DEV, STAFF),),
        (access(ADA, DEV, STAFF, is_direct=True),),
        (replace(access(), is_latest=False),),
        (replace(access(), permission_set=replace(ADMIN, name="Reader")),),
    ],
)
def test_matrices_that_give_other_access_are_not_equal(other: tuple[Access, ...]) -> None:
    assert matrix(access()) != AccessMatrix(other)
    assert AccessMatrix(other) != matrix(access())


def test_a_matrix_equals_nothing_else_and_is_no_key() -> None:
    assert matrix(access()) != (access(),)
    with pytest.raises(TypeError, match="unhashable"):
        hash(matrix())
