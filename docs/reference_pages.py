"""Makes pages of ``docs/reference/`` for :mod:`docs.generate`: the commands, the settings and the format of worlds."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, fields
from inspect import getdoc
from typing import Any

from ssoadmin_mock import cli
from ssoadmin_mock.model.quotas import DEFAULT_QUOTAS
from ssoadmin_mock.services.arguments import described, hints_of
from ssoadmin_mock.services.settings import Settings
from ssoadmin_mock.world.schema import Schema, world_schema

NOTICE = "<!-- Made by docs/reference_pages.py from {}; change that, not this page. -->\n"


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    made: dict[str, Callable[[], Iterator[str]]] = {"cli.md": _commands, "settings.md": _settings, "world.md": _world}
    return {f"reference/{name}": "\n".join(page()) for name, page in made.items()}


def _table(head: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    columns = head.split(" | ")
    yield f"| {head} |\n|{'--|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


# --- the commands --------------------------------------------------------------------------------------------------


def _commands() -> Iterator[str]:
    yield NOTICE.format("the command's parser")
    yield "# The command `ssoadmin-mock`\n"
    yield "`ssoadmin-mock COMMAND --help` prints the same. `python -m ssoadmin_mock` is another name for it.\n"
    yield (
        "A command ends with 0, with 1 when something is in the way (an error is one line on standard error), with 2 "
        "when its arguments are wrong, with 130 after Ctrl+C (`serve` with 0), and with 141 when its output goes to a "
        "program that no longer reads it, such as `head`.\n"
    )
    for action in cli.parser()._actions:  # argparse has no public way to its subcommands
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            yield from _table("Command | ", ((f"[{name}](#{name})", helps[name]) for name in action.choices))
            for name, parser in action.choices.items():
                yield from _command(name, parser)


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    options = [action for action in parser._actions if action.dest != "help"]
    yield f"## {name}\n"
    yield f"{parser.description}\n"
    if options:
        yield from _table("Option | Default | ", (_option(action) for action in options))


def _option(action: argparse.Action) -> tuple[str, str, str]:
    named = action.dest.upper() if action.option_strings else action.dest
    metavar = action.metavar if isinstance(action.metavar, str) else named
    value = "" if action.nargs == 0 else f"[{metavar}]" if action.nargs == "?" else metavar
    name = f"`{' '.join([', '.join(action.option_strings), value]).strip()}`"
    # The default has a column of its own.
    explained = re.sub(r" \(default: %\(default\)s\)", "", action.help or "")
    default = "" if action.default in (None, False) or action.required else f"`{action.default}`"
    return name, default, explained


# --- the settings --------------------------------------------------------------------------------------------------


def _settings() -> Iterator[str]:
    yield NOTICE.format("ssoadmin_mock/services/settings.py and ssoadmin_mock/model/quotas.py")
    yield "# Settings and quotas\n"
    yield (
        "Each is an argument of `mock_ssoadmin` and of the marker `ssoadmin`, and a key under `ssoadmin` in moto's "
        "configuration. [How to use them](../how-to/settings.md), with the arguments of `mock_ssoadmin` that are no "
        "settings, has examples.\n"
    )
    hints = hints_of(Settings)
    explained = {name: text[0].upper() + text[1:] for name, text in _parameters(Settings).items()}
    rows = (
        (f"`{each.name}`", described(hints[each.name]), f"`{_default(each)}`", explained[each.name])
        for each in fields(Settings)
    )
    yield from _table("Setting | Takes | Default | ", rows)
    yield "## Quotas\n"
    yield (
        'The documented values. `quotas={"tags_per_resource": 1}` changes one; all others stay. What reaches a quota '
        "is refused as the rules in [Fidelity](../fidelity.md) say.\n"
    )
    yield from _table("Quota | Default", ((f"`{name}`", str(value)) for name, value in DEFAULT_QUOTAS.items()))


def _parameters(documented: type) -> dict[str, str]:
    """Return what a docstring says about each parameter, as Markdown in one line."""
    found = re.findall(r":param (\w+): (.*?)(?=\n:|\Z)", getdoc(documented) or "", re.DOTALL)
    return {name: _markdown(" ".join(text.split())) for name, text in found}


def _markdown(text: str) -> str:
    """Return a text of docstrings, which is reStructuredText, as Markdown: without roles, and with its code."""
    return re.sub(r":\w+:`~?", "`", text).replace("``", "`")


def _default(each: Field[Any]) -> str:
    factory = each.default_factory
    return repr(each.default if factory is MISSING else factory())


# --- the format of worlds ------------------------------------------------------------------------------------------


def _world() -> Iterator[str]:
    schema = world_schema()
    yield NOTICE.format("world.schema.json")
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
    yield from _table("Key | Form | ", _rows(schema["properties"], required))


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
