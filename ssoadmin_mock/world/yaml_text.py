"""YAML, read with the line of everything in it, and written for people.

Read as YAML 1.2 has it and as account ids need it: ``no`` and ``2012-10-17`` are strings, and so are twelve digits;
with a sign before them, twelve digits are a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml

from ssoadmin_mock.model.account_ids import ACCOUNT_ID
from ssoadmin_mock.world.bounds import ITSELF, MAX_DEPTH, TOO_DEEP, whole_number
from ssoadmin_mock.world.errors import Path, Problem, WorldError

# One of PyYAML's, whose types do not tell what each kind of node has.
Node = Any

_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"
_IMPLICIT = [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", rf"(?!{ACCOUNT_ID}\Z)[-+]?(?:0|[1-9]\d*)", list("-+0123456789")),
    ("float", r"[-+]?(?:0|[1-9]\d*)\.\d+(?:[eE][-+]\d+)?", list("-+0123456789")),
    ("merge", r"<<", ["<"]),
]
_SCALARS: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": whole_number,
    "float": float,
    "str": str,
}
_LINE_WIDTH = 110

# YAML takes them for line breaks, and makes others of them where they are not escaped.
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_TWELVE_DIGITS = range(10**11, 10**12)


def parse(text: str, file: str) -> Any:
    """Parse a YAML document, and return the data; what aliases repeat is the same object each time.

    :param file: its name, for errors.
    :raises WorldError: when it is not YAML, is nested too deep, gives a key twice, or has tags that are not known.
    """
    return Composed(text, file).value()


def write(data: Any) -> str:
    """Return data as YAML: lists of words on one line where they fit, texts of several lines as such."""
    text: str = yaml.dump(
        data, Dumper=_WorldDumper, sort_keys=False, allow_unicode=True, width=_LINE_WIDTH, default_flow_style=False
    )
    return text


def text_for(file: FilePath, data: Any) -> str:
    """Return the text of a file with data: JSON if it ends in ``.json``, and YAML otherwise."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n" if _is_json(file) else write(data)


def _is_json(file: FilePath) -> bool:
    return file.suffix.lower() == ".json"


# It looks ahead, and stops of itself at a thousand levels.
_LIBYAML_TOO_DEEP = "exceeded maximum nesting depth"


class _TooDeepError(yaml.MarkedYAMLError):
    pass


def _descend(loader: Any, parent: Node, _index: Any) -> None:
    # PyYAML calls it for each node, and its composer would go down until the stack, or the process, is at its end.
    loader.depth += 1
    if loader.depth > MAX_DEPTH:
        raise _TooDeepError(problem_mark=parent.start_mark)


def _ascend(loader: Any) -> None:
    loader.depth -= 1


def _loader(base: type) -> Any:
    own = {"yaml_implicit_resolvers": {}, "depth": 0, "descend_resolver": _descend, "ascend_resolver": _ascend}
    loader: Any = type("WorldLoader", (base,), own)
    for tag, pattern, first in _IMPLICIT:
        loader.add_implicit_resolver(_TAG + tag, re.compile(rf"(?:{pattern})\Z"), first)
    return loader


# libyaml's is many times faster, where PyYAML was built with it.
LOADERS = [_loader(getattr(yaml, name)) for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)]
"""PyYAML's loaders, made for worlds; the first is used."""


class _WorldDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (PyYAML's signature)
        return True

    def _text(self, data: str) -> Any:
        style = '"' if _OTHER_BREAKS.search(data) else "|" if "\n" in data else None
        return self.represent_scalar(f"{_TAG}str", data, style=style)

    def _whole_number(self, data: int) -> Any:
        return self.represent_scalar(f"{_TAG}int", f"+{data}" if data in _TWELVE_DIGITS else str(data))

    def _listing(self, data: list[Any]) -> Any:
        of_words = all(isinstance(item, str) and "\n" not in item for item in data)
        return self.represent_sequence(f"{_TAG}seq", data, flow_style=of_words)


_WorldDumper.add_representer(str, _WorldDumper._text)
_WorldDumper.add_representer(int, _WorldDumper._whole_number)
_WorldDumper.add_representer(list, _WorldDumper._listing)


class Composed:
    """A YAML text that is parsed, but not yet read as data.

    :param text: the text.
    :param file: its name, for errors.
    :param key_of: gives the key that a scalar stands for.
    :raises WorldError: when it is not YAML, or is nested too deep.
    """

    def __init__(self, text: str, file: str, key_of: Callable[[str], str] = str) -> None:
        self._file = file
        self._key_of = key_of
        self._root = _compose(text, file)
        self._members: dict[int, dict[str, tuple[Node, Node]]] = {}
        self._values: dict[int, Any] = {}
        self._open: set[tuple[str, int]] = set()

    def value(self) -> Any:
        """Return the data; what aliases repeat is the same object each time.

        :raises WorldError: when it gives a key twice, or has tags that are not known.
        """
        return None if self._root is None else self._value(self._root, ())

    def lines(self) -> dict[Path, int]:
        """Return the line of each thing by path. What an alias repeats has no line but that of the alias."""
        return {} if self._root is None else {(): _line(self._root), **dict(self._places(self._root, (), set()))}

    def _places(self, node: Node, path: Path, seen: set[int]) -> Iterator[tuple[Path, int]]:
        if node.id == "scalar" or id(node) in seen:
            return
        seen.add(id(node))
        for step, place, value in self._parts(node, path):
            yield (*path, step), _line(place)
            yield from self._places(value, (*path, step), seen)

    def _parts(self, node: Node, path: Path) -> Iterator[tuple[str | int, Node, Node]]:
        if node.id == "sequence":
            return ((index, item, item) for index, item in enumerate(node.value))
        return ((key, *nodes) for key, nodes in self._members_of(node, path).items())

    def _value(self, node: Node, path: Path) -> Any:
        if node.id == "scalar":
            return self._scalar(node, path)
        if id(node) not in self._values:
            self._values[id(node)] = self._once("value", node, path, self._collection)
        return self._values[id(node)]

    def _once(self, what: str, node: Node, path: Path, make: Callable[[Node, Path], Any]) -> Any:
        """Make something of a node and what is in it.

        :raises WorldError: when the node is in itself.
        """
        if (what, id(node)) in self._open:
            raise self._error(ITSELF, node, path)
        self._open.add((what, id(node)))
        made = make(node, path)
        self._open.remove((what, id(node)))
        return made

    def _collection(self, node: Node, path: Path) -> Any:
        values = ((step, self._value(value, (*path, step))) for step, _, value in self._parts(node, path))
        return [value for _, value in values] if node.id == "sequence" else dict(values)

    def _scalar(self, node: Node, path: Path) -> Any:
        convert = _SCALARS.get(node.tag.removeprefix(_TAG))
        if convert is None:
            raise self._error(f"The tag {node.tag} is not known here.", node, path)
        try:
            return convert(node.value)
        except ValueError:
            raise self._error(f"{node.value!r} is not what its tag {node.tag} says.", node, path) from None

    def _members_of(self, node: Node, path: Path) -> dict[str, tuple[Node, Node]]:
        """Return the nodes of keys and values of a mapping, and of those that are merged into it."""
        if id(node) not in self._members:
            self._members[id(node)] = self._once("members", node, path, self._find_members)
        return self._members[id(node)]

    def _find_members(self, node: Node, path: Path) -> dict[str, tuple[Node, Node]]:
        own: dict[str, tuple[Node, Node]] = {}
        merged: dict[str, tuple[Node, Node]] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                merged |= self._merged(value_node, path)
                continue
            key = self._key(key_node, path)
            if key in own:
                raise self._error(f"The key {key!r} is given twice.", key_node, path)
            own[key] = key_node, value_node
        return merged | own

    def _key(self, node: Node, path: Path) -> str:
        if node.id != "scalar":
            raise self._error("A key has to be a string.", node, path)
        return self._key_of(node.value)

    def _merged(self, node: Node, path: Path) -> dict[str, tuple[Node, Node]]:
        sources = node.value if node.id == "sequence" else [node]
        merged: dict[str, tuple[Node, Node]] = {}
        for source in reversed(sources):
            if source.id != "mapping":
                raise self._error("Only a mapping can be merged with <<.", source, path)
            merged |= self._members_of(source, path)
        return merged

    def _error(self, message: str, node: Node, path: Path) -> WorldError:
        return WorldError([Problem(message, path, self._file, _line(node))])


def _compose(text: str, file: str) -> Node:
    try:
        return yaml.compose(text, Loader=LOADERS[0])
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        too_deep = isinstance(error, _TooDeepError) or error.problem == _LIBYAML_TOO_DEEP
        message = TOO_DEEP if too_deep else f"This is not YAML: {error.problem}."
        raise WorldError([Problem(message, file=file, line=mark.line + 1 if mark else None)]) from None
    except yaml.YAMLError as error:
        raise WorldError([Problem(f"This is not YAML: {error}", file=file)]) from None


def _line(node: Node) -> int:
    line: int = node.start_mark.line + 1
    return line
