"""Dumps: a dump, loaded, dumps the same."""

from __future__ import annotations

import json
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssoadmin_mock import IdentityCenter, capture, dump, mock_ssoadmin
from ssoadmin_mock.controls.in_process import InProcess
from ssoadmin_mock.world import json_text, schema, yaml_text
from ssoadmin_mock.world.source import Document
from tests.conftest import MANAGEMENT
from tests.exploring import examples
from tests.world.examples import POLICY, WORLD

NAMES = st.text("abcXYZ 123-_.+", min_size=1, max_size=8).map(str.strip).filter(bool)
USER_NAMES = st.text("abcXYZ123-_.+", min_size=1, max_size=8)
WORDS = st.text("abcXYZ123_.", min_size=1, max_size=8)


def dumped(world: dict[str, Any], **kwargs: Any) -> str:
    with mock_ssoadmin(world=world):
        return json.dumps(dump(**kwargs))


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """Worlds of a few of everything, their names as odd as names may be."""
    accounts = draw(st.lists(NAMES.filter(lambda name: name not in ("master", "all")), unique=True, max_size=4))
    users = draw(st.lists(USER_NAMES, unique_by=str.casefold, max_size=3))
    groups = draw(st.lists(NAMES, unique_by=str.casefold, max_size=3))
    sets = draw(st.lists(WORDS, unique=True, max_size=3))
    at = draw(st.integers(0, len(accounts)))
    some_accounts = st.lists(st.sampled_from([*accounts, "master"]), min_size=1, max_size=3)
    entry = {"name": st.sampled_from(["same", "other"]), "email": st.just("a@b.example")}
    account = st.none() | st.fixed_dictionaries({}, optional=entry)
    user = st.none() | st.fixed_dictionaries({}, optional={"given_name": NAMES, "display_name": NAMES})
    emails = draw(st.lists(NAMES, unique_by=str.casefold, max_size=len(users)))
    policies = st.lists(st.sampled_from(["ReadOnlyAccess", "job-function/Billing"]), unique=True)
    inline = st.sampled_from([POLICY, json.dumps(POLICY), json.dumps(POLICY, indent=2)])
    optional = {
        "managed_policies": policies,
        "inline_policy": inline,
        "outdated_in": some_accounts,
        "provisioned_to": some_accounts,
    }
    world = {
        "organization": {
            "accounts": {name: draw(account) for name in accounts[:at]},
            "organizational_units": {draw(NAMES): {"accounts": {name: draw(account) for name in accounts[at:]}}},
        },
        # No two users have one address.
        "users": {
            name: (draw(user) or {}) | ({"email": email} if email else {}) for name, email in zip_longest(users, emails)
        },
        "groups": {name: {"members": draw(st.lists(st.sampled_from(users))) if users else []} for name in groups},
        "permission_sets": {name: draw(st.fixed_dictionaries({}, optional=optional)) for name in sets},
    }
    if sets and users and groups:
        row = {
            "permission_set": st.sampled_from(sets),
            "users": st.lists(st.sampled_from(users), min_size=1),
            "groups": st.lists(st.sampled_from(groups)),
            "accounts": some_accounts,
        }
        world["assignments"] = draw(st.lists(st.fixed_dictionaries(row), max_size=4))
    return world


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_dump_load_dump_is_a_fixed_point(world: dict[str, Any]) -> None:
    first = dumped(world)
    assert dumped(json.loads(first)) == first
    without_ids = dumped(world, ids=False)
    assert dumped(json.loads(without_ids), ids=False) == without_ids


@pytest.mark.parametrize("ids", [True, False])
def test_a_world_with_everything_is_a_fixed_point(ids: bool) -> None:
    first = dumped(WORLD, ids=ids)
    schema.check(Document(json.loads(first)))
    assert dumped(json.loads(first), ids=ids) == first


def test_a_dump_says_what_the_document_said(idc: IdentityCenter) -> None:
    idc.load(WORLD)
    found = idc.dump(ids=False)
    same = ("access_control_attributes", "instance", "issuers", "groups", "delegated_administrators")
    for section in same:
        expected = WORLD[section] | {"empty": {}} if section == "groups" else WORLD[section]
        if section == "access_control_attributes":
            expected = expected | {"Team": expected["Team"][0]}
        assert found[section] == expected
    payroll = WORLD["applications"]["payroll"]
    assert found["applications"] == {
        "payroll": payroll | {"access_scopes": {**payroll["access_scopes"], "s3:access_grants:read_write": []}},
        "reports": {},
    }
    assert found["users"] == WORLD["users"] | {"bob": {}}


def test_attributes_for_access_control_may_be_enabled_without_any(idc: IdentityCenter) -> None:
    idc.load({"access_control_attributes": {}})
    assert idc.dump()["access_control_attributes"] == {}


def test_memberships_and_assignments_outlive_what_they_are_about(idc: IdentityCenter) -> None:
    world = {"users": {"ada": None, "bob": None}, "groups": {"g": {"members": ["ada", "bob"]}}}
    access = {
        "permission_sets": {"P": None},
        "assignments": [{"permission_set": "P", "users": "ada", "accounts": "all"}],
    }
    instance = idc.load(world | access)
    store = idc.session(account_id=MANAGEMENT).client("identitystore", region_name="us-east-1")
    ada = idc.user("ada")
    store.delete_user(IdentityStoreId=instance.identity_store_id, UserId=ada)
    found = idc.dump()
    assert found["groups"]["g"]["members"] == ["bob"]
    assert found["assignments"] == [{"permission_set": "P", "users": [ada], "accounts": ["master"]}]
    InProcess().reset()
    idc.load(found)
    assert idc.dump() == found


def test_what_concerns_accounts_that_left_is_left_out(idc: IdentityCenter) -> None:
    access = {"permission_set": "P", "users": "ada", "accounts": ["dev", "master"]}
    organization = {"accounts": {"dev": "111122223333"}}
    idc.load(
        {"organization": organization, "users": {"ada": None}, "permission_sets": {"P": None}, "assignments": [access]}
    )
    organizations = idc.session(account_id=MANAGEMENT).client("organizations")
    organizations.remove_account_from_organization(AccountId="111122223333")
    assert idc.dump()["assignments"] == [{"permission_set": "P", "users": ["ada"], "accounts": ["master"]}]


def test_policies_are_dumped_so_that_the_very_text_comes_back() -> None:
    texts = [json.dumps(POLICY), json.dumps(POLICY, indent=2), '{"a":1,"a":2}', "[]", "no json"]
    from ssoadmin_mock.world.policies import policy_document, policy_text

    assert [policy_text(policy_document(text)) for text in texts] == texts
    assert policy_document(texts[0]) == POLICY


# --- texts that YAML and JSON could change -------------------------------------------------------------------------

ODD = [
    "\x85",
    "\u2028",
    "\u2029",
    "\r",
    "\n",
    " ",
    "\t",
    "\ufeff",
    "\x7f",
    "\ufffe",
    "\U0001f600",
    "é",
    "007",
    "1e3",
    "0x1F",
]
ODD += [
    "111122223333",
    "012345678901",
    "+111122223333",
    "~",
    "null",
    "yes",
    "<<",
    "-",
    ":",
    "#",
    "'",
    '"',
    "\\",
    "{",
    "%",
    "a",
]
TEXTS = st.lists(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=5).map("".join)
NUMBERS = st.integers() | st.integers(10**11, 10**12 - 1) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=examples(300), deadline=None)
@given(JSON)
def test_whatever_is_written_as_yaml_or_json_reads_the_same(data: Any) -> None:
    for name in ("world.yaml", "world.json"):
        text = yaml_text.text_for(Path(name), {"world": data}).encode().decode()
        parse = json_text.parse if name.endswith("json") else yaml_text.parse
        assert parse(text, name) == {"world": data}


@settings(max_examples=examples(20), deadline=None)
@given(TEXTS.filter(bool), TEXTS.filter(bool), JSON, st.sampled_from(["world.yaml", "world.json"]))
def test_odd_texts_survive_dump_file_and_load(
    tmp_path_factory: pytest.TempPathFactory, key: str, text: str, value: Any, name: str
) -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"NumericEquals": {"aws:x": value}}}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    world = {
        "organization": {"accounts": {"0" + key: {"id": "012345678901", "name": text}}},
        "permission_sets": {"P": {"inline_policy": json.dumps(policy)}},
    }
    file = tmp_path_factory.mktemp("worlds") / name
    with mock_ssoadmin(world=world) as idc:
        first = idc.dump()
    file.write_text(yaml_text.text_for(file, first), encoding="utf-8", newline="")
    with mock_ssoadmin(world=file) as idc:
        assert idc.dump() == first


def test_policies_that_no_mapping_can_be_stay_texts(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(90):
        deep = [deep]
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    policies = {
        "Deep": json.dumps({"Statement": {**statement, "Condition": {"NumericEquals": {"aws:x": deep}}}}),
        "Long": json.dumps({"Statement": {**statement, "Condition": {"NumericEquals": {"aws:x": 10**200}}}}),
    }
    with mock_ssoadmin(world={"permission_sets": {k: {"inline_policy": text} for k, text in policies.items()}}) as idc:
        first = idc.dump()
    assert {name: each["inline_policy"] for name, each in first["permission_sets"].items()} == policies
    with mock_ssoadmin(world=first) as idc:
        assert idc.dump() == first


def test_attributes_with_the_same_key_survive(idc: IdentityCenter, tmp_path: Path) -> None:
    instance = idc.load({})
    rows = [{"Key": "Team", "Value": {"Source": [f"${{path:{name}}}"]}} for name in ("userName", "title")]
    idc.session(account_id=MANAGEMENT).client(
        "sso-admin", region_name="us-east-1"
    ).create_instance_access_control_attribute_configuration(
        InstanceArn=instance.arn, InstanceAccessControlAttributeConfiguration={"AccessControlAttributes": rows}
    )
    first = idc.dump()
    assert first["access_control_attributes"] == rows
    file = tmp_path / "world.yaml"
    file.write_text(yaml_text.write(first), encoding="utf-8")
    InProcess().reset()
    idc.load(file)
    assert idc.dump() == first


def test_a_removed_delegated_administrator_is_in_no_dump(idc: IdentityCenter) -> None:
    idc.load(
        {"organization": {"accounts": {"dev": "111122223333", "ops": None}}, "delegated_administrators": ["dev", "ops"]}
    )
    session = idc.session(account_id=MANAGEMENT, region_name="us-east-1")
    session.client("organizations").remove_account_from_organization(AccountId="111122223333")
    first = idc.dump()
    assert first["delegated_administrators"] == ["ops"]
    assert capture(session, calls_per_second=100_000) == first
    InProcess().reset()
    idc.load(first)
    assert idc.dump() == first
