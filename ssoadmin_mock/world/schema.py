"""Checks documents against the published JSON Schema of worlds, with errors for people.

It knows the keywords that the schema uses and no others; the ``jsonschema`` package says yes and no to the same
documents (a test holds that), but says it about schemas rather than about worlds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ssoadmin_mock.world.errors import Path, WorldError, unknown
from ssoadmin_mock.world.source import Document

Schema = dict[str, Any]
Found = Iterator[tuple[Path, str]]

_TYPES = {
    "object": (dict, "a mapping"),
    "array": (list, "a list"),
    "string": (str, "a string"),
    "boolean": (bool, "true or false"),
    "null": (type(None), "empty"),
}


@cache
def world_schema() -> Schema:
    """Return the JSON Schema of worlds, ``data/world.schema.json``."""
    schema: Schema = json.loads((files("ssoadmin_mock") / "data" / "world.schema.json").read_text(encoding="utf-8"))
    return schema


def check(document: Document) -> None:
    """Check that a document has the form of a world.

    :raises WorldError: with everything that is wrong with it.
    """
    problems = [document.problem(path, message) for path, message in _problems(document.data, world_schema(), ())]
    if problems:
        raise WorldError(problems)


def resolved(schema: Schema) -> Schema:
    """Return what a schema is, after its reference if it is one."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target: Schema = world_schema()["$defs"][reference.removeprefix("#/$defs/")]
    return (
        target
        if len(schema) == 1
        else target | {keyword: value for keyword, value in schema.items() if keyword != "$ref"}
    )


def member_schema(schema: Schema, key: str) -> Schema | None:
    """Return the schema of a member of an object; None when there is no such member.

    :param schema: the object's.
    """
    member = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
    return None if member is False else resolved(member)


def _problems(value: Any, schema: Schema, path: Path) -> Found:
    schema = resolved(schema)
    wrong_type = _wrong_type(value, schema)
    if wrong_type:
        yield path, wrong_type
    elif isinstance(value, dict):
        yield from _problems_of_members(value, schema, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _problems(item, schema.get("items", {}), (*path, index))
    elif isinstance(value, str):
        yield from _problems_of_text(value, schema, path)


def _wrong_type(value: Any, schema: Schema) -> str | None:
    allowed = schema.get("type", list(_TYPES))
    allowed = [allowed] if isinstance(allowed, str) else allowed
    if "type" not in schema or any(isinstance(value, _TYPES[name][0]) for name in allowed):
        return None
    message = f"has to be {' or '.join(_TYPES[name][1] for name in allowed)}, not {value!r}"
    return f"{message}; write it in quotes" if "string" in allowed and isinstance(value, int | float) else message


def _problems_of_members(value: dict[str, Any], schema: Schema, path: Path) -> Found:
    for key, member in value.items():
        of_member = member_schema(schema, key)
        if of_member is None:
            yield (*path, key), unknown("a key here", key, schema["properties"])
        else:
            yield from _problems(member, of_member, (*path, key))
    for key in schema.get("required", []):
        if key not in value:
            yield path, f"needs the key {key!r}"


def _problems_of_text(value: str, schema: Schema, path: Path) -> Found:
    allowed = schema.get("enum", [value])
    if value not in allowed:
        yield path, f"has to be {' or '.join(allowed)}, not {value!r}"
    if not re.search(schema.get("pattern", ""), value):
        yield path, f"has to be {schema['x-form']}, not {value!r}"
