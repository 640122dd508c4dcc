"""Users: what they have, and that they are those of the identity store."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from ssoadmin_mock import IdentityCenter
from tests.conftest import error_of
from tests.services.scim.client import ENTERPRISE, USER, Scim, email, user
from tests.services.scim.conftest import Store

EVERYTHING: dict[str, Any] = user(
    externalId="701984",
    nickName="Babs",
    profileUrl="https://login.example.com/ada",
    title="Tour Guide",
    userType="Employee",
    preferredLanguage="en-US",
    locale="en-GB",
    timezone="Europe/London",
    active=True,
    name={
        "formatted": "Ms. Ada King Lovelace, III",
        "familyName": "Lovelace",
        "givenName": "Ada",
        "middleName": "King",
        "honorificPrefix": "Ms.",
        "honorificSuffix": "III",
    },
    emails=[email("ada@example.com")],
    phoneNumbers=[{"value": "555-5555", "type": "work"}],
    addresses=[
        {
            "type": "work",
            "streetAddress": "100 Universal City Plaza",
            "locality": "Hollywood",
            "region": "CA",
            "postalCode": "91608",
            "country": "USA",
            "formatted": "100 Universal City Plaza\nHollywood, CA 91608 USA",
            "primary": True,
        }
    ],
    roles=[{"value": "admin", "type": "custom", "primary": True}],
)
EVERYTHING["schemas"] = [USER, ENTERPRISE]
EVERYTHING[ENTERPRISE] = {
    "employeeNumber": "701984",
    "costCenter": "4130",
    "organization": "Studios",
    "division": "Theme Park",
    "department": "Tour Operations",
    "manager": {"value": "9067729b3d-ee533c18-538a-4cd3-a572-63fb863ed734"},
}


@pytest.mark.rule("scim.user-shown", "scim.user-attributes")
def test_a_user_is_shown_as_it_was_given(endpoint: Scim) -> None:
    made = endpoint.create(EVERYTHING)
    assert made == endpoint.get(f"Users/{made['id']}")
    id, meta = made.pop("id"), made.pop("meta")
    assert made == EVERYTHING
    assert meta.keys() == {"resourceType", "created", "lastModified"}
    assert meta["resourceType"] == "User"
    assert len(meta["created"]) == len("2026-11-26T19:23:17Z")
    assert id[14:16] == "70"


@pytest.mark.rule("scim.user-shown", "scim.active")
def test_what_a_user_lacks_is_left_out(scim: Scim) -> None:
    made = scim.create(user())
    assert made.keys() == {"id", "meta", "schemas", "userName", "displayName", "name", "active"}
    assert (made["schemas"], made["active"]) == ([USER], True)


@pytest.mark.rule("scim.user-required")
@pytest.mark.parametrize("path", ["userName", "displayName", "name", "name.givenName", "name.familyName"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_every_user_has(scim: Scim, path: str, value: Any) -> None:
    wanted = user()
    outer, _, inner = path.partition(".")
    if inner:
        wanted[outer] = {**wanted[outer], inner: value}
    else:
        wanted[outer] = value
    status, reason = scim.refusal("POST", "Users", wanted)
    assert status == 400
    assert path.rpartition(".")[2].lower() in reason.lower()
    assert scim.get("Users")["Resources"] == []


@pytest.mark.rule("scim.user-attributes")
@pytest.mark.parametrize(
    "more",
    [
        {"password": "secret"},
        {"ims": [{"value": "x"}]},
        {"photos": [{"value": "https://example.com/ada.png"}]},
        {"x509Certificates": [{"value": "eA=="}]},
        {"entitlements": [{"value": "x"}]},
        {"groups": [{"value": "x"}]},
        {"website": "https://example.com"},
        {"emails": [email("ada@example.com", display="Ada")]},
        {"addresses": [{"display": "home"}]},
        {"phoneNumbers": [{"value": "1", "display": "home"}]},
        {"roles": [{"value": "admin", "display": "Admin"}]},
        {ENTERPRISE: {"manager": {"value": "x", "displayName": "Bob"}}},
        {ENTERPRISE: {"hobby": "whist"}},
        {ENTERPRISE: "x"},
        {"name": {"givenName": "Ada", "familyName": "Lovelace", "nickName": "A"}},
    ],
    ids=str,
)
def test_what_no_user_has(scim: Scim, more: dict[str, Any]) -> None:
    assert scim.refusal("POST", "Users", {**user(), **more})[0] == 400
    assert scim.get("Users")["Resources"] == []


@pytest.mark.rule("scim.user-attributes")
def test_null_and_empty_lists_count_as_absent(scim: Scim) -> None:
    made = scim.create(user(password=None, groups=[], emails=[], title=None, meta={"resourceType": "User"}, id="mine"))
    assert made["id"] != "mine"
    assert not {"emails", "title", "groups"} & made.keys()


@pytest.mark.rule("scim.single-values")
@pytest.mark.parametrize("name", ["emails", "addresses", "phoneNumbers", "roles"])
def test_lists_have_one_value(scim: Scim, name: str) -> None:
    values = [email("a@example.com"), email("b@example.com")]
    reason = f"List attribute {name} exceeds allowed limit of 1"
    assert scim.refusal("POST", "Users", user(**{name: values})) == (400, reason)


@pytest.mark.rule("scim.primary-email")
@pytest.mark.parametrize("primary", [None, False, "false"])
def test_the_e_mail_address_is_the_primary_one(scim: Scim, primary: Any) -> None:
    status, reason = scim.refusal("POST", "Users", user(emails=[email("a@example.com", primary=primary)]))
    assert (status, reason) == (400, "The e-mail address has to be marked as primary.")


@pytest.mark.rule("scim.reason")
@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"userName": "a b"}, "Value at 'userName' failed to satisfy constraint: Member must satisfy regular"),
        ({"userName": 7}, "at 'userName' failed to satisfy constraint: Member must be a string"),
        (
            {"name": {"givenName": "A", "familyName": "x" * 1025}},
            "1 validation error detected: Value at 'name.familyName' failed to satisfy constraint: Member must have "
            "length less than or equal to 1024",
        ),
        ({"userName": "x" * 129, "title": "x" * 1025}, "2 validation errors detected: Value at 'userName'"),
        ({"emails": "ada@example.com"}, "The attribute emails has to be a list."),
        ({"emails": ["ada@example.com"]}, "The attribute emails has to be an object."),
        ({"name": "Ada"}, "The attribute name has to be an object."),
        ({"active": "maybe"}, "The attribute active has to be true or false."),
        ({"externalId": 5}, "The attribute externalId has to be a text"),
        ({"userName": "Administrator"}, "The name Administrator is reserved."),
    ],
    ids=str,
)
def test_the_reason_is_for_the_test_alone(
    scim: Scim, caplog: pytest.LogCaptureFixture, more: dict[str, Any], reason: str
) -> None:
    caplog.set_level("INFO", "ssoadmin_mock.scim")
    status, said = scim.refusal("POST", "Users", {**user(), **more})
    assert status == 400
    assert reason in said
    assert f"CreateUser: ValidationException: {said}" in caplog.messages
    assert scim.get("Users")["Resources"] == []


@pytest.mark.rule("scim.schemas-in-requests")
def test_schemas_may_be_left_out_but_not_be_others(scim: Scim) -> None:
    scim.create({name: value for name, value in user().items() if name != "schemas"})
    for schemas in ([], [ENTERPRISE], USER, None, 5):
        assert scim.refusal("POST", "Users", user("bob", schemas=schemas))[0] == 400


@pytest.mark.rule("scim.duplicate")
@pytest.mark.parametrize(
    "second",
    [
        user(),
        user("ADA"),
        user("bob", externalId="7"),
        user("bob", emails=[email("ada@example.com")]),
    ],
)
def test_a_second_one_is_refused(scim: Scim, second: dict[str, Any]) -> None:
    scim.create(user(externalId="7", emails=[email("ada@example.com")]))
    response = scim.send("POST", "Users", second)
    assert (response.status_code, response.json()["detail"]) == (409, "Refused to create a new, duplicate resource.")
    assert scim.get("Users")["totalResults"] == 1


@pytest.mark.rule("scim.same-directory")
def test_it_is_the_user_of_the_identity_store(scim: Scim, store: Store) -> None:
    made = scim.create(EVERYTHING)
    described = store.user(made["id"])
    assert described["UserName"] == "ada"
    assert described["CreatedBy"] == described["UpdatedBy"] == "SCIM"
    assert described["UserStatus"] == "ENABLED"
    (external,) = described["ExternalIds"]  # type: ignore[misc]  # a list
    assert external["Id"] == "701984"
    assert external["Issuer"].startswith("https://scim.aws.com/")
    found = store.client.get_user_id(IdentityStoreId=store.id, AlternateIdentifier={"ExternalId": external})
    assert found["UserId"] == made["id"]


@pytest.mark.rule("scim.same-directory")
def test_a_change_on_one_side_is_seen_on_the_other(scim: Scim, store: Store) -> None:
    made = store.client.create_user(
        IdentityStoreId=store.id,
        UserName="bob",
        DisplayName="Bob",
        Name={"GivenName": "Bob", "FamilyName": "B"},
        Website="https://example.com",
    )
    id = made["UserId"]
    assert scim.get(f"Users/{id}")["displayName"] == "Bob"
    scim.put({**user("bob"), "id": id})
    described = store.user(id)
    # SCIM does not know of the website.
    assert (described["DisplayName"], described["Website"]) == ("Bob", "https://example.com")
    operations = [{"AttributePath": "title", "AttributeValue": "Boss"}]
    store.client.update_user(IdentityStoreId=store.id, UserId=id, Operations=operations)  # type: ignore[arg-type]  # the stubs want dicts of their own
    assert scim.get(f"Users/{id}")["title"] == "Boss"
    scim.delete(f"Users/{id}")
    assert error_of(store.user, id=id)[0] == "ResourceNotFoundException"


@pytest.mark.rule("scim.active")
@pytest.mark.parametrize("active", [False, "false", "False"])
def test_who_is_not_active_is_disabled(scim: Scim, store: Store, active: Any) -> None:
    made = scim.create(user(active=active))
    assert made["active"] is False
    assert store.user(made["id"])["UserStatus"] == "DISABLED"
    scim.patch(made["id"], {"op": "replace", "path": "active", "value": True})
    assert store.user(made["id"])["UserStatus"] == "ENABLED"


@pytest.mark.rule("scim.active")
def test_who_is_deactivated_loses_the_portal(scim: Scim) -> None:
    made = scim.create(user())
    signed_in = scim.idc.sign_in("ada")
    portal = boto3.client("sso", region_name="us-east-1")
    assert portal.list_accounts(accessToken=signed_in.access_token)["accountList"] == []
    for active in (False, True):
        scim.patch(made["id"], {"op": "replace", "path": "active", "value": active})
        # It takes a new session to come back.
        refusal = error_of(portal.list_accounts, accessToken=signed_in.access_token)
        assert refusal == ("UnauthorizedException", "Session token not found or invalid")
    again = scim.idc.sign_in("ada")
    assert portal.list_accounts(accessToken=again.access_token)["accountList"] == []


@pytest.mark.rule("scim.put")
def test_put_replaces_what_scim_knows(endpoint: Scim) -> None:
    made = endpoint.create(EVERYTHING)
    changed = endpoint.put({**user("lady-ada", title="Countess"), "id": made["id"]})
    assert changed.keys() == {"id", "meta", "schemas", "userName", "displayName", "name", "active", "title"}
    assert (changed["id"], changed["userName"]) == (made["id"], "lady-ada")


@pytest.mark.rule("scim.put")
@pytest.mark.parametrize("id", [None, "other"])
def test_put_needs_the_id_in_its_body(scim: Scim, id: str | None) -> None:
    made = scim.create(user())
    assert scim.refusal("PUT", f"Users/{made['id']}", {**user("bob"), "id": id})[0] == 400
    assert scim.get(f"Users/{made['id']}") == made


@pytest.mark.rule("scim.put", "scim.duplicate")
def test_put_cannot_take_the_name_of_another(scim: Scim) -> None:
    made = scim.create(user())
    scim.create(user("bob"))
    assert scim.refusal("PUT", f"Users/{made['id']}", {**user("bob"), "id": made["id"]})[0] == 409
    assert scim.get(f"Users/{made['id']}") == made


@pytest.mark.rule("scim.deletion")
def test_a_deletion_takes_the_memberships(endpoint: Scim, store: Store) -> None:
    made = endpoint.create(user())
    group = endpoint.create({"displayName": "staff", "members": [{"value": made["id"]}]}, "Groups")
    assert store.members(group["id"]) == [made["id"]]
    endpoint.delete(f"Users/{made['id']}")
    assert store.members(group["id"]) == []
    assert endpoint.refusal("DELETE", f"Users/{made['id']}")[0] == 404


@pytest.mark.rule("scim.not-found")
@pytest.mark.parametrize("id", ["12345678-1231-7012-1234-123456789012", "nonsense", "%00", "a%2Fb"])
@pytest.mark.parametrize("kind", ["Users", "Groups"])
def test_nobody_is_not_found(scim: Scim, kind: str, id: str) -> None:
    operation = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": []}
    for method, body in (("GET", None), ("DELETE", None), ("PATCH", operation)):
        assert scim.refusal(method, f"{kind}/{id}", body)[0] == 404


def test_there_is_room_for_so_many(idc: IdentityCenter) -> None:
    from ssoadmin_mock import mock_ssoadmin

    quotas = {"users_per_identity_store": 1, "groups_per_identity_store": 0}
    with mock_ssoadmin(quotas=quotas):
        scim = Scim(idc, idc.scim_endpoint, idc.create_scim_token())
        scim.create(user())
        assert scim.refusal("POST", "Users", user("bob"))[0] == 400
        assert scim.refusal("POST", "Groups", {"displayName": "staff"})[0] == 400


def test_neither_tokens_nor_passwords_are_in_the_texts_of_calls(scim: Scim) -> None:
    scim.refusal("POST", "Users", user(password="secret-1"))
    text = repr(scim.idc.calls[-1]) + str(scim.idc.calls[-1])
    assert "'password': '(hidden)'" in text
    assert "secret-1" not in text
    assert scim.token not in text


def test_calls_are_recorded_beside_those_of_the_identity_store(scim: Scim, store: Store) -> None:
    scim.create(user())
    calls = scim.idc.calls
    calls.assert_called("scim:CreateUser", httpBody=user())
    # Without its API's name, it is the operation that boto3 has.
    calls.assert_not_called("CreateUser")
    assert calls[-1].service == "scim"
    result = calls[-1].result
    assert result is not None
    assert result["httpBody"]["userName"] == "ada"
    boto3.client("identitystore", region_name="us-east-1").list_users(IdentityStoreId=store.id)
    calls.assert_called("ListUsers")
    calls.assert_not_called("scim:ListUsers")
