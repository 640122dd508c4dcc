"""Takes the code blocks out of a Markdown page.

A block stands alone, unless the comment ``<!-- continues -->`` above it joins it to the one before. A block that is
quoted from a file names it, ``<!-- from ssoadmin_mock/services/call.py -->``, and one that must not run says why,
``<!-- not run: <reason> -->``. On a page that is done from top to bottom, the caption of a block says what the reader
does with it (see :mod:`tests.docs.test_tutorial`): a line of its own above the block, such as
``**`access.py`** (new file)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TUTORIALS = sorted((ROOT / "docs").glob("tutorial*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

CONTINUES = "continues"
_BLOCK = re.compile(
    r"(?:<!-- *(?P<comment>(?:(?!-->).)*?) *-->\n+)?"
    r"(?:^\*\*(?P<object>[^*\n]+)\*\*(?: \((?P<how>[^)\n]+)\))?\n+)?"
    r"^(?P<indent> *)```(?P<language>\S*)[^\n]*\n(?P<code>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Example:
    """A code block.

    :param page: the page, relative to the root of the repository.
    :param line: the line of the page that its code begins on.
    :param not_run: why it must not run; empty for one that runs.
    :param quoted_from: the file that it is quoted from, and then does not run.
    :param object: what its caption names, a file in backticks, ``Terminal`` or ``Output``; one with a caption does not
        run by itself.
    :param how: what its caption has in parentheses.
    """

    page: str
    line: int
    language: str
    code: str
    not_run: str = ""
    quoted_from: str = ""
    object: str = ""
    how: str = ""

    @property
    def runs(self) -> bool:
        """Whether it is to be run."""
        return not (self.not_run or self.quoted_from or self.object)

    @property
    def id(self) -> str:
        """What pytest shows."""
        return f"{self.page}:{self.line}"


def examples_of(path: Path) -> list[Example]:
    """Return the examples of one page, each with those it continues."""
    return examples_in(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix())


def examples_in(text: str, page: str) -> list[Example]:
    """Return the examples in the text of a page."""
    examples: list[Example] = []
    for block, comment in _blocks(text, page):
        if comment == CONTINUES:
            before = examples.pop()
            examples.append(Example(page, before.line, block.language, f"{before.code}\n{block.code}"))
        else:
            examples.append(block)
    return examples


def _blocks(text: str, page: str) -> Iterator[tuple[Example, str]]:
    for match in _BLOCK.finditer(text):
        comment = match["comment"] or ""
        not_run, quoted_from = (_said(comment, prefix) for prefix in ("not run: ", "from "))
        line = text.count("\n", 0, match.start("code")) + 1
        code = re.sub(rf"^{match['indent']}", "", match["code"], flags=re.MULTILINE)
        caption = match["object"] or "", match["how"] or ""
        yield Example(page, line, match["language"], code, not_run, quoted_from, *caption), comment


def _said(comment: str, prefix: str) -> str:
    return comment.removeprefix(prefix) if comment.startswith(prefix) else ""
