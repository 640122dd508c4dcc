"""Where the repository is for everybody to see: the one place that links to it come from."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:  # pytest brings it along
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent.parent


def project_url(pyproject: Path = ROOT / "pyproject.toml") -> str | None:
    """Return the ``Repository`` among the project's URLs, or None while there is none.

    :param pyproject: the file that has them.
    """
    urls: dict[str, str] = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"].get("urls", {})
    return urls.get("Repository")


def repository(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the address of the repository: the project's URL, or where Read the Docs took the sources from.

    :param environment: the variables that Read the Docs sets.
    """
    return project_url() or environment.get("READTHEDOCS_GIT_CLONE_URL", "").removesuffix(".git") or None
