"""The package, built twice and installed once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

# Any moment that both builds agree on; whoever publishes takes the commit's. Zip files know no time before 1980.
MOMENT = "1577836800"


@dataclass(frozen=True)
class Built:
    """What one build made."""

    wheel: Path
    sdist: Path

    def in_wheel(self) -> set[str]:
        """The names of the wheel's files."""
        with zipfile.ZipFile(self.wheel) as archive:
            return set(archive.namelist())

    def in_sdist(self) -> set[str]:
        """The names of the sdist's files, below its one directory."""
        with tarfile.open(self.sdist) as archive:
            return {name.partition("/")[2] for name in archive.getnames()}

    def read(self, name: str) -> str:
        """The text of one file of the wheel."""
        with zipfile.ZipFile(self.wheel) as archive:
            return archive.read(name).decode()


def build(sources: Path, into: Path) -> Built:
    """Build the sdist, and the wheel from it, as whoever publishes would."""
    command = [sys.executable, "-m", "build", "--outdir", str(into), str(sources)]
    run = subprocess.run(command, env=os.environ | {"SOURCE_DATE_EPOCH": MOMENT}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    (wheel,) = into.glob("*.whl")
    (sdist,) = into.glob("*.tar.gz")
    return Built(wheel, sdist)


def copied(to: Path) -> Path:
    """Copy what belongs to the repository, as far as one can tell without git."""
    made = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "node_modules")
    return shutil.copytree(ROOT, to, ignore=made)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The package, built from a copy of the repository."""
    folder = tmp_path_factory.mktemp("once")
    return build(copied(folder / "sources"), folder / "dist")


@pytest.fixture(scope="session")
def built_again(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The package, built from another copy: elsewhere, of files that are younger and that only the owner may read."""
    folder = tmp_path_factory.mktemp("again")
    sources = copied(folder / "elsewhere")
    for path in sources.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (2_000_000_000, 2_000_000_000))
    return build(sources, folder / "dist")


@dataclass(frozen=True)
class Environment:
    """A virtual environment."""

    folder: Path

    def run(self, *command: str) -> str:
        """Run one of its commands, in its folder, and return what it prints."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV"))}
        program = self.folder / "bin" / command[0]
        run = subprocess.run([program, *command[1:]], cwd=self.folder, env=kept, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the wheel and what it requires, and nothing else."""
    environment = Environment(tmp_path_factory.mktemp("installed"))
    venv.create(environment.folder, with_pip=True)
    environment.run("python", "-m", "pip", "install", "-q", str(built.wheel))
    return environment
