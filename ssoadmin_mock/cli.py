"""The command ``ssoadmin-mock``; its subcommands are the modules of :mod:`ssoadmin_mock.commands`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from ssoadmin_mock import __version__, commands
from ssoadmin_mock.world.output import discard_standard_output

# As shells have them: 128 and the number of the signal that would have ended a program in C.
_INTERRUPTED = 130
_NOBODY_READS = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    :param argv: the arguments; those of the process if left out.
    :returns: the exit code: that of the subcommand, 1 when an output cannot be written, 130 when it was interrupted, or
        141 when nobody reads its output any more.
    """
    try:
        return _run(argv)
    except BrokenPipeError:
        discard_standard_output()
        return _NOBODY_READS
    except KeyboardInterrupt:
        print("ssoadmin-mock: Interrupted.", file=sys.stderr)
        return _INTERRUPTED
    except OSError as error:
        if error.filename is None:
            # The error of a file that cannot be opened has its name.
            discard_standard_output()
        what = error.filename or "Standard output cannot be written"
        print(f"ssoadmin-mock: {what}: {error.strerror}.", file=sys.stderr)
        return 1


def _run(argv: Sequence[str] | None) -> int:
    try:
        args = _parse(argv)
        code: int = _modules()[args.command].run(args)
        return code
    finally:
        # Here, where an error still has an exit code. So is that of printing help.
        sys.stdout.flush()


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    args, unknown = parser().parse_known_args(argv)
    if unknown:
        # The subcommand's parser says how the subcommand is used; argparse would let the outer one complain.
        args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return args


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with every subcommand."""
    parser = argparse.ArgumentParser(prog="ssoadmin-mock")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, module in _modules().items():
        module.add_parser(subparsers)
        subparser: argparse.ArgumentParser = subparsers.choices[name]
        subparser.set_defaults(parser=subparser)
    return parser


def _modules() -> dict[str, Any]:
    return {found.name: import_module(f"{commands.__name__}.{found.name}") for found in iter_modules(commands.__path__)}


if __name__ == "__main__":
    sys.exit(main())
