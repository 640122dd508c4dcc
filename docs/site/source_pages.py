"""Shows the files of the repository that pages link to, such as tests, instead of offering them as downloads.

A link whose text is the name of a function or class in the file goes to its line.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import TextLexer, get_lexer_for_filename
from pygments.util import ClassNotFound
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from docs.generate.repository import ROOT

FOLDER = "source"
"""The folder of these pages on the site."""

KIND = "source_page"
DEFINITION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class SourceLinks(SphinxTransform):
    """Makes links to pages of what MyST takes for downloads, before Sphinx collects those."""

    default_priority = 500

    def apply(self, **_: Any) -> None:
        """Replace the links of one page."""
        for link in list(self.document.findall(addnodes.download_reference)):
            file = (Path(self.env.doc2path(self.env.docname)).parent / link["reftarget"]).resolve()
            if not file.is_file() or not file.is_relative_to(ROOT):
                continue  # Sphinx says that it is missing
            name = file.relative_to(ROOT).as_posix()
            _shown(self.env).setdefault(self.env.docname, set()).add(name)
            page = addnodes.pending_xref("", *link.children, refdomain="", reftype=KIND, reftarget=name)
            page["refdoc"] = self.env.docname
            link.replace_self(page)


def resolve(
    app: Sphinx, _env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Return the link to the page of a file."""
    if node["reftype"] != KIND:
        return None
    line = line_of(ROOT / node["reftarget"], content.astext())
    uri = app.builder.get_relative_uri(node["refdoc"], f"{FOLDER}/{node['reftarget']}")
    return nodes.reference("", "", content, internal=True, refuri=f"{uri}#line-{line}" if line else uri)


def line_of(file: Path, name: str) -> int | None:
    """Return the line that a function or class of a file begins on, or None if there is none of that name."""
    if file.suffix != ".py":
        return None
    module = ast.parse(file.read_text(encoding="utf-8"))
    definitions = (node for node in ast.walk(module) if isinstance(node, DEFINITION))
    return next((node.lineno for node in definitions if node.name == name), None)


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of each file that is linked to."""
    assert app.env is not None
    for name in sorted(set().union(*_shown(app.env).values())):
        body = f"<h1>{escape(name)}</h1>\n{highlighted(ROOT / name)}"
        yield f"{FOLDER}/{name}", {"title": name, "body": body}, "page.html"


def highlighted(file: Path) -> str:
    """Return the HTML of a file, each line with an anchor: ``line-1``."""
    try:
        lexer = get_lexer_for_filename(file.name)
    except ClassNotFound:
        lexer = TextLexer()
    # The class is Sphinx's, whose style sheet colors it.
    return highlight(file.read_text(encoding="utf-8"), lexer, HtmlFormatter(cssclass="highlight", linespans="line"))


def forget(_app: Sphinx, env: BuildEnvironment, page: str) -> None:
    """Forget what a page linked to that is read anew."""
    _shown(env).pop(page, None)


def merge(_app: Sphinx, env: BuildEnvironment, pages_read: set[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    _shown(env).update({page: _shown(other)[page] for page in pages_read if page in _shown(other)})


def _shown(env: BuildEnvironment) -> dict[str, set[str]]:
    """The files that are linked to, by the pages that link to them."""
    if not hasattr(env, "source_pages"):
        env.source_pages = {}  # type: ignore[attr-defined]
    shown: dict[str, set[str]] = env.source_pages  # type: ignore[attr-defined]
    return shown


def setup(app: Sphinx) -> dict[str, Any]:
    """Register it with Sphinx."""
    app.add_transform(SourceLinks)
    app.connect("missing-reference", resolve)
    app.connect("html-collect-pages", pages)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
