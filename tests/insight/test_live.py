"""Who has access in the mock that is active: asked of the handle, after assignments by API calls or by a world."""

from __future__ import annotations

from typing import Any

import pytest
from moto.iam.models import iam_backends

from ssoadmin_mock import AccessMatrix, IdentityCenter, UnknownNameError, access_matrix, mock_ssoadmin
from ssoadmin_mock.model.assignment import AccountAssignment
from tests.center import Center
from tests.conftest import MANAGEMENT, Connect
from tests.insight.worlds import OFFICE
from tests.test_scale import bytecodes


@pytest.fixture
def office(idc: IdentityCenter) -> IdentityCenter:
    idc.load(OFFICE)
    return idc


def told(matrix: AccessMatrix) -> list[str]:
    return [str(row) for row in matrix]


# --- what is asked about -------------------------------------------------------------------------------------------


def test_a_user_has_access_directly_and_through_each_of_its_groups(office: IdentityCenter) -> None:
    (row,) = office.access(user="ada", account="dev", permission_set="Admin")
    assert str(row) == "ada: Admin in dev (direct, through admins, through staff)"
    account_id, arn = office.account("dev"), office.permission_set("Admin")
    assert [way.assignment for way in row.ways] == [
        AccountAssignment(account_id, arn, "USER", office.user("ada")),
        AccountAssignment(account_id, arn, "GROUP", office.group("admins")),
        AccountAssignment(account_id, arn, "GROUP", office.group("staff")),
    ]
    assert [way.group and way.group.id for way in row.ways] == [None, office.group("admins"), office.group("staff")]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (
            {"user": "ada"},
            [
                "ada: Admin in dev (direct, through admins, through staff)",
                "ada: Reader in dev (through staff)",
                "ada: Reader in prod (through staff; outdated)",
            ],
        ),
        ({"user": "eve"}, ["eve: Reader in acme (direct)"]),
        ({"user": "bob", "account": "prod"}, ["bob: Reader in prod (through staff; outdated)"]),
        ({"user": "bob", "account": "acme"}, []),
        ({"group": "admins"}, ["group admins: Admin in dev (direct)"]),
        (
            {"account": "prod"},
            [
                "ada: Reader in prod (through staff; outdated)",
                "bob: Reader in prod (through staff; outdated)",
                "group staff: Reader in prod (direct; outdated)",
            ],
        ),
        ({"account": "sandbox"}, []),
        (
            {"permission_set": "Reader", "account": "dev"},
            [
                "ada: Reader in dev (through staff)",
                "bob: Reader in dev (through staff)",
                "group staff: Reader in dev (direct)",
            ],
        ),
        (
            {"permission_set": "Admin"},
            [
                "ada: Admin in dev (direct, through admins, through staff)",
                "bob: Admin in dev (through staff)",
                "group admins: Admin in dev (direct)",
                "group staff: Admin in dev (direct)",
            ],
        ),
    ],
)
def test_each_question_narrows_the_answer(office: IdentityCenter, asked: dict[str, str], rows: list[str]) -> None:
    assert told(office.access(**asked)) == rows
    assert told(access_matrix().access(**asked)) == rows


def test_without_a_question_everything_is_told(office: IdentityCenter) -> None:
    assert office.access().rows == office.access_matrix().rows
    assert len(office.access()) == 11


def test_ids_are_asked_about_like_names(office: IdentityCenter) -> None:
    by_id = office.access(
        user=office.user("ada"), account=office.account("dev"), permission_set=office.permission_set("Admin")
    )
    assert by_id.rows == office.access(user="ada", account="dev", permission_set="Admin").rows
    assert office.access(group=office.group("staff")).rows == office.access(group="staff").rows


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"user": "Ade"}, "'Ade' is not the name of a user; did you mean 'ada'?"),
        ({"user": "staff"}, "'staff' is not the name of a user; choose from: ada, bob, eve."),
        ({"group": "staf"}, "'staf' is not the name of a group; did you mean 'staff'?"),
        ({"account": "Prd"}, "'Prd' is not the name of an account; did you mean 'prod'?"),
        ({"permission_set": "admin"}, "'admin' is not the name of a permission set; did you mean 'Admin'?"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest(
    office: IdentityCenter, asked: dict[str, str], message: str
) -> None:
    for ask in (office.access, office.access_matrix().access):
        with pytest.raises(UnknownNameError) as caught:
            ask(**asked)
        assert str(caught.value) == message


def test_a_user_and_a_group_cannot_be_asked_about_at_once(office: IdentityCenter) -> None:
    with pytest.raises(ValueError, match=r"^A user and a group are two principals: ask for one of them\.$"):
        office.access(user="ada", group="staff")


def test_the_matrix_knows_also_who_has_no_access_and_what_nobody_can_access(office: IdentityCenter) -> None:
    matrix = office.access_matrix()
    assert [str(each) for each in matrix.principals] == ["ada", "bob", "eve", "group admins", "group staff"]
    assert [each.name for each in matrix.accounts] == ["acme", "dev", "prod", "sandbox"]
    assert [each.name for each in matrix.permission_sets] == ["Admin", "Reader"]


# --- as things change ----------------------------------------------------------------------------------------------


def test_assignments_by_api_calls_are_told(idc: IdentityCenter, center: Center) -> None:
    ada = center.user("ada")
    staff, ops = center.group("staff", ada), center.group("ops", ada)
    admin = center.permission_set("Admin")
    for principal, type in ((ops, "GROUP"), (staff, "GROUP"), (ada, "USER")):
        center.assign(admin, center.dev, principal, type)
    assert told(idc.access(user="ada")) == ["ada: Admin in dev (direct, through staff, through ops)"]
    center.unassign(admin, center.dev, ada)
    center.unassign(admin, center.dev, staff, "GROUP")
    assert told(idc.access(user="ada")) == ["ada: Admin in dev (through ops)"]
    center.unassign(admin, center.dev, ops, "GROUP")
    assert not idc.access(user="ada")


def test_the_role_is_the_one_in_the_account_s_iam(idc: IdentityCenter, center: Center) -> None:
    center.assign(center.permission_set("Admin"), center.dev, center.user("ada"))
    (row,) = idc.access(user="ada")
    (role,) = center.roles(center.dev)
    assert row.role_arn == role["Arn"]


def test_a_changed_set_is_outdated_until_it_is_provisioned_again(idc: IdentityCenter, center: Center, sso: Any) -> None:
    admin, ada = center.permission_set("Admin"), center.user("ada")
    for account_id in (center.dev, center.prod):
        center.assign(admin, account_id, ada)
    sso.update_permission_set(InstanceArn=center.arn, PermissionSetArn=admin, Description="more")
    assert [row.is_latest for row in idc.access()] == [False, False]
    center.provision(admin, center.dev)
    assert told(idc.access()) == ["ada: Admin in dev (direct)", "ada: Admin in prod (direct; outdated)"]


def test_access_in_the_management_account_is_told_like_any_other(idc: IdentityCenter, center: Center) -> None:
    center.assign(center.permission_set("Admin"), MANAGEMENT, center.user("ada"))
    (row,) = idc.access(account=MANAGEMENT)
    assert (row.account.id, row.account.name) == (MANAGEMENT, "master")


# --- what is gone --------------------------------------------------------------------------------------------------


def test_a_deleted_user_is_told_by_its_id_as_long_as_assignments_are_left(idc: IdentityCenter, center: Center) -> None:
    ada, staff = center.user("ada"), center.group("staff")
    center.join(staff, ada)
    admin = center.permission_set("Admin")
    center.assign(admin, center.dev, ada)
    center.assign(admin, center.prod, staff, "GROUP")
    store = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
    store.delete_user(IdentityStoreId=center.identity_store_id, UserId=ada)
    left = f"deleted user {ada}: Admin in dev (direct)"
    assert told(idc.access_matrix()) == ["group staff: Admin in prod (direct)", left]
    assert told(idc.access(user=ada)) == told(idc.access(account="dev")) == [left]
    assert told(idc.access_matrix().access(user=ada)) == [left]
    with pytest.raises(UnknownNameError, match="'ada' is not the name of a user; there are none"):
        idc.access(user="ada")
    center.unassign(admin, center.dev, ada)
    with pytest.raises(UnknownNameError, match="is not the name of a user"):
        idc.access(user=ada)


def test_nobody_has_access_through_a_deleted_group(idc: IdentityCenter, center: Center) -> None:
    staff = center.group("staff", center.user("ada"))
    center.assign(center.permission_set("Admin"), center.dev, staff, "GROUP")
    store = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
    store.delete_group(IdentityStoreId=center.identity_store_id, GroupId=staff)
    assert not idc.access(user="ada")
    left = [f"deleted group {staff}: Admin in dev (direct)"]
    assert told(idc.access_matrix()) == told(idc.access(group=staff)) == left


def test_accounts_that_left_the_organization_are_left_out(idc: IdentityCenter, center: Center) -> None:
    admin, ada = center.permission_set("Admin"), center.user("ada")
    for account_id in (center.dev, center.prod):
        center.assign(admin, account_id, ada)
    organizations = idc.session(account_id=MANAGEMENT).client("organizations")
    organizations.remove_account_from_organization(AccountId=center.dev)
    assert told(idc.access_matrix()) == told(idc.access(user="ada")) == ["ada: Admin in prod (direct)"]
    with pytest.raises(UnknownNameError):
        idc.access(account=center.dev)


# --- instances -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "beginning"),
    [
        ("us-east-1", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_"),
        ("eu-west-1", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_"),
        (
            "us-gov-west-1",
            "arn:aws-us-gov:iam::111122223333:role/aws-reserved/sso.amazonaws.com/us-gov-west-1/AWSReservedSSO_Admin_",
        ),
        (
            "cn-north-1",
            "arn:aws-cn:iam::111122223333:role/aws-reserved/sso.amazonaws.com/cn-north-1/AWSReservedSSO_Admin_",
        ),
    ],
)
def test_the_role_is_named_for_region_and_partition(region: str, beginning: str) -> None:
    world = OFFICE | {"instance": {"region": region}}
    with mock_ssoadmin(world=world) as idc:
        (row,) = idc.access(group="admins")
        # moto's IAM does not tell GovCloud's endpoint from that of the standard partition.
        roles = iam_backends["111122223333"][beginning.split(":")[1]].roles
        assert row.role_arn in [role.arn for role in roles.values()]
        assert row.role_arn.startswith(beginning)
    (declared,) = AccessMatrix.of_world(world).access(group="admins")
    assert declared.role_arn == f"{beginning}*"


def test_account_instances_have_no_access_to_tell_of(idc: IdentityCenter, connect: Connect) -> None:
    connect(account_id="999900001111").create_instance()
    with pytest.raises(RuntimeError, match=r"There is no organization instance\. Load a world"):
        idc.access_matrix()
    idc.load(OFFICE)
    connect(account_id=idc.account("dev")).create_instance(Name="own")
    assert len(idc.access_matrix()) == 11


def test_an_organization_without_assignments_has_an_empty_matrix(idc: IdentityCenter) -> None:
    idc.load({})
    assert not idc.access_matrix()
    assert str(idc.access_matrix()) == "Nobody has access."


def test_without_an_active_mock_there_is_nothing_to_ask() -> None:
    with pytest.raises(RuntimeError, match="mock_ssoadmin is not active"):
        access_matrix()


# --- cost ----------------------------------------------------------------------------------------------------------


def crowded(assigned_sets: int) -> dict[str, Any]:
    """A world in which others have so many sets in each of ten accounts."""
    accounts = {f"a{number}": f"{number:012}" for number in range(10)}
    return {
        "organization": {"accounts": accounts},
        "users": {f"u{number}": None for number in range(20)},
        "groups": {"g": {"members": ["u0", "u1"]}, "h": {"members": ["u1", "u2"]}},
        "permission_sets": {f"P{number}": None for number in range(40)},
        "assignments": [
            {"permission_set": "P0", "users": "u0", "groups": "g", "accounts": "a0"},
            {"permission_set": "P39", "users": "u3", "accounts": "a9"},
            *(
                {"permission_set": f"P{number}", "users": [f"u{user}" for user in range(5, 20)], "accounts": "all"}
                for number in range(1, assigned_sets)
            ),
        ],
    }


def test_a_user_of_many_accounts_is_looked_up_in_the_few_sets_of_one() -> None:
    accounts = {f"a{number}": f"{number:012}" for number in range(40)}
    counts = []
    for assigned_accounts in (["a0", "a1"], [*accounts]):
        access = {"permission_set": "P", "users": "ada", "groups": "g", "accounts": assigned_accounts}
        world = {
            "organization": {"accounts": accounts},
            "users": {"ada": None},
            "groups": {"g": {"members": "ada"}},
            "permission_sets": {"P": None},
            "assignments": [access],
        }
        with mock_ssoadmin(world=world) as idc:
            assert told(idc.access(user="ada", account="a1")) == ["ada: P in a1 (direct, through g)"]
            counts.append(bytecodes(lambda: idc.access(user="ada", account="a1")))
    assert counts[1] < 1.1 * counts[0]


@pytest.mark.parametrize(
    "asked", [{"user": "u0"}, {"user": "u0", "account": "a0"}, {"group": "g"}, {"permission_set": "P39"}]
)
def test_a_question_costs_what_its_answer_does_and_not_what_others_have(asked: dict[str, str]) -> None:
    counts = []
    for assigned_sets in (2, 30):
        with mock_ssoadmin(world=crowded(assigned_sets)) as idc:
            idc.access(**asked)
            counts.append(bytecodes(lambda: idc.access(**asked)))
    assert counts[1] < 1.1 * counts[0]


def test_the_matrix_costs_what_its_rows_do_and_not_assignments_times_users() -> None:
    counts, rows = [], []
    for assigned_sets in (3, 30):
        with mock_ssoadmin(world=crowded(assigned_sets)) as idc:
            rows.append(len(idc.access_matrix()))
            counts.append(bytecodes(idc.access_matrix))
    assert counts[1] / counts[0] < 1.1 * rows[1] / rows[0]
