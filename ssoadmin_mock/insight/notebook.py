"""Tables for notebooks, which show what an object's ``_repr_html_`` returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

SHOWN_ROWS = 200
"""How many rows a table has; of more, their number is said."""


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], count: int) -> str:
    """Return a table as HTML; everything in it is text, whatever characters it has.

    :param caption: what it is, in a line.
    :param rows: the cells of each row.
    :param count: how many rows there are.
    """
    head = _row("th", columns)
    body = "".join(_row("td", row) for row in islice(rows, SHOWN_ROWS))
    more = f"<p>... and {count - SHOWN_ROWS} more</p>" if count > SHOWN_ROWS else ""
    return f"<table><caption>{escape(caption)}</caption><thead>{head}</thead><tbody>{body}</tbody></table>{more}"


def _row(element: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{element}>{escape(cell)}</{element}>' for cell in cells)}</tr>"
