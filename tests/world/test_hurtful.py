"""Documents that hurt: they are refused at once, and with their place, whatever they are."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from ssoadmin_mock import IdentityCenter, WorldError, mock_ssoadmin
from ssoadmin_mock.world import bounds, schema, yaml_text
from ssoadmin_mock.world.source import read
from tests.exploring import examples

DEPTH = 150_000
LAUGHS = "\n".join(
    [
        "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)),
    ]
)
MERGES = "\n".join(
    ["a0: &a0 {x: y}", *(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 10))]
)

DEEP = "This is nested deeper than 128 levels."
FILES = {
    "flow.yaml": ("users: " + "[" * DEPTH + "]" * DEPTH, DEEP),
    "flow-mappings.yaml": ("{a: " * DEPTH + "}" * DEPTH, DEEP),
    "block.yaml": ("users:\n  " + "- " * DEPTH + "x", DEEP),
    "block-keys.yaml": ("? " * DEPTH + "x", DEEP),
    "block-mappings.yaml": ("".join(f"{' ' * level}a:\n" for level in range(400)), DEEP),
    "laughs.yaml": (LAUGHS, "This repeats parts of itself, by reference, to far more than any world is."),
    "lists.json": ('{"users": ' + "[" * DEPTH + "]" * DEPTH + "}", DEEP),
    "objects.json": ('{"a":' * DEPTH + "1" + "}" * DEPTH, DEEP),
    "deep.json": ('{"users":\n ' + "[" * 200 + "]" * 200 + "}", DEEP),
    "integer.json": ('{"instance":\n{"network": {"a": ' + "7" * 5000 + "}}}", "This number is too large."),
    "integer.yaml": ("instance:\n  network: {a: " + "7" * 5000 + "}", "This number is too large."),
    "tagged.yaml": ("users: !!int " + "7" * 5000, "This number is too large."),
    "float.json": ('{"instance": {"network": {"a": 1e999}}}', "This number is too large."),
    "infinity.json": ('{"instance": {"network": {"a": -Infinity}}}', "This number is too large."),
    "nan.json": ('{"instance": {"network": {"a": NaN}}}', "This number is too large."),
    "float.yaml": ("instance: {network: {a: 1.0e+999}}", "This number is too large."),
    "surrogate.json": ('{"users":\n{"\\ud83d": null}}', "This is not Unicode text: it has half of a surrogate pair."),
}


@pytest.fixture
def at_once() -> Iterator[None]:
    """The test ends. What hurts would take minutes to hours; a busy machine takes its time as well."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < 60


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", FILES)
def test_a_hurtful_file_is_refused(tmp_path: Path, name: str) -> None:
    text, message = FILES[name]
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        read(file)
    (problem,) = caught.value.problems
    assert (problem.message, problem.file) == (message, str(file))
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("name", ["integer.json", "integer.yaml", "surrogate.json", "deep.json"])
def test_the_place_of_what_hurts_is_said(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(FILES[name][0], encoding="utf-8")
    with pytest.raises(WorldError) as caught:
        read(file)
    assert caught.value.problems[0].line == 2


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", ["flow.yaml", "block.yaml", "laughs.yaml"])
def test_pyyaml_without_libyaml_is_not_hurt_either(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "LOADERS", yaml_text.LOADERS[-1:])
    test_a_hurtful_file_is_refused(tmp_path, name)


@pytest.mark.usefixtures("at_once")
def test_merges_of_merges_are_no_more_than_they_say(tmp_path: Path) -> None:
    file = tmp_path / "merges.yaml"
    file.write_text(MERGES, encoding="utf-8")
    document = read(file)
    assert document.data == {f"a{n}": {"x": "y"} for n in range(10)}
    assert document.problem(("a9", "x"), "m").line == 1


def cyclic() -> Any:
    world: dict[str, Any] = {"groups": {}}
    world["groups"]["g"] = {"members": [world]}
    return world


def deep(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value]
    return {"users": value}


def laughing() -> Any:
    value: Any = ["lol"] * 10
    for _ in range(12):
        value = [value] * 10
    return {"users": value}


def deep_in_two_places() -> Any:
    """Deep only where what is at the top is repeated further down."""
    part: Any = []
    for _ in range(100):
        part = [part]
    below: Any = part
    for _ in range(60):
        below = [below]
    return {"a": part, "b": below}


DICTIONARIES = {
    "cyclic": (cyclic(), r"groups\.g\.members\[0\]: This refers to itself\."),
    "deep": (deep(DEPTH), DEEP),
    "rather deep": (deep(400), DEEP),
    "deep by repetition": (deep_in_two_places(), DEEP),
    "laughing": (laughing(), "This repeats parts of itself"),
    "a long integer": ({"users": 10**5000}, "users: This number is too large"),
    "a surrogate in a text": ({"users": {"ada": {"email": "\ud83d"}}}, "users.ada.email: This is not Unicode text"),
    "a surrogate in a key": ({"users": {"\ud83d": {}}}, r"users.\\ud83d: This is not Unicode text"),
    "what JSON has not": ({"users": {"ada": {1}}}, "This is not a world: Object of type set is not JSON serializable"),
}


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", DICTIONARIES)
def test_a_hurtful_dictionary_is_refused(idc: IdentityCenter, name: str) -> None:
    world, message = DICTIONARIES[name]
    with pytest.raises(WorldError, match=message):
        idc.load(world)


@pytest.mark.parametrize("name", ["rather deep", "a surrogate in a key"])
def test_a_server_refuses_it_as_well(idc: IdentityCenter, server_url: str, name: str) -> None:
    response = requests.post(f"{server_url}/moto-api/ssoadmin/load-world", json={"world": DICTIONARIES[name][0]})
    assert (response.status_code, response.json()["type"]) == (400, "WorldError")


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("name", ["lists.json", "objects.json", "integer.json", "nan.json"])
def test_a_server_refuses_the_body(idc: IdentityCenter, server_url: str, name: str) -> None:
    body = f'{{"world": {FILES[name][0]}}}'
    response = requests.post(f"{server_url}/moto-api/ssoadmin/load-world", data=body)
    assert (response.status_code, response.json()["type"]) == (400, "ValueError")
    assert response.json()["message"].startswith("The request body is not valid JSON: ")


def test_as_much_as_a_world_needs_is_no_fault() -> None:
    nested: Any = "x"
    for _ in range(bounds.MAX_DEPTH):
        nested = [nested]
    assert bounds.fault_of(nested) is None
    accounts = [f"account-{number}" for number in range(500)]
    assert bounds.fault_of([{"accounts": accounts} for _ in range(5_000)]) is None


def error_of(do: Callable[[], object]) -> WorldError | None:
    try:
        do()
    except WorldError as error:
        return error
    return None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
SECTIONS = st.sampled_from(sorted(schema.world_schema()["properties"]))


@pytest.mark.parametrize("below", [28, 128])
def test_the_deepest_that_there_may_be_is_taken_in_every_place(below: int) -> None:
    shared = in_lists(bounds.MAX_DEPTH - below, 1)
    assert bounds.fault_of([shared, in_lists(below - 1, shared)]) is None
    assert bounds.fault_of([shared, in_lists(below, shared)]) == ((1, *(0,) * 11), DEEP)


def in_lists(levels: int, inner: Any) -> Any:
    for _ in range(levels):
        inner = [inner]
    return inner


@settings(max_examples=examples(150))
@given(
    st.dictionaries(SECTIONS, VALUES | st.dictionaries(st.text(st.characters(exclude_categories=())), VALUES)),
    st.sampled_from(["", "deep", "cyclic", "laughing"]),
    st.sampled_from(["world.yaml", "world.json"]),
)
def test_whatever_is_loaded_is_a_world_or_a_world_error(world: dict[str, Any], hurt: str, name: str) -> None:
    hurtful = {"": {}, "deep": {"users": deep(500)}, "cyclic": {"groups": cyclic()}, "laughing": laughing()}
    with mock_ssoadmin() as idc:
        error = error_of(lambda: idc.load(world | hurtful[hurt]))
        assert str(error).encode()
        dumped = idc.dump() if error is None else {}
        text = yaml_text.text_for(Path(name), dumped)
    parse = json.loads if name.endswith("json") else lambda text: yaml_text.parse(text, name)
    assert parse(text) == dumped


@settings(max_examples=examples(300))
@given(st.text(alphabet="[]{}:,-? &*!|>'\"%@`#\n\tab01<", max_size=60), st.sampled_from(range(len(yaml_text.LOADERS))))
def test_any_text_is_yaml_or_a_world_error(text: str, loader: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "LOADERS", yaml_text.LOADERS[loader:])
        error = error_of(lambda: yaml_text.parse(text, "world.yaml"))
    assert error is None or error.problems[0].file == "world.yaml"


def test_a_long_integer_hurts_nobody_where_python_has_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        with pytest.raises(WorldError, match="too large"):
            read({"users": 10**5000})
    finally:
        sys.set_int_max_str_digits(limit)
