"""All generated pages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from docs.generate import (
    command_page,
    fidelity_pages,
    long_description,
    operation_pages,
    settings_page,
    world_page,
    world_types,
)
from docs.generate.catalogue import Catalogue
from docs.generate.markdown import NOTICE
from docs.generate.marked_tests import marked_tests
from docs.generate.records import read_records, verified
from docs.generate.repository import ROOT
from ssoadmin_mock.services.discovery import services

DOCS = ROOT / "docs"


def pages() -> dict[str, str]:
    """Return the generated pages by their paths in ``docs/``."""
    catalogue = Catalogue(services().values())
    return {
        **operation_pages.pages(catalogue),
        **fidelity_pages.pages(catalogue, marked_tests(ROOT), verified(read_records(ROOT).values())),
        "reference/cli.md": command_page.page(),
        "reference/settings.md": settings_page.page(),
        "reference/world.md": world_page.page(),
    }


def modules() -> dict[str, str]:
    """Return what is generated for the package by its paths in the repository."""
    return {
        "PYPI.md": long_description.page(),
        "ssoadmin_mock/world/types.py": world_types.module(),
        "ssoadmin_mock/data/verified.json": _verified_rules(),
    }


def _verified_rules() -> str:
    return json.dumps(sorted(verified(read_records(ROOT).values())), indent=2) + "\n"


def stale(made: Iterable[str], docs: Path = DOCS) -> list[str]:
    """Return the pages that were generated once and that nothing makes any more.

    :param made: the paths of those that are made, relative to ``docs``.
    :param docs: the folder of the pages.
    """
    written = (path for path in docs.rglob("*.md") if path.read_text(encoding="utf-8").startswith(NOTICE))
    return sorted({path.relative_to(docs).as_posix() for path in written} - set(made))
