"""``ssoadmin-mock migrate``: tests that were written with ``mock_aws`` or ``MagicMock``, changed to use this mock."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from ssoadmin_mock.migration.modules import Migrated

_MISSING = "It needs libcst, which the extra brings: pip install 'ssoadmin-mock[migrate]'."


def add_parser(subparsers: _SubParsersAction[Any]) -> None:
    """Add the subcommand to the parser of ``ssoadmin-mock``."""
    parser = subparsers.add_parser(
        "migrate",
        help="change tests from mock_aws and MagicMock clients to this mock",
        description="Print the change of tests from moto's mock_aws to mock_ssoadmin, and from MagicMock clients where "
        "that is mechanical. What is left to do by hand is said on standard error. It needs the extra migrate.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a Python file, or a directory of them")
    parser.add_argument("--write", action="store_true", help="change the files instead of printing how")
    parser.add_argument(
        "--no-moto-defaults",
        dest="moto_defaults",
        action="store_false",
        help="leave out moto_defaults=True, which keeps tests running that were written for moto's own sso-admin",
    )


def run(args: argparse.Namespace) -> int:
    """Print or make the changes.

    :returns: the exit code: 0, or 1 when the extra is missing or a file cannot be read; the others are changed even so.
    """
    try:
        from ssoadmin_mock.migration.modules import SourceError, migrate
    except ModuleNotFoundError as error:
        if error.name != "libcst":
            raise
        print(f"ssoadmin-mock migrate: {_MISSING}", file=sys.stderr)
        return 1
    code, changed = 0, 0
    for path in _files(args.paths):
        try:
            source = path.read_bytes()
            migrated = migrate(source, args.moto_defaults)
        except (OSError, SourceError) as error:
            print(f"ssoadmin-mock migrate: {path}: {_reason(error)}", file=sys.stderr)
            code = 1
            continue
        for note in migrated.notes:
            print(f"{path}:{note.line}: {note.text}", file=sys.stderr)
        if migrated.source != source:
            changed += 1
            _make(path, migrated) if args.write else _show(path, source, migrated)
    done = "changed" if args.write else "to change; --write does it"
    print(f"{changed} {'file' if changed == 1 else 'files'} {done}.", file=sys.stderr)
    return code


def _files(paths: list[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*.py") if not _is_hidden(file.relative_to(path)))
        else:
            yield path


def _is_hidden(path: Path) -> bool:
    # Environments and caches of tools, such as .venv and .tox.
    return any(part.startswith(".") for part in path.parts)


def _reason(error: Exception) -> str:
    return f"{error.strerror}." if isinstance(error, OSError) else str(error)


def _make(path: Path, migrated: Migrated) -> None:
    path.write_bytes(migrated.source)
    print(path)


def _show(path: Path, source: bytes, migrated: Migrated) -> None:
    before, after = (text.decode(errors="replace").splitlines(keepends=True) for text in (source, migrated.source))
    for line in unified_diff(before, after, str(path), str(path)):
        # What ends without a newline must not run into the next line.
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
