"""The types of worlds, for type checkers and editors: a module of the package, made from the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ssoadmin_mock.world.schema import Schema, world_schema

_HEAD = '''"""The form of worlds, for type checkers and editors.

Made by docs.generate from ssoadmin_mock/data/world.schema.json; change that, not this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from typing_extensions import Required
'''
_WIDTH = 120
_END = '"""'
_SIMPLE = {"string": "str", "boolean": "bool", "null": "None"}


def module() -> str:
    """Return the module's source."""
    schema = world_schema()
    classes = _Classes(schema["$defs"])
    classes.add("World", schema)
    return "\n\n\n".join([_HEAD.strip(), *classes.texts]) + "\n"


class _Classes:
    """The classes so far, each with its source; what a class refers to comes before it."""

    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions
        self._texts: dict[str, str] = {}

    @property
    def texts(self) -> list[str]:
        return list(self._texts.values())

    def add(self, name: str, schema: Schema) -> str:
        """Add the class of a mapping, and return its name."""
        if name in self._texts:
            return name
        self._texts[name] = ""  # it may refer to itself
        required = schema.get("required", [])
        members = {key: self._member(name, key, each, key in required) for key, each in schema["properties"].items()}
        del self._texts[name]
        self._texts[name] = "\n".join(self._lines(name, schema, members))
        return name

    def _member(self, owner: str, key: str, schema: Schema, is_required: bool) -> tuple[str, str]:
        form = self._form(owner, key, schema)
        explained = schema.get("description") or self._referred(schema)[1].get("description", "")
        return f"Required[{form}]" if is_required else form, explained

    def _lines(self, name: str, schema: Schema, members: dict[str, tuple[str, str]]) -> Iterator[str]:
        others = {key: form for key, (form, _) in members.items() if not key.isidentifier()}
        base = "TypedDict"
        if others:
            base = f"_{name}"
            pairs = ", ".join(f'"{key}": {form}' for key, form in others.items())
            yield f'{base} = TypedDict("{base}", {{{pairs}}}, total=False)\n\n'
        yield f"class {name}({base}, total=False):"
        yield from _docstring(schema.get("description") or f"{name}.")
        yield ""
        for key, (form, explained) in members.items():
            if key in others:
                continue
            yield f"    {key}: {form}"
            if explained:
                yield from _docstring(explained)

    def _referred(self, schema: Schema) -> tuple[str, Schema]:
        reference = schema.get("$ref", "").removeprefix("#/$defs/")
        return reference, self._definitions[reference] if reference else schema

    def _form(self, owner: str, key: str, schema: Schema) -> str:
        name, definition = self._referred(schema)
        kinds = definition.get("type", [])
        own_name = _class_name(name) if name else f"{'' if owner == 'World' else owner}{_class_name(key)}"
        forms = [self._of_kind(kind, own_name, definition) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
        return " | ".join(dict.fromkeys(forms))

    def _of_kind(self, kind: str, name: str, schema: Schema) -> str:
        if "enum" in schema:
            values = ", ".join(f'"{value}"' for value in schema["enum"])
            return f"Literal[{values}]"
        if kind == "array":
            return f"Sequence[{self._form(name, 'item', schema['items'])}]" if "items" in schema else "Sequence[Any]"
        if kind == "object" and schema.get("additionalProperties"):
            return f"Mapping[str, {self._form(name, 'value', schema['additionalProperties'])}]"
        if kind == "object":
            is_closed = schema.get("additionalProperties") is False
            return self.add(name, schema) if "properties" in schema and is_closed else "Mapping[str, Any]"
        return _SIMPLE[kind]


def _class_name(key: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in key.split("_"))


def _docstring(text: str) -> Iterator[str]:
    lines = wrap(text, _WIDTH - len('    """"""'), break_long_words=False)
    yield f'    """{lines[0]}{"" if len(lines) > 1 else _END}'
    yield from (f"    {line}" for line in lines[1:-1])
    if len(lines) > 1:
        yield f"    {lines[-1]}{_END}"
