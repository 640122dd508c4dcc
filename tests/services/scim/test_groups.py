"""Groups and their members."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.scim.client import GROUP, PATCH, Content, Scim, user
from tests.services.scim.conftest import Store


@pytest.fixture
def people(scim: Scim) -> list[str]:
    """The ids of three users."""
    return [scim.create(user(name))["id"] for name in ("ada", "bob", "eve")]


def values(*ids: str) -> list[Content]:
    return [{"value": id} for id in ids]


@pytest.mark.rule("scim.no-members-shown", "scim.same-directory")
def test_a_group_is_shown_without_its_members(endpoint: Scim, people: list[str], store: Store) -> None:
    wanted = {"schemas": [GROUP], "displayName": "staff", "externalId": "g1", "members": values(*people)}
    made = endpoint.create(wanted, "Groups")
    assert made.keys() == {"id", "externalId", "meta", "schemas", "displayName"}
    assert endpoint.get(f"Groups/{made['id']}") == made
    assert endpoint.get("Groups")["Resources"] == [{**made, "members": []}]
    described = store.client.describe_group(IdentityStoreId=store.id, GroupId=made["id"])
    assert (described["DisplayName"], described["CreatedBy"]) == ("staff", "SCIM")
    assert described["ExternalIds"][0]["Id"] == "g1"
    assert store.members(made["id"]) == people


@pytest.mark.rule("scim.group-name-required")
@pytest.mark.parametrize(
    "wanted",
    [
        {"members": []},
        {"displayName": ""},
        {"displayName": None, "externalId": "1"},
        {"displayName": 5},
        {"displayName": "staff", "description": "All"},
        {"displayName": "staff", "members": {"value": "x"}, "owners": []},
        {"displayName": "staff", "members": "x"},
        {"displayName": "staff", "members": [{"id": "x"}]},
        {"displayName": "staff", "externalId": ""},
        {"displayName": "AWSAdministrators"},
        {"displayName": "x" * 1025},
        [],
        "staff",
    ],
    ids=repr,
)
def test_what_is_no_group_is_refused(scim: Scim, wanted: Any) -> None:
    assert scim.refusal("POST", "Groups", wanted)[0] == 400
    assert scim.get("Groups")["Resources"] == []


@pytest.mark.rule("scim.duplicate")
@pytest.mark.parametrize("second", [{"displayName": "Staff"}, {"displayName": "others", "externalId": "1"}])
def test_a_second_one_is_refused(scim: Scim, second: Content) -> None:
    scim.create({"displayName": "staff", "externalId": "1"}, "Groups")
    assert scim.refusal("POST", "Groups", second)[0] == 409


@pytest.mark.rule("scim.members-must-exist")
def test_members_have_to_exist(scim: Scim, people: list[str]) -> None:
    wanted = {"displayName": "staff", "members": values(people[0], "nobody")}
    assert scim.refusal("POST", "Groups", wanted) == (400, "There is no user nobody.")
    assert scim.get("Groups")["Resources"] == []
    group = scim.create({"displayName": "staff"}, "Groups")["id"]
    operation = {"op": "add", "path": "members", "value": values(people[0], "nobody")}
    assert scim.patch_refusal(group, operation, kind="Groups") == (404, "There is no user nobody.")


@pytest.mark.rule("scim.patch-group-paths", "scim.patch-answers", "scim.not-all-members")
def test_members_come_and_go(endpoint: Scim, people: list[str], store: Store) -> None:
    ada, bob, eve = people
    group = endpoint.create({"displayName": "staff"}, "Groups")["id"]
    endpoint.patch(group, {"op": "Add", "path": "members", "value": values(ada, bob)}, kind="Groups")
    endpoint.patch(group, {"op": "add", "path": "members", "value": values(bob, eve)}, kind="Groups")
    assert store.members(group) == [ada, bob, eve]
    endpoint.patch(group, {"op": "remove", "path": "members", "value": values(ada)}, kind="Groups")
    endpoint.patch(group, {"op": "Remove", "path": f'members[value eq "{bob}"]'}, kind="Groups")
    # Who is no member may be removed.
    endpoint.patch(group, {"op": "remove", "path": f'members[value eq "{bob}"]'}, kind="Groups")
    assert store.members(group) == [eve]
    endpoint.patch(group, {"op": "add", "value": {"members": [{"value": ada, "display": "ada"}]}}, kind="Groups")
    assert store.members(group) == [eve, ada]


@pytest.mark.rule("scim.not-all-members")
@pytest.mark.parametrize(
    "operation",
    [
        {"op": "remove", "path": "members"},
        {"op": "remove", "path": "members", "value": []},
        {"op": "replace", "path": "members", "value": []},
        {"op": "replace", "value": {"members": []}},
    ],
    ids=repr,
)
def test_not_all_members_at_once(scim: Scim, people: list[str], store: Store, operation: Content) -> None:
    group = scim.create({"displayName": "staff", "members": values(*people)}, "Groups")["id"]
    status, reason = scim.patch_refusal(group, operation, kind="Groups")
    assert (status, reason[:27]) == (400, "All members of a group cann")
    assert store.members(group) == people


@pytest.mark.rule("scim.members-at-once")
def test_a_hundred_members_at_once(scim: Scim, store: Store) -> None:
    ids = [scim.create(user(f"user-{number}"))["id"] for number in range(101)]
    reason = "List attribute members exceeds allowed limit of 100"
    wanted = {"displayName": "all", "members": values(*ids)}
    assert scim.refusal("POST", "Groups", wanted) == (400, reason)
    group = scim.create({**wanted, "members": values(*ids[:100])}, "Groups")["id"]
    halves = [{"op": "remove", "path": "members", "value": values(*part)} for part in (ids[:50], ids[50:])]
    assert scim.patch_refusal(group, *halves, kind="Groups") == (400, reason)
    assert len(store.members(group)) == 100
    scim.patch(group, halves[0], {"op": "remove", "path": "members", "value": values(*ids[51:])}, kind="Groups")
    assert store.members(group) == [ids[50]]


@pytest.mark.rule("scim.patch-group-paths", "scim.patch-without-path")
def test_name_and_external_id_change(scim: Scim, store: Store) -> None:
    group = scim.create({"displayName": "staff"}, "Groups")["id"]
    scim.patch(group, {"op": "replace", "value": {"displayName": "team"}}, kind="Groups")
    scim.patch(group, {"op": "add", "path": "externalId", "value": "7"}, kind="Groups")
    assert scim.get(f"Groups/{group}")["displayName"] == "team"
    assert scim.get("Groups", filter='externalId eq "7"')["totalResults"] == 1
    scim.patch(
        group,
        {"op": "remove", "path": "externalId"},
        {"op": "replace", "path": f"{GROUP}:displayName", "value": "crew"},
        kind="Groups",
    )
    assert scim.get(f"Groups/{group}").keys() == {"id", "meta", "schemas", "displayName"}
    described = store.client.describe_group(IdentityStoreId=store.id, GroupId=group)
    assert (described["DisplayName"], described["UpdatedBy"]) == ("crew", "SCIM")


@pytest.mark.rule("scim.patch-group-paths", "scim.patch-operations")
@pytest.mark.parametrize(
    "operation",
    [
        {"op": "remove", "path": "displayName"},
        {"op": "replace", "path": "displayName", "value": ""},
        {"op": "replace", "path": "displayName", "value": ["x"]},
        {"op": "replace", "path": "externalId", "value": 5},
        {"op": "add", "path": "description", "value": "x"},
        {"op": "add", "path": "id", "value": "x"},
        {"op": "add", "path": 'members[value eq "x"]', "value": "x"},
        {"op": "add", "path": "members", "value": "x"},
        {"op": "add", "path": "members", "value": [5]},
        {"op": "remove", "path": "members", "value": 5},
        {"op": "remove", "path": 'members[display eq "x"]'},
    ],
    ids=repr,
)
def test_other_changes_are_refused_and_nothing_happens(
    scim: Scim, people: list[str], store: Store, operation: Content
) -> None:
    made = scim.create({"displayName": "staff"}, "Groups")
    before = [
        {"op": "add", "path": "members", "value": values(people[0])},
        {"op": "replace", "path": "displayName", "value": "crew"},
    ]
    assert scim.patch_refusal(made["id"], *before, operation, kind="Groups")[0] == 400
    assert scim.get(f"Groups/{made['id']}") == made
    assert store.members(made["id"]) == []


@pytest.mark.rule("scim.duplicate")
def test_a_patch_cannot_take_the_name_of_another(scim: Scim) -> None:
    scim.create({"displayName": "staff"}, "Groups")
    other = scim.create({"displayName": "others"}, "Groups")
    operation = {"op": "replace", "path": "displayName", "value": "staff"}
    response = scim.send("PATCH", f"Groups/{other['id']}", {"schemas": [PATCH], "Operations": [operation]})
    assert response.status_code == 409
    assert scim.get(f"Groups/{other['id']}") == other


@pytest.mark.rule("scim.deletion")
def test_a_group_is_deleted(scim: Scim, people: list[str], store: Store) -> None:
    group = scim.create({"displayName": "staff", "members": values(*people)}, "Groups")["id"]
    scim.delete(f"Groups/{group}")
    assert scim.refusal("DELETE", f"Groups/{group}")[0] == 404
    listed = store.client.list_group_memberships_for_member(IdentityStoreId=store.id, MemberId={"UserId": people[0]})
    assert listed["GroupMemberships"] == []


@pytest.mark.rule("scim.unsupported")
def test_a_group_cannot_be_put(endpoint: Scim) -> None:
    made = endpoint.create({"displayName": "staff"}, "Groups")
    status, reason = endpoint.refusal("PUT", f"Groups/{made['id']}", {**made, "displayName": "crew"})
    assert (status, reason[-17:]) == (501, "is not supported.")
    assert endpoint.get(f"Groups/{made['id']}") == made
