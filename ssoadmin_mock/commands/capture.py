"""``ssoadmin-mock capture``: a real organization as a world."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssoadmin_mock.world import yaml_text
from ssoadmin_mock.world.output import Output, OutputError

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: _SubParsersAction[Any]) -> None:
    """Add the subcommand to the parser of ``ssoadmin-mock``."""
    parser = subparsers.add_parser(
        "capture",
        help="write a real organization down as a world",
        description="Read an organization with its IAM Identity Center, with calls that only list, describe and get "
        "(at most 20 per second), and write it down as a world. When it is interrupted, the same command goes on.",
    )
    parser.add_argument("--profile", help="the AWS profile of the management account or a delegated administrator")
    parser.add_argument("--region", help="the Region of the instance (default: the profile's)")
    parser.add_argument(
        "-o",
        "--output",
        default="world.yaml",
        metavar="FILE",
        help="the file, .yaml or .json, readable for you alone; - is standard output (default: %(default)s)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite the file if it exists")
    parser.add_argument("--redact", action="store_true", help="replace names, e-mail addresses and account ids")


def run(args: argparse.Namespace) -> int:
    """Capture.

    :returns: the exit code: 0, 1 when something is in the way, or 130 when it was interrupted.
    """
    output = Output(args.output, args.force)
    try:
        output.check()
    except OutputError as error:
        return _failed(error)
    state_file = Path("stdout.capture" if output.is_standard else f"{output.name}.capture")
    try:
        return _capture(args, output, state_file)
    except KeyboardInterrupt:
        _failed("Interrupted.", state_file)
        return 130


def _capture(args: argparse.Namespace, output: Output, state_file: Path) -> int:
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    from ssoadmin_mock.world.capture import capture
    from ssoadmin_mock.world.errors import CaptureError

    try:
        session = boto3.Session(profile_name=args.profile, region_name=args.region)
        world = capture(session, redact=args.redact, state_file=state_file, keep_state_file=True)
        output.write(yaml_text.text_for(output.path, world))
    except (BotoCoreError, CaptureError, ClientError, OutputError) as error:
        return _failed(error, state_file)
    state_file.unlink()
    if not output.is_standard:
        print(f"{output.name}: {_summary(world)}")
    return 0


def _failed(error: object, state_file: Path | None = None) -> int:
    print(f"ssoadmin-mock capture: {' '.join(str(error).split())}", file=sys.stderr)
    if state_file is not None and state_file.exists():
        print(f"What was read so far is in {state_file}; run the same command again to go on.", file=sys.stderr)
    return 1


def _summary(world: dict[str, Any]) -> str:
    sections = ("users", "groups", "permission_sets", "applications")
    return ", ".join(f"{len(world.get(section, {}))} {section.replace('_', ' ')}" for section in sections)
