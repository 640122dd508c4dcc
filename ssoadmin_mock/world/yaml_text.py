"""YAML, read with the line of everything in it, and written for people.

Read as YAML 1.2 has it and as account ids need it: ``no`` and ``2012-10-17`` are strings, and so are twelve digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from ssoadmin_mock.world.errors import Path, Problem, WorldError

# One of PyYAML's, whose types do not tell what each kind of node has.
Node = Any

MISSING = (
    "YAML needs PyYAML, which is not installed: pip install 'ssoadmin-mock[world]'. JSON files and dictionaries work "
    "without it."
)

_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"
_IMPLICIT = [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(?!\d{12}$)(?:0|[1-9]\d*)", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9]\d*)\.\d+(?:[eE][-+]\d+)?", list("-+0123456789")),
    ("merge", r"<<", ["<"]),
]
_SCALARS: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": int,
    "float": float,
    "str": str,
}
_LINE_WIDTH = 110


def parse(text: str, file: str) -> tuple[Any, dict[Path, int]]:
    """Parse a YAML document.

    :param file: its name, for errors.
    :returns: the data, and the line of each thing in it by path.
    :raises WorldError: when it is not YAML, gives a key twice, or PyYAML is not installed.
    """
    yaml = _yaml(file)
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise WorldError([Problem(f"This is not YAML: {error.problem}.", file=file, line=line)]) from None
    except yaml.YAMLError as error:
        raise WorldError([Problem(f"This is not YAML: {error}", file=file)]) from None
    reader = _Reader(file)
    return (None if node is None else reader.value(node, ())), reader.lines


def write(data: Any) -> str:
    """Return data as YAML: lists of words on one line where they fit, texts of several lines as such."""
    yaml = _yaml("")
    text: str = yaml.dump(
        data, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=_LINE_WIDTH, default_flow_style=False
    )
    return text


def text_for(file: FilePath, data: Any) -> str:
    """Return the text of a file with data: JSON if it ends in ``.json``, and YAML otherwise."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n" if _is_json(file) else write(data)


def check_writable(file: FilePath) -> None:
    """Check that data can be written to a file of this name.

    :raises WorldError: when that takes PyYAML, and it is not installed.
    """
    if not _is_json(file):
        _yaml(str(file))


def _is_json(file: FilePath) -> bool:
    return file.suffix.lower() == ".json"


def _yaml(file: str) -> Any:
    try:
        import yaml
    except ModuleNotFoundError:
        raise WorldError([Problem(MISSING, file=file or None)]) from None
    return yaml


@lru_cache(maxsize=1)
def _loader() -> Any:
    import yaml

    # libyaml's is many times faster, where PyYAML was built with it.
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("WorldLoader", (base,), {"yaml_implicit_resolvers": {}})
    for tag, pattern, first in _IMPLICIT:
        loader.add_implicit_resolver(_TAG + tag, re.compile(f"(?:{pattern})$"), first)
    return loader


@lru_cache(maxsize=1)
def _dumper() -> Any:
    import yaml

    class WorldDumper(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (PyYAML's signature)
            return True

    def text(dumper: Any, data: str) -> Any:
        return dumper.represent_scalar(f"{_TAG}str", data, style="|" if "\n" in data else None)

    def listing(dumper: Any, data: list[Any]) -> Any:
        of_words = all(isinstance(item, str) and "\n" not in item for item in data)
        return dumper.represent_sequence(f"{_TAG}seq", data, flow_style=of_words)

    WorldDumper.add_representer(str, text)
    WorldDumper.add_representer(list, listing)
    return WorldDumper


class _Reader:
    """Turns PyYAML's nodes into data, and notes where everything is."""

    def __init__(self, file: str) -> None:
        self.lines: dict[Path, int] = {}
        self._file = file
        self._open: list[Node] = []

    def value(self, node: Node, path: Path) -> Any:
        self.lines.setdefault(path, _line(node))
        if node.id == "scalar":
            return self._scalar(node, path)
        if any(node is outer for outer in self._open):
            raise self._error("This refers to itself.", node, path)
        self._open.append(node)
        try:
            if node.id == "sequence":
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            return self._mapping(node, path)
        finally:
            self._open.pop()

    def _scalar(self, node: Node, path: Path) -> Any:
        convert = _SCALARS.get(node.tag.removeprefix(_TAG))
        if convert is None:
            raise self._error(f"The tag {node.tag} is not known here.", node, path)
        return convert(node.value)

    def _mapping(self, node: Node, path: Path) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                merged |= self._merged(value_node, path)
                continue
            key = self._key(key_node, path)
            if key in own:
                raise self._error(f"The key {key!r} is given twice.", key_node, path)
            self.lines[(*path, key)] = _line(key_node)
            own[key] = self.value(value_node, (*path, key))
        return merged | own

    def _key(self, node: Node, path: Path) -> str:
        if node.id != "scalar":
            raise self._error("A key has to be a string.", node, path)
        return str(node.value)

    def _merged(self, node: Node, path: Path) -> dict[str, Any]:
        sources = node.value if node.id == "sequence" else [node]
        merged: dict[str, Any] = {}
        for source in reversed(sources):
            if source.id != "mapping":
                raise self._error("Only a mapping can be merged with <<.", source, path)
            merged |= self.value(source, path)
        return merged

    def _error(self, message: str, node: Node, path: Path) -> WorldError:
        return WorldError([Problem(message, path, self._file, _line(node))])


def _line(node: Node) -> int:
    line: int = node.start_mark.line + 1
    return line
