"""The site, built once and read in a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.docs.examples import ROOT


@dataclass(frozen=True)
class Site:
    """A built site.

    :ivar folder: where it is.
    """

    folder: Path

    def pages(self) -> list[str]:
        """The paths of its pages."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def sources(self) -> list[str]:
        """The pages that show files of the repository."""
        return [page for page in self.pages() if page.startswith(("source/", "_modules/"))]

    def written(self) -> list[str]:
        """The other pages."""
        return sorted(set(self.pages()) - set(self.sources()))

    def url(self, page: str) -> str:
        """The address of a page."""
        return (self.folder / page).as_uri()

    def broken(self, page: str) -> Iterator[str]:
        """Yield the links of a page within the site that lead nowhere."""
        for link in parsed(self.folder / page).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (self.folder / page).parent / unquote(parts.path) if parts.path else self.folder / page
            if not target.is_file() or not _has(target, unquote(parts.fragment)):
                yield link


def build(folder: Path) -> Site:
    """Build the site as ``tox -e docs`` does."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "docs", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return Site(folder)


@dataclass
class Parsed(HTMLParser):
    """What a page links to, and the names of its parts."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name in ("id", "name") and value:
                self.ids.add(value)


def _has(file: Path, fragment: str) -> bool:
    return not fragment or file.suffix != ".html" or fragment in parsed(file).ids


_PARSED: dict[Path, Parsed] = {}


def parsed(file: Path) -> Parsed:
    """Return what is in a page; each is read once."""
    file = file.resolve()
    if file not in _PARSED:
        _PARSED[file] = Parsed()
        _PARSED[file].feed(file.read_text(encoding="utf-8"))
    return _PARSED[file]
