"""Finds known values in texts, in whatever spelling: percent-encoded, as entities of HTML, escaped, in other case."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Span = tuple[int, int, str]
"""Where something is in a text, and what is to stand there instead."""

_ESCAPED = re.compile(
    r"(?P<percent>(?:%[0-9a-f]{2})+)"
    r"|(?P<html>&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)"
    # Before UTF-16's, from which only its case tells it.
    r"|(?-i:\\U)00(?P<utf32>(?:0[0-9a-f]|10)[0-9a-f]{4})"
    r"|(?P<utf16>(?:\\u[0-9a-f]{4})+)"
    r"|\\x(?P<byte>[0-9a-f]{2})|\\u\{0*(?P<braced>[0-9a-f]{1,5}|10[0-9a-f]{4})\}"
    r"|\\(?P<itself>[\"'/\\])",
    re.IGNORECASE,
)
# Texts within texts within texts: policies in JSON in URLs.
_LEVELS = 8
_WHOLE_WORD_BELOW = 4
"""Shorter values are parts of too many words, and only found where they are words."""
_SHORTEST = 2


@dataclass(frozen=True)
class Spelled:
    """A text as it reads without its escapes, in one case.

    :param text: how it reads.
    :param starts: for each of its characters, where that begins in the original.
    :param ends: and where it ends.
    """

    text: str
    starts: list[int]
    ends: list[int]


def spelled(original: str) -> Spelled:
    """Return a text as it reads without its escapes, and without differences of case."""
    positions = range(len(original) + 1)
    found = Spelled(original, list(positions[:-1]), list(positions[1:]))
    for _ in range(_LEVELS):
        if not _ESCAPED.search(found.text):
            break
        found = _mapped(found, _unescaped(found.text))
    return _mapped(found, ((_folded(char), at, at + 1) for at, char in enumerate(found.text)))


def _mapped(text: Spelled, pieces: Iterable[tuple[str, int, int]]) -> Spelled:
    """Return the text that pieces of another make: each what it reads, and from where to where it was."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, begin, end in pieces:
        chars.append(piece)
        starts += [text.starts[begin]] * len(piece)
        ends += [text.ends[end - 1]] * len(piece)
    return Spelled("".join(chars), starts, ends)


def _unescaped(text: str) -> Iterator[tuple[str, int, int]]:
    at = 0
    for match in _ESCAPED.finditer(text):
        yield from ((text[place], place, place + 1) for place in range(at, match.start()))
        yield from _read(match)
        at = match.end()
    yield from ((text[place], place, place + 1) for place in range(at, len(text)))


def _read(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    begin, end = match.span()
    if match["percent"]:
        octets = bytes.fromhex(match["percent"].replace("%", ""))
        yield from _each(octets, "utf-8", begin, 3)
    elif match["utf16"]:
        octets = bytes.fromhex(re.sub(r"\\u", "", match["utf16"], flags=re.IGNORECASE))
        yield from _each(octets, "utf-16-be", begin, 3)
    elif match["html"]:
        yield html.unescape(match[0]), begin, end
    elif match["itself"]:
        yield match["itself"], begin, end
    else:
        yield chr(int(match["byte"] or match["utf32"] or match["braced"], 16)), begin, end


def _each(octets: bytes, encoding: str, begin: int, width: int) -> Iterator[tuple[str, int, int]]:
    """Yield the characters of octets with their place; each octet took some characters of the text."""
    at = 0
    for char in octets.decode(encoding, "surrogateescape" if encoding == "utf-8" else "surrogatepass"):
        size = len(char.encode(encoding, "surrogateescape" if encoding == "utf-8" else "surrogatepass"))
        yield char, begin + at * width, begin + (at + size) * width
        at += size


def _folded(char: str) -> str:
    return char.lower() if char.isascii() else unicodedata.normalize("NFKD", char).casefold()


class KnownValues:
    """Values to find in texts, and what is to stand in their place. How many they are does not matter to the time."""

    def __init__(self) -> None:
        self._replacements: dict[str, str] = {}
        # The lengths of the values that begin alike.
        self._lengths: dict[str, list[int]] = {}

    def add(self, value: str, replacement: str) -> None:
        """Add a value, unless it is known; what has no letter or digit, or is a single one, is no value to look for."""
        text = spelled(value).text
        # URLs may have a plus for each space.
        for spelling in {text, text.replace(" ", "+")}:
            if len(spelling) >= _SHORTEST and spelling not in self._replacements and any(map(str.isalnum, spelling)):
                self._add(spelling, replacement)

    def _add(self, text: str, replacement: str) -> None:
        self._replacements[text] = replacement
        lengths = self._lengths.setdefault(text[:_WHOLE_WORD_BELOW], [])
        if len(text) not in lengths:
            lengths.append(len(text))
            lengths.sort(reverse=True)

    def within(self, text: str) -> Iterator[Span]:
        """Yield where values are; of those that begin in the same place, the longest.

        :param text: what :func:`spelled` made of it.
        """
        for begin in range(len(text)):
            for size in range(min(_WHOLE_WORD_BELOW, len(text) - begin), _SHORTEST - 1, -1):
                lengths = self._lengths.get(text[begin : begin + size], ())
                end = next((begin + n for n in lengths if self._is_value(text, begin, begin + n)), None)
                if end is not None:
                    yield begin, end, self._replacements[text[begin:end]]
                    break

    def _is_value(self, text: str, begin: int, end: int) -> bool:
        if end > len(text) or text[begin:end] not in self._replacements:
            return False
        if end - begin >= _WHOLE_WORD_BELOW:
            return True
        return not (text[begin - 1 : begin].isalnum() or text[end : end + 1].isalnum())


def replaced(original: str, find: Callable[[str], Iterable[Span]]) -> str:
    """Return a text with something else in the place of what is found in it.

    :param original: the text.
    :param find: gives the places in what the text reads like; where they overlap, the longest counts for all.
    """
    read = spelled(original)
    parts: list[str] = []
    at = 0
    for begin, end, replacement in _apart(sorted(find(read.text))):
        parts += original[at : read.starts[begin]], replacement
        at = read.ends[end - 1]
    return "".join([*parts, original[at:]])


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that do not overlap, and cover the same."""
    merged: tuple[int, int, int, str] | None = None
    for begin, end, replacement in spans:
        if merged is None or begin >= merged[1]:
            if merged is not None:
                yield merged[0], merged[1], merged[3]
            merged = begin, end, end - begin, replacement
        else:
            longest = (end - begin, replacement) if end - begin > merged[2] else merged[2:]
            merged = merged[0], max(end, merged[1]), *longest
    if merged is not None:
        yield merged[0], merged[1], merged[3]
