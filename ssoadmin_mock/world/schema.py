"""Checks documents against the published JSON Schema of worlds, with errors for people.

It knows the keywords that the schema uses and no others; the ``jsonschema`` package says yes and no to the same
documents (a test holds that), but says it about schemas rather than about worlds. Keywords of our own are
annotations to ``jsonschema``: ``x-shape`` and ``x-shape-keys`` name the shapes of the Identity Store's model that
values and keys have.
"""

from __future__ import annotations

import json
import re
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ssoadmin_mock.world.errors import Path, WorldError, unknown
from ssoadmin_mock.world.identity_store_form import refusals
from ssoadmin_mock.world.source import Document

Schema = dict[str, Any]
Found = list[tuple[Path, str]]

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
    found: Found = []
    _world_form().compare(document.data, (), found)
    if found:
        raise WorldError([document.problem(path, message) for path, message in found])


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


class _Form:
    """A schema, prepared for being compared with many values.

    :ivar types: the types that a value may have; empty for any.
    """

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        named = schema.get("type", [])
        self._type_names: list[str] = [named] if isinstance(named, str) else named
        self._types = tuple(_TYPES[name][0] for name in self._type_names) or (object,)
        self._allowed = frozenset(schema.get("enum", ()))
        self._matches = re.compile(schema.get("pattern", "")).search
        self._required: list[str] = schema.get("required", [])
        self._shape, self._key_shape = schema.get("x-shape"), schema.get("x-shape-keys")
        self._members: dict[str, _Form | None] = {}

    @cached_property
    def _items(self) -> _Form:
        return _form(self._schema.get("items", {}))

    def compare(self, value: Any, path: Path, found: Found) -> None:
        """Add what is wrong with a value to what was found."""
        if not isinstance(value, self._types):
            found.append((path, self._wrong_type(value)))
            return
        if self._shape and value:
            found += [(path, message) for message in refusals(self._shape, value)]
        if isinstance(value, str):
            self._compare_text(value, path, found)
        elif isinstance(value, dict):
            self._compare_members(value, path, found)
        elif isinstance(value, list):
            compare_item = self._items.compare
            for index, item in enumerate(value):
                compare_item(item, (*path, index), found)

    def _wrong_type(self, value: Any) -> str:
        message = f"has to be {' or '.join(_TYPES[name][1] for name in self._type_names)}, not {value!r}"
        could_be_quoted = "string" in self._type_names and isinstance(value, int | float)
        return f"{message}; write it in quotes" if could_be_quoted else message

    def _compare_members(self, value: dict[str, Any], path: Path, found: Found) -> None:
        for key, member in value.items():
            if self._key_shape:
                found += [((*path, key), message) for message in refusals(self._key_shape, key)]
            form = self._member(key)
            if form is None:
                found.append(((*path, key), unknown("a key here", key, self._schema["properties"])))
            else:
                form.compare(member, (*path, key), found)
        for key in self._required:
            if key not in value:
                found.append((path, f"needs the key {key!r}"))

    def _member(self, key: str) -> _Form | None:
        # Only of keys that the schema names: those that people choose all have the same form.
        if key not in self._schema.get("properties", ()):
            return self._any_member
        if key not in self._members:
            self._members[key] = _form(self._schema["properties"][key])
        return self._members[key]

    @cached_property
    def _any_member(self) -> _Form | None:
        others = self._schema.get("additionalProperties", {})
        return None if others is False else _form(others)

    def _compare_text(self, value: str, path: Path, found: Found) -> None:
        if self._allowed and value not in self._allowed:
            found.append((path, f"has to be {' or '.join(self._schema['enum'])}, not {value!r}"))
        if not self._matches(value):
            found.append((path, f"has to be {self._schema['x-form']}, not {value!r}"))


def _form(schema: Schema) -> _Form:
    # A schema may contain itself, so what is referred to has one form.
    return _referred_to(schema["$ref"]) if list(schema) == ["$ref"] else _Form(resolved(schema))


@cache
def _referred_to(reference: str) -> _Form:
    return _Form(resolved({"$ref": reference}))


@cache
def _world_form() -> _Form:
    return _Form(world_schema())
