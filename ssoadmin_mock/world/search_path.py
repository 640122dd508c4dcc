"""Where the relative paths of worlds are looked for before the working directory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_folders: tuple[Path, ...] = ()


@contextmanager
def looking_in(*folders: Path) -> Iterator[None]:
    """Look for worlds in these folders first; pytest's plugin says which they are while a test runs."""
    global _folders
    before, _folders = _folders, folders
    try:
        yield
    finally:
        _folders = before


def candidates(file: str) -> list[Path]:
    """Return the paths that a path may stand for, the likeliest first: one if it is absolute.

    :param file: the path as it was written.
    """
    # An absolute path stays what it is, whatever it is joined to.
    return list(dict.fromkeys(folder / file for folder in (*_folders, Path.cwd())))
