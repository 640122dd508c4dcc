"""Loading worlds: what the parts of a document become, and what cannot be."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import boto3
import pytest

from ssoadmin_mock import IdentityCenter, UnknownNameError, WorldError, mock_ssoadmin, session
from tests.conftest import MANAGEMENT
from tests.world.examples import JWT_BEARER, POLICY, WORLD

ACCOUNTS = {"organization": {"accounts": {"dev": "111122223333"}}}


@pytest.fixture
def world(idc: IdentityCenter) -> IdentityCenter:
    idc.load(WORLD)
    return idc


def sso(idc: IdentityCenter, account_id: str = MANAGEMENT, region_name: str = "us-east-1") -> Any:
    return idc.session(account_id=account_id).client("sso-admin", region_name=region_name)


def access(idc: IdentityCenter, permission_set: str, region_name: str = "us-east-1") -> list[tuple[str, str]]:
    """Account and principal of every assignment of a set."""
    client = sso(idc, region_name=region_name)
    arns = {"InstanceArn": client.list_instances()["Instances"][0]["InstanceArn"]}
    arns["PermissionSetArn"] = idc.permission_set(permission_set)
    rows = []
    for account_id in client.list_accounts_for_provisioned_permission_set(**arns)["AccountIds"]:
        found = client.list_account_assignments(AccountId=account_id, **arns)["AccountAssignments"]
        rows += [(row["AccountId"], row["PrincipalId"]) for row in found]
    return rows


def test_names_resolve_to_ids(world: IdentityCenter) -> None:
    client = sso(world, region_name="eu-west-1")
    arn = client.list_instances()["Instances"][0]["InstanceArn"]
    assert world.account("dev") == "111122223333"
    assert world.account("acme") == world.account(MANAGEMENT) == MANAGEMENT
    described = client.describe_permission_set(InstanceArn=arn, PermissionSetArn=world.permission_set("Admin"))
    assert described["PermissionSet"]["Name"] == "Admin"
    store = world.session(account_id=MANAGEMENT).client("identitystore", region_name="eu-west-1")
    store_id = client.list_instances()["Instances"][0]["IdentityStoreId"]
    assert store.describe_user(IdentityStoreId=store_id, UserId=world.user("ada"))["UserName"] == "ada"
    assert store.describe_group(IdentityStoreId=store_id, GroupId=world.group("staff"))["DisplayName"] == "staff"
    assert client.describe_application(ApplicationArn=world.application("payroll"))["Name"] == "payroll"
    assert client.describe_trusted_token_issuer(TrustedTokenIssuerArn=world.issuer("okta"))["Name"] == "okta"


def test_an_unknown_name_is_an_error_with_the_nearest(world: IdentityCenter) -> None:
    with pytest.raises(UnknownNameError, match=r"^'Dve' is not the name of an account; did you mean 'dev'\?$"):
        world.account("Dve")
    with pytest.raises(UnknownNameError, match=r"^'zoe' is not the name of a user; choose from: ada, bob, eve.$"):
        world.user("zoe")


def test_many_names_are_not_all_listed(idc: IdentityCenter) -> None:
    idc.load({"groups": {f"group-{number:02}": None for number in range(20)}})
    with pytest.raises(UnknownNameError, match=r"choose from: group-00, .*, group-14, \.\.\.$"):
        idc.group("?")
    with pytest.raises(UnknownNameError, match=r"'x' is not the name of a user; there are none"):
        idc.user("x")


def test_without_an_instance_there_are_no_names(idc: IdentityCenter) -> None:
    with pytest.raises(RuntimeError, match=r"There is no organization instance\. Load a world"):
        idc.user("ada")


def test_an_empty_world_is_an_organization_with_an_instance(idc: IdentityCenter) -> None:
    instance = idc.load({})
    assert (instance.owner_account_id, instance.region_name) == (MANAGEMENT, "us-east-1")
    assert idc.dump(ids=False) == {}


def test_all_is_every_active_account(world: IdentityCenter) -> None:
    staff = world.group("staff")
    names = ("acme", "log-archive", "dev", "prod", "shop")
    assert [row for row in access(world, "Admin", "eu-west-1") if row[1] == staff] == [
        (world.account(name), staff) for name in names
    ]


def test_a_unit_is_all_accounts_in_it_and_below(idc: IdentityCenter) -> None:
    units = {
        "A": {"accounts": {"a": None}, "organizational_units": {"X": {"accounts": {"ax": None}}}},
        "B": {"organizational_units": {"X": {"accounts": {"bx": None}}}},
    }
    world: dict[str, Any] = {"organization": {"organizational_units": units}, "users": {"u": None}}
    world["permission_sets"] = {"P": None}
    world["assignments"] = [{"permission_set": "P", "users": "u", "organizational_units": ["A", "B/X"]}]
    idc.load(world)
    assert [row[0] for row in access(idc, "P")] == [idc.account(name) for name in ("a", "ax", "bx")]


def test_a_name_of_several_units_has_to_be_a_path(idc: IdentityCenter) -> None:
    units = {"A": {"organizational_units": {"X": None}}, "B": {"organizational_units": {"X": None}}}
    policy = {"name": "P", "organizational_units": "X"}
    with pytest.raises(WorldError, match=r"organizational_units: 2 units have this name; choose from: A/X, B/X\."):
        idc.load({"organization": {"organizational_units": units}, "customer_managed_policies": [policy]})


def test_accounts_of_one_name_are_told_apart(idc: IdentityCenter) -> None:
    idc.load({"organization": {"accounts": {"first": {"name": "dev"}, "second": {"name": "dev"}}}})
    organizations = session(account_id=MANAGEMENT).client("organizations")
    names = {account["Id"]: account["Name"] for account in organizations.list_accounts()["Accounts"]}
    assert names[idc.account("dev")] == names[idc.account("dev (2)")] == "dev"
    dumped = idc.dump(ids=False)
    assert dumped["organization"]["accounts"] == {"dev": {}, "dev (2)": {"name": "dev"}}


def test_units_of_one_name_are_told_apart_in_dumps(idc: IdentityCenter) -> None:
    instance = idc.load({})
    organizations = session(account_id=instance.owner_account_id).client("organizations")
    root = organizations.list_roots()["Roots"][0]["Id"]
    for _ in range(2):
        organizations.create_organizational_unit(ParentId=root, Name="X")
    assert idc.dump()["organization"]["organizational_units"] == {"X": {}, "X (2)": {}}


def test_a_world_is_added_to_what_there_is(idc: IdentityCenter) -> None:
    idc.load(ACCOUNTS | {"users": {"ada": None}, "permission_sets": {"P": None}})
    organization = {"organizational_units": {"Workloads": {"accounts": {"prod": None}}}}
    more = {"permission_set": "P", "users": ["ada", "bob"], "accounts": ["dev", "prod"]}
    idc.load({"organization": organization, "users": {"bob": None}, "assignments": [more]})
    idc.load({"organization": {"organizational_units": {"Workloads": {"accounts": {"shop": None}}}}})
    assert len(access(idc, "P")) == 4
    assert list(idc.dump()["organization"]["organizational_units"]["Workloads"]["accounts"]) == ["prod", "shop"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"users": {"ada": None}}, "users.ada: There is a user with the name 'ada' already."),
        ({"groups": {"staff": None}}, "groups.staff: There is a group with the name 'staff' already."),
        ({"organization": {"accounts": {"dev": None}}}, "There is an account with the name 'dev' already."),
        (
            {"organization": {"accounts": {"x": "111122223333"}}},
            "There is an account with the id 111122223333 already.",
        ),
        ({"permission_sets": {"Admin": None}}, "There is a permission set with the name 'Admin' already."),
        ({"applications": {"payroll": None}}, "There is an application with the name 'payroll' already."),
        ({"issuers": {"okta": {"oidc_jwt": {}}}}, "There is a trusted token issuer with the name 'okta' already."),
        ({"issuers": {"x": WORLD["issuers"]["okta"]}}, "Another issuer has the IssuerUrl https://acme.okta.example"),
        ({"access_control_attributes": {}}, "Attributes for access control are enabled already."),
        ({"instance": {"name": "other", "region": "eu-west-1"}}, "instance: There is an instance already, arn:aws:sso"),
        ({"customer_managed_policies": [{"name": "Extra", "accounts": "dev"}]}, "IAM of 111122223333 refuses this"),
    ],
)
def test_what_is_there_already_cannot_be_loaded_again(world: IdentityCenter, more: Any, message: str) -> None:
    with pytest.raises(WorldError) as caught:
        world.load(more)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("section", "entry", "id"),
    [
        ("users", {}, "11111111-1111-4111-8111-111111111111"),
        ("groups", {}, "11111111-1111-4111-8111-111111111111"),
        ("permission_sets", {}, "ps-1111111111111111"),
        ("applications", {}, "apl-1111111111111111"),
        ("issuers", WORLD["issuers"]["okta"], "tti-11111111-1111-4111-8111-111111111111"),
    ],
)
def test_two_things_cannot_have_one_id(idc: IdentityCenter, section: str, entry: Any, id: str) -> None:
    idc.load({section: {"one": entry | {"id": id}}})
    assert idc.dump()[section]["one"]["id"] == id
    with pytest.raises(WorldError, match="this id already"):
        idc.load({section: {"two": entry | {"id": id}}})


@pytest.mark.parametrize(
    ("world", "message"),
    [
        (
            {"instance": {"region": "eu-wst-1"}},
            "instance.region: region has to be the name of a Region, not 'eu-wst-1'; did you mean 'eu-west-1'?",
        ),
        ({"instance": {"tags": {"aws:x": "y"}}}, "instance.tags.aws:x: Tag keys cannot start with aws:."),
        ({"instance": {"encryption": {"KeyType": "MINE"}}}, "instance.encryption: Value of input"),
        (
            {"organization": {"management_account": {"status": "SUSPENDED"}}},
            "The management account cannot be suspended.",
        ),
        ({"delegated_administrators": "master"}, "delegated_administrators: The management account cannot be"),
        ({"delegated_administrators": ["dve"]} | ACCOUNTS, "delegated_administrators[0]: 'dve' is not the name of"),
        ({"groups": {"g": {"members": "x"}}}, "groups.g.members: 'x' is not the name of a user; there are none."),
        ({"permission_sets": {"a b": None}}, "permission_sets.a b: Value of input 'name' failed"),
        ({"permission_sets": {"P": {"session_duration": "PT13H"}}}, "P.session_duration: The session duration PT13H"),
        ({"permission_sets": {"P": {"managed_policies": "ReadOnlyAcces"}}}, "did you mean 'ReadOnlyAccess'?"),
        ({"permission_sets": {"P": {"inline_policy": {"Statement": 1}}}}, "This is not an IAM policy document."),
        ({"permission_sets": {"P": {"permissions_boundary": {}}}}, "needs one of 'managed_policy' and"),
        ({"assignments": [{"permission_set": "P", "accounts": "all"}]}, "assignments[0]: needs 'users' or 'groups'"),
        (
            {"users": {"u": None}, "assignments": [{"permission_set": "P", "users": "u", "accounts": "all"}]},
            "assignments[0].permission_set: 'P' is not the name of a permission set; there are none.",
        ),
        (
            {"permission_sets": {"P": {"customer_managed_policies": ["Q"], "provisioned_to": "master"}}},
            "P cannot be provisioned to 123456789012: Received a 404 status error: Not supported policy",
        ),
        ({"customer_managed_policies": [{"name": "P"}]}, "needs accounts or organizational_units that have accounts"),
        ({"customer_managed_policies": [{"name": "P", "organizational_units": "X"}]}, "name of an organizational unit"),
        ({"customer_managed_policies": [{"name": "P", "accounts": "all", "document": {}}]}, "refuses this policy"),
        ({"applications": {"a": {"provider": "b c"}}}, "applications.a: Value of input 'applicationProviderArn'"),
        ({"applications": {"a": {"account": "x"}}}, "applications.a.account: 'x' is not the name of an account"),
        (
            {"applications": {"a": {"grants": {"x": {}}}}},
            "applications.a.grants.x: 2 validation errors detected: Value of input 'grantType'",
        ),
        ({"applications": {"a": {"access_scopes": {"s": "b"}}}}, "access_scopes.s: 'b' is not the name of an"),
        (
            {"applications": {"a": {"authentication_methods": {"X": {}}}}},
            "authentication_methods.X: 2 validation errors",
        ),
        ({"issuers": {"i": {"oidc_jwt": {}}}}, "issuers.i: "),
    ],
)
def test_what_cannot_be_is_an_error_with_its_place(idc: IdentityCenter, world: Any, message: str) -> None:
    with pytest.raises(WorldError) as caught:
        idc.load(world)
    assert message in str(caught.value)


def test_a_member_of_another_organization_cannot_manage_one(idc: IdentityCenter) -> None:
    idc.load(ACCOUNTS)
    with pytest.raises(WorldError, match="111122223333 is a member of the organization of 123456789012"):
        idc.load({"organization": {"management_account": "111122223333"}})


def test_several_organizations_can_be_loaded(idc: IdentityCenter) -> None:
    idc.load({"organization": {"management_account": "999988887777"}, "users": {"ada": None}})
    assert idc.user("ada")
    idc.load({"organization": {"management_account": "999988886666"}, "users": {"bob": None}})
    with pytest.raises(RuntimeError, match=r"There are several organization instances: .* Set the environment's"):
        idc.user("bob")
    idc.load({"users": {"eve": None}})
    assert idc.user("eve")


def test_what_an_application_refers_to_may_be_gone(idc: IdentityCenter) -> None:
    gone = "arn:aws:sso::999988887777:application/ssoins-1111111111111111/apl-1111111111111111"
    idc.load({"applications": {"a": {"account": "999988887777", "access_scopes": {"s": [gone]}}}})
    entry = idc.dump(ids=False)["applications"]["a"]
    assert (entry["account"], entry["access_scopes"]) == ("999988887777", {"s": [gone]})


def test_a_grant_without_issuers_stays_as_it_is(idc: IdentityCenter) -> None:
    grants: Any = {"authorization_code": {"AuthorizationCode": {"RedirectUris": ["https://x.example"]}}}
    idc.load(
        {
            "applications": {
                "a": {"grants": grants},
                "b": {"grants": {}, "provider": "arn:aws:sso::aws:applicationProvider/custom"},
            }
        }
    )
    assert idc.dump()["applications"]["a"]["grants"] == grants


def test_a_grant_may_name_an_issuer_or_not(idc: IdentityCenter) -> None:
    issuers = [{"AuthorizedAudiences": ["x"]}, {"TrustedTokenIssuerArn": "okta"}]
    grants = {JWT_BEARER: {"JwtBearer": {"AuthorizedTokenIssuers": issuers}}}
    idc.load({"issuers": {"okta": WORLD["issuers"]["okta"]}, "applications": {"a": {"grants": grants}}})
    assert idc.dump()["applications"]["a"]["grants"] == grants


def test_an_instance_in_another_partition(idc: IdentityCenter) -> None:
    idc.load({"instance": {"region": "cn-north-1"}, "permission_sets": {"P": {"managed_policies": "ReadOnlyAccess"}}})
    assert idc.permission_set("P").startswith("arn:aws-cn:sso:::permissionSet/")


def test_encryption_is_as_the_api_has_it(idc: IdentityCenter) -> None:
    key = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": f"arn:aws:kms:us-east-1:{MANAGEMENT}:key/mrk-{'1' * 32}"}
    idc.load({"instance": {"encryption": key}})
    assert idc.dump()["instance"]["encryption"] == key


def test_a_policy_without_a_document_grants_nothing(idc: IdentityCenter) -> None:
    idc.load({"customer_managed_policies": [{"name": "P", "accounts": "all"}]})
    iam = idc.session(account_id=MANAGEMENT).client("iam")
    (policy,) = iam.list_policies(Scope="Local")["Policies"]
    version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId="v1")["PolicyVersion"]
    assert version["Document"]["Statement"][0]["Action"] == "sts:GetCallerIdentity"


# --- mock_ssoadmin(world=...) --------------------------------------------------------------------------------------


def test_the_mock_begins_with_a_world(tmp_path: Path) -> None:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(ACCOUNTS), encoding="utf-8")
    with mock_ssoadmin(world=file) as idc:
        assert idc.account("dev") == "111122223333"


def test_each_activation_begins_with_the_world_anew() -> None:
    mock = mock_ssoadmin(world={"users": {"ada": None}})
    for _ in range(2):
        with mock as idc:
            idc.load({"users": {"bob": None}})
            assert list(idc.dump()["users"]) == ["ada", "bob"]


def test_a_world_is_loaded_once_into_state_that_is_kept() -> None:
    world = {"users": {"ada": None}}
    with mock_ssoadmin(world=world), mock_ssoadmin(world=deepcopy(world)) as idc:
        first = idc.user("ada")
        with mock_ssoadmin(world=world, organization_instance=True) as inner:
            assert inner.user("ada") == first
        with mock_ssoadmin(world={"users": {"bob": None}}) as inner:
            assert list(inner.dump()["users"]) == ["ada", "bob"]


def test_the_methods_of_a_class_share_the_world_that_set_up_began_with() -> None:
    @mock_ssoadmin(world={"users": {"ada": None}})
    class TestCase:
        def setup_method(self) -> None:
            import ssoadmin_mock

            ssoadmin_mock.load({"users": {"bob": None}})

        def test_it(self) -> None:
            import ssoadmin_mock

            assert list(ssoadmin_mock.dump()["users"]) == ["ada", "bob"]

    for _ in range(2):
        case = TestCase()
        case.setup_method()
        case.test_it()


def test_a_world_that_cannot_be_loaded_leaves_nothing_active() -> None:
    with pytest.raises(WorldError, match="user"):
        mock_ssoadmin(world={"user": {}}).start()
    with pytest.raises(RuntimeError, match="not active"):
        session(account_id=MANAGEMENT)


@pytest.fixture
def big() -> dict[str, Any]:
    accounts = {f"account-{number}": None for number in range(500)}
    groups = {f"group-{number}": None for number in range(50)}
    sets = {f"Set{number}": {"inline_policy": POLICY} for number in range(200)}
    assignments = [
        {"permission_set": f"Set{n % 200}", "groups": f"group-{n % 49}", "accounts": f"account-{n * 7 % 500}"}
        for n in range(10_000)
    ]
    return {
        "organization": {"accounts": accounts},
        "groups": groups,
        "permission_sets": sets,
        "assignments": assignments,
    }


def test_a_large_world_takes_seconds(idc: IdentityCenter, big: dict[str, Any]) -> None:
    from time import process_time

    begun = process_time()
    idc.load(big)
    # Far more than it takes, and far less than by as many calls.
    assert process_time() - begun < 60
    assert len(access(idc, "Set7")) == len({(n % 49, n * 7 % 500) for n in range(7, 10_000, 200)})


# --- another management account than the one that calls come from --------------------------------------------------

ELSEWHERE = {
    "organization": {"management_account": {"id": "999988887777"}},
    "instance": {"region": "eu-central-1"},
}


def calling_account() -> str:
    account: str = boto3.client("sts", region_name="us-east-1").get_caller_identity()["Account"]
    return account


def test_a_mock_that_begins_with_a_world_calls_from_its_management_account() -> None:
    before = dict(os.environ)
    with mock_ssoadmin(world=ELSEWHERE) as idc:
        assert calling_account() == "999988887777"
        client = boto3.client("sso-admin", region_name="eu-central-1")
        assert client.describe_instance(InstanceArn=idc.organization_instance.arn)["OwnerAccountId"] == "999988887777"
        # What says where it calls from does.
        assert sso(idc, MANAGEMENT, "eu-central-1").list_instances()["Instances"] == []
    assert dict(os.environ) == before
    with mock_ssoadmin():
        assert calling_account() == MANAGEMENT


def test_a_world_that_is_loaded_later_leaves_the_caller(idc: IdentityCenter) -> None:
    idc.load(ELSEWHERE)
    assert calling_account() == MANAGEMENT


def test_a_world_is_the_organization_instance_that_is_asked_for() -> None:
    with mock_ssoadmin(world=ELSEWHERE, organization_instance=True) as idc:
        assert idc.organization_instance.region_name == "eu-central-1"
