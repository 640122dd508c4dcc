"""The page of the format of worlds."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.markdown import notice, table
from ssoadmin_mock.world.schema import Schema, world_schema


def page() -> str:
    """Return the page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    schema = world_schema()
    yield notice("world.schema.json")
    yield "# The format of worlds\n"
    yield (
        f"{schema['description']} It is YAML, JSON or a Python dictionary; [world.schema.json](../world.schema.json) "
        "is the same as a JSON Schema, for editors and programs, and [Worlds](../how-to/worlds.md) shows how to use "
        "one. Where a text or a list of text is taken, the text is a list of one.\n"
    )
    yield from _members(schema)
    for name, definition in schema["$defs"].items():
        if "properties" in definition:
            yield f"## {_title(name)}\n"
            yield f"{definition.get('description', '')}\n"
            yield from _members(definition)


def _members(schema: Schema) -> Iterator[str]:
    required = schema.get("required", [])
    yield table(["Key", "Form", ""], _rows(schema["properties"], required))


def _rows(properties: dict[str, Schema], required: list[str], prefix: str = "") -> Iterator[tuple[str, str, str]]:
    for name, member in properties.items():
        explained = member.get("description") or _definition(member).get("description", "")
        key = f"`{prefix}{name}`{' (required)' if name in required else ''}"
        yield key, _form(member), explained
        # What is told in a section of its own is not told twice.
        yield from _rows(member.get("properties", {}), member.get("required", []), f"{prefix}{name}.")


def _definition(schema: Schema) -> Schema:
    reference = schema.get("$ref")
    definitions: dict[str, Schema] = world_schema()["$defs"]
    return definitions[_referred(reference)] if reference else schema


def _referred(reference: str) -> str:
    return reference.removeprefix("#/$defs/")


def _form(schema: Schema) -> str:
    """Return the form of a value in words, with links to the mappings that have a section."""
    definition = _definition(schema)
    if "$ref" in schema and "properties" in definition:
        name = _title(_referred(schema["$ref"]))
        return f"[{name}](#{name.lower().replace(' ', '-')})"
    if "x-form" in definition:
        return str(definition["x-form"])
    if "enum" in definition:
        return " or ".join(f"`{value}`" for value in definition["enum"])
    kinds = definition.get("type", [])
    return " or ".join(
        _kind(kind, definition) for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"
    )


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array" and "items" in schema:
        return f"list of {_form(schema['items'])}"
    if kind == "object" and schema.get("additionalProperties"):
        return f"{_form(schema['additionalProperties'])} by key"
    return {"object": "mapping", "array": "list", "string": "text", "boolean": "true or false"}[kind]


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
