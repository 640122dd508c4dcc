"""PATCH of users."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services.scim.client import ENTERPRISE, PATCH, USER, Content, Scim, email, user
from tests.services.scim.conftest import Store
from tests.services.scim.test_users import EVERYTHING

ONE_ATTRIBUTE = (
    'Current PATCH support allows omitting "path" attribute only for Add and Replace operations modifying a single '
    "attribute."
)


@pytest.fixture
def ada(scim: Scim) -> Content:
    """A user with everything."""
    return scim.create(EVERYTHING)


@pytest.mark.rule("scim.patch-operations", "scim.patch-answers", "scim.patch-user-paths")
@pytest.mark.parametrize(
    ("operation", "changed"),
    [
        ({"op": "replace", "path": "userName", "value": "lady"}, {"userName": "lady"}),
        ({"op": "Replace", "path": "displayName", "value": "Lady"}, {"displayName": "Lady"}),
        ({"op": "ADD", "path": "displayname", "value": "Lady"}, {"displayName": "Lady"}),
        ({"op": "replace", "value": {"displayName": "Lady"}}, {"displayName": "Lady"}),
        ({"op": "add", "path": f"{USER}:title", "value": "Lady"}, {"title": "Lady"}),
        ({"op": "remove", "path": "title"}, {"title": None}),
        ({"op": "remove", "path": "externalId"}, {"externalId": None}),
        ({"op": "replace", "path": "externalId", "value": "9"}, {"externalId": "9"}),
        ({"op": "replace", "path": "active", "value": "false"}, {"active": False}),
        ({"op": "Replace", "path": "active", "value": "False"}, {"active": False}),
        ({"op": "replace", "value": {"active": False}}, {"active": False}),
        ({"op": "remove", "path": "emails"}, {"emails": None}),
        ({"op": "remove", "path": 'emails[type eq "work"]'}, {"emails": None}),
        ({"op": "replace", "path": "emails", "value": [email("b@example.com")]}, {"emails": [email("b@example.com")]}),
        ({"op": "add", "path": "emails", "value": [email("ada@example.com")]}, {}),
        (
            {"op": "replace", "path": 'emails[type eq "work"].value', "value": "b@example.com"},
            {"emails": [email("b@example.com")]},
        ),
        (
            {"op": "replace", "path": "emails[primary eq true].value", "value": "b@example.com"},
            {"emails": [email("b@example.com")]},
        ),
        ({"op": "add", "path": "emails.type", "value": "home"}, {"emails": [email("ada@example.com", type="home")]}),
        ({"op": "remove", "path": "phoneNumbers"}, {"phoneNumbers": None}),
        ({"op": "remove", "path": ENTERPRISE}, {ENTERPRISE: None}),
    ],
    ids=lambda value: str(value)[:60],
)
def test_an_attribute_changes(scim: Scim, ada: Content, operation: Content, changed: Content) -> None:
    answer = scim.patch(ada["id"], operation)
    wanted = {name: value for name, value in {**ada, **changed}.items() if value is not None}
    assert {**answer, "meta": ada["meta"], "schemas": ada["schemas"]} == wanted
    assert answer["schemas"] == ([USER, ENTERPRISE] if ENTERPRISE in wanted else [USER])
    assert scim.get(f"Users/{ada['id']}") == answer


@pytest.mark.rule("scim.patch-user-paths")
@pytest.mark.parametrize(
    ("path", "value", "changed"),
    [
        ("department", "Sales", {"department": "Sales"}),
        ("manager", "bob", {"manager": {"value": "bob"}}),
        ("manager", {"value": "bob", "$ref": "../Users/bob"}, {"manager": {"value": "bob"}}),
        ("manager.value", "bob", {"manager": {"value": "bob"}}),
        ("", {"schemas": [ENTERPRISE], "division": "North"}, {"division": "North"}),
    ],
)
def test_the_extension_changes(scim: Scim, ada: Content, path: str, value: Any, changed: Content) -> None:
    full = f"{ENTERPRISE}:{path}" if path else ENTERPRISE
    assert scim.patch(ada["id"], {"op": "Add", "path": full, "value": value})[ENTERPRISE] == {
        **ada[ENTERPRISE],
        **changed,
    }


@pytest.mark.rule("scim.patch-user-paths")
def test_a_part_of_the_name_changes(endpoint: Scim) -> None:
    made = endpoint.create(user())
    changed = endpoint.patch(
        made["id"],
        {"op": "replace", "path": "name.familyName", "value": "King"},
        {"op": "add", "path": "name", "value": {"middleName": "Byron"}},
    )
    assert changed["name"] == {"givenName": "Ada", "familyName": "King", "middleName": "Byron"}
    assert "middleName" not in endpoint.patch(made["id"], {"op": "remove", "path": "name.middleName"})["name"]


@pytest.mark.rule("scim.primary-email", "scim.patch-user-paths")
def test_an_address_is_made_by_its_type(scim: Scim) -> None:
    made = scim.create(user())
    changed = scim.patch(made["id"], {"op": "Add", "path": 'emails[type eq "work"].value', "value": "a@example.com"})
    assert changed["emails"] == [email("a@example.com")]
    # There is room for one.
    second = {"op": "Add", "path": 'emails[type eq "home"].value', "value": "b@example.com"}
    assert scim.patch_refusal(made["id"], second) == (400, "List attribute emails exceeds allowed limit of 1")
    changed = scim.patch(made["id"], {"op": "Add", "path": 'addresses[type eq "work"].locality', "value": "London"})
    assert changed["addresses"] == [{"type": "work", "primary": True, "locality": "London"}]


@pytest.mark.rule(
    "scim.patch-operations",
    "scim.patch-without-path",
    "scim.patch-user-paths",
    "scim.patch-once",
    "scim.filter-form",
    "scim.request-form",
)
@pytest.mark.parametrize(
    ("operations", "reason"),
    [
        ([{"op": "remove"}], "Missing path in PATCH request"),
        ([{"op": "remove", "path": ""}], "Missing path in PATCH request"),
        ([{"op": "replace", "value": {"displayName": "A", "title": "B"}}], ONE_ATTRIBUTE),
        ([{"op": "replace", "value": {"id": "x", "displayName": "A"}}], ONE_ATTRIBUTE),
        ([{"op": "replace", "value": {}}], ONE_ATTRIBUTE),
        ([{"op": "replace", "value": "x"}], ONE_ATTRIBUTE),
        ([{"op": "replace", "value": {"title": None}}], "The operation replace needs a value."),
        ([{"op": "replace", "path": "title"}], "The operation replace needs a value."),
        ([{"op": "add", "path": "title", "value": None}], "The operation add needs a value."),
        ([{"op": "move", "path": "title", "value": "x"}], "The op move is not supported"),
        ([{"path": "title", "value": "x"}], "Each of the Operations has to be an object with an op."),
        ([{"op": 5, "path": "title", "value": "x"}], "Each of the Operations has to be an object with an op."),
        (["remove"], "Each of the Operations has to be an object with an op."),
        ([{"op": "add", "path": 5, "value": "x"}], "A path has to be a text."),
        ([], "Operations has to be a list that is not empty."),
        ([{"op": "remove", "path": "userName"}], "The attribute userName cannot be removed."),
        ([{"op": "remove", "path": "active"}], "The attribute active cannot be removed."),
        ([{"op": "remove", "path": "displayName"}], "displayname is required"),
        ([{"op": "remove", "path": "name.givenName"}], "givenname is required"),
        ([{"op": "remove", "path": "name"}], "name is required"),
        ([{"op": "replace", "path": "active", "value": "no"}], "The attribute active has to be true or false."),
        ([{"op": "add", "path": "name.nickName", "value": "x"}], "The attribute name.nickName is not supported."),
        ([{"op": "add", "path": 'emails[type eq "home"]', "value": "x"}], "The attribute emails holds objects."),
        ([{"op": "remove", "path": 'emails[type eq "home"]'}], "Nothing is at the path"),
        ([{"op": "add", "path": "emails", "value": email("b@example.com")}], "exceeds allowed limit of 1"),
        ([{"op": "replace", "path": "emails", "value": [{"value": "b@x"}]}], "has to be marked as primary"),
        ([{"op": "replace", "path": "emails", "value": ["x"]}, {"op": "add", "path": "emails.type", "value": "x"}], ""),
        ([{"op": "add", "path": f"{ENTERPRISE}:hobby", "value": "x"}], "hobby does not exist"),
        ([{"op": "add", "path": f"{ENTERPRISE}:manager.displayName", "value": "x"}], "is not supported"),
        *(
            ([{"op": "add", "path": path, "value": "x"}], f"The path {path} is not supported.")
            for path in (
                "id",
                "meta.created",
                "password",
                "roles",
                "photos",
                "groups",
                "nonsense",
                "title.part",
                'title[type eq "x"]',
                'name[type eq "x"]',
                "emails[",
                "emails]",
                "emails.value.more",
                "é",
            )
        ),
        ([{"op": "add", "path": 'emails[type co "x"]', "value": {}}], "Invalid Filter format"),
        *(
            (
                [{"op": "replace", "path": name, "value": value}] * 2,
                f"Multiple PATCH operations on {name} are not supported.",
            )
            for name, value in (("userName", "lady"), ("active", True))
        ),
    ],
    ids=lambda value: str(value)[:60],
)
def test_other_changes_are_refused_and_nothing_happens(
    scim: Scim, ada: Content, operations: list[Any], reason: str
) -> None:
    before = [{"op": "replace", "path": "nickName", "value": "Lady"}] if operations else []
    status, said = scim.patch_refusal(ada["id"], *before, *operations)
    assert status == 400
    assert reason in said
    assert scim.get(f"Users/{ada['id']}") == ada


@pytest.mark.rule("scim.request-form")
@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"schemas": [USER], "Operations": [{"op": "remove", "path": "title"}]},
        {"schemas": [PATCH]},
        {"schemas": [PATCH], "Operations": {"op": "remove", "path": "title"}},
    ],
    ids=repr,
)
def test_what_is_no_patch_is_refused(scim: Scim, ada: Content, body: Any) -> None:
    assert scim.refusal("PATCH", f"Users/{ada['id']}", body)[0] == 400
    assert scim.get(f"Users/{ada['id']}") == ada


@pytest.mark.rule("scim.duplicate")
def test_a_patch_cannot_take_what_another_has(scim: Scim, ada: Content) -> None:
    bob = scim.create(user("bob"))
    for path, value in (("userName", "ADA"), ("externalId", "701984")):
        assert scim.patch_refusal(bob["id"], {"op": "replace", "path": path, "value": value})[0] == 409
    assert scim.get(f"Users/{bob['id']}") == bob


def test_users_of_the_other_api_are_changed_although_their_address_is_not_primary(scim: Scim, store: Store) -> None:
    names = {"GivenName": "Bob", "FamilyName": "B"}
    emails = [{"Value": "bob@example.com"}]
    made = store.client.create_user(
        IdentityStoreId=store.id,
        UserName="bob",
        DisplayName="Bob",
        Name=names,  # type: ignore[arg-type]  # the stubs want dicts of their own
        Emails=emails,  # type: ignore[arg-type]  # the stubs want dicts of their own
    )
    changed = scim.patch(made["UserId"], {"op": "replace", "path": "active", "value": False})
    assert (changed["active"], changed["emails"]) == (False, [{"value": "bob@example.com"}])
