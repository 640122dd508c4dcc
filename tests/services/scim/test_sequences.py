"""What Entra and Okta send, in the order in which they publish it, and what AWS's dialect makes of it."""

from __future__ import annotations

from typing import Any

from tests.services.scim.client import ENTERPRISE, GROUP, USER, Scim
from tests.services.scim.conftest import Store


def test_entra(endpoint: Scim, store: Store) -> None:
    """Microsoft's tutorial on developing a SCIM endpoint for Entra ID, section by section."""
    # It asks for somebody whom nobody knows, to see whether the endpoint is there.
    assert endpoint.get("Users", filter='userName eq "non-existent user"')["totalResults"] == 0
    # Create a user that matches nobody.
    name = "Test_User_ab6490ee-1e48-479e-a20b-2d77186b5dd1"
    assert endpoint.get("Users", filter=f'userName eq "{name}"')["Resources"] == []
    made = endpoint.create(
        {
            "schemas": [USER, ENTERPRISE],
            "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
            "userName": name,
            "displayName": "Test User",
            "active": True,
            "emails": [{"primary": True, "type": "work", "value": "Test_User@testuser.com"}],
            "meta": {"resourceType": "User"},
            "name": {"formatted": "givenName familyName", "familyName": "familyName", "givenName": "givenName"},
            "roles": [],
        }
    )
    id = made["id"]
    assert endpoint.get(f"Users/{id}") == made
    assert endpoint.get("Users", filter='externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"')["totalResults"] == 1
    # Update multi-valued and single-valued properties.
    changed = endpoint.patch(
        id,
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "updatedEmail@microsoft.com"},
        {"op": "Replace", "path": "name.familyName", "value": "updatedFamilyName"},
    )
    assert (changed["emails"][0]["value"], changed["name"]["familyName"]) == (
        "updatedEmail@microsoft.com",
        "updatedFamilyName",
    )
    assert endpoint.patch(id, {"op": "Replace", "path": "userName", "value": "5b50642d@contoso.com"})["userName"] == (
        "5b50642d@contoso.com"
    )
    # The manager, as a text.
    manager = {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": id}
    assert endpoint.patch(id, manager)[ENTERPRISE] == {"manager": {"value": id}}
    found = endpoint.get("Users", filter=f'id eq "{id}" and manager eq "{id}"')
    assert found["totalResults"] == 1
    # Disable the user.
    assert endpoint.patch(id, {"op": "Replace", "path": "active", "value": False})["active"] is False
    assert store.user(id)["UserStatus"] == "DISABLED"
    # Groups: create, look up without members, rename, add and remove members, delete.
    group = endpoint.create(
        {
            "schemas": [GROUP],
            "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
            "displayName": "displayName",
            "meta": {"resourceType": "Group"},
        },
        "Groups",
    )["id"]
    assert "members" not in endpoint.get(f"Groups/{group}", excludedAttributes="members")
    listed = endpoint.get("Groups", excludedAttributes="members", filter='displayName eq "displayName"')
    assert listed["totalResults"] == 1
    endpoint.patch(group, {"op": "Replace", "path": "displayName", "value": "updatedDisplayName"}, kind="Groups")
    members = [{"$ref": None, "value": id}]
    endpoint.patch(group, {"op": "Add", "path": "members", "value": members}, kind="Groups")
    assert endpoint.get("Groups", filter=f'id eq "{group}" and members eq "{id}"')["totalResults"] == 1
    endpoint.patch(group, {"op": "Remove", "path": "members", "value": members}, kind="Groups")
    assert store.members(group) == []
    endpoint.delete(f"Groups/{group}")
    endpoint.delete(f"Users/{id}")


def test_okta(endpoint: Scim, store: Store) -> None:
    """Okta's reference of SCIM 2.0: users and groups."""
    name = "test.user@okta.local"
    assert endpoint.get("Users", filter=f'userName eq "{name}"', startIndex=1, count=100)["totalResults"] == 0
    wanted: dict[str, Any] = {
        "schemas": [USER],
        "userName": name,
        "name": {"givenName": "Test", "familyName": "User"},
        "emails": [{"primary": True, "value": name, "type": "work"}],
        "displayName": "Test User",
        "locale": "en-US",
        "externalId": "00ujl29u0le5T6Aj10h7",
        "groups": [],
        "active": True,
    }
    # The reference has a password in it, which AWS does not take.
    assert endpoint.refusal("POST", "Users", {**wanted, "password": "1mz050nq"})[0] == 400
    id = endpoint.create(wanted)["id"]
    # It reads the user and puts all of it back.
    read = endpoint.get(f"Users/{id}")
    put = endpoint.put({**read, "name": {"givenName": "Another", "middleName": "Excited", "familyName": "User"}})
    assert put["name"]["givenName"] == "Another"
    # It deactivates without a path, and comes back with all of it.
    assert endpoint.patch(id, {"op": "replace", "value": {"active": False}})["active"] is False
    assert store.user(id)["UserStatus"] == "DISABLED"
    assert endpoint.put({**put, "active": True})["active"] is True
    # Groups.
    group = endpoint.create({"schemas": [GROUP], "displayName": "Test SCIMv2", "members": []}, "Groups")["id"]
    assert endpoint.get("Groups", startIndex=1, count=100)["totalResults"] == 1
    # The name with the id beside it and no path is two attributes; alone it is taken.
    rename = {"op": "replace", "value": {"id": group, "displayName": "Renamed"}}
    assert endpoint.patch_refusal(group, rename, kind="Groups")[0] == 400
    endpoint.patch(group, {"op": "replace", "value": {"displayName": "Renamed"}}, kind="Groups")
    # Members come and go one by one; all of them at once is refused, and so is PUT.
    member = {"value": id, "display": name}
    endpoint.patch(group, {"op": "add", "path": "members", "value": [member]}, kind="Groups")
    assert store.members(group) == [id]
    everybody = {"op": "replace", "path": "members", "value": [member]}
    assert endpoint.patch_refusal(group, everybody, kind="Groups")[0] == 400
    content = {"schemas": [GROUP], "id": group, "displayName": "Renamed", "members": [member]}
    assert endpoint.refusal("PUT", f"Groups/{group}", content)[0] == 501
    endpoint.patch(group, {"op": "remove", "path": f'members[value eq "{id}"]'}, kind="Groups")
    assert store.members(group) == []
    assert endpoint.send("DELETE", f"Groups/{group}").status_code == 204
    assert endpoint.idc.calls[-1].operation == "DeleteGroup"
