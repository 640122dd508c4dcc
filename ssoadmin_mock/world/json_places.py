"""Finds the lines of things in a JSON text, for errors; Python's parser does not tell them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ssoadmin_mock.world.errors import Path

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')

_Token = tuple[str, int]


def places(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the path of each member and item with its line, in the order of the text.

    :param text: valid JSON.
    """
    tokens = iter(_tokens(text))
    return _within(tokens, next(tokens)[0], ())


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    line, end = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        tokens.append((match[0], line))
    return tokens


def _within(tokens: Iterator[_Token], opening: str, path: Path) -> Iterator[tuple[Path, int]]:
    kinds = {"{": _members, "[": _items}
    return kinds[opening](tokens, path) if opening in kinds else iter(())


def _members(tokens: Iterator[_Token], path: Path) -> Iterator[tuple[Path, int]]:
    while (token := next(tokens))[0] != "}":
        if token[0] != ",":
            key: str = json.loads(token[0])
            yield (*path, key), token[1]
            next(tokens)  # the colon
            yield from _within(tokens, next(tokens)[0], (*path, key))


def _items(tokens: Iterator[_Token], path: Path) -> Iterator[tuple[Path, int]]:
    index = 0
    while (token := next(tokens))[0] != "]":
        if token[0] == ",":
            index += 1
        else:
            yield (*path, index), token[1]
            yield from _within(tokens, token[0], (*path, index))
