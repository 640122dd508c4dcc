"""What PyPI shows of the README: links that lead somewhere from there, too.

A relative link leads to the repository, whose address is among the project's URLs in ``pyproject.toml``. While it is
not, what would be such a link is only its text, and such a picture is left out.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from docs.generate.markdown import notice
from docs.generate.repository import ROOT, project_url

_FENCES = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
# Its text may be an image.
_LINK = re.compile(r"(?<!!)\[(?P<text>(?:!\[[^\]]*\]\([^)\s]+\)|[^\[\]])*)\]\((?P<target>[^)\s]+)\)")


def page() -> str:
    """Return the long description."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return f"{notice('README.md and the URLs in pyproject.toml')}\n{absolute(readme, project_url())}"


def absolute(readme: str, repository: str | None) -> str:
    """Return a README with no relative link outside its code.

    :param readme: Markdown, in the root of the repository.
    :param repository: the address of the repository; None leaves only the texts of relative links.
    """
    parts = _FENCES.split(readme)
    parts[::2] = [_absolute(part, repository) for part in parts[::2]]
    return "".join(parts)


def _absolute(text: str, repository: str | None) -> str:
    def image(found: re.Match[str]) -> str:
        target = _target(found["target"], repository, "raw")
        return f"![{found['text']}]({target})" if target else ""

    def link(found: re.Match[str]) -> str:
        target = _target(found["target"], repository, "blob")
        # An image that is gone leaves nothing to click on.
        return f"[{found['text']}]({target})" if target and found["text"] else found["text"]

    return re.sub(r"\n{3,}", "\n\n", _LINK.sub(link, _IMAGE.sub(image, text)))


def _target(target: str, repository: str | None, kind: str) -> str | None:
    if re.match(r"[a-z]+:", target):
        return target
    # GitHub shows files below blob/BRANCH/, pictures below raw/BRANCH/, and takes HEAD for the default branch.
    return urljoin(f"{repository}/{kind}/HEAD/", target) if repository else None
