"""The command ``ssoadmin-mock``; its subcommands are the modules of :mod:`ssoadmin_mock.commands`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from ssoadmin_mock import commands


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    :param argv: the arguments; those of the process if left out.
    :returns: the exit code.
    """
    args = parser().parse_args(argv)
    code: int = _modules()[args.command].run(args)
    return code


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with every subcommand."""
    parser = argparse.ArgumentParser(prog="ssoadmin-mock")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for module in _modules().values():
        module.add_parser(subparsers)
    return parser


def _modules() -> dict[str, Any]:
    return {found.name: import_module(f"{commands.__name__}.{found.name}") for found in iter_modules(commands.__path__)}


if __name__ == "__main__":
    sys.exit(main())
