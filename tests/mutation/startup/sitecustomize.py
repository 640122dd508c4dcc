"""Puts a changed module in the place of its file, in the process of a trial and in each Python that its tests start.

The standard library's ``site`` imports this, so that it needs nothing but the standard library itself.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PATH, SOURCE = "MUTATION_PATH", "MUTATION_SOURCE"
"""The variables that say which module is changed, relative to the root of the repository, and what it is to be."""


class Changed(MetaPathFinder, SourceFileLoader):
    """Imports one module from a source that is not its file's."""

    def __init__(self, path: str, source: str) -> None:
        SourceFileLoader.__init__(self, path.removesuffix(".py").replace("/", "."), str(ROOT / path))
        self._source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the module, and no other one."""
        is_it = fullname == self.name
        return spec_from_file_location(fullname, self.path, loader=self) if is_it else None

    def get_code(self, fullname: str) -> CodeType:
        """Compile what it is to be."""
        return compile(self._source, self.path, "exec", dont_inherit=True)


def change(path: str, source: str) -> None:
    """Change a module for this process, which has not imported it yet, and for each Python that it starts.

    :param path: the module, relative to the root of the repository.
    :param source: what it is to be.
    """
    folders = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    os.environ |= {PATH: path, SOURCE: source, "PYTHONPATH": os.pathsep.join(filter(None, folders))}
    sys.meta_path.insert(0, Changed(path, source))


if __name__ == "sitecustomize" and SOURCE in os.environ:
    sys.meta_path.insert(0, Changed(os.environ[PATH], os.environ[SOURCE]))
