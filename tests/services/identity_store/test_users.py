"""Users, in process and over HTTP."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.config import Config

from ssoadmin_mock import IdentityCenter, mock_ssoadmin
from ssoadmin_mock.effects.ids import mock_random
from tests.conftest import MANAGEMENT, error_of
from tests.services.identity_store.conftest import NAME, UNKNOWN, Store, as_operations

ENTERPRISE = "aws:identitystore:enterprise"

EVERYTHING: dict[str, Any] = {
    "UserName": "ada",
    "DisplayName": "Ada L.",
    "Name": NAME | {"Formatted": "A. Lovelace", "MiddleName": "King", "HonorificPrefix": "L", "HonorificSuffix": "C"},
    "NickName": "Countess",
    "ProfileUrl": "https://example.com/ada",
    "Emails": [{"Value": "ada@example.com", "Type": "work", "Primary": True}],
    "Addresses": [{"StreetAddress": "1 Row", "Locality": "London", "Country": "UK", "Primary": True}],
    "PhoneNumbers": [{"Value": "+44 1", "Type": "home", "Primary": False}],
    "UserType": "employee",
    "Title": "Countess",
    "PreferredLanguage": "en-GB",
    "Locale": "en-GB",
    "Timezone": "Europe/London",
    "Photos": [{"Value": "https://example.com/ada.png", "Type": "photo", "Display": "Ada", "Primary": True}],
    "Website": "https://ada.example.com",
    "Birthdate": "1815-12-10",
    "Roles": [{"Value": "engineer", "Type": "job", "Primary": True}],
}


def test_a_user_has_the_attributes_that_it_was_given(store: Store) -> None:
    user_id = store("create_user", **EVERYTHING)["UserId"]
    described = store.described(user_id)
    assert {name: described[name] for name in EVERYTHING} == EVERYTHING
    (listed,) = store("list_users")["Users"]
    assert listed == described


@pytest.mark.rule("identity-store.identifiers")
def test_ids_are_shaped_as_today_s_are(store: Store) -> None:
    created = store("create_user", UserName="ada", DisplayName="Ada", Name=NAME)
    group = store("create_group", DisplayName="staff")
    membership = store("create_group_membership", GroupId=group["GroupId"], MemberId={"UserId": created["UserId"]})
    for answer, kind in ((created, "User"), (group, "Group"), (membership, "Membership")):
        id = answer[f"{kind}Id"]
        assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{3}1-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}", id)
        assert answer[f"{kind}Arn"] == f"arn:aws:identitystore:::{kind.lower()}/{id}"
        assert answer["IdentityStoreId"] == store.id


def test_ids_repeat_with_a_seed(store: Store) -> None:
    mock_random.seed(7)
    first = store.user("ada")
    store("delete_user", UserId=first)
    mock_random.seed(7)
    assert store.user("ada") == first


@pytest.mark.rule("identity-store.identifiers")
def test_every_id_may_be_an_arn(store: Store) -> None:
    ada, staff = store.user(), store.group()
    membership = store.join(staff, ada)
    store_arn = f"arn:aws:identitystore::{MANAGEMENT}:identitystore/{store.id}"
    user_arn, group_arn = f"arn:aws:identitystore:::user/{ada}", f"arn:aws:identitystore:::group/{staff}"
    by_arn = Store(store.client, store_arn, store.center)
    assert by_arn.described(user_arn)["UserId"] == ada
    assert by_arn("describe_group", GroupId=group_arn)["GroupId"] == staff
    membership_arn = f"arn:aws:identitystore:::membership/{membership}"
    assert by_arn("describe_group_membership", MembershipId=membership_arn)["MembershipId"] == membership
    (result,) = by_arn("is_member_in_groups", MemberId={"UserId": user_arn}, GroupIds=[group_arn])["Results"]
    assert result == {"GroupId": staff, "MemberId": {"UserId": ada}, "MembershipExists": True}
    (listed,) = by_arn("list_group_memberships_for_member", MemberId={"UserId": user_arn})["GroupMemberships"]
    assert listed["MembershipId"] == membership
    # Of another kind, or in another partition, it is nobody's.
    assert by_arn.refusal("describe_user", UserId=group_arn)[0] == "ResourceNotFoundException"
    assert by_arn.refusal("describe_user", UserId=user_arn.replace("arn:aws:", "arn:aws-cn:"))[0] == (
        "ResourceNotFoundException"
    )


@pytest.mark.rule("user.required-attributes")
@pytest.mark.parametrize(
    ("missing", "text"),
    [
        (("UserName", "DisplayName"), "userName is a required attribute"),
        (("DisplayName",), "displayname: The attribute displayname is required"),
        (("Name",), "name: The attribute name is required"),
        (
            ("DisplayName", "Name"),
            "displayname: The attribute displayname is required, name: The attribute name is required",
        ),
    ],
)
def test_a_user_needs_names(store: Store, missing: tuple[str, ...], text: str) -> None:
    given = {"UserName": "ada", "DisplayName": "Ada", "Name": NAME}
    rest = {name: value for name, value in given.items() if name not in missing}
    assert store.refusal("create_user", **rest) == ("ValidationException", text)
    assert store("list_users")["Users"] == []


@pytest.mark.rule("user.required-attributes")
def test_a_name_needs_both_of_its_parts(store: Store) -> None:
    for part in NAME:
        name = {other: "x" for other in NAME if other != part}
        text = f"{part.lower()}: The attribute {part.lower()} is required"
        refusal = store.refusal("create_user", UserName="ada", DisplayName="Ada", Name=name)
        assert refusal == ("ValidationException", text)


@pytest.mark.rule("user.unique-name", "user.case")
@pytest.mark.parametrize("name", ["ada", "ADA"])
def test_no_two_users_have_one_name(store: Store, name: str) -> None:
    store.user("ada")
    error = store.error("create_user", UserName=name, DisplayName="Other", Name=NAME)
    assert error["Error"] == {"Code": "ConflictException", "Message": "Duplicate UserName"}
    assert error["Reason"] == "UNIQUENESS_CONSTRAINT_VIOLATION"
    assert len(store("list_users")["Users"]) == 1


@pytest.mark.rule("user.unique-email", "user.case")
def test_no_two_users_have_one_address(store: Store) -> None:
    store.user("ada", Emails=[{"Value": "ada@example.com"}])
    bob = store.user("bob", Emails=[{"Value": "bob@example.com"}])
    for address in ("ada@example.com", "Ada@Example.com"):
        emails = [{"Value": address}]
        created = store.error("create_user", UserName="eve", DisplayName="Eve", Name=NAME, Emails=emails)
        updated = store.error("update_user", UserId=bob, Operations=as_operations(("emails", emails)))
        for error in (created, updated):
            assert error["Error"] == {"Code": "ConflictException", "Message": "Duplicate Emails"}
            assert error["Reason"] == "UNIQUENESS_CONSTRAINT_VIOLATION"
    assert store.described(bob)["Emails"] == [{"Value": "bob@example.com"}]


def test_what_a_user_no_longer_has_is_free(store: Store) -> None:
    ada = store.user("ada", Emails=[{"Value": "ada@example.com"}])
    store.update(ada, ("emails", [{"Value": "ada@example.org"}]))
    bob = store.user("bob", Emails=[{"Value": "ada@example.com"}])
    store("delete_user", UserId=ada)
    assert store.user("ada", Emails=[{"Value": "ada@example.org"}]) not in (ada, bob)


@pytest.mark.rule("user.reserved-names")
@pytest.mark.parametrize("name", ["Administrator", "AWSAdministrators", "administrator"])
def test_some_names_are_reserved(store: Store, name: str) -> None:
    code, text = store.refusal("create_user", UserName=name, DisplayName="x", Name=NAME)
    assert (code, name in text) == ("ValidationException", True)
    assert store.refusal("create_group", DisplayName=name)[0] == "ValidationException"
    group = store.group("staff")
    rename = as_operations(("displayName", name))
    assert store.refusal("update_group", GroupId=group, Operations=rename)[0] == "ValidationException"


@pytest.mark.rule("user.quota", "group.quota")
def test_a_store_has_a_largest_size() -> None:
    quotas = {"users_per_identity_store": 1, "groups_per_identity_store": 1}
    with mock_ssoadmin(organization_instance=True, quotas=quotas) as idc:
        client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
        ours = {"IdentityStoreId": client.list_identity_stores()["IdentityStores"][0]["IdentityStoreId"]}
        client.create_user(UserName="ada", DisplayName="Ada", Name=NAME, **ours)
        client.create_group(DisplayName="staff", **ours)
        code, text = error_of(client.create_user, UserName="bob", DisplayName="Bob", Name=NAME, **ours)
        assert (code, "1 users" in text) == ("ServiceQuotaExceededException", True)
        code, text = error_of(client.create_group, DisplayName="more", **ours)
        assert (code, "1 groups" in text) == ("ServiceQuotaExceededException", True)


@pytest.mark.rule("user.not-found")
def test_a_user_that_is_not_there(store: Store) -> None:
    lookup = {"UniqueAttribute": {"AttributePath": "userName", "AttributeValue": "nobody"}}
    error = store.error("describe_user", UserId=UNKNOWN)
    assert error["Error"] == {"Code": "ResourceNotFoundException", "Message": "USER not found."}
    assert (error["ResourceType"], error["ResourceId"]) == ("USER", UNKNOWN)
    error = store.error("get_user_id", AlternateIdentifier=lookup)
    assert error["Error"]["Message"] == "USER not found."
    assert error["ResourceType"] == "USER"
    update = store.refusal("update_user", UserId=UNKNOWN, Operations=as_operations(("title", "x")))
    assert update == ("ResourceNotFoundException", "USER not found.")


@pytest.mark.rule("user.status")
def test_a_user_is_enabled_and_this_api_does_not_change_it(store: Store) -> None:
    ada = store.user()
    assert store.described(ada)["UserStatus"] == "ENABLED"
    code, _ = store.refusal("update_user", UserId=ada, Operations=as_operations(("userStatus", "DISABLED")))
    assert code == "ValidationException"
    assert store.described(ada)["UserStatus"] == "ENABLED"


# --- extensions ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("user.extensions-on-demand")
def test_extensions_are_given_when_asked_for(store: Store) -> None:
    held = {ENTERPRISE: {"employeeNumber": "7", "manager": {"value": "bob"}}}
    ada = store.user(Extensions=held)
    assert "Extensions" not in store.described(ada)
    assert store.described(ada, Extensions=[ENTERPRISE])["Extensions"] == held
    assert "Extensions" not in store("list_users")["Users"][0]
    assert store("list_users", Extensions=[ENTERPRISE])["Users"][0]["Extensions"] == held
    bob = store.user("bob")
    assert "Extensions" not in store.described(bob, Extensions=[ENTERPRISE])


@pytest.mark.rule("user.extensions")
@pytest.mark.parametrize(
    "extensions",
    [
        {"aws:identitystore:other": {"a": "b"}},
        {ENTERPRISE: {"shoeSize": "42"}},
        {ENTERPRISE: {"manager": "bob"}},
        {ENTERPRISE: {"division": 7}},
        {ENTERPRISE: {"division": ""}},
        {ENTERPRISE: "text"},
    ],
)
def test_an_extension_holds_what_scim_s_does(store: Store, extensions: dict[str, Any]) -> None:
    code, text = store.refusal("create_user", UserName="ada", DisplayName="Ada", Name=NAME, Extensions=extensions)
    assert code == "ValidationException"
    assert next(iter(extensions)) in text


@pytest.mark.rule("identity-store.update-paths", "user.extensions")
def test_paths_lead_into_extensions(store: Store) -> None:
    ada = store.user()
    store.update(ada, (f"{ENTERPRISE}.manager.value", "bob"), (f"{ENTERPRISE}.division", "Engines"))
    seen = {ENTERPRISE: {"manager": {"value": "bob"}, "division": "Engines"}}
    assert store.described(ada, Extensions=[ENTERPRISE])["Extensions"] == seen
    store.update(ada, (f"{ENTERPRISE}.manager.value", None))
    assert store.described(ada, Extensions=[ENTERPRISE])["Extensions"] == {ENTERPRISE: {"division": "Engines"}}
    store.update(ada, (f"{ENTERPRISE}.division", None))
    assert "Extensions" not in store.described(ada, Extensions=[ENTERPRISE])
    store.update(ada, (f"{ENTERPRISE}.manager.value", None))
    for path in (f"{ENTERPRISE}.shoeSize", "aws:identitystore:other.division"):
        code, _ = store.refusal("update_user", UserId=ada, Operations=as_operations((path, "x")))
        assert code == "ValidationException"


# --- looking up ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("identity-store.lookup", "identity-store.lookup-paths")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("userName", "ada"),
        ("UserName", "ada"),
        ("emails.value", "ada@example.com"),
        ("Emails.Value", "ada@example.com"),
    ],
)
def test_a_user_is_found_by_what_is_unique(store: Store, path: str, value: str) -> None:
    # Someone without an address comes first.
    store.user("bob")
    ada = store.user("ada", Emails=[{"Value": "ada@example.com"}])
    found = store(
        "get_user_id", AlternateIdentifier={"UniqueAttribute": {"AttributePath": path, "AttributeValue": value}}
    )
    assert (found["UserId"], found["UserArn"]) == (ada, f"arn:aws:identitystore:::user/{ada}")


@pytest.mark.rule("user.case")
@pytest.mark.parametrize(("path", "value"), [("userName", "Ada"), ("emails.value", "ADA@example.com")])
def test_looking_up_takes_the_exact_case(store: Store, path: str, value: str) -> None:
    store.user("ada", Emails=[{"Value": "ada@example.com"}])
    attribute = {"AttributePath": path, "AttributeValue": value}
    code, _ = store.refusal("get_user_id", AlternateIdentifier={"UniqueAttribute": attribute})
    assert code == "ResourceNotFoundException"


@pytest.mark.rule("identity-store.lookup-paths")
@pytest.mark.parametrize("operation", ["get_user_id", "get_group_id"])
def test_other_paths_and_empty_values_are_refused(store: Store, operation: str) -> None:
    def refusal(path: str, value: Any) -> tuple[str, str]:
        attribute = {"AttributePath": path, "AttributeValue": value}
        return store.refusal(operation, AlternateIdentifier={"UniqueAttribute": attribute})

    assert refusal("nickName", "x") == ("ValidationException", "The attribute nickName is not a unique attribute")
    empty = "attribute value cannot be empty or null for attribute path"
    for value in ("", 7, ["ada"]):
        assert refusal("displayName" if "group" in operation else "userName", value) == ("ValidationException", empty)


@pytest.mark.rule("identity-store.lookup", "user.unique-email")
def test_external_ids_find_users_and_groups() -> None:
    external = {"https://scim.aws.com/x": "00u1"}
    world = {
        "users": {"ada": {"external_ids": external}, "bob": None},
        "groups": {"staff": {"external_ids": external}},
    }
    with mock_ssoadmin(world=world) as idc:
        client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
        ours = {"IdentityStoreId": client.list_identity_stores()["IdentityStores"][0]["IdentityStoreId"]}
        (found,) = [{"Issuer": issuer, "Id": id} for issuer, id in external.items()]
        by_external_id = {"AlternateIdentifier": {"ExternalId": found}, **ours}
        assert client.get_user_id(**by_external_id)["UserId"] == idc.user("ada")
        assert client.get_group_id(**by_external_id)["GroupId"] == idc.group("staff")
        assert client.describe_user(UserId=idc.user("ada"), **ours)["ExternalIds"] == [found]
        assert client.describe_group(GroupId=idc.group("staff"), **ours)["ExternalIds"] == [found]
        assert "ExternalIds" not in client.describe_user(UserId=idc.user("bob"), **ours)
        other = {"ExternalId": found | {"Id": "00u2"}}
        assert error_of(client.get_user_id, AlternateIdentifier=other, **ours)[0] == "ResourceNotFoundException"
        assert error_of(client.get_group_id, AlternateIdentifier=other, **ours)[0] == "ResourceNotFoundException"


# --- filters -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("identity-store.filters")
def test_filters_work_as_they_did(store: Store) -> None:
    ada = store.user("ada")
    store.user("bob")
    staff = store.group("staff")
    store.group("guests")
    users = store("list_users", Filters=[{"AttributePath": "UserName", "AttributeValue": "ada"}])["Users"]
    groups = store("list_groups", Filters=[{"AttributePath": "DisplayName", "AttributeValue": "staff"}])["Groups"]
    assert [user["UserId"] for user in users] == [ada]
    assert [group["GroupId"] for group in groups] == [staff]
    assert store("list_users", Filters=[{"AttributePath": "UserName", "AttributeValue": "eve"}])["Users"] == []
    assert store("list_users", Filters=[])["Users"] == store("list_users")["Users"] != []


@pytest.mark.rule("identity-store.filters")
def test_a_setting_refuses_filters_as_the_service_does_today() -> None:
    refusal = ("ValidationException", "Filter is deprecated, please remove filter from request.")
    with mock_ssoadmin(organization_instance=True, allow_filters=False) as idc:
        client = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
        ours = {"IdentityStoreId": client.list_identity_stores()["IdentityStores"][0]["IdentityStoreId"]}
        for call, path in ((client.list_users, "UserName"), (client.list_groups, "DisplayName")):
            assert error_of(call, Filters=[{"AttributePath": path, "AttributeValue": "x"}], **ours) == refusal
            call(**ours)


@pytest.mark.rule("identity-store.filter-paths")
@pytest.mark.parametrize(("operation", "path"), [("list_users", "UserName"), ("list_groups", "DisplayName")])
def test_there_is_one_filter_with_one_path(store: Store, operation: str, path: str) -> None:
    good = {"AttributePath": path, "AttributeValue": "x"}
    code, text = store.refusal(operation, Filters=[{"AttributePath": "title", "AttributeValue": "x"}])
    assert (code, "title" in text) == ("ValidationException", True)
    assert store.refusal(operation, Filters=[good, good])[0] == "ValidationException"


# --- changing ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("identity-store.update-paths")
def test_operations_change_what_their_paths_name(store: Store) -> None:
    ada = store.user()
    answer = store.update(ada, ("displayName", "Ada L."), ("Name.middleName", "King"), ("Title", "Countess"))
    assert (answer["UserId"], answer["UserArn"]) == (ada, f"arn:aws:identitystore:::user/{ada}")
    described = store.described(ada)
    assert described["Revision"] == answer["Revision"]
    assert (described["DisplayName"], described["Title"]) == ("Ada L.", "Countess")
    assert described["Name"] == NAME | {"MiddleName": "King"}


@pytest.mark.rule("identity-store.update-paths")
@pytest.mark.parametrize(
    "path",
    [
        "shoeSize",
        "name.shoeSize",
        "emails.value",
        "title.text",
        "extensions",
        "externalIds",
        "Extensions",
        "displayname",
    ],
)
def test_a_path_without_an_attribute_is_refused_and_nothing_changes(store: Store, path: str) -> None:
    ada = store.user()
    before = store.described(ada)
    operations = as_operations(("title", "Countess"), (path, "x"))
    code, text = store.refusal("update_user", UserId=ada, Operations=operations)
    assert (code, path in text) == ("ValidationException", True)
    assert store.described(ada) == before


@pytest.mark.rule("identity-store.update-unsets")
def test_no_value_unsets_an_attribute(store: Store) -> None:
    ada = store("create_user", **EVERYTHING)["UserId"]
    operations = [*as_operations(("title", None), ("name.middleName", None)), {"AttributePath": "emails"}]
    store("update_user", UserId=ada, Operations=operations)
    described = store.described(ada)
    assert {"Title", "Emails"}.isdisjoint(described)
    assert described["Name"] == {part: text for part, text in EVERYTHING["Name"].items() if part != "MiddleName"}
    # What is unset already stays so.
    store.update(ada, ("title", None), ("addresses", None), ("addresses", None))
    assert "Addresses" not in store.described(ada)


@pytest.mark.rule("user.required-attributes")
@pytest.mark.parametrize("path", ["displayName", "name", "name.givenName", "name.familyName", "userName"])
def test_what_every_user_has_cannot_be_unset(store: Store, path: str) -> None:
    ada = store.user()
    before = store.described(ada)
    code, text = store.refusal("update_user", UserId=ada, Operations=as_operations((path, None)))
    assert code == "ValidationException"
    assert path.rpartition(".")[2].lower() in text.lower()
    assert store.described(ada) == before


@pytest.mark.rule("identity-store.update-replaces")
@pytest.mark.parametrize("spelled", [str.lower, str.title])
def test_lists_and_structures_are_replaced_whole(store: Store, spelled: Any) -> None:
    ada = store("create_user", **EVERYTHING)["UserId"]
    store.update(ada, ("emails", [{spelled("value"): "ada@example.org"}]))
    assert store.described(ada)["Emails"] == [{"Value": "ada@example.org"}]
    store.update(ada, ("name", {"givenName": "Augusta", "FamilyName": "King"}))
    assert store.described(ada)["Name"] == {"GivenName": "Augusta", "FamilyName": "King"}


@pytest.mark.rule("identity-store.update-replaces", "identity-store.update-values")
@pytest.mark.parametrize(
    "emails",
    [
        [],
        [{"value": "ada@example.org", "type": None}],
        [{"value": "a@example.org"}, {"value": "b@example.org"}],
        [{"adress": "ada@example.org"}],
        ["ada@example.org"],
        {"value": "ada@example.org"},
        "ada@example.org",
        [{"value": 7}],
        [{"value": "x" * 1025}],
    ],
)
def test_a_list_has_the_form_of_the_model(store: Store, emails: Any) -> None:
    ada = store.user(Emails=[{"Value": "ada@example.com"}])
    code, text = store.refusal("update_user", UserId=ada, Operations=as_operations(("emails", emails)))
    assert (code, "emails" in text) == ("ValidationException", True)
    assert store.described(ada)["Emails"] == [{"Value": "ada@example.com"}]


@pytest.mark.rule("identity-store.update-values")
def test_a_text_has_the_length_of_the_model(store: Store) -> None:
    ada = store.user()
    for value in ("", "x" * 1025, 7, ["x"]):
        code, text = store.refusal("update_user", UserId=ada, Operations=as_operations(("title", value)))
        assert (code, "'title'" in text) == ("ValidationException", True)


@pytest.mark.rule("user.name-stays")
def test_the_user_name_stays(store: Store) -> None:
    ada = store.user()
    code, text = store.refusal("update_user", UserId=ada, Operations=as_operations(("userName", "countess")))
    assert (code, text) == ("ValidationException", "The attribute userName cannot be updated.")
    store.update(ada, ("userName", "ada"))
    assert store.described(ada)["UserName"] == "ada"


@pytest.mark.rule("user.primary-photo")
def test_only_one_photo_is_the_primary_one(store: Store) -> None:
    photos = [{"Value": f"https://example.com/{number}.png", "Primary": True} for number in range(2)]
    code, text = store.refusal("create_user", UserName="ada", DisplayName="Ada", Name=NAME, Photos=photos)
    assert (code, "photo" in text) == ("ValidationException", True)


@pytest.mark.rule("identity-store.revision")
def test_a_revision_changes_with_every_change(store: Store) -> None:
    ada = store("create_user", UserName="ada", DisplayName="Ada", Name=NAME)
    seen = [ada["Revision"]]
    for title in ("one", "two", "two"):
        seen.append(store.update(ada["UserId"], ("title", title))["Revision"])
    assert len(set(seen)) == len(seen)
    assert all(revision.isdigit() for revision in seen)


@pytest.mark.rule("identity-store.revision")
@pytest.mark.parametrize("kind", ["user", "group"])
def test_a_change_may_say_what_it_changes(store: Store, kind: str) -> None:
    id = store.user() if kind == "user" else store.group()
    ours = {f"{kind.title()}Id": id}
    old = store(f"describe_{kind}", **ours)["Revision"]
    rename = as_operations(("displayName", "other"))
    new = store(f"update_{kind}", Operations=rename, Revision=old, **ours)["Revision"]
    for operation, params in ((f"update_{kind}", {"Operations": rename}), (f"delete_{kind}", {})):
        error = store.error(operation, Revision=old, **params, **ours)
        assert error["Error"]["Code"] == "ConflictException"
        assert error["Reason"] == "CONCURRENT_MODIFICATION"
    store(f"delete_{kind}", Revision=new, **ours)
    assert store.refusal(f"describe_{kind}", **ours)[0] == "ResourceNotFoundException"


@pytest.mark.rule("identity-store.history")
def test_who_made_and_changed_a_user_is_known(store: Store, delegate: str) -> None:
    ada = store.user()
    now = datetime.now(timezone.utc)
    first = store.described(ada)
    assert first["CreatedBy"] == first["UpdatedBy"] == MANAGEMENT
    assert first["CreatedAt"] == first["UpdatedAt"]
    assert abs(first["CreatedAt"] - now) < timedelta(minutes=1)
    store.seen_by(delegate).update(ada, ("title", "x"))
    second = store.described(ada)
    assert (second["CreatedBy"], second["UpdatedBy"]) == (MANAGEMENT, delegate)
    assert second["CreatedAt"] == first["CreatedAt"] <= second["UpdatedAt"]


# --- deleting ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("identity-store.delete-takes-memberships")
def test_a_deleted_user_is_in_no_group(store: Store) -> None:
    ada, bob = store.user("ada"), store.user("bob")
    staff = store.group("staff", ada, bob)
    membership = store("get_group_membership_id", GroupId=staff, MemberId={"UserId": ada})["MembershipId"]
    store("delete_user", UserId=ada)
    listed = store("list_group_memberships", GroupId=staff)["GroupMemberships"]
    assert [row["MemberId"]["UserId"] for row in listed] == [bob]
    assert store.refusal("describe_group_membership", MembershipId=membership)[0] == "ResourceNotFoundException"
    # Nor is the next one of the same name.
    assert store("list_group_memberships_for_member", MemberId={"UserId": store.user("ada")})["GroupMemberships"] == []


@pytest.mark.rule("identity-store.delete-leaves-assignments")
@pytest.mark.parametrize("type", ["USER", "GROUP"])
def test_assignments_outlive_their_principals(store: Store, type: str) -> None:
    center = store.center
    principal = store.user() if type == "USER" else store.group()
    permission_set = center.permission_set()
    assert center.assign(permission_set, center.dev, principal, type)["Status"] == "SUCCEEDED"
    store("delete_user" if type == "USER" else "delete_group", **{f"{type.title()}Id": principal})
    assert center.assignments(permission_set, center.dev) == [(type, principal)]
    assert center.unassign(permission_set, center.dev, principal, type)["Status"] == "SUCCEEDED"


@pytest.mark.rule("identity-store.delete-unknown")
def test_deleting_what_is_not_there_does_nothing(store: Store) -> None:
    ada = store.user()
    staff = store.group("staff", ada)
    for id in (UNKNOWN, ada, staff):
        store("delete_group_membership", MembershipId=id)
    for id in (UNKNOWN, staff):
        store("delete_user", UserId=id, Revision="1")
    for id in (UNKNOWN, ada):
        store("delete_group", GroupId=id)
    assert store("is_member_in_groups", MemberId={"UserId": ada}, GroupIds=[staff])["Results"][0]["MembershipExists"]


# --- errors --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("identity-store.error-members")
def test_every_error_has_a_request_id_of_its_own(store: Store) -> None:
    errors = [store.error("describe_user", UserId=UNKNOWN) for _ in range(2)]
    ids = [error["RequestId"] for error in errors]
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id) for id in ids)
    assert ids[0] != ids[1]
    for error in errors:
        assert error["ResponseMetadata"]["HTTPStatusCode"] == 400
        assert error["ResponseMetadata"]["RequestId"] == error["RequestId"]
        assert error["Message"] == "USER not found."


@pytest.mark.rule("identity-store.error-members-framework")
def test_a_broken_constraint_has_its_request_id_in_the_header(store: Store) -> None:
    errors = [store.error("describe_user", UserId="nonsense") for _ in range(2)]
    for error in errors:
        assert {"Message", "RequestId"}.isdisjoint(error)
        assert error["Error"]["Message"].startswith("1 validation error detected: ")
    ids = [error["ResponseMetadata"]["RequestId"] for error in errors]
    assert all(ids)
    assert ids[0] != ids[1]


@pytest.mark.rule("identity-store.validation-text")
def test_a_malformed_id_is_refused_in_the_words_of_this_service(store: Store) -> None:
    code, text = error_of(store.client.describe_user, IdentityStoreId="nonsense", UserId=UNKNOWN)
    assert code == "ValidationException"
    assert text.startswith(
        "1 validation error detected: Value 'nonsense' at 'identityStoreId' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: (arn:aws"
    )
    # Terraform's id of a user.
    both = f"{store.id}/{UNKNOWN}"
    _, text = store.refusal("describe_user", UserId=both)
    assert text.startswith(f"1 validation error detected: Value '{both}' at 'userId' failed")


@pytest.mark.rule("identity-store.validation-text-personal")
def test_personal_values_are_not_repeated(store: Store) -> None:
    code, text = store.refusal("create_user", UserName="ada lovelace", DisplayName="Ada", Name=NAME)
    assert code == "ValidationException"
    assert text.startswith("1 validation error detected: Value at 'userName' failed to satisfy constraint: ")
    assert "lovelace" not in text


@pytest.mark.rule("identity-store.validation-text")
def test_several_violations_are_counted(store: Store) -> None:
    client = store.center.connect("identitystore", config=Config(parameter_validation=False))
    code, text = error_of(client.list_users, IdentityStoreId=store.id, MaxResults=101, NextToken="x" * 65536)
    assert code == "ValidationException"
    assert text.startswith("2 validation errors detected: Value '101' at 'maxResults' failed to satisfy constraint: ")
    assert "Member must have value less than or equal to 100" in text


def test_a_user_by_name_is_not_searched_for_among_all(idc: IdentityCenter, store: Store) -> None:
    ada = store.user("ada")
    assert idc.user("ada") == idc.user(ada) == ada
    with pytest.raises(ValueError, match="did you mean"):
        idc.user("adda")
