"""Redaction: nothing of what identifies anybody is left, however it is spelled."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssoadmin_mock import mock_ssoadmin
from ssoadmin_mock.world.redaction import redacted
from ssoadmin_mock.world.spellings import spelled
from tests.counting import growth, lines
from tests.exploring import examples

ROLE = "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Breakglass_0123456789012def"


def policy_with(text: str) -> dict[str, Any]:
    condition = {"StringLike": {"aws:userid": text}}
    statement = {"Effect": "Allow", "Action": "s3:Get*", "Resource": text, "Condition": condition}
    return {"Version": "2012-10-17", "Statement": [statement]}


def world_with(text: str, **sections: Any) -> dict[str, Any]:
    return {
        "organization": {
            "management_account": {"id": "999988887777", "name": "Acme"},
            "accounts": {"sandbox": {"id": "222222222222", "email": "o'brien@acme.test"}},
        },
        "users": {
            "adalovelace": {"given_name": "Ada", "family_name": "Lovelace", "email": "ada+x@acme.test"},
            "bob": None,
        },
        "groups": {"R&D": None},
        "permission_sets": {
            "Breakglass": {"inline_policy": policy_with(text), "relay_state": f"https://x.test/?{text}"}
        },
        **sections,
    }


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("https://x.test/?u=ada%2Bx%40acme.test", "ada%2bx"),
        ("https://x.test/?u=%61%64%61%6c%6f%76%65%6c%61%63%65", "%61%64"),
        ("arn:aws:s3:::logs222222222222", "222222222222"),
        ("arn:aws:s3:::logs222222222222eu", "222222222222"),
        ("arn:aws:s3:::logs333333333333", "333333333333"),
        (ROLE, "breakglass"),
        ("mail o'brien@acme.test", "brien"),
        ("mail d'arcy@elsewhere.test", "arcy"),
        ("mail o&#39;brien@acme.test", "brien"),
        ("*:adalovelace", "adalovelace"),
        ("*:ADALOVELACE", "adalovelace"),
        ("xadalovelacex", "adalovelace"),
        ("*/bob", "bob"),
        ("R&amp;D", "r&amp;d"),
        (r"\u0061dalovelace", "dalovelace"),
        ("%255Cu0061dalovelace", "dalovelace"),
        (r"\x61dalovelace", "dalovelace"),
        (r"\U00000061dalovelace", "dalovelace"),
        (r"\U00000062ob", "2ob"),
        (r"\u{61}dalovelace \u{110000}", "dalovelace"),
        (r"o\'brien@acme.test", "brien"),
        ("https://adalovelace:bob@x.test:8443/", "adalovelace"),
    ],
)
@pytest.mark.parametrize("as_text", [False, True])
def test_it_is_found_however_it_is_spelled(text: str, secret: str, as_text: bool) -> None:
    world = world_with(text)
    if as_text:
        world["permission_sets"]["Breakglass"]["inline_policy"] = json.dumps(policy_with(text), indent=1)
    assert secret not in json.dumps(redacted(world)).lower()


def test_what_stands_for_what() -> None:
    text = "ADA+X@acme.test, o'brien@acme.test, c@new.test: 333333333333, 222222222222, 999988887777; bob at R&D"
    result = redacted(world_with(text))
    assert result["organization"] == {
        "management_account": {"id": "123456789012", "name": "account-1"},
        "accounts": {"account-2": {"id": "100000000001", "email": "email-1@example.com"}},
    }
    assert result["users"] == {
        "user-1": {"given_name": "given-name-1", "family_name": "family-name-1", "email": "email-2@example.com"},
        "user-2": None,
    }
    assert list(result["groups"]) == ["group-1"]
    permission_set = result["permission_sets"]["permission-set-1"]
    assert permission_set["inline_policy"]["Statement"][0]["Resource"] == (
        "email-2@example.com, email-1@example.com, email-3@example.com: "
        "100000000002, 100000000001, 123456789012; user-2 at group-1"
    )
    assert permission_set["relay_state"].startswith("https://host-1.example.com/?email-2@example.com, ")


def test_numbers_keys_and_texts_that_are_no_json_are_redacted() -> None:
    numbers = {"NumericEquals": {"aws:PrincipalTag/adalovelace": 222222222222, "n": 7, "adalovelace": True}}
    policies = {"A": {"Statement": {"Condition": numbers}}, "B": '{"a": "adalovelace", "a": 1}', "C": "adalovelace {"}
    world = redacted(world_with("x", permission_sets={name: {"inline_policy": p} for name, p in policies.items()}))
    sets = world["permission_sets"]
    condition = {"aws:PrincipalTag/user-1": 100000000001, "n": 7, "user-1": True}
    assert sets["permission-set-1"]["inline_policy"] == {"Statement": {"Condition": {"NumericEquals": condition}}}
    assert sets["permission-set-2"]["inline_policy"] == '{"a": "user-1", "a": 1}'
    assert sets["permission-set-3"]["inline_policy"] == "user-1 {"


def test_what_policies_do_stays() -> None:
    policy = policy_with("arn:aws:s3:us-east-1:222222222222:bob/x")
    policy["Statement"][0]["Resource"] = "arn:aws:iam::aws:policy/AdministratorAccess"
    names = ["Allow", "s3", "east", "Statement", "String", "Administrator", "userid", "Condition"]
    world = redacted(
        world_with("", users=dict.fromkeys(["bob", *names]), permission_sets={"P": {"inline_policy": policy}})
    )
    found = world["permission_sets"]["permission-set-1"]["inline_policy"]
    policy["Statement"][0]["Condition"]["StringLike"]["aws:userid"] = "arn:aws:s3:us-east-1:100000000001:user-1/x"
    assert found == policy


def test_a_replacement_is_nobodys_name() -> None:
    accounts = {"a": {"id": "100000000001"}, "b": {"id": "222222222222"}}
    world = {"organization": {"management_account": {"id": "100000000002"}, "accounts": accounts}}
    result = redacted({**world, "users": {"user-2": None, "user-1": None}})
    assert list(result["users"]) == ["user-3", "user-4"]
    ids = [account["id"] for account in result["organization"]["accounts"].values()]
    assert len({*ids, "100000000001", "100000000002", "222222222222"}) == 5


SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.title,
    quote,
    quote_plus,
    lambda text: quote(quote(text, safe=""), safe=""),
    html.escape,
    lambda text: "".join(f"&#x{ord(char):x};" for char in text),
    lambda text: "".join(f"%{octet:02X}" for octet in text.encode()),
    lambda text: json.dumps(text)[1:-1],
    lambda text: "".join(f"\\u{ord(char):04x}" for char in text),
]
NAMES = st.text("qxjzkwéß'&.-+_ 789", min_size=5, max_size=12).filter(
    lambda name: name == name.strip() and sum(char.isalpha() for char in name) > 3
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Any], list[str]]:
    """A world that says everything that identifies somebody once more in its texts, and all that is so."""
    unique = iter(draw(st.lists(NAMES, min_size=9, max_size=9, unique_by=lambda name: spelled(name).text)))
    user, given, family, group, account, unit, permission_set, application, local = unique
    email = f"{local.replace(' ', '')}@{draw(st.sampled_from(['wqx.test', 'z.jkq.test']))}"
    account_id = str(draw(st.integers(2 * 10**11, 9 * 10**11)))
    secrets = [user, given, family, group, account, unit, permission_set, application, email, account_id]
    texts = [draw(st.sampled_from(SPELLINGS))(secret) for secret in secrets]
    joined = draw(st.sampled_from(["/", "", ":", "_", "x", " "])).join(texts)
    policy = policy_with(joined)
    users = {user: {"given_name": given, "family_name": family, "email": email}}
    world = {
        "organization": {
            "accounts": {account: {"id": account_id}},
            "organizational_units": {unit: None},
        },
        "users": users,
        "groups": {group: {"members": [user], "description": joined}},
        "permission_sets": {
            permission_set: {
                "inline_policy": draw(st.sampled_from([policy, json.dumps(policy), json.dumps(policy, indent=2)])),
                "relay_state": f"https://console.aws.amazon.com/{joined}",
            }
        },
        "applications": {
            application: {
                "portal_options": {"SignInOptions": {"ApplicationUrl": f"https://{quote(local)}.test/{joined}"}}
            }
        },
    }
    return world, secrets


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [found for part in [*value, *value.values()] for found in strings(part)]
    if isinstance(value, list):
        return [found for part in value for found in strings(part)]
    return [str(value)]


@settings(max_examples=examples(150), deadline=None)
@given(worlds())
def test_nothing_of_a_random_world_is_left(drawn: tuple[dict[str, Any], list[str]]) -> None:
    world, secrets = drawn
    texts = [spelled(text).text for text in strings(redacted(world))]
    # A name may be part of another one: what is left of neither is what counts.
    assert [secret for secret in secrets if any(spelled(secret).text in text for text in texts)] == []


def many_users(count: int) -> dict[str, Any]:
    names = [f"user.name.{n:05}" for n in range(count)]
    users = {name: {"email": f"{name}@acme.test", "given_name": f"Given{name}"} for name in names}
    text = " ".join(f"arn:aws:iam::222222222222:user/{name}" for name in names)
    return world_with("x", users=users, permission_sets={"P": {"inline_policy": policy_with(text)}})


def test_twice_as_many_users_take_twice_as_long() -> None:
    worlds = {count: many_users(count) for count in (100, 200, 400)}
    assert growth(lambda count: lines(lambda: redacted(worlds[count])), 100) < 2.5


def test_nobody_of_many_users_is_left() -> None:
    assert "user.name" not in json.dumps(redacted(many_users(1_000)))


def test_a_redacted_world_loads_whatever_the_names_are() -> None:
    issuer = {
        "IssuerUrl": "https://issuer.test",
        "ClaimAttributePath": "email",
        "IdentityStoreAttributePath": "emails.value",
        "JwksRetrievalOption": "OPEN_ID_DISCOVERY",
    }
    world = world_with(
        "x",
        users=dict.fromkeys(["email", "emails.value", "ENABLED", "APPLICATION", "OPEN_ID_DISCOVERY"]),
        issuers={"i": {"oidc_jwt": issuer}},
        applications={"a": {"portal_options": {"Visibility": "ENABLED"}}},
    )
    with mock_ssoadmin(world=redacted(world)) as idc:
        assert idc.dump()["issuers"]["issuer-1"]["oidc_jwt"]["ClaimAttributePath"] == "email"
