"""Reading worlds: files and dictionaries, and the place of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from ssoadmin_mock import WorldError
from ssoadmin_mock.world import schema
from ssoadmin_mock.world.source import Document, read
from ssoadmin_mock.world.yaml_text import write
from tests.world.examples import WORLD


def problem(file: Path, text: str) -> str:
    """What is wrong with a file, after its name."""
    file.write_text(dedent(text), encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        schema.check(read(file))
    (found,) = caught.value.problems
    assert str(found).startswith(f"{file}:")
    return str(found).removeprefix(f"{file}:").strip()


@pytest.fixture
def yaml_file(tmp_path: Path) -> Path:
    return tmp_path / "world.yaml"


@pytest.fixture
def json_file(tmp_path: Path) -> Path:
    return tmp_path / "world.json"


def test_a_dictionary_is_a_world_as_it_is() -> None:
    assert read({"users": {"ada": {}}, "groups": {"g": {"members": ("ada",)}}}) == Document(
        {"users": {"ada": {}}, "groups": {"g": {"members": ["ada"]}}}
    )


def test_what_json_cannot_say_is_no_world() -> None:
    with pytest.raises(WorldError, match="This is not a world: Object of type set is not JSON serializable"):
        read({"users": {"ada": {1}}})


def test_yaml_and_json_say_the_same(yaml_file: Path, json_file: Path) -> None:
    yaml_file.write_text(write(WORLD), encoding="utf-8")
    json_file.write_text(json.dumps(WORLD), encoding="utf-8")
    assert read(yaml_file).data == read(str(json_file)).data == WORLD


def test_what_is_neither_a_path_nor_a_mapping_is_no_world() -> None:
    with pytest.raises(WorldError, match=r"^has to be a mapping, not \['users'\]$"):
        schema.check(read(["users"]))  # type: ignore[arg-type]  # that it is no world is the test


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"nowhere.yaml: This file cannot be read: No such file or directory\."):
        read(tmp_path / "nowhere.yaml")


def test_a_file_has_to_be_utf_8(yaml_file: Path) -> None:
    yaml_file.write_bytes(b"users: {\xff: }")
    with pytest.raises(WorldError, match="it is not UTF-8"):
        read(yaml_file)


def test_a_wrong_key_is_found_in_yaml_with_the_nearest_that_is_valid(yaml_file: Path) -> None:
    text = """
        permission_sets:
          Admin:
            sesion_duration: PT8H
        """
    assert problem(yaml_file, text) == (
        "4: permission_sets.Admin.sesion_duration: 'sesion_duration' is not the name of a key here; "
        "did you mean 'session_duration'?"
    )


def test_items_of_lists_are_found_in_json(json_file: Path) -> None:
    text = '{"groups": {"a": {"members": ["x", "y"]}, "b": {"members": [\n"x",\n["y"],\n{"z": [true, null]}]}}}'
    json_file.write_text(text, encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        schema.check(read(json_file))
    assert [(found.path, found.line) for found in caught.value.problems] == [
        (("groups", "b", "members", 1), 3),
        (("groups", "b", "members", 2), 4),
    ]


def test_a_wrong_key_is_found_in_json(json_file: Path) -> None:
    text = '{\n\t"users": {"a\\"b": {"email": "x"}},\n\t"groups": {\n\t\t"staff": {"members": ["x"], "menbers": []}}}'
    assert problem(json_file, text).startswith("4: groups.staff.menbers: 'menbers' is not the name of a key here")


def test_something_missing_is_found_where_it_is_missing(yaml_file: Path) -> None:
    text = """
        assignments:
          - {permission_set: A, users: ada, accounts: all}
          - {users: ada, accounts: all}
        """
    assert problem(yaml_file, text) == "4: assignments[1]: needs the key 'permission_set'"


def test_everything_that_is_wrong_is_said_at_once(yaml_file: Path) -> None:
    yaml_file.write_text("user: {}\ngroup: {}\n", encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        schema.check(read(yaml_file))
    assert str(caught.value).splitlines() == [str(found) for found in caught.value.problems]
    assert [found.line for found in caught.value.problems] == [1, 2]


def test_an_empty_file_is_no_world(yaml_file: Path) -> None:
    yaml_file.write_text("", encoding="utf-8")
    with pytest.raises(WorldError, match=r"world.yaml: has to be a mapping, not None"):
        schema.check(read(yaml_file))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("users:\n  - a: b: c\n", "2: This is not YAML: mapping values are not allowed"),
        ("users:\n  ada:\n  bob:\n  ada:\n", "4: users: The key 'ada' is given twice."),
        ("users: &all\n  ada: *all\n", "1: users.ada: This refers to itself."),
        ("users:\n  ada: !secret x\n", "2: users.ada: The tag !secret is not known here."),
        ("users:\n  [a, b]: x\n", "2: users: A key has to be a string."),
        ("users:\n  <<: ada\n", "2: users: Only a mapping can be merged with <<."),
        ("users: &all\n  <<: *all\n", "1: users: This refers to itself."),
        ("users:\n  ada: !!int many\n", "2: users.ada: 'many' is not what its tag tag:yaml.org,2002:int says."),
    ],
)
def test_broken_yaml_says_where(yaml_file: Path, text: str, expected: str) -> None:
    # libyaml says some things in fewer words than PyYAML.
    assert problem(yaml_file, text).startswith(expected)


def test_a_character_that_yaml_does_not_allow_is_an_error(yaml_file: Path) -> None:
    yaml_file.write_bytes(b"users: {a\x01: }\n")
    with pytest.raises(WorldError, match="This is not YAML"):
        read(yaml_file)


@pytest.mark.parametrize(
    "key",
    ["a\tb", "\U0001f600", "\x7f", "\ufffe", "x" * 1100, 'a"b\\', ": ,[]{}#&*!|>'%@`", "\x85\u2028"],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_that_is_no_yaml_has_lines_as_well(json_file: Path, key: str, ascii_only: bool) -> None:
    document = {
        "applications": {key: {"description": "d"}},
        "groups": {"staff": {"menbers": [12345678901234567890, -0.5e3, True]}},
    }
    json_file.write_text(json.dumps(document, indent="\t", ensure_ascii=ascii_only), encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        schema.check(read(json_file))
    (found,) = caught.value.problems
    assert (found.path, found.line) == (("groups", "staff", "menbers"), 9)


def test_a_key_given_twice_in_two_spellings_is_found_in_json(json_file: Path) -> None:
    text = '{"groups": {"\\ud83d\\ude00": null,\n\t"\U0001f600": null}}'
    assert problem(json_file, text) == "2: groups: The key '\U0001f600' is given twice."


def test_twelve_digits_with_a_sign_are_a_number(yaml_file: Path) -> None:
    yaml_file.write_text("[111122223333, +111122223333, -111122223333, 012345678901]", encoding="utf-8")
    assert Document(read(yaml_file).data).data == ["111122223333", 111122223333, -111122223333, "012345678901"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"users":\n}', "2: This is not JSON: Expecting value."),
        ('{"users": {"ada": {},\n "bob": {"email": "x"},\n "ada": {}}}', "3: users: The key 'ada' is given twice."),
    ],
)
def test_broken_json_says_where(json_file: Path, text: str, expected: str) -> None:
    assert problem(json_file, text) == expected


def test_yaml_is_read_as_people_mean_it(yaml_file: Path) -> None:
    text = """
        no: yes
        id: 111122223333
        octal: 012345678901
        version: 2012-10-17
        numbers: [1, -2.5, 0x1F]
        nothing: [~, null, ]
        truth: [true, False]
        """
    yaml_file.write_text(dedent(text), encoding="utf-8")
    assert read(yaml_file).data == {
        "no": "yes",
        "id": "111122223333",
        "octal": "012345678901",
        "version": "2012-10-17",
        "numbers": [1, -2.5, "0x1F"],
        "nothing": [None, None],
        "truth": [True, False],
    }


def test_yaml_can_repeat_itself(yaml_file: Path) -> None:
    text = """
        base: &base {a: 1, b: 1}
        one: {<<: *base, b: 2}
        two: {<<: [{c: 3}, *base]}
        same: *base
        """
    yaml_file.write_text(dedent(text), encoding="utf-8")
    data: Any = read(yaml_file).data
    assert (data["one"], data["two"], data["same"]) == ({"a": 1, "b": 2}, {"a": 1, "b": 1, "c": 3}, data["base"])


@pytest.mark.parametrize("text", ["no", "12:30", "012345678901", "2012-10-17", "a\nb\n", "x: y", "", "~", "<<", "1e3"])
def test_whatever_is_written_reads_the_same(yaml_file: Path, text: str) -> None:
    data = {"text": text, "listed": [text, "x"], text: [[text], {"a": None}]}
    yaml_file.write_text(write(data), encoding="utf-8")
    assert read(yaml_file).data == data


def test_texts_of_several_lines_are_written_as_such() -> None:
    assert write({"policy": "{\n  1\n}", "accounts": ["a", "b"]}) == ("policy: |-\n  {\n    1\n  }\naccounts: [a, b]\n")
