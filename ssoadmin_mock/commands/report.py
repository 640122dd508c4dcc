"""``ssoadmin-mock report``: who has access in a world, as one page for the browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.world.errors import WorldError
from ssoadmin_mock.world.output import Output, OutputError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from ssoadmin_mock.insight.matrix import AccessMatrix


def add_parser(subparsers: _SubParsersAction[Any]) -> None:
    """Add the subcommand to the parser of ``ssoadmin-mock``."""
    parser = subparsers.add_parser(
        "report",
        help="show who has access in a world, as a page for the browser",
        description="Write one HTML page that shows who has access to which account, and how they come by it. It "
        "needs no network, and the same world gives the same page.",
    )
    parser.add_argument("world", metavar="WORLD", help="the file of the world (YAML or JSON)")
    parser.add_argument(
        "-o",
        "--output",
        default="access.html",
        metavar="FILE",
        help="the page, readable for you alone; - is standard output (default: %(default)s)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite the page if it exists")


def run(args: argparse.Namespace) -> int:
    """Write the page.

    :returns: the exit code: 0, or 1 when the world cannot be read or the page cannot be written.
    """
    from ssoadmin_mock.insight.matrix import AccessMatrix
    from ssoadmin_mock.insight.page import page

    output = Output(args.output, args.force, source=args.world)
    try:
        output.check()
        matrix = AccessMatrix.of_world(args.world)
        output.write(page(matrix, Path(args.world).name))
    except (OutputError, WorldError) as error:
        print(f"ssoadmin-mock report: {error}", file=sys.stderr)
        return 1
    if not output.is_standard:
        print(f"{output.name}: {_summary(matrix)}")
    return 0


def _summary(matrix: AccessMatrix) -> str:
    outdated = sum(not access.is_latest for access in matrix)
    numbers = {"principals": matrix.principals, "accounts": matrix.accounts, "permission sets": matrix.permission_sets}
    counts = [f"{len(things)} {name}" for name, things in numbers.items()]
    return ", ".join([*counts, f"{len(matrix)} grants, {outdated} of them outdated"])
