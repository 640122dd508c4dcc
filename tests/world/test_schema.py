"""The published JSON Schema, and the checks that are made with it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import ssoadmin_mock
from ssoadmin_mock import WorldError
from ssoadmin_mock.world import schema
from ssoadmin_mock.world.source import Document, read
from tests.world.examples import WORLD

WRONG: dict[str, Any] = {
    "has to be a mapping, not []": [],
    "users: has to be a mapping or empty, not 'ada'": {"users": "ada"},
    "users.ada.email: has to be a string, not 1; write it in quotes": {"users": {"ada": {"email": 1}}},
    "organization.accounts.dev: has to be an account id of twelve digits, or a mapping, not '1'": {
        "organization": {"accounts": {"dev": "1"}}
    },
    "organization.accounts.dev.status: has to be ACTIVE or SUSPENDED, not 'CLOSED'": {
        "organization": {"accounts": {"dev": {"status": "CLOSED"}}}
    },
    "applications.a.assignment_required: has to be true or false, not 'no'": {
        "applications": {"a": {"assignment_required": "no"}}
    },
    "groups.g.members[1]: has to be a string, not None": {"groups": {"g": {"members": ["a", None]}}},
    "issuers.i: needs the key 'oidc_jwt'": {"issuers": {"i": {}}},
    "permission_sets.p.id: has to be `ps-` and 16 letters and digits, not 'ps-1'": {
        "permission_sets": {"p": {"id": "ps-1"}}
    },
    "zebra: 'zebra' is not the name of a key here; choose from: $schema, access_control_attributes, applications, "
    "assignments, auto_sign_in, customer_managed_policies, delegated_administrators, groups, instance, issuers, "
    "organization, permission_sets, users.": {"zebra": 1},
}


def test_the_published_schema_is_the_one_that_is_used() -> None:
    package = Path(ssoadmin_mock.__file__).parent
    published = package.parent / "docs" / "world.schema.json"
    assert published.read_bytes() == (package / "data" / "world.schema.json").read_bytes()


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(schema.world_schema())


def test_every_key_is_explained() -> None:
    def unexplained(part: Any, path: str) -> list[str]:
        part = schema.resolved(part)
        own = [] if "description" in part or "properties" not in part else [path]
        members = part.get("properties", {}).items()
        return own + [found for key, member in members for found in unexplained(member, f"{path}.{key}")]

    root = schema.world_schema()
    assert [
        found for key, part in root["properties"].items() for found in unexplained(part, key) if "grants" not in found
    ] == []


@pytest.mark.parametrize("message", WRONG)
def test_what_is_wrong_is_said(message: str) -> None:
    with pytest.raises(WorldError) as caught:
        schema.check(Document(WRONG[message]))
    assert str(caught.value) == message


@pytest.mark.parametrize("world", [{}, WORLD, {"users": None}, *WRONG.values()])
def test_jsonschema_says_yes_and_no_to_the_same(world: Any) -> None:
    try:
        schema.check(Document(world))
        ours = True
    except WorldError:
        ours = False
    assert Draft202012Validator(schema.world_schema()).is_valid(world) == ours


def test_checking_changes_nothing() -> None:
    before = deepcopy(WORLD)
    schema.check(Document(WORLD))
    assert before == WORLD


# --- what the Identity Store refuses -------------------------------------------------------------------------------

REFUSED: dict[str, Any] = {
    "users.a\\x00b": {"users": {"a\0b": None}},
    "users.Ada Lovelace": {"users": {"Ada Lovelace": None}},
    "users.": {"users": {"": None}},
    f"users.{'x' * 129}": {"users": {"x" * 129: None}},
    "groups.a\\x07": {"groups": {"a\x07": None}},
    "groups.g.description": {"groups": {"g": {"description": "\x1b[31m"}}},
    "users.ada.given_name": {"users": {"ada": {"given_name": "\0"}}},
    "users.ada.family_name": {"users": {"ada": {"family_name": "\u2028"}}},
    "users.ada.display_name": {"users": {"ada": {"display_name": "x" * 1025}}},
    "users.ada.email": {"users": {"ada": {"email": "\0"}}},
    "users.ada.attributes.Title": {"users": {"ada": {"attributes": {"Title": "\x85"}}}},
    "users.ada.attributes.Name.MiddleName": {"users": {"ada": {"attributes": {"Name": {"MiddleName": "\0"}}}}},
    "users.ada.attributes.Emails[0].Value": {"users": {"ada": {"attributes": {"Emails": [{"Value": "\0"}]}}}},
    "users.ada.attributes.Addresses[0]": {"users": {"ada": {"attributes": {"Addresses": [{"Country": "\0"}]}}}},
}


@pytest.mark.parametrize("place", REFUSED)
@pytest.mark.parametrize("name", ["world.json", "world.yaml"])
def test_what_the_identity_store_refuses_is_refused_with_its_place(tmp_path: Path, place: str, name: str) -> None:
    file = tmp_path / name
    # JSON is YAML; the one is read by Python's parser, the other by PyYAML.
    file.write_text(json.dumps(REFUSED[place], indent=0), encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        schema.check(read(file))
    problem = caught.value.problems[0]
    assert str(problem).startswith(f"{file}:{problem.line}: {place}: is not for the Identity Store: ")
    assert problem.line == len(problem.path) + 1


def test_what_the_identity_store_takes_is_taken() -> None:
    schema.check(
        Document(
            {
                "users": {
                    "ada@acme.example": {"given_name": "Ada\xa0É", "family_name": "李", "email": ""},
                    "o'brien": None,
                },
                "groups": {"Ada's friends": {"description": "two\nlines"}},
            }
        )
    )
