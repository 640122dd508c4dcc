"""Writes Markdown that GitHub and MyST show alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from posixpath import dirname, relpath

NOTICE = "<!-- Made by docs.generate from "
"""How each generated page begins."""


def notice(source: str) -> str:
    """Return the first lines of a generated page.

    :param source: what it is made from, and what is to be changed instead of it.
    """
    return f"{NOTICE}{source}; change that, not this page. -->\n"


def anchor(heading: str) -> str:
    """Return the anchor that GitHub and MyST make for a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def link(text: str, target: str, page: str, heading: str = "") -> str:
    """Return a link from a page to another one, or to a file.

    :param text: what the link shows.
    :param target: where it goes, relative to ``docs/``.
    :param page: the page that the link is on, relative to ``docs/``.
    :param heading: the heading that it goes to, if it goes to one.
    """
    path = "" if target == page else relpath(target, dirname(page) or ".")
    return f"[{text}]({path}{f'#{anchor(heading)}' if heading else ''})"


def prose(text: str) -> str:
    """Return plain text as Markdown that shows it unchanged; what it has between backticks stays code."""
    return outside_code(text, lambda part: re.sub(r"[<*\[]", r"\\\g<0>", part))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a text with its parts that are not between backticks changed."""
    parts = text.split("`")
    parts[::2] = map(change, parts[::2])
    return "`".join(parts)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table.

    :param head: what stands above the columns.
    :param rows: the cells, row by row.
    """
    columns = list(head)
    lines = [columns, *rows]
    written = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines]
    return "\n".join([written[0], f"|{'--|' * len(columns)}", *written[1:], ""])
